"""Whatever a form is sent: no failed page, no half of a change, and nobody's words lost over a mistake."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.conf import settings as live_settings
from django.core.cache import cache
from django.test import Client as Browser
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.people import STRANGER, World, rolled_back, with_people
from tests.settings import ENGINE
from tests.web.doors import (
    CLOSES,
    KEYS_IN_HAND,
    TOGETHER,
    Door,
    doors,
    forms,
    things_behind,
    what_is_sent,
    with_act,
)
from tests.web.opened import open_private
from tests.web.watching import all_rows, rows_by_kind, writes_noted
from unhurried.config.clock import now as clock_now
from unhurried.core.readiness import Answer as Ready
from unhurried.homework.queries.client import journal_for, notes_for
from unhurried.people.models import AuditEntry

pytestmark = with_people

NASTY: Final = {
    "nothing": "",
    "blank": "   ",
    "nul": "before\x00after",
    "markup_and_strange_letters": (
        "<script>alert(1)</script>{{ 7 * 7 }}{% raw %}&amp;\U0001f9d8\U0001f3fd\u200d\u2642\ufe0f "
        "\u202ereversed\u202c \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
    ),
    "long": "unhurried " * 6000,
    "number": "99999999999999999999",
    "letters_that_grow": "\u00df\u0130" * 30,
    "an_id": str(uuid4()),
    "a_day_too_far": "9999-12-31",
    "a_day_too_long_ago": "0001-01-01",
}
_DAY: Final = r"\d{4}-\d\d-\d\d"
MEANT_FOR: Final = {
    "number": r"[\d.:]+",
    "an_id": r"[0-9a-f]{8}-",
    "a_day_too_far": _DAY,
    "a_day_too_long_ago": _DAY,
}
ENGINES_MIND: Final = frozenset({"nul", "long", "number", "letters_that_grow", "a_day_too_far"})
"""What one database keeps, and another may refuse. Forms look after the rest before any is asked."""
KINDS: Final = sorted(NASTY if ENGINE == "embedded" else ENGINES_MIND)
WITHOUT_ENTRY: Final = frozenset({"account_login", "account_logout", "account_change_password", "demo:as"})
"""Doors of accounts and their sign-in: they change no clinical row."""

ONLY_SHOW: Final = frozenset({"client:first_run", "clinician:plan"})
"""Views that answer a form like a look at the page, and keep nothing of it."""

CLOSES_ACCESS: Final = "clinician:under_age"
"""Of somebody whose pages are not looked at afterwards."""
MOVES_THE_CLOCK: Final = "demo:next_morning"


@pytest.fixture(autouse=True)
def still(settings: Settings, tmp_path: Path) -> None:
    """The demo's clock moves for nobody else, and nobody has tried to sign in yet."""
    settings.INSTALLATION = replace(live_settings.INSTALLATION, home=tmp_path)
    cache.clear()


class Visitors:
    """Signed in once each; every form is sent from a browser that knows nothing of the one before."""

    def __init__(self, world: World) -> None:
        self.world = world
        names = ("Ivo", "Gus", "Cleo", "Eli", "Jo")
        self._keys = {name: str(world.browser(name).session.session_key) for name in names}
        open_private(self._keys.values(), at=world.now)
        self.rows = rows_by_kind()

    def browser(self, name: str) -> Browser:
        browser = Browser(raise_request_exception=False)
        browser.cookies[live_settings.SESSION_COOKIE_NAME] = self._keys[name]
        return browser

    def place(self, door: Door) -> tuple[str, str]:
        """Somebody who may send this form, and its address."""
        if door.name in TOGETHER and not door.secret:
            return "Gus", door.url()
        if not door.secret:
            by_whom = {"clinician": "Cleo", "clinic": "Jo", "account:work_mail": "Jo"}
            return by_whom.get(door.name, by_whom.get(door.area, "Ivo")), door.url()
        things = things_behind(door, self.world)
        is_last = (door.area, door.secret) == ("client", "assignment_id") or door.name == CLOSES_ACCESS
        thing = things[-1] if is_last else things[0]
        return next(name for name in self._keys if name in thing.owners), door.url(thing.value)

    def send(self, door: Door, fields: Mapping[str, str]) -> Any:
        name, url = self.place(door)
        return self.browser(name).post(url, with_act(fields, self.world.account(name).last_sequence + 1))


@pytest.fixture
def visitors(world: World) -> Visitors:
    return Visitors(world)


def all_forms() -> list[Door]:
    return [door for door in forms() if door.name != MOVES_THE_CLOCK]


def faults_of(visitors: Visitors, door: Door, fields: Mapping[str, str]) -> Iterator[str]:
    """The rules for any answer to any form."""
    before = visitors.rows
    with writes_noted() as writes:
        page = visitors.send(door, fields)
    after = rows_by_kind() if writes else before
    changed = {kind: after[kind] - before[kind] for kind in after if after[kind] != before[kind]}
    entries = changed.pop("people.AuditEntry", 0)
    if page.status_code >= 500:
        yield f"fails with {page.status_code}"
    if entries > 1 or (changed and not entries and door.name not in WITHOUT_ENTRY):
        yield f"changes {changed} in {entries} acts"
    if page.status_code >= 400 and (changed or entries):
        yield f"refuses with {page.status_code} and changes {changed} all the same"
    if entries:
        yield from (f"breaks {url}" for url in broken_pages(visitors, door.area))


SHOWN_ON: Final = {
    "client": [("Ivo", "/c/"), ("Cleo", "/clinician/")],
    "clinician": [("Cleo", "/clinician/calendar/"), ("Ivo", "/c/together/")],
    "clinic": [("Jo", "/clinic/members/"), ("Ivo", "/help-now/")],
}


def broken_pages(visitors: Visitors, area: str) -> list[str]:
    """Pages that show what was just taken in, and cannot."""
    tried = [(url, visitors.browser(name).get(url)) for name, url in SHOWN_ON.get(area, [])]
    return [url for url, page in tried if page.status_code != 200]


def bent(fields: Mapping[str, str], kind: str) -> Iterator[dict[str, str]]:
    """The form with these words in each of its fields, one at a time, and in all of them.

    A day, a number or an id is a word like any other to a field that does not take one.
    """
    words, takes = NASTY[kind], MEANT_FOR.get(kind, ".*")
    yield from ({**fields, name: words} for name, good in fields.items() if re.search(takes, str(good)))
    yield dict.fromkeys(fields, words)


def test_every_form_is_known(visitors: Visitors) -> None:
    """A view that takes in what is sent, and is on no list here, would never be tried."""
    takes = set()
    for door in doors():
        if door.name in KEYS_IN_HAND | CLOSES | {MOVES_THE_CLOCK}:
            continue
        with rolled_back():
            name, url = visitors.place(door)
            page = visitors.browser(name).post(url, {"act": str(uuid4())})
            if page.status_code != 405:
                takes.add(door.name)
    only_show = {"client:first_run", "client:private", "clinician:plan"}
    assert takes - {door.name for door in all_forms()} == only_show
    assert {door.name for door in all_forms()} - takes == set()


def test_forms_that_are_filled_in_well_are_taken(visitors: Visitors) -> None:
    """Otherwise refusing everything would pass every test below."""
    refused = {"account_login", "account_change_password", "account:type_code", "client:private_second"}
    refused |= {"client:handover", "clinician:handover"}  # nobody is asked: see tests/cases/test_hc_07.py
    for door in all_forms():
        with rolled_back():
            page = visitors.send(door, what_is_sent(door, visitors.world))
            is_taken = page.status_code in (204, 302) or "link" in door.name
            assert is_taken or door.name in refused, door.name


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_is_sent_makes_a_form_fail(visitors: Visitors, kind: str) -> None:
    found = []
    for door in all_forms():
        for fields in bent(what_is_sent(door, visitors.world), kind):
            with rolled_back():
                cache.clear()
                found += [(door.name, fault) for fault in faults_of(visitors, door, fields)]
    assert found == []


@pytest.mark.parametrize(
    ("door", "faults"),
    [
        ("client:planted_failing", ["fails with 500"]),
        (
            "client:planted_half",
            [
                "changes {'homework.Assignment': 1} in 0 acts",
                "refuses with 400 and changes {'homework.Assignment': 1} all the same",
            ],
        ),
    ],
)
def test_form_that_fails_or_half_changes_is_found(
    visitors: Visitors, settings: Settings, door: str, faults: list[str]
) -> None:
    settings.ROOT_URLCONF = "tests.web.planted"
    (planted,) = [one for one in doors() if one.name == door]
    assert list(faults_of(visitors, planted, {"words": "seven"})) == faults


TICKED: Final = "on"
MANY_WORDS: Final = {
    "client:journal_new": "text",
    "client:journal_entry": "text",
    "client:agreement": "words",
    "clinician:new_client": "goal",
    "clinician:compose": "words",
    "clinician:given": "words",
    "clinic:settings": "cover",
    "clinic:credential": "training",
    "client:time": "place",
    "client:new_time": "place",
    "client:change_time": "place",
    "client:barrier": "words",
    "client:notes": "prompt.noticed",
    "client:own_words": "own_words",
    "client:safe_contact": "words",
    "client:intake": "history",
    "clinician:plan_with": "goal",
    "client:private_line": "words",
    "client:private_afterwards": "aftercare",
}
"""Forms with a field for many words, which a mistake must not cost."""


@pytest.mark.embedded  # what is refused reaches no database
@pytest.mark.parametrize("kind", ["markup_and_strange_letters", "long"])
@pytest.mark.parametrize("name", MANY_WORDS)
def test_form_that_is_refused_shows_what_was_typed(visitors: Visitors, name: str, kind: str) -> None:
    """It is refused for another field, or for its own length; the words are still there, letter by letter.

    Whatever is sent for a tick is one: it cannot be wrong.
    """
    door = next(door for door in all_forms() if door.name == name)
    fields = what_is_sent(door, visitors.world)
    wrong = {key: "\x00" for key in fields.keys() - {MANY_WORDS[name]} if fields[key] != TICKED}
    typed = NASTY[kind].strip() + ("\x00" if not wrong else "")
    page = visitors.send(door, {**fields, **wrong, MANY_WORDS[name]: typed})
    assert page.status_code == 200
    assert typed.strip("\x00") in unescape(page.content.decode())


def test_markup_that_is_typed_is_shown_as_typed(visitors: Visitors) -> None:
    (door,) = [door for door in all_forms() if door.name == "client:journal_new"]
    visitors.send(door, {"text": NASTY["markup_and_strange_letters"]})
    page = visitors.browser("Ivo").get("/c/journal/").content.decode()
    assert "<script>alert" not in page
    assert NASTY["markup_and_strange_letters"] in unescape(page)


RAW: Final = {
    "lone_surrogate": ("application/x-www-form-urlencoded", b"text=%ED%A0%80&act=%ff%fe"),
    "invalid_utf8": ("application/x-www-form-urlencoded", b"text=\xff\xfe\x00\x80"),
    "half_a_percent": ("application/x-www-form-urlencoded", b"text=%E2%8&act=%"),
    "json": ("application/json", b'{"text": "words"}'),
    "other_letters": ("application/x-www-form-urlencoded; charset=utf-7", b"text=+AGE-"),
    "unknown_letters": ("multipart/form-data; boundary=x; charset=nothing", b"--x--"),
    "no_boundary": ("multipart/form-data", b"text"),
    "broken_parts": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name"),
    "a_file": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="text"; filename="a.txt"\r\n\r\nwords\r\n--x--\r\n',
    ),
    "many_fields": ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(500))),
    "a_megabyte": ("application/x-www-form-urlencoded", b"text=" + b"a" * 1_000_001),
}
BROKEN_LETTERS: Final = frozenset({"lone_surrogate", "invalid_utf8", "half_a_percent"})
"""These are read as well as they can be, and kept with a mark where a letter was."""


@pytest.mark.parametrize("kind", RAW)
@pytest.mark.parametrize("url", ["/c/journal/new/", "/account/sign-in/", "/account/join/", "/clinic/"])
def test_body_that_no_form_of_ours_sends_is_refused_plainly(visitors: Visitors, url: str, kind: str) -> None:
    content_type, body = RAW[kind]
    name = "Jo" if url == "/clinic/" else "Ivo"
    before = rows_by_kind()
    browser = visitors.browser(name)
    page = browser.generic("POST", url, body, content_type=content_type)
    assert page.status_code in (200, 302, 400)
    assert b"<h1>" in page.content or page.status_code != 400
    if kind not in BROKEN_LETTERS:
        assert rows_by_kind() == before


def test_too_much_at_once_is_refused_on_a_page_of_ours(visitors: Visitors) -> None:
    kind, body = RAW["a_megabyte"]
    page = visitors.browser("Ivo").generic("POST", "/c/journal/new/", body, content_type=kind)
    assert page.status_code == 400
    assert "This could not be read" in page.content.decode()


@pytest.mark.parametrize("act", ["", "not-an-id", "\x00", "{" + "0" * 400, None])
@pytest.mark.parametrize("sequence", ["", "-1", "1.5", "NaN", "\u0663", "9" * 40, "999999999999999", None])
def test_form_without_a_readable_act_or_count_is_taken_as_the_next(
    visitors: Visitors, act: str | None, sequence: str | None
) -> None:
    began = int(clock_now().timestamp() * 1000)
    fields = {"text": "A day.", "act": act, "sequence": sequence}
    page = visitors.browser("Ivo").post("/c/journal/new/", {k: v for k, v in fields.items() if v is not None})
    assert page.status_code == 302
    kept = visitors.world.account("Ivo").last_sequence
    assert began <= kept <= int(clock_now().timestamp() * 1000)


def test_no_that_comes_without_a_count_still_counts(visitors: Visitors) -> None:
    """Were it taken for an old answer, a "not yet" would be swallowed."""
    world, breath = visitors.world, visitors.world.given("Gus")
    world.says("Gus", Ready.READY, breath, sequence=world.account("Gus").last_sequence + 500)
    visitors.browser("Gus").post(f"/c/a/{breath.pk}/answer/", {"answer": "not_yet", "sequence": "garbage"})
    assert visitors.browser("Gus").post(f"/c/a/{breath.pk}/begin/").status_code == 409


@pytest.mark.parametrize("door", [pytest.param(name, id=name) for name in sorted(MANY_WORDS)])
def test_form_sent_twice_changes_things_once_and_answers_alike(visitors: Visitors, door: str) -> None:
    found = next(one for one in all_forms() if one.name == door)
    name, url = visitors.place(found)
    fields = with_act(what_is_sent(found, visitors.world), visitors.world.account(name).last_sequence + 1)
    first = visitors.browser(name).post(url, fields)
    once = rows_by_kind()
    second = visitors.browser(name).post(url, fields)
    assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])
    assert rows_by_kind() == once
    assert AuditEntry.objects.filter(pk=fields["act"]).count() == 1


def test_form_sent_again_with_other_words_says_so_and_keeps_both(visitors: Visitors) -> None:
    fields = with_act({"text": "The first words."}, 1)
    visitors.browser("Ivo").post("/c/journal/new/", fields)
    before = all_rows()
    page = visitors.browser("Ivo").post("/c/journal/new/", fields | {"text": "Second thoughts."})
    assert page.status_code == 409
    assert "This form was sent before, with other words" in page.content.decode()
    assert "Second thoughts." in page.content.decode()
    assert all_rows() == before


def test_act_of_somebody_else_is_a_conflict_and_tells_nothing_of_it(visitors: Visitors) -> None:
    fields = with_act({"text": "What Gus wrote."}, 1)
    visitors.browser("Gus").post("/c/journal/new/", fields)
    page = visitors.browser("Ivo").post("/c/journal/new/", fields | {"text": "What Ivo wrote."})
    assert page.status_code == 409
    assert "What Gus wrote." not in page.content.decode()


@pytest.mark.parametrize("name", [STRANGER, "Ivo"])
def test_page_that_grew_old_gives_the_words_back_and_no_password(world: World, name: str) -> None:
    browser = world.browser(name, enforce_csrf_checks=True)
    secrets = {"password": "a-secret-evening", "oldpassword": "another-secret", "code": "2345-6789"}
    before = all_rows()
    page = browser.post("/c/journal/new/", {"text": "What was typed.", **secrets})
    shown = page.content.decode()
    assert page.status_code == 403
    assert "What was typed." in shown
    assert [secret for secret in secrets.values() if secret in shown] == []
    assert all_rows() == before


def test_address_with_a_nul_or_broken_letters_is_not_there(visitors: Visitors) -> None:
    for tail in ("%00", "%ff", quote("\U0001f9d8"), "..%2f..%2f", "a" * 5000):
        for start in ("/clinician/library/", "/account/join/", "/c/p/", f"/c/a/{uuid4()}/not-this-time/"):
            page = visitors.browser("Cleo" if "clinician" in start else "Ivo").get(f"{start}{tail}/")
            assert page.status_code == 404, f"{start}{tail[:20]}"


@pytest.mark.parametrize("sought", ["\x00", "\u202e", "%", "a" * 5000, "<script>"])
def test_search_of_the_library_takes_anything(visitors: Visitors, sought: str) -> None:
    page = visitors.browser("Cleo").get("/clinician/library/", {"q": sought})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().replace("<script type", "")


words = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)
tried = tries(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@given(text=words)
@tried
def test_journal_keeps_any_words_as_they_were_typed(world: World, text: str) -> None:
    with rolled_back():
        page = world.browser("Dov").post("/c/journal/new/", {"text": text})
        kept = [words for _, words in journal_for(world.client("Dov"), world.keys)]
        if "\x00" in text or not text.strip():
            assert (page.status_code, kept) == (200, [])
        else:
            assert (page.status_code, kept) == (302, [text.strip()])


@given(text=words)
@tried
def test_note_keeps_any_words_as_they_were_typed(world: World, text: str) -> None:
    with rolled_back():
        practice = world.practices("Gus")[0]
        url = f"/c/p/{practice.pk}/notes/"
        browser = world.browser("Gus")
        open_private([browser.session.session_key], at=world.now)
        page = browser.post(url, {"prompt.noticed": text, "reader": "clinician"})
        notes = notes_for(world.client("Gus"), [practice], world.keys)[practice.pk]
        if "\x00" in text:
            assert page.status_code == 200
        elif text.strip():
            assert notes["prompt.noticed"].words == text.strip()  # type: ignore[attr-defined]
        else:
            assert "prompt.noticed" not in notes


@given(name=words, password=words)
@tried
def test_sign_in_takes_anything_and_lets_nobody_in(world: World, name: str, password: str) -> None:
    cache.clear()
    browser = world.browser(STRANGER)
    assert browser.post("/account/sign-in/", {"login": name, "password": password}).status_code == 200
    assert live_settings.SESSION_COOKIE_NAME not in browser.cookies
