"""Leaving in a hurry, and what a browser still holds once somebody has signed out."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.hands import Finger, at
from tests.browser.people import Door
from tests.browser.planted import planted_server
from unhurried.config.demo.check.browser import ARGUMENTS, executable
from unhurried.config.demo.check.report import sign_in
from unhurried.config.demo.together import CODE

pytestmark = pytest.mark.browser

CANARY = "Forgot to watch."
STORED = """async () => ({
  local: localStorage.length,
  tab: sessionStorage.length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
AS_IT_LEAVES = """navigation.addEventListener('navigate', ({ navigationType }) => console.log(JSON.stringify(
  [navigationType, document.documentElement.hidden, document.title, document.body.innerHTML])))"""
NOTHING = {"local": 0, "tab": 0, "databases": 0, "caches": 0, "workers": 0}


def by_link(page: Page) -> None:
    at(page, "Quick exit").click(no_wait_after=True)


def by_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [by_link, by_keys])
def test_leaving_blanks_the_page_at_once_and_back_does_not_bring_it(
    door: Door, leave: Callable[[Page], None]
) -> None:
    page = door.sign_in("ivo", is_watched=False)
    page.context.route("https://www.bbc.co.uk/**", weather)
    page.goto("/c/journal/")
    expect(page.get_by_text(CANARY)).to_be_visible()
    assert seen_while(leave, page) == ["replace", True, "", ""]
    expect(page.get_by_role("heading")).to_have_text("Weather")
    page.go_back()
    assert CANARY not in page.content()


@pytest.mark.parametrize("leave", [by_link, by_keys])
def test_leaving_closes_what_opens_with_a_code(door: Door, leave: Callable[[Page], None]) -> None:
    page = door.sign_in("ana", is_watched=False)
    page.context.route("https://www.bbc.co.uk/**", weather)
    opens_private(page)
    with page.expect_request("**/leave/"):
        leave(page)
    expect(page.get_by_role("heading")).to_have_text("Weather")
    page.goto(f"{door.base}/c/journal/")
    expect(page.get_by_label("Your own code")).to_be_visible()


def opens_private(page: Page) -> None:
    page.goto("/c/journal/")
    page.get_by_label("Your own code").fill(CODE)
    Finger(page).press("Open it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your journal")


def asked_anew(page: Page) -> tuple[bool, bool]:
    """Whether a page that lies there asked anew after four minutes, and after a little over five."""
    page.goto("/c/journal/")
    asked: list[bool] = []
    page.on("request", lambda request: asked.append(request.is_navigation_request()))
    page.clock.fast_forward("04:00")
    early = any(asked)
    page.clock.fast_forward("01:05")
    page.wait_for_timeout(300)
    return early, any(asked)


def test_what_a_code_opened_asks_anew_when_its_time_is_over(door: Door) -> None:
    page = door.sign_in("ana", is_watched=False)
    page.clock.install()
    opens_private(page)
    assert asked_anew(page) == (False, True)


def without_its_time(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r'data-closes-in="\d+"', "", answer.text()))


def test_a_page_that_does_not_know_its_time_is_noticed(door: Door) -> None:
    page = door.sign_in("ana", is_watched=False)
    page.clock.install()
    opens_private(page)
    page.route("**/c/journal/", without_its_time)
    assert asked_anew(page) == (False, False)


def test_a_way_out_that_leaves_the_page_to_be_seen_is_noticed(door: Door) -> None:
    page = door.sign_in("ivo", is_watched=False)
    page.context.route("https://www.bbc.co.uk/**", weather)
    kind, is_hidden, title, body = seen_while(
        lambda page: page.evaluate("location.assign(document.links[0].dataset.quickExit)"), page
    )
    assert (kind, is_hidden, title != "", body != "") == ("push", False, True, True)


def seen_while(leave: Callable[[Page], None], page: Page) -> list[Any]:
    """The kind of leaving, and whether anything could be seen at its first moment."""
    page.evaluate(AS_IT_LEAVES)
    with page.expect_console_message() as told:
        leave(page)
    return list(json.loads(told.value.text))


def weather(route: Route) -> None:
    route.fulfill(body="<!doctype html><title>Weather</title><h1>Weather</h1>", content_type="text/html")


def test_typing_capitals_is_not_leaving(door: Door) -> None:
    page = door.sign_in("ivo")
    page.goto("/c/journal/new/")
    page.get_by_label("What you would like to keep").fill("")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    page.wait_for_timeout(100)
    expect(page.get_by_label("What you would like to keep")).to_have_value("ABCD")


def test_nothing_is_left_in_the_browser_after_signing_out(
    browser: Browser, clinic: str, tmp_path: Path
) -> None:
    with kept_on_disk(browser, tmp_path) as context:
        page = context.pages[0]
        sign_in(page, clinic, "ivo")
        page.goto(f"{clinic}/c/journal/")
        expect(page.get_by_text(CANARY)).to_be_visible()
        page.goto(f"{clinic}/c/more/")
        Finger(page).press("Sign out")
        assert page.evaluate(STORED) == NOTHING
        for _ in range(2):
            page.go_back()
            assert CANARY not in page.content()
    assert files_with(CANARY, tmp_path) == []


TYPED = "Words that the next person must not find."
WRITTEN_AT = ("/c/journal/new/", "/c/about-you/", "/c/first/contact/", "/c/first/words/")
VALUES = "() => [...document.querySelectorAll('textarea, input')].map((field) => field.value).join(' ')"


def test_the_next_person_at_this_browser_finds_no_typed_word(
    browser: Browser, clinic: str, tmp_path: Path
) -> None:
    with kept_on_disk(browser, tmp_path) as context:
        page = context.pages[0]
        sign_in(page, clinic, "ivo")
        for path in WRITTEN_AT:
            page.goto(clinic + path)
            page.locator("textarea").first.fill(TYPED)
        page.goto(f"{clinic}/c/more/")
        Finger(page).press("Sign out")
        sign_in(page, clinic, "ana")
        for _ in range(len(WRITTEN_AT) + 4):
            page.go_back()
            assert TYPED not in page.evaluate(VALUES)
    assert files_with(TYPED, tmp_path) == []


def test_other_tabs_leave_with_whoever_signs_out(door: Door) -> None:
    page = door.sign_in("ivo", is_watched=False)
    other = page.context.new_page()
    other.goto(page.url.replace("/c/", "/c/journal/"))
    expect(other.get_by_text(CANARY)).to_be_visible()
    page.goto("/c/more/")
    Finger(page).press("Sign out")
    expect(other.get_by_text(CANARY)).to_have_count(0)


class Careless(BaseHTTPRequestHandler):
    """Keeps the page for a day, and a word of it in each place where a browser stores things."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        keep = "localStorage.a = 1; sessionStorage.a = 1; indexedDB.open('a'); caches.open('a');"
        self.wfile.write(f"<!doctype html><p>{CANARY}</p><script>{keep}</script>".encode())

    def log_message(self, *args: object) -> None:
        """A test run stays quiet."""


def test_what_is_left_behind_is_found_where_it_is_planted(browser: Browser, tmp_path: Path) -> None:
    with planted_server(Careless) as base, kept_on_disk(browser, tmp_path) as context:
        page = context.pages[0]
        page.goto(base)
        page.wait_for_timeout(500)
        left = page.evaluate(STORED)
    assert left == {"local": 1, "tab": 1, "databases": 1, "caches": 1, "workers": 0}
    assert files_with(CANARY, tmp_path)


@contextmanager
def kept_on_disk(browser: Browser, folder: Path) -> Iterator[BrowserContext]:
    """A browser that writes its profile into this folder, as one at home does."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=executable(), args=ARGUMENTS
    )
    with context:
        yield context


def files_with(words: str, folder: Path) -> list[Path]:
    """A browser keeps what was typed as UTF-8 in one place and as UTF-16 in another."""
    shapes = words.encode(), words.encode("utf-16-le")
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(shape in path.read_bytes() for shape in shapes)
    ]
