"""Words typed and not sent are not left without a question; whoever leaves in a hurry is asked nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, Route, expect

from tests.browser.hands import Finger, at
from tests.browser.people import Door
from tests.browser.planted import altered
from tests.core.properties import finds_fault
from unhurried.config.demo.together import CODE

pytestmark = pytest.mark.browser

WORDS = "A wren in the wall."
ABOUT_YOU = "/c/about-you/"

Fault = Callable[[BrowserContext], None]


def none(context: BrowserContext) -> None:
    """The pages as they are."""


def stays(page: Page) -> list[str]:
    """What the browser asks, as it asks it; the answer each time is to stay."""
    asked: list[str] = []

    def refused(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", refused)
    return asked


def writes(page: Page, words: str = WORDS) -> None:
    """With a hand on the keyboard: a browser asks nobody who has done nothing."""
    field = page.locator("main textarea").first
    field.click()
    page.keyboard.press("Control+A")
    field.press_sequentially(words)


def writing_at(door: Door, address: str, *, name: str = "ivo", fault: Fault = none) -> tuple[Page, list[str]]:
    page = door.sign_in(name, is_watched=False)
    fault(page.context)
    page.context.route("https://www.bbc.co.uk/**", weather)
    page.goto(address)
    asked = stays(page)
    writes(page)
    return page, asked


def weather(route: Route) -> None:
    route.fulfill(body="<!doctype html><title>Weather</title><h1>Weather</h1>", content_type="text/html")


def tries(page: Page, go: str) -> None:
    """To go elsewhere, as a link or the browser itself does."""
    page.evaluate(f"() => {{ setTimeout(() => {go}) }}")
    page.wait_for_timeout(400)


RELOAD, ELSEWHERE = "location.reload()", "location.assign('/c/')"


def prove_words_are_not_lost_unasked(door: Door, address: str, fault: Fault = none) -> None:
    page, asked = writing_at(door, address, fault=fault)
    for go in (RELOAD, ELSEWHERE):
        tries(page, go)
    assert asked == ["beforeunload"] * 2
    expect(page.locator("main textarea").first).to_have_value(WORDS)


def never_asks(context: BrowserContext) -> None:
    altered(context, r"/forms.*\.js", '"beforeunload"', '"never"')


@pytest.mark.parametrize("address", [ABOUT_YOU, "/c/agreement/", "/c/first/contact/"])
def test_words_are_not_lost_unasked(door: Door, address: str) -> None:
    prove_words_are_not_lost_unasked(door, address)


def test_words_that_are_lost_unasked_are_noticed(door: Door) -> None:
    finds_fault(lambda fault: prove_words_are_not_lost_unasked(door, ABOUT_YOU, fault), never_asks)


def test_words_after_a_practice_are_not_lost_unasked(door: Door) -> None:
    page = door.sign_in("ivo", is_watched=False)
    page.goto("/c/mine/")
    page.locator("a[href$='/look/']").first.click()
    Finger(page).press("Add or change words")
    asked = stays(page)
    writes(page)
    at(page, "Leave it for now").click(no_wait_after=True)
    page.wait_for_timeout(400)
    assert asked == ["beforeunload"]
    expect(page.locator("main textarea").first).to_have_value(WORDS)


def test_what_is_typed_and_taken_back_is_nothing_to_ask_about(door: Door) -> None:
    page, asked = writing_at(door, "/c/agreement/")
    page.locator("main textarea").first.fill("")
    tries(page, ELSEWHERE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert asked == []


def prove_sending_asks_nothing(door: Door, fault: Fault) -> None:
    page, asked = writing_at(door, "/c/agreement/", fault=fault)
    page.get_by_role("radio").first.check()
    page.locator("main form:has(textarea) button[type=submit]").first.click(no_wait_after=True)
    page.wait_for_timeout(800)
    assert asked == []
    expect(page.locator("main textarea").first).not_to_have_value(WORDS)


def asks_who_sends(context: BrowserContext) -> None:
    altered(context, r"/forms.*\.js", r" \|\| sent\.has\(form\)", "")


def test_sending_asks_nothing(door: Door) -> None:
    prove_sending_asks_nothing(door, none)
    finds_fault(lambda fault: prove_sending_asks_nothing(door, fault), asks_who_sends)


def by_link(page: Page) -> None:
    at(page, "Quick exit").click(no_wait_after=True)


def by_keys(page: Page) -> None:
    page.locator("h1").click()
    for _ in range(3):
        page.keyboard.press("Shift")


def prove_nobody_in_a_hurry_is_asked(door: Door, leave: Callable[[Page], None], fault: Fault = none) -> None:
    page, asked = writing_at(door, ABOUT_YOU, fault=fault)
    leave(page)
    expect(page.get_by_role("heading")).to_have_text("Weather")
    assert asked == []


def leaves_as_any_link(context: BrowserContext) -> None:
    altered(context, r"/quick-exit.*\.js", r"document\.(documentElement\.hidden|body\.replace).*?;", "")


@pytest.mark.parametrize("leave", [by_link, by_keys])
def test_nobody_in_a_hurry_is_asked(door: Door, leave: Callable[[Page], None]) -> None:
    prove_nobody_in_a_hurry_is_asked(door, leave)
    finds_fault(lambda fault: prove_nobody_in_a_hurry_is_asked(door, leave, fault), leaves_as_any_link)


def opened(door: Door, address: str, fault: Fault = none) -> tuple[Page, list[str]]:
    """A page of Ana's behind her code, on a clock that can be put forward, with words on it."""
    page = door.sign_in("ana", is_watched=False)
    fault(page.context)
    page.clock.install()
    page.goto(address)
    page.get_by_label("Your own code").fill(CODE)
    Finger(page).press("Open it")
    asked = stays(page)
    writes(page)
    return page, asked


def closes(page: Page, base: str) -> None:
    page.context.request.get(f"{base}/leave/", max_redirects=0)
    page.clock.fast_forward("05:05")
    page.wait_for_timeout(300)


def prove_cover_asks_nothing(door: Door, fault: Fault) -> None:
    page, asked = opened(door, "/c/private/afterwards/", fault)
    closes(page, door.base)
    expect(page.get_by_role("heading")).to_have_text("Closed for now")
    tries(page, ELSEWHERE)
    page.clock.fast_forward("00:01")
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert asked == []


def asks_under_the_cover(context: BrowserContext) -> None:
    altered(context, r"/forms.*\.js", r", main\.closed", "")


def test_nothing_is_asked_under_the_cover(door: Door) -> None:
    prove_cover_asks_nothing(door, none)
    finds_fault(lambda fault: prove_cover_asks_nothing(door, fault), asks_under_the_cover)


def test_journal_that_saves_itself_asks_nothing(door: Door) -> None:
    page, asked = writing_at(door, "/c/journal/new/")
    tries(page, ELSEWHERE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    assert asked == []


def prove_other_tabs_leave_unasked(door: Door, fault: Fault) -> None:
    page, asked = writing_at(door, ABOUT_YOU, fault=fault)
    other = page.context.new_page()
    other.goto(f"{door.base}/c/more/")
    Finger(other).press("Sign out")
    expect(page.locator("main textarea")).to_have_count(0)
    assert asked == []


def asks_a_blank_page(context: BrowserContext) -> None:
    altered(context, r"/forms.*\.js", r":root\[hidden\], ", "")


def test_page_of_somebody_who_signed_out_leaves_unasked(door: Door) -> None:
    prove_other_tabs_leave_unasked(door, none)
    finds_fault(lambda fault: prove_other_tabs_leave_unasked(door, fault), asks_a_blank_page)


def test_words_that_came_back_with_a_form_are_asked_about_too(door: Door) -> None:
    page, asked = writing_at(door, "/c/agreement/")
    page.locator("main form:has(textarea) button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("h1").click()
    tries(page, ELSEWHERE)
    assert asked == ["beforeunload"]
