"""Once round the loop for one person and their clinician, on a phone and at a desk."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import loop
from tests.browser.hands import Finger, at
from tests.browser.people import DESK, Door

pytestmark = pytest.mark.browser

GRADES = re.compile(
    r"%|\b(score|scores|points|streak|per cent|percent|percentage|failed|overdue|behind)\b", re.IGNORECASE
)


def test_one_person_and_their_clinician_go_once_round_the_loop(door: Door) -> None:
    cleo, hana = Finger(door.sign_in("cleo", screen=DESK)), Finger(door.nobody())
    code = loop.takes_on(cleo, "Hana")
    loop.joins(hana, code, "tuesday.evening")
    loop.first_run(hana)
    expect(hana.page.get_by_text("Five questions, to help")).to_be_visible()
    expect(hana.page.get_by_text("Nothing to do just now.")).to_have_count(0)
    loop.intake(hana)
    cleo.page.reload()
    loop.plans(cleo)
    gives_it_in_five_taps(cleo)

    loop.opens_exercise(hana)
    loop.asks_for_lighter(hana, str(date.today() + timedelta(days=2)))
    loop.opens_exercise(hana)
    loop.begins(hana)
    is_guided_calmly(hana.page)
    goes_on_where_it_was_after_a_reload(hana.page)
    loop.stops(hana)
    loop.opens_exercise(hana)
    loop.begins(hana)
    hana.press("Continue")
    breathes(hana.page)
    hana.press("Continue")
    hana.press("Continue")
    loop.lands_softly(hana.page)
    hana.press("Write down what you noticed")
    names_the_reader_before_each_question(hana.page)
    hana.page.go_back()
    loop.notes(hana)
    loop.opens_exercise(hana)
    loop.tells_barrier(hana)
    loop.writes_journal(hana)

    sees_what_was_sent_and_nothing_else(cleo)
    loop.reviews(cleo, "Hana")
    loop.reads_the_answer(hana)
    hana.press("Mine")
    assert [words for words in hana.read if GRADES.search(words)] == []


def test_grades_are_found_where_they_stand() -> None:
    assert all(map(GRADES.search, ["Your score", "80 %", "A streak of 3", "It is overdue."]))
    assert GRADES.search("About 5 minutes. Stopped early, and that was fine.") is None


def gives_it_in_five_taps(cleo: Finger) -> None:
    before = cleo.presses
    loop.gives_first_exercise(cleo, "Hana")
    assert cleo.presses - before <= 5


def is_guided_calmly(page: Page) -> None:
    """Time is told in words, and stopping is as easy as going on."""
    expect(page.get_by_role("timer")).to_contain_text(re.compile("minute|min left"))
    expect(page.locator(".ring")).to_be_visible()
    stop, onward = (at(page, words).bounding_box() for words in ("Stop", "Continue"))
    assert stop and onward
    assert (stop["width"], stop["height"], stop["y"]) == (onward["width"], onward["height"], onward["y"])
    assert stop["width"] >= 150 and stop["height"] >= 60


def goes_on_where_it_was_after_a_reload(page: Page) -> None:
    left = time_left(page)
    page.wait_for_timeout(2100)
    page.reload()
    expect(page.get_by_text("Step 1 of 3")).to_be_visible()
    assert 0 < time_left(page) < left


def time_left(page: Page) -> int:
    return int(page.locator("[data-guide]").get_attribute("data-remaining") or 0)


def breathes(page: Page) -> None:
    """The ring widens and narrows by itself, with a word for either."""
    expect(page.locator("[data-cue]")).to_have_text(re.compile("Breathe (in|out)"))
    width = page.locator("[data-breath]").get_attribute("r")
    expect(page.locator("[data-breath]")).not_to_have_attribute("r", width or "")


def names_the_reader_before_each_question(page: Page) -> None:
    """The choice for shared words stands above them, made; what is for oneself says so at the question."""
    shared = page.get_by_role("radio", name=re.compile("^You and Cleo"))
    expect(shared).to_be_checked()
    assert upper_edge(shared) < upper_edge(page.get_by_label("What did you notice"))
    own = page.get_by_label("Where did your mind go")
    reader = page.locator(".field").filter(has=own).get_by_text("Who reads this: Only you")
    assert upper_edge(reader) < upper_edge(own)


def upper_edge(element: Locator) -> float:
    box = element.bounding_box()
    assert box
    return box["y"]


def sees_what_was_sent_and_nothing_else(cleo: Finger) -> None:
    loop.opens_what_waits(cleo, "Hana")
    for sent in (loop.NOTICED, "I was too tired", "A lighter version", "Practised, and stopped early"):
        expect(cleo.page.get_by_text(sent).first).to_be_visible()
    pages = [cleo.page.content()]
    cleo.press("Hana")
    pages.append(cleo.page.content())
    cleo.press("About them, in their words")
    pages.append(cleo.page.content())
    assert not any(kept in page for kept in (loop.RETURNED, loop.KEPT_TO_MYSELF) for page in pages)
