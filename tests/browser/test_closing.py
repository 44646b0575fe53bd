"""What a code opened closes with it, in a real browser whose clock is put forward, whatever was begun."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.hands import Finger
from tests.browser.people import Door
from tests.browser.planted import altered
from tests.core.properties import finds_fault
from unhurried.config.demo.check.browser import Watch, faults_of
from unhurried.config.demo.together import CODE

pytestmark = pytest.mark.browser

WORDS = "A heron by the weir."
AFTERWARDS, JOURNAL = "/c/private/afterwards/", "/c/journal/"
SEEN = "() => document.body.innerText + document.title"
VALUES = "() => [...document.querySelectorAll('textarea')].map((field) => field.value)"
STOPS = """() => [...document.querySelectorAll('a[href], button, input, textarea, select, summary')]
  .filter((one) => one.checkVisibility() && one.tabIndex >= 0).map((one) => one.innerText || one.type)"""

Fault = Callable[[Page], None]


def none(page: Page) -> None:
    """The pages as they are."""


def opened(door: Door, plant: Fault = none) -> Page:
    """Ana's pages, behind her code, on a clock that can be put forward."""
    page = door.sign_in("ana", is_watched=False)
    plant(page)
    page.clock.install()
    page.goto(JOURNAL)
    gives_code(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your journal")
    return page


def gives_code(page: Page, code: str = CODE) -> None:
    page.get_by_label("Your own code").fill(code)
    Finger(page).press("Open it")


def comes_to(page: Page, after: str) -> None:
    page.clock.fast_forward(after)
    page.wait_for_timeout(300)


def closes_after(page: Page, after: str, base: str) -> None:
    """For the clinic too, whose own clock stands still: the way out closes what a code opened."""
    page.context.request.get(f"{base}/leave/", max_redirects=0)
    comes_to(page, after)


def typed(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("textarea").first.fill(WORDS)


def no_cover(page: Page) -> None:
    altered(page.context, AFTERWARDS, r"<template data-closed>.*?</template>", "")


def seen_beneath(page: Page) -> None:
    altered(page.context, r"/closing.*\.js", r"one\.hidden = true", "one.inert = true")


def forgets(page: Page) -> None:
    altered(
        page.context, r"/closing.*\.js", r"this\.hidden\) one\.hidden = true", "this.hidden) one.remove()"
    )


def prove_typed_words_are_covered_and_come_back(door: Door, plant: Fault) -> None:
    page = opened(door, plant)
    typed(page, AFTERWARDS)
    closes_after(page, "05:05", door.base)
    assert page.get_by_role("heading").all_inner_texts() == ["Closed for now"]
    assert "For afterwards" not in page.evaluate(SEEN)
    assert page.evaluate(STOPS) == ["Quick exit", "password", "Open it"]
    expect(page.get_by_label("Your own code")).to_be_focused()
    gives_code(page)
    page.wait_for_timeout(500)
    assert page.evaluate(VALUES)[:1] == [WORDS]
    assert "For afterwards" in page.evaluate(SEEN)
    expect(page.locator("textarea").first).to_be_focused()


def test_typed_words_are_covered_and_come_back_with_the_code(door: Door) -> None:
    prove_typed_words_are_covered_and_come_back(door, none)


@pytest.mark.parametrize("fault", [no_cover, seen_beneath, forgets])
def test_cover_that_is_missing_or_shows_or_forgets_is_noticed(door: Door, fault: Fault) -> None:
    finds_fault(lambda plant: prove_typed_words_are_covered_and_come_back(door, plant), fault)


def test_cover_is_for_everybody_and_closes_again(door: Door) -> None:
    page = opened(door)
    typed(page, AFTERWARDS)
    closes_after(page, "05:05", door.base)
    assert faults_of(page, Watch(door.base)) == []
    gives_code(page, "not the one")
    expect(page.get_by_role("alert")).to_have_text("That does not match. Nothing was changed.")
    page.context.set_offline(True)
    gives_code(page)
    expect(page.get_by_role("alert")).to_contain_text("That did not go through just now.")
    page.context.set_offline(False)
    gives_code(page)
    expect(page.locator("textarea").first).to_have_value(WORDS)
    closes_after(page, "05:05", door.base)
    expect(page.get_by_role("heading")).to_have_text("Closed for now")


def test_cover_leaves_as_quickly_as_any_page(door: Door) -> None:
    page = opened(door)
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Weather"))
    typed(page, AFTERWARDS)
    closes_after(page, "05:05", door.base)
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.bbc.co.uk/**")


def prove_saved_words_leave_the_page(door: Door, plant: Fault) -> None:
    page = opened(door, plant)
    typed(page, f"{JOURNAL}new/")
    closes_after(page, "05:05", door.base)
    expect(page.get_by_text("What you wrote is saved.")).to_be_visible()
    assert (page.evaluate(VALUES), WORDS in page.content()) == ([], False)
    gives_code(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your journal")
    expect(page.locator(".entry").filter(has_text="Begun, not kept yet.").first).to_contain_text(WORDS)


def left_under_the_cover(page: Page) -> None:
    altered(page.context, r"/closing.*\.js", r"one\.remove\(\);", ";")


def test_words_that_are_saved_leave_the_page_and_open_with_the_code(door: Door) -> None:
    prove_saved_words_leave_the_page(door, none)
    finds_fault(lambda plant: prove_saved_words_leave_the_page(door, plant), left_under_the_cover)


def test_words_that_cannot_be_saved_stay_under_the_cover(door: Door) -> None:
    page = opened(door)
    typed(page, f"{JOURNAL}new/")
    page.context.set_offline(True)
    closes_after(page, "05:05", door.base)
    expect(page.get_by_text("What you typed is still here")).to_be_visible()
    page.context.set_offline(False)
    gives_code(page)
    expect(page.locator("textarea").first).to_have_value(WORDS)


def test_page_waits_for_whoever_is_typing(door: Door) -> None:
    page = opened(door)
    typed(page, f"{JOURNAL}new/")
    comes_to(page, "04:50")
    page.locator("textarea").first.press_sequentially(" It")
    comes_to(page, "00:20")
    expect(page.locator("textarea").first).to_be_visible()
    comes_to(page, "00:45")
    expect(page.get_by_role("heading")).to_have_text("Closed for now")


def test_page_that_came_back_with_words_on_it_is_covered(door: Door) -> None:
    page = opened(door)
    page.goto("/c/private/mail/")
    page.locator("input[type=email], input[name=address]").first.fill("a heron")
    page.locator("main button[type=submit]").first.click()
    expect(page.get_by_role("alert")).to_be_visible()
    closes_after(page, "05:05", door.base)
    expect(page.get_by_role("heading")).to_have_text("Closed for now")


def asks_without_scripts(door: Door, plant: Fault) -> int:
    """How often a page that lies there is asked for in two seconds, where five minutes are one second."""
    page = door.sign_in("ana", java_script_enabled=False)
    page.goto(JOURNAL)
    gives_code(page)
    asked: list[str] = []

    def hurried(route: Route) -> None:
        asked.append(route.request.url)
        answer = route.fetch()
        sooner = {"refresh": "1"} if 290 < int(answer.headers.get("refresh", "0")) <= 301 else {}
        route.fulfill(response=answer, headers={**answer.headers, **sooner})

    page.route(f"**{JOURNAL}", hurried)
    plant(page)
    page.goto(JOURNAL)
    page.wait_for_timeout(2000)
    page.unroute_all(behavior="ignoreErrors")
    return len(asked)


def without_refresh(page: Page) -> None:
    def planted(route: Route) -> None:
        answer = route.fetch()
        kept = {name: value for name, value in answer.headers.items() if name != "refresh"}
        route.fulfill(response=answer, headers=kept)

    page.route(f"**{JOURNAL}", planted)


def test_page_closes_without_scripts_too(door: Door) -> None:
    assert asks_without_scripts(door, none) >= 2
    assert asks_without_scripts(door, without_refresh) == 0


def says_nothing(page: Page) -> None:
    altered(page.context, r"/fresh.*\.js", r"sessionStorage\.setItem", "String")


def prove_one_tab_closes_the_other(door: Door, plant: Fault) -> None:
    page = opened(door, plant)
    page.goto("/c/private/answers/")
    other = page.context.new_page()
    other.goto("/c/private/")
    Finger(other).press("Close this now")
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_label("Your own code")).to_be_visible()


def test_closing_it_in_one_tab_closes_it_in_the_other(door: Door) -> None:
    prove_one_tab_closes_the_other(door, none)
    finds_fault(lambda plant: prove_one_tab_closes_the_other(door, plant), says_nothing)
