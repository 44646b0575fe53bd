"""A talk lies between people on one phone: it shows the talk, and no other page of whoever signed in."""

from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.phones import clock_at
from tests.web.opened import open_private
from unhurried.config import live as doors
from unhurried.core.evenings import LASTS
from unhurried.core.readiness import Answer
from unhurried.homework.models import Practice
from unhurried.web import live

pytestmark = with_people

OTHERS: Final = ("/c/", "/c/together/", "/c/mine/", "/c/journal/", "/c/more/", "/c/private/", "/c/limits/")
TALK: Final = "com.reflective-listening"


class Held:
    """Gus’s phone, on which they began the talk with Hana."""

    def __init__(self, world: World, *, exercise: str = TALK) -> None:
        self.world, self.browser = world, world.browser("Gus")
        self.given = give(world, "Gus", exercise)
        world.says("Gus", Answer.READY, self.given)
        open_private([self.browser.session.session_key], at=world.now)
        self.begin = self.browser.post(f"/c/a/{self.given.pk}/begin/")
        self.practice = Practice.objects.get(assignment=self.given, ended_at=None)
        self.url = f"/c/p/{self.practice.pk}/"

    def opens(self, page: str, *, at: datetime | None = None, browser: Browser | None = None) -> Any:
        with clock_at(at or self.world.now):
            return (browser or self.browser).get(page)

    def open_pages(self, **when: Any) -> list[str]:
        """Other pages that do not lead back to the talk."""
        return [page for page in OTHERS if self.opens(page, **when).headers.get("Location") != self.url]


def test_begun_talk_shows_itself_at_once_and_nothing_else(world: World) -> None:
    held = Held(world)
    assert held.begin.headers["Location"] == held.url, "nothing is asked on a phone between people"
    assert held.open_pages() == []
    page = held.opens(held.url).content.decode()
    assert "A practice is under way on this phone" in page
    assert page.count(">Stop<") == 1 and 'href="/help-now/"' in page and "data-quick-exit" in page
    assert "/c/mine/" not in page and "/c/together/" not in page


def test_phone_that_is_not_held_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "holds_phone", lambda *_, **__: False)
    assert Held(world).open_pages() == list(OTHERS)


def test_own_notes_and_what_is_sent_elsewhere_lead_back_too(world: World) -> None:
    held, entries = Held(world), world.client("Gus").journal_entries
    before = entries.count()
    for page in (f"{held.url}notes/", f"{held.url}look/", f"{held.url}before/"):
        assert held.opens(page).headers["Location"] == held.url
    sent = held.browser.post("/c/journal/new/", {"text": "Seen by others."})
    assert sent.headers["Location"] == held.url
    assert entries.count() == before


def test_notes_that_a_held_phone_shows_are_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "_OF_A_TALK", (*live._OF_A_TALK, "notes"))
    held = Held(world)
    assert held.opens(f"{held.url}notes/").status_code == 200


def test_stop_opens_the_phone_and_help_and_signing_out_were_never_shut(world: World) -> None:
    held = Held(world)
    assert held.opens("/help-now/").status_code == 200
    assert held.opens("/account/sign-out/").status_code == 200
    stopped = held.browser.post(f"{held.url}stop/", {"place": "0"})
    assert stopped.headers["Location"] == f"{held.url}landing/"
    assert held.open_pages() == list(OTHERS)


def test_signing_out_leaves_nothing_held(world: World) -> None:
    held = Held(world)
    held.browser.post("/account/sign-out/")
    held.browser.force_login(world.account("Gus"))
    assert held.open_pages() == list(OTHERS)


def test_time_opens_the_phone_though_nobody_stopped(world: World) -> None:
    held = Held(world)
    last = held.practice.step_began_at + LASTS
    assert held.open_pages(at=last - timedelta(seconds=1)) == []
    assert held.open_pages(at=last) == list(OTHERS)


def test_only_the_phone_that_runs_it_is_held(world: World) -> None:
    held = Held(world)
    for other in (world.browser("Gus"), world.browser("Hana")):
        assert held.open_pages(browser=other) == list(OTHERS)


def test_what_somebody_does_alone_holds_no_phone(world: World) -> None:
    ivo = world.browser("Ivo")
    given = world.given("Ivo", "min.body-scan")
    world.says("Ivo", Answer.READY, given)
    begun = ivo.post(f"/c/a/{given.pk}/begin/")
    assert begun.headers["Location"].startswith("/c/p/")
    assert ivo.get("/c/").status_code == 200


def asked_for(browser: Browser, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        browser.get(page)
    return len(asked)


def test_other_phones_ask_the_records_nothing_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    hana = world.browser("Hana")
    before = asked_for(hana, "/c/more/")
    Held(world)
    assert asked_for(hana, "/c/more/") == before
    monkeypatch.setattr(doors, "practice_polled", lambda pk: pytest.fail("asked for a phone not held"))
    assert hana.get("/c/more/").status_code == 200
