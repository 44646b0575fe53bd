"""The one clock. Everything below takes `now` as an argument; the demo may move it to the next morning."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

MORNING = 8


def now() -> datetime:
    return datetime.now(UTC) + _offset()


def next_morning(time_zone: str) -> datetime:
    """Move the demo's clock to eight o'clock on the next day, and say what time it is now."""
    here = now().astimezone(ZoneInfo(time_zone))
    morning = (here + timedelta(days=1)).replace(hour=MORNING, minute=0, second=0, microsecond=0)
    seconds = (morning.astimezone(UTC) - datetime.now(UTC)).total_seconds()
    put_ahead(settings.INSTALLATION.clock_file, seconds)
    return now()


def put_ahead(clock_file: Path, seconds: float) -> None:
    """In one step: whoever reads the time meanwhile finds the old one or the new one, whole."""
    written = clock_file.with_suffix(".new")
    written.write_text(str(seconds))
    written.replace(clock_file)


def _offset() -> timedelta:
    if not settings.INSTALLATION.is_demo:
        return timedelta()
    try:
        return timedelta(seconds=float(settings.INSTALLATION.clock_file.read_text()))
    except FileNotFoundError:
        return timedelta()
