"""For the tests of the private area: codes of Gus and Hana, a chosen clock, and what one can compare."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from unittest.mock import patch

from django.test import Client as Browser

from tests.people import World
from tests.web.doors import doors
from tests.web.opened import open_private
from unhurried.core.evenings import LASTS
from unhurried.homework.models import Practice
from unhurried.people import services

CODE = "a quiet door"
HANAS_CODE = "another door"
NEEDS_NO_CODE = frozenset(f"client:private_{name}" for name in ("code", "close", "kept", "line", "alone"))
_OF_THE_MOMENT = frozenset({"Content-Length", "Expires", "Refresh"})
_MASKED = re.compile(rb'name="(?:csrfmiddlewaretoken|act|page)" value="[^"]*"|data-closes-in="\d+"')


def choose_codes(world: World) -> None:
    for name, code in (("Gus", CODE), ("Hana", HANAS_CODE)):
        services.set_private_code(world.act(name), account=world.account(name), password=code)


def behind_the_code() -> list[str]:
    """The addresses of all pages that ask for the code."""
    names = (door for door in doors() if door.name.startswith("client:private"))
    return sorted(door.url() for door in names if door.name not in NEEDS_NO_CODE)


@contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    with patch("unhurried.config.middleware.now", lambda: at):
        yield


def opened(world: World, name: str = "Gus") -> Browser:
    browser = world.browser(name)
    open_private([browser.session.session_key], at=world.now)
    return browser


def asks_for_code(page: Any) -> bool:
    return b'name="private_password"' in page.content


def seen(page: Any) -> tuple[int, list[tuple[str, str]], list[str], bytes]:
    """All that somebody could compare; what is random by design is masked."""
    headers = [(name, value) for name, value in page.headers.items() if name not in _OF_THE_MOMENT]
    return page.status_code, sorted(headers), sorted(page.cookies), _MASKED.sub(b"", page.content)


def said_on(page: Any) -> str:
    return unescape(page.content.decode())


def evening(world: World, *, ended_at: datetime | None) -> Practice:
    """An evening of Gus and Hana, begun on Hana's phone."""
    given = world.given("Gus")
    begun_at = (ended_at or world.now) - timedelta(minutes=30)
    return Practice.objects.create(
        clinic_id=given.clinic_id,
        assignment=given,
        begun_by=world.client("Hana"),
        evening="step",
        phase=given.phase,
        version=given.version,
        begun_at=begun_at,
        step_began_at=begun_at,
        ends_at=begun_at + LASTS,
        ended_at=ended_at,
    )
