"""Every page through every pair of eyes, the stranger's included.

Somebody else's thing answers exactly as a thing that never existed: status, headers and body. So neither a
403 beside a 404, nor a redirect, a message or a length can tell that it is there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from django.conf import settings as live_settings
from django.test import Client as Browser
from pytest_django.fixtures import Settings

from tests.people import CANARIES, NAMES, STRANGER, World, rolled_back, with_people
from tests.web.doors import (
    CLOSES,
    KEYS_IN_HAND,
    PUBLIC,
    Door,
    Thing,
    doors,
    guarded_doors,
    things_behind,
    what_is_sent,
    with_act,
)
from tests.web.opened import open_private
from tests.web.watching import all_rows, writes_noted

pytestmark = with_people

METHODS: Final = ("get", "head", "post", "put", "delete")
ASK_EVERY_WAY: Final = frozenset({STRANGER, "Ana", "Eli"})
"""What a method does is the same for all: head and put are tried by one of each kind."""
OPENED: Final = frozenset({200, 204, 302})
REFUSED: Final = frozenset({405, 409})
"""Not by this method, or not just now; both say so on a page of their own."""
_MASKED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rb'(?<=name="csrfmiddlewaretoken" value=")[^"]+',
        rb'(?<=name="act" value=")[^"]+',
        rb'(?<=data-closes-in=")[0-9]+',
    )
)


@pytest.fixture(autouse=True)
def clock_of_this_test(settings: Settings, tmp_path: Path) -> None:
    """The demo's "next morning" moves no other test's clock."""
    settings.INSTALLATION = replace(live_settings.INSTALLATION, home=tmp_path)


def seen(response: Any) -> tuple[int, list[tuple[str, str]], list[str], bytes]:
    """All that somebody could compare: status, headers, cookies, body. What is random by design is masked."""
    body = response.content
    for pattern in _MASKED:
        body = pattern.sub(b"", body)
    kept = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    headers = sorted((name, "in a while" if name == "Refresh" else value) for name, value in kept.items())
    return response.status_code, headers, sorted(response.cookies), body


def foreign_words(name: str, text: str) -> list[str]:
    return [word for word, readers in CANARIES.items() if name not in readers and word in text]


def leaks(world: World, name: str, through: list[Door]) -> list[str]:
    """What this person learns or changes at doors that are not theirs, with their own private area open."""
    browser = world.browser(name)
    open_private([browser.session.session_key], at=world.now)
    foreign = {
        door: [thing for thing in things_behind(door, world) if name not in thing.owners] for door in through
    }
    return [
        f"{method.upper()} {door.name}: {fault}"
        for door in through
        for method in (METHODS if name in ASK_EVERY_WAY else METHODS[::2])
        for fault in faults_at(world, browser, name, door, method, foreign[door])
    ]


def faults_at(
    world: World, browser: Browser, name: str, door: Door, method: str, foreign: Sequence[Thing]
) -> Iterator[str]:
    """Every foreign thing is asked for and posted to; the rarer methods try the first of them."""
    with writes_noted() as writes:
        nobodys = ask(world, browser, name, door, method, uuid4())
        tried = foreign if method in ("get", "post") else foreign[:1]
        answers = [ask(world, browser, name, door, method, thing.value) for thing in tried]
    for theirs in answers:
        if seen(theirs) != seen(nobodys):
            yield f"tells it from one that never existed ({theirs.status_code}, {nobodys.status_code})"
        if theirs.status_code in (200, 204) or theirs.status_code >= 500:
            yield f"answers {theirs.status_code}"
        yield from (f"says {word!r}" for word in foreign_words(name, theirs.content.decode()))
    yield from (f"changes something: {sql}" for sql in writes)


def ask(world: World, browser: Browser, name: str, door: Door, method: str, value: Any) -> Any:
    if method != "post":
        return getattr(browser, method)(door.url(value))
    sequence = 0 if name == STRANGER else world.account(name).last_sequence + 1
    return browser.post(door.url(value), with_act(what_is_sent(door, world), sequence))


@pytest.mark.embedded  # whose a thing is, no engine decides
@pytest.mark.parametrize("name", NAMES)
def test_what_is_somebody_elses_is_as_if_it_were_not_there(world: World, name: str) -> None:
    before = all_rows()
    assert leaks(world, name, guarded_doors()) == []
    assert all_rows() == before | {"people.AccountSession": all_rows()["people.AccountSession"]}


@pytest.mark.parametrize(
    ("door", "fault"),
    [
        ("client:planted_forbidden", "tells it from one that never existed (403, 404)"),
        ("client:planted_header", "tells it from one that never existed (404, 404)"),
        ("client:planted_words", "says 'curlew'"),
        ("client:planted_change", "changes something: UPDATE"),
    ],
)
def test_door_that_tells_or_changes_is_found(world: World, settings: Settings, door: str, fault: str) -> None:
    settings.ROOT_URLCONF = "tests.web.planted"
    planted = [one for one in guarded_doors() if one.name == door]
    assert any(fault in found for found in leaks(world, "Dov", planted))


def answers(world: World, door: Door, name: str, value: Any) -> set[int]:
    """What asking and sending answer, each tried on untouched records."""
    found = set()
    for method in ("get", "post"):
        with rolled_back():
            found.add(ask(world, world.browser(name), name, door, method, value).status_code)
    return found


def test_every_guarded_door_opens_to_its_owners(world: World) -> None:
    found = {
        (door.name, owner): answers(world, door, owner, thing.value)
        for door in guarded_doors()
        for thing in things_behind(door, world)
        for owner in thing.owners
    }
    opened = {door for (door, _), codes in found.items() if codes & OPENED}
    assert {door.name for door in guarded_doors()} - opened == set()
    assert {key: codes for key, codes in found.items() if not codes <= OPENED | REFUSED} == {}


def test_every_guarded_door_has_a_stranger_and_an_owner(world: World) -> None:
    owners = {
        door.name: frozenset().union(*(thing.owners for thing in things_behind(door, world)))
        for door in guarded_doors()
    }
    assert [name for name, found in owners.items() if not found or found == set(NAMES)] == []
    open_by_design = {door.name for door in doors() if door.parameters} - owners.keys()
    of_the_body = {"client:limits_place", "client:limits_word", "client:limits_quick"}
    assert open_by_design == KEYS_IN_HAND | of_the_body | LIBRARY


def test_door_nobody_thought_of_is_noticed(world: World) -> None:
    new = Door(name="clinic:new_thing", parameters=frozenset({"thing_id"}))
    with pytest.raises(KeyError):
        things_behind(new, world)


def pages_of(world: World, name: str) -> list[tuple[str, Any]]:
    """Every page that is this person's to open: doors without a secret, and those to their own things."""
    browser = world.browser(name)
    open_private([browser.session.session_key], at=world.now)
    own = [
        door.url(thing.value)
        for door in guarded_doors()
        for thing in things_behind(door, world)
        if name in thing.owners
    ]
    open_doors = [door.url() for door in doors() if not door.secret and door.name not in CLOSES]
    return [(url, browser.get(url)) for url in [*open_doors, *own]]


LIBRARY: Final = frozenset(
    {
        "page",
        "client:leaflet",
        "clinician:leaflet",
        "clinician:library_exercise",
        "clinician:library_pathway",
        "clinician:paper",
        "clinician:paper_page",
    }
)
PAGES_AT_LEAST: Final = {"Ivo": 20, "Gus": 20, "Cleo": 14, "Eli": 14, "Jo": 8, "Lou": 8, "Kit": 5}


@pytest.mark.parametrize("name", NAMES)
def test_page_opens_or_is_not_there_and_shows_nobody_elses_words(world: World, name: str) -> None:
    with writes_noted() as writes:
        found = pages_of(world, name)
    opened = [url for url, page in found if page.status_code == 200]
    assert [
        (url, page.status_code) for url, page in found if page.status_code not in {200, 302, 404, 405}
    ] == []
    assert [(url, word) for url, page in found for word in foreign_words(name, said_on(page))] == []
    assert [sql for sql in writes if "people_accountsession" not in sql] == [], "reading changes nothing"
    assert len(opened) >= PAGES_AT_LEAST.get(name, 5), opened


def said_on(page: Any) -> str:
    return unescape(page.content.decode())


def test_every_canary_sings_where_it_may(world: World) -> None:
    """Otherwise its silence elsewhere would prove nothing."""
    readers = {name for readers in CANARIES.values() for name in readers}
    shown = {name: " ".join(said_on(page) for _, page in pages_of(world, name)) for name in readers}
    assert [word for word, may in CANARIES.items() if not any(word in shown[name] for name in may)] == []


def test_public_values_are_of_the_library(world: World) -> None:
    assert world.item(PUBLIC["exercise_id"]).name == PUBLIC["exercise_id"]
