"""What is written in the journal outlasts its tab, the way back, a second tab and a lost connection."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.hands import Finger
from tests.browser.people import Door
from tests.core.properties import finds_fault
from unhurried.config.demo.together import CODE

pytestmark = pytest.mark.browser

NEW = "/c/journal/new/"
SAVED, NOT_SAVED = "Saved.", "Not saved yet. Your words are still here; we will try again."


def writes(page: Page, words: str) -> None:
    page.get_by_label("What you would like to keep").fill(words)


def says(page: Page, words: str) -> None:
    expect(page.locator("[data-autosave-status]")).to_have_text(words)


def journal_of(door: Door, name: str) -> list[str]:
    """The entries, newest first, read on a device of its own."""
    page = door.sign_in(name, is_watched=False)
    page.goto("/c/journal/")
    code = page.get_by_label("Your own code")
    if code.count():
        code.fill(CODE)
        Finger(page).press("Open it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your journal")
    return [one.strip() for one in page.locator(".entry .typed").all_inner_texts()]


def prove_words_outlast_their_tab(door: Door, words: str, *, is_saving: bool) -> None:
    page = door.sign_in("ben", is_watched=False)
    if not is_saving:
        page.route("**/draft/", lambda route: route.fulfill(status=204))
    page.goto(NEW)
    writes(page, words)
    says(page, SAVED)
    page.context.close()
    assert words in journal_of(door, "ben")


def test_words_are_there_after_the_tab_was_killed(door: Door) -> None:
    prove_words_outlast_their_tab(door, "A tab that dies.", is_saving=True)
    finds_fault(
        lambda words: prove_words_outlast_their_tab(door, words, is_saving=False), "A tab that only says so."
    )


def test_way_back_writes_over_nothing_newer(door: Door) -> None:
    page = door.sign_in("dov", is_watched=False)
    for words in ("The first evening.", "Another one."):
        page.goto(NEW)
        writes(page, words)
        Finger(page).press("Keep this")
        page.go_back()
        writes(page, f"Back after: {words}")
        Finger(page).press("Keep this")
    found = journal_of(door, "dov")
    said = {"The first evening.", "Another one."}
    said |= {f"Back after: {words}" for words in said}
    assert sorted(one for one in found if one in said) == sorted(said)


def without_its_beginnings(route: Route) -> None:
    """The form as it was: it does not say with which words it began."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace('name="before"', 'name="unread"'))


def prove_two_tabs_lose_nothing(door: Door, said: str, *, is_planted: bool) -> None:
    page = door.sign_in("dov", is_watched=False)
    page.goto(NEW)
    writes(page, f"{said}.")
    Finger(page).press("Keep this")
    where = page.locator(".entry a").first.get_attribute("href")
    if is_planted:
        page.context.route(f"**{where}", without_its_beginnings)
    first, second = page, page.context.new_page()
    for tab in (first, second):
        tab.goto(f"{door.base}{where}")
    for tab, words in ((first, f"{said}, and then."), (second, f"Not {said}.")):
        writes(tab, words)
        says(tab, SAVED)
    assert f"Not {said}." in journal_of(door, "dov")
    first.reload()
    expect(first.get_by_label("What you would like to keep")).to_have_value(f"{said}, and then.")


def test_two_tabs_on_one_entry_lose_nothing(door: Door) -> None:
    prove_two_tabs_lose_nothing(door, "A curlew", is_planted=False)
    finds_fault(lambda said: prove_two_tabs_lose_nothing(door, said, is_planted=True), "A plover")


def test_two_tabs_opened_empty_keep_what_was_written_in_each(door: Door) -> None:
    first = door.sign_in("ivo", is_watched=False)
    second = first.context.new_page()
    for tab in (first, second):
        tab.goto(f"{door.base}/c/journal/new/")
    for tab, words in ((first, "In one tab."), (second, "In another tab.")):
        writes(tab, words)
        says(tab, SAVED)
    first.context.close()
    assert {"In one tab.", "In another tab."} <= set(journal_of(door, "ivo"))


def test_lost_connection_loses_no_words_and_says_what_is_saved(door: Door) -> None:
    page = door.sign_in("ben", is_watched=False)
    page.goto(NEW)
    writes(page, "Before the tunnel.")
    says(page, SAVED)
    page.context.set_offline(True)
    writes(page, "Before the tunnel, and in it.")
    says(page, NOT_SAVED)
    expect(page.get_by_label("What you would like to keep")).to_have_value("Before the tunnel, and in it.")
    page.context.set_offline(False)
    says(page, SAVED)
    page.context.close()
    found = journal_of(door, "ben")
    assert [one for one in found if "tunnel" in one] == ["Before the tunnel, and in it."]
