"""What happens around every request: nothing stays in the browser, and a full disk says so."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings as live_settings
from django.db import OperationalError
from pytest_django.fixtures import Settings

from tests.people import STRANGER, World, with_people
from unhurried.config import clock
from unhurried.config.logs import IdsOnly
from unhurried.homework import services
from unhurried.storage.transactions import StorageBusy

pytestmark = with_people


@pytest.mark.parametrize(
    ("name", "url"),
    [
        (STRANGER, "/"),
        (STRANGER, "/help-now/"),
        (STRANGER, "/nowhere/"),
        ("Ivo", "/c/"),
        ("Cleo", "/clinician/"),
    ],
)
def test_page_stays_in_no_browser_and_loads_nothing_from_elsewhere(world: World, name: str, url: str) -> None:
    headers = world.browser(name).get(url).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}


@pytest.mark.parametrize("fault", [StorageBusy("busy"), OperationalError("database or disk is full")])
def test_records_that_cannot_be_written_say_so_and_give_the_words_back(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise fault

    monkeypatch.setattr(services, "write_journal_entry", refuse)
    page = world.browser("Ivo").post("/c/journal/new/", {"text": "Words not to be lost."})
    assert page.status_code == 503
    assert "Words not to be lost." in page.content.decode()


def test_fault_of_another_kind_is_a_page_of_ours_and_shows_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*args: Any, **kwargs: Any) -> None:
        raise ValueError("about Ivo")

    monkeypatch.setattr(services, "write_journal_entry", stumble)
    page = world.browser("Ivo").post("/c/journal/new/", {"text": "words"})
    assert page.status_code == 500
    assert "about Ivo" not in page.content.decode()
    assert "<h1>" in page.content.decode()


def test_log_carries_places_and_no_words() -> None:
    try:
        raise ValueError("what Ivo wrote")
    except ValueError as fault:
        trace = (ValueError, fault, fault.__traceback__)
        record = logging.LogRecord("house", logging.ERROR, "views.py", 1, "failed for %s", ("Ivo",), trace)
    line = IdsOnly().format(record)
    assert "ValueError" in line and "test_middleware.py" in line
    assert "Ivo" not in line


@pytest.fixture
def own_clock(settings: Settings, tmp_path: Path) -> Callable[..., None]:
    def is_demo(answer: bool) -> None:
        settings.INSTALLATION = replace(live_settings.INSTALLATION, home=tmp_path, is_demo=answer)

    is_demo(True)
    return is_demo


def test_next_morning_is_eight_where_the_clinic_is(own_clock: Callable[..., None]) -> None:
    before = clock.now()
    moved = clock.next_morning("Europe/London")
    assert timedelta() < moved - before <= timedelta(hours=33)
    assert abs(clock.now() - moved) < timedelta(seconds=5)
    assert clock.next_morning("Europe/London") - moved > timedelta(hours=22)


def test_clock_of_an_installation_that_is_no_demo_cannot_be_moved(own_clock: Callable[..., None]) -> None:
    clock.next_morning("Europe/London")
    own_clock(False)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def is_whole_when_cut_off(put: Callable[[Path, float], object], file: Path) -> bool:
    """Whether somebody who reads while it is written, or after it was cut off, reads a time that was put."""
    put(file, 60.0)
    with patch.object(Path, "replace", side_effect=OSError), suppress(OSError):
        put(file, 3600.0)
    return file.read_text() == "60.0"


def test_time_is_put_whole_or_not_at_all(tmp_path: Path) -> None:
    assert is_whole_when_cut_off(clock.put_ahead, tmp_path / "clock")
    assert not is_whole_when_cut_off(lambda file, seconds: file.write_text(str(seconds)), tmp_path / "clock")
