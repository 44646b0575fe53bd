"""Whatever a form is sent: no failed page, no half of a change, and nobody's words lost over a mistake."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings as live_settings
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.people import STRANGER, World, rolled_back, with_people
from tests.web.doors import KEYS_IN_HAND, Door, doors, things_behind, what_is_sent, with_act
from unhurried.core.readiness import Answer as Ready
from unhurried.homework.queries import journal_for, notes_for
from unhurried.people.models import AuditEntry

pytestmark = with_people

URLENCODED: Final = "application/x-www-form-urlencoded"
NASTY: Final = {
    "nothing": "",
    "blank": "   ",
    "nul": "before\x00after",
    "emoji": "\U0001f9d8\U0001f3fd\u200d\u2642\ufe0f a breath",
    "right_to_left": "\u202ereversed\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "markup": "<script>alert(1)</script>{{ 7 * 7 }}{% raw %}&amp;",
    "long": "unhurried " * 6000,
    "number": "99999999999999999999",
    "words_for_a_number": "seven",
    "letters_that_grow": "\u00df\u0130" * 30,
    "an_id": str(uuid4()),
    "a_day_too_far": "9999-12-31",
    "a_day_too_long_ago": "0001-01-01",
}
SHOWN_BACK: Final = frozenset({"emoji", "right_to_left", "markup", "long"})
"""What is shown back letter by letter when a form is refused; others are changed by reading them."""

WITHOUT_ENTRY: Final = frozenset({"account_login", "account_logout", "account_change_password", "demo:as"})
"""Doors of accounts and their sign-in: they change no clinical row."""


@pytest.fixture(autouse=True)
def still(settings: Settings, tmp_path: Path) -> None:
    """The demo's clock moves for nobody else, and nobody has tried to sign in yet."""
    settings.INSTALLATION = replace(live_settings.INSTALLATION, home=tmp_path)
    cache.clear()


def rows() -> Counter[str]:
    """How many rows of each kind there are. Sign-ins come and go, and are left out."""
    models = [model for model in apps.get_models() if model._meta.label != "people.AccountSession"]
    return Counter({model._meta.label: model._default_manager.count() for model in models})


def forms(world: World) -> list[tuple[Door, str, str]]:
    """Each door through which something can be sent: the door, somebody who may, and the address."""
    return [
        (door, name, url)
        for door in doors()
        if door.name not in KEYS_IN_HAND and door.name != "demo:next_morning"
        for name, url in [somebody_who_may(world, door)]
        if is_form(world, door, name, url)
    ]


def somebody_who_may(world: World, door: Door) -> tuple[str, str]:
    if not door.secret:
        by_area = {"client": "Ivo", "clinician": "Cleo", "clinic": "Jo"}
        return by_area.get(door.area, "Ivo"), door.url()
    thing = things_behind(door, world)[-1 if door.secret == "assignment_id" and door.area == "client" else 0]
    name = sorted(thing.owners)[0]
    return name, door.url(thing.value)


def is_form(world: World, door: Door, name: str, url: str) -> bool:
    with rolled_back():
        return world.browser(name).put(url).status_code != 405 or can_be_posted(world, name, url)


def can_be_posted(world: World, name: str, url: str) -> bool:
    with rolled_back():
        return world.browser(name).post(url).status_code != 405


def send(world: World, name: str, url: str, fields: dict[str, str]) -> Any:
    return world.browser(name).post(url, with_act(fields, world.account(name).last_sequence + 1))


def what_went_wrong(world: World, door: Door, name: str, url: str, fields: dict[str, str]) -> Iterator[str]:
    """The rules for any answer to any form."""
    before = rows()
    page = send(world, name, url, fields)
    changed = rows() - before
    changed.update(before - rows())
    entries = changed.pop("people.AuditEntry", 0)
    if page.status_code >= 500:
        yield f"fails with {page.status_code}"
    if entries > 1:
        yield f"is {entries} acts at once"
    if changed and not entries and door.name not in WITHOUT_ENTRY:
        yield f"changes {dict(changed)} without an entry"
    if page.status_code >= 400 and (changed or entries):
        yield f"refuses, and changes {dict(changed)} all the same"
    if page.status_code == 200 and entries and "joining_sheet" not in str(page.templates or page.content[:0]):
        return


def bent(fields: dict[str, str], words: str) -> Iterator[dict[str, str]]:
    """The form with these words in each of its fields, one at a time, and in all of them."""
    yield from (fields | {name: words} for name in fields)
    yield dict.fromkeys(fields, words)


@pytest.mark.parametrize("kind", NASTY)
def test_nothing_that_is_sent_makes_a_form_fail(world: World, kind: str) -> None:
    found = []
    for door, name, url in forms(world):
        for fields in bent(what_is_sent(door, world), NASTY[kind]):
            with rolled_back():
                cache.clear()
                found += [(door.name, fault) for fault in what_went_wrong(world, door, name, url, fields)]
    assert found == []
