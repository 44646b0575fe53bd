"""The demo's own check finds each kind of fault when it is planted, and nothing on a page that is well."""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from io import StringIO
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.planted import planted_server
from unhurried.config.demo.check import browser as browser_module
from unhurried.config.demo.check.browser import Watch, faults_of
from unhurried.config.demo.check.report import Opened, closing_line, pages_are_well, tab
from unhurried.config.demo.check.walk import Walk

pytestmark = pytest.mark.browser

WELL = """<!doctype html><html lang="en"><title>Well</title><link rel="icon" href="data:,">
<main><h1>Well</h1>{}</main></html>"""
DIM = "@media (prefers-color-scheme: dark) { html { background: #000; color: #222 } }"
PLANTED = {
    "/well/": (200, ""),
    "/broken/": (500, ""),
    "/gone/": (200, "<img src='/broken/' alt='A line'>"),
    "/console/": (200, "<script>console.error('planted')</script>"),
    "/thrown/": (200, "<script>throw new Error('planted')</script>"),
    "/foreign/": (200, "<img src='http://tracker.example/dot.png' alt='A dot'>"),
    "/nameless/": (200, "<input>"),
    "/hidden/": (200, "<input type='hidden' name='act' value='1'>"),
    "/hidden-otherwise/": (200, "<input type='hidden' name='act' value='2'>"),
    "/dim-at-night/": (200, f"<style>{DIM}</style><p>Dim</p>"),
    "/wide/": (200, "<p style='width: 900px'>Wide</p>"),
}
EVENING, ALONE = (f"/c/p/0a5f9eeb-c900-4a0e-84e3-27fd2f34235{digit}/" for digit in "01")
LOOKS = "".join(f"<p><a href='{one}look/'>Looking back</a></p>" for one in (EVENING, ALONE))


class Planted(BaseHTTPRequestHandler):
    answers: ClassVar[Mapping[str, tuple[int, str]]] = PLANTED

    def do_GET(self) -> None:
        status, body = self.answers.get(self.path, (404, ""))
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(WELL.format(body).encode())

    def log_message(self, *args: object) -> None:
        """A test run stays quiet."""


@pytest.fixture(scope="module")
def planted() -> Iterator[str]:
    with planted_server(Planted) as base:
        yield base


def faults_at(address: str, browser: Browser, base: str) -> list[str]:
    with tab(browser, base, "") as (page, watch):
        page.goto(base + address)
        return faults_of(page, watch)


def test_check_finds_nothing_on_a_page_that_is_well(browser: Browser, planted: str) -> None:
    assert faults_at("/well/", browser, planted) == []


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/broken/", "status 500: /broken/"),
        ("/gone/", "status 500: /broken/"),
        ("/missing/", "status 404: /missing/"),
        ("/console/", "console: planted"),
        ("/thrown/", "console: planted"),
        ("/foreign/", "another host: tracker.example"),
        ("/nameless/", "axe, light, 1280 px: label at input"),
        ("/dim-at-night/", "axe, dark, 360 px: color-contrast at h1, p"),
        ("/wide/", "scrolls sideways at 360 px"),
    ],
)
def test_check_finds_what_is_wrong(address: str, fault: str, browser: Browser, planted: str) -> None:
    assert fault in faults_at(address, browser, planted)


def test_check_goes_once_through_what_is_the_same_and_forgets_none_of_its_faults(
    browser: Browser, planted: str
) -> None:
    """Two pages that only a hidden field tells apart are one; a field that can be seen makes it another."""
    ways = ("/hidden/", "/hidden-otherwise/", "/nameless/", "/nameless/", "/console/", "/console/")
    assert _found_on(ways, browser, planted) == (
        [[], [], *2 * [["axe, light, 1280 px: label at input", "axe, dark, 360 px: label at input"]]]
        + 2 * [["console: planted"]],
        3,
    )


def test_check_that_takes_different_pages_for_the_same_is_found(
    browser: Browser, planted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browser_module, "UNSEEN", re.compile(r"<input[^>]*>"))
    assert _found_on(("/well/", "/nameless/"), browser, planted) == ([[], []], 1)


def _found_on(ways: Sequence[str], browser: Browser, base: str) -> tuple[list[list[str]], int]:
    """The faults of each page on this way, and how many of them were gone through."""
    known: dict[str, list[str]] = {}
    with tab(browser, base, "") as (page, watch):
        return [_faults_on(page, base + address, watch, known) for address in ways], len(known)


def _faults_on(page: Page, address: str, watch: Watch, known: dict[str, list[str]]) -> list[str]:
    page.goto(address)
    return faults_of(page, watch, known)


@pytest.mark.parametrize(
    ("shown", "well", "opened"),
    [
        ([], [ALONE], [ALONE]),
        ([], [EVENING, ALONE], [EVENING, ALONE]),
        ([], [], [EVENING, ALONE]),
        ([EVENING], [ALONE], [EVENING]),
    ],
)
def test_check_passes_over_a_guess_that_leads_nowhere_and_never_a_link(
    browser: Browser, shown: list[str], well: list[str], opened: list[str]
) -> None:
    """Pages show that there are two practices; which have a page of this kind, the check tries out."""
    links = "".join(f"<p><a href='{one}before/'>On</a></p>" for one in shown)
    pages = {"/": LOOKS + links, **{f"{one}look/": "" for one in (EVENING, ALONE)}}
    pages |= {f"{one}before/": "" for one in well}
    with planted_server(_planted(pages)) as base, tab(browser, base, "") as (page, _watch):
        found = [address for address in Walk(page, base).pages() if re.fullmatch(r"/c/p/.*/before/", address)]
    assert found == [f"{one}before/" for one in opened]


def test_check_presses_a_button_that_is_seen(browser: Browser) -> None:
    """Before it stands one for the key Enter, which says nothing."""
    answer = ALONE.replace("/p/", "/a/") + "answer/"
    buttons = "<button type='submit' hidden>Nothing</button><button type='submit'>Ready</button>"
    pages = {"/": f"<form action='{answer}'>{buttons}</form>", answer: ""}
    with planted_server(_planted(pages)) as base, tab(browser, base, "") as (page, _watch):
        page.set_default_timeout(3000)
        assert answer in list(Walk(page, base).pages())


def _planted(pages: Mapping[str, str]) -> type[Planted]:
    answers = {path: (200, body) for path, body in pages.items()}
    return type("PlantedPractices", (Planted,), {"answers": answers})


def test_check_ends_with_an_error_when_one_page_is_not_well() -> None:
    out = StringIO()
    pages = [Opened(address="/c/", faults=()), Opened(address="/c/mine/", faults=("console: planted",))]
    assert closing_line(pages, out) == 1
    assert out.getvalue() == "\n2 pages opened as 11 people and signed out: 1 are not well.\n"


def test_check_says_what_to_install_when_there_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    monkeypatch.setattr(browser_module, "NAMES", ("no-such-browser",))
    assert pages_are_well("http://127.0.0.1:1", out) == 1
    assert "install the package `chromium`" in out.getvalue()


def test_check_says_what_to_run_when_the_test_requirements_are_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = StringIO()
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert pages_are_well("http://127.0.0.1:1", out) == 1
    assert "make setup-test" in out.getvalue()
