"""One's own pages on one's own phone: written at any time, read back behind the code."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.private_area import CODE, asks_for_code, choose_codes, clock_at, opened, said_on, seen
from unhurried.core.readiness import Answer
from unhurried.homework.models import Assignment, JournalEntry, Note, Practice, Readiness
from unhurried.people import services
from unhurried.people.models import Account, Intake

pytestmark = with_people
OWN = ("/c/journal/", "/c/put-back/", "/c/own/", "/c/mine/open/", "/c/first/contact/", "/c/first/words/")


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


@pytest.fixture
def alone(world: World) -> Assignment:
    """Something for Gus alone, to which he said yes."""
    given = give(world, "Gus", "min.body-scan", client=world.client("Gus"))
    world.says("Gus", Answer.READY, given)
    return given


def page_of(given: Assignment, page: str = "") -> str:
    return f"/c/a/{given.pk}/{page}"


def practised(world: World) -> Practice:
    return world.practices("Gus", ended_at__isnull=False)[0]


# Who is asked


@pytest.mark.parametrize("url", OWN)
def test_in_company_ones_own_pages_ask_for_the_code(world: World, url: str) -> None:
    assert asks_for_code(world.browser("Gus").get(url))
    assert not asks_for_code(opened(world).get(url))


@pytest.mark.parametrize("url", OWN)
def test_somebody_alone_is_asked_once_they_chose_a_code_and_for_their_words_only(
    world: World, url: str
) -> None:
    assert not asks_for_code(world.browser("Ivo").get(url))
    services.set_private_code(world.act("Ivo"), account=world.account("Ivo"), password=CODE)
    assert asks_for_code(world.browser("Ivo").get(url)) is (url != "/c/own/")


def test_whoever_has_no_code_yet_chooses_one(world: World) -> None:
    Account.objects.filter(sign_in_name="gus").update(private_code="")
    assert "Choose a code" in said_on(world.browser("Gus").get("/c/journal/"))


# Today


def test_today_has_the_same_door_whether_or_not_something_lies_behind_it(world: World) -> None:
    browser = world.browser("Gus")
    with clock_at(world.now):
        before = seen(browser.get("/c/"))
        give(world, "Gus", "min.body-scan", client=world.client("Gus"))
        assert seen(browser.get("/c/")) == before
        give(world, "Gus", "min.body-scan")
        assert seen(browser.get("/c/")) != before, "what is given to both is there"
    assert before[-1].count(b"/c/own/") == 1


def test_help_stands_first_on_today_for_everybody(world: World) -> None:
    for name in ("Ivo", "Gus"):
        page = said_on(world.browser(name).get("/c/"))
        words = page[page.index("<h1>") : page.index("</main>")]
        assert re.findall(r'href="([^"]+)"', words)[0] == "/help-now/"


def test_what_is_given_alone_is_found_behind_the_door(world: World, alone: Assignment) -> None:
    assert page_of(alone) in said_on(opened(world).get("/c/own/"))
    assert asks_for_code(world.browser("Gus").get(page_of(alone)))
    assert not asks_for_code(opened(world).get(page_of(alone)))


# What is sent without the code


def test_journal_is_written_without_the_code_and_not_shown(world: World) -> None:
    browser = world.browser("Gus")
    sent = browser.post("/c/journal/new/", {"text": "A wren."})
    assert sent.headers["Location"] == "/c/mine/"
    assert "A wren." not in said_on(browser.get("/c/mine/"))
    assert "A wren." in said_on(opened(world).get("/c/journal/"))


@pytest.mark.parametrize("way", ["", "remove/"])
def test_entry_is_not_changed_without_the_code(world: World, way: str) -> None:
    entry = JournalEntry.objects.get(author=world.client("Gus"))
    assert asks_for_code(world.browser("Gus").post(f"/c/journal/{entry.pk}/{way}", {"text": "Nothing."}))
    assert world.keys.open(JournalEntry.objects.get(pk=entry.pk), "text") == "Tonight a kestrel."


def intake_of(world: World) -> tuple[str, str]:
    row = Intake.objects.get(client=world.client("Gus"))
    return world.keys.open(row, "history"), world.keys.open(row, "hopes")


def test_what_is_told_without_the_code_is_added(world: World) -> None:
    browser = world.browser("Gus")
    assert "dunlin" not in said_on(browser.get("/c/about-you/"))
    for _sent_twice in range(2):
        browser.post("/c/about-you/", {"history": "And a knot.", "act": str(UUID(int=7)), "sequence": "9"})
    assert intake_of(world) == ("It began with a dunlin.\n\nAnd a knot.", "")


def test_form_that_shows_earlier_words_asks_before_it_changes_them(world: World) -> None:
    assert 'name="was_shown"' in said_on(opened(world).get("/c/about-you/"))
    browser, sent = world.browser("Gus"), {"history": "", "hopes": "Calm.", "was_shown": "yes"}
    assert asks_for_code(browser.post("/c/about-you/", sent))
    assert intake_of(world) == ("It began with a dunlin.", "")
    browser.post("/c/about-you/", {**sent, "private_password": CODE, "goes_on": "yes"})
    assert intake_of(world) == ("", "Calm.")


def notes_of(world: World, practice: Practice) -> dict[str, tuple[str, str]]:
    rows = Note.objects.filter(practice=practice, author=world.client("Gus"), key__startswith="prompt.")
    return {row.key: (world.keys.open(row, "text"), row.audience) for row in rows}


def test_note_written_without_the_code_is_added_for_the_fewer_readers(world: World) -> None:
    practice = practised(world)
    before = notes_of(world, practice)
    browser, url = world.browser("Gus"), f"/c/p/{practice.pk}/notes/"
    assert "curlew" not in said_on(browser.get(url))
    sent = {"reader": "clinician", "prompt.noticed": "", "prompt.returned": "To a wren."}
    assert browser.post(url, sent).headers["Location"] == "/c/"
    (text, audience), noticed = before["prompt.returned"], before["prompt.noticed"]
    assert notes_of(world, practice) == {
        "prompt.returned": (f"{text}\n\nTo a wren.", audience),
        "prompt.noticed": noticed,
    }
    assert audience == "self"


def test_looking_back_asks_for_the_code(world: World) -> None:
    url = f"/c/p/{practised(world).pk}/look/"
    assert asks_for_code(world.browser("Gus").get(url))
    assert "curlew" in said_on(opened(world).get(url))


# Answers, and beginning


@pytest.mark.parametrize("answer", ["ready", "lighter", "not_yet"])
def test_no_answer_asks_for_the_code_and_the_page_after_each_is_the_same(
    world: World, alone: Assignment, answer: str
) -> None:
    for given in (alone, world.given("Gus")):
        browser, rows = world.browser("Gus"), Readiness.objects.count()
        sent = browser.post(page_of(given, "answer/"), {"answer": answer})
        assert sent.headers["Location"] == page_of(given, "kept/")
        assert Readiness.objects.count() == rows + 1
        assert "Whatever you said is kept." in said_on(browser.get(page_of(given, "kept/")))


def begins(browser: Browser, given: Assignment, **code: str) -> Any:
    return browser.post(page_of(given, "begin/"), code)


def test_beginning_asks_for_the_code_whatever_was_said_and_goes_on_with_it(world: World) -> None:
    breath = world.given("Gus")
    for answer in (Answer.NOT_YET, Answer.READY):
        world.says("Gus", answer, breath)
        browser = world.browser("Gus")
        assert asks_for_code(begins(browser, breath))
    page = begins(browser, breath, private_password=CODE, goes_on="yes")
    assert page.headers["Location"].startswith("/c/p/")


def test_practice_is_not_cut_short_by_the_lock(world: World, alone: Assignment) -> None:
    practice = world.begins("Gus", alone)
    browser, url = world.browser("Gus"), f"/c/p/{practice.pk}/"
    with clock_at(world.now + timedelta(minutes=20)):
        assert not asks_for_code(browser.get(url))
        assert browser.post(f"{url}stop/").headers["Location"] == f"{url}landing/"
        assert not asks_for_code(browser.get(f"{url}landing/"))
        assert not asks_for_code(browser.get(f"{url}notes/"))
    with clock_at(world.now + timedelta(minutes=26)):
        assert [asks_for_code(browser.get(f"{url}{page}")) for page in ("landing/", "notes/")] == [True, True]


def test_practice_that_was_left_is_behind_the_code_and_stops_without_it(
    world: World, alone: Assignment
) -> None:
    practice = world.begins("Gus", alone)
    browser, url = world.browser("Gus"), f"/c/p/{practice.pk}/"
    with clock_at(world.now + timedelta(hours=5)):
        assert asks_for_code(browser.get(url))
        assert browser.post(f"{url}stop/").status_code == 302
    practice.refresh_from_db()
    assert practice.ended_at is not None
