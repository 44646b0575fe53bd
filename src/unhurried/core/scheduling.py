"""Times in people's own clocks: appointments, weeks and rest gaps across clock changes.

What people agree on is a local time ("Thursdays at six"); it becomes an instant only here. A local time that
the spring change skips moves on by the length of the gap (02:30 is 03:30); one that the autumn change
repeats means its first passing. All instants given back are aware, in the zone they were asked for.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from itertools import count, islice
from typing import Final
from zoneinfo import ZoneInfo

_WEEK: Final = timedelta(weeks=1)


class Recurrence(IntEnum):
    """How many weeks lie between two appointments."""

    WEEKLY = 1
    FORTNIGHTLY = 2
    EVERY_FOUR_WEEKS = 4

    @classmethod
    def of(cls, repeats: str) -> "Recurrence | None":
        """By the word that is kept; None: it comes once."""
        kept = {"weekly": cls.WEEKLY, "fortnightly": cls.FORTNIGHTLY, "four_weekly": cls.EVERY_FOUR_WEEKS}
        return kept.get(repeats)


def instant_of(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a local time. Raises ValueError when the time already carries a zone."""
    if local.tzinfo is not None:
        raise ValueError("a local time has no zone of its own")
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC).astimezone(zone)


def is_skipped(local: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks jump over this local time, so that whoever chose it can be told."""
    return instant_of(local, zone).replace(tzinfo=None) != local


def appointments_from(
    first: datetime, *, zone: ZoneInfo, every: Recurrence, times: int
) -> tuple[datetime, ...]:
    """The first `times` appointments, at the same local time on both sides of a clock change."""
    return tuple(islice(_appointments(first, zone, every), times))


def next_appointment(first: datetime, *, zone: ZoneInfo, every: Recurrence, after: datetime) -> datetime:
    return next(instant for instant in _appointments(first, zone, every) if instant > after)


def occurrences_around(
    first: datetime, *, zone: ZoneInfo, every: Recurrence | None, at: datetime
) -> tuple[datetime | None, datetime | None]:
    """The last time until `at`, and the next after it; None where there is none."""
    if every is None:
        return (first, None) if first <= at else (None, first)
    local, before = first.astimezone(zone).replace(tzinfo=None), None
    for instant in _appointments(local, zone, every):
        if instant > at:
            return before, instant
        before = instant
    raise AssertionError("what repeats goes on")


def earliest_after(ended_at: datetime, *, rest_hours: int) -> datetime:
    """When a rest gap is over. A body rests in hours gone by, whatever the clocks did meanwhile."""
    return (ended_at.astimezone(UTC) + timedelta(hours=rest_hours)).astimezone(ended_at.tzinfo)


def _appointments(first: datetime, zone: ZoneInfo, every: Recurrence) -> Iterator[datetime]:
    return (instant_of(first + times * every * _WEEK, zone) for times in count())
