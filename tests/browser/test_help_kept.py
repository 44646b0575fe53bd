"""Help now opens without a connection, and nothing else does: a browser keeps that page alone."""

import re
import shutil
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

import unhurried
from tests.browser.conftest import served_from
from tests.browser.hands import Finger
from tests.browser.people import Door
from tests.browser.planted import planted_server
from tests.browser.test_leaving import CANARY, files_with, kept_on_disk
from unhurried.config.demo.check.report import sign_in

pytestmark = pytest.mark.browser

WORKER = Path(unhurried.__file__).parent / "web/static/js/help-worker.js"
IS_KEPT = "async () => (await (await caches.open('help-now')).keys()).length > 0"
IS_AT_WORK = "async () => (await navigator.serviceWorker.ready).active.state === 'activated'"
KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      const path = new URL(url).pathname.replace(/\\.[0-9a-f]{12}(?=\\.)/, '');
      found[`${name} ${path}`] = await (await cache.match(url)).text();
    }
  }
  return found;
}"""
WORKERS = "async () => (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)"
SHEETS = ("forms", "frames", "page", "public", "tokens")
ALL_THERE_IS = sorted(
    ["help-now /help-now/", "help-now /static/js/quick-exit.js"]
    + [f"help-now /static/css/{sheet}.css" for sheet in SHEETS]
)


def opens_help(page: Page, base: str) -> None:
    page.goto(f"{base}/help-now/")
    page.wait_for_function(IS_KEPT)
    page.wait_for_function(IS_AT_WORK)


def kept_in(page: Page) -> dict[str, str]:
    """Where and what, of everything in the browser's store of pages."""
    found: dict[str, str] = page.evaluate(KEPT)
    return found


def test_help_now_opens_without_a_connection_and_nothing_else_does(
    browser: Browser, told: Path, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    with served_from(shutil.copytree(told, tmp_path / "demo")) as base:
        sign_in(page, base, "ivo")
        page.goto(f"{base}/c/journal/")
        opens_help(page, base)
        page.goto(f"{base}/c/")
    addresses = ("/help-now/", "/c/", "/", "/c/journal/", "/leave/")
    assert [path for path in addresses if opens(context, base + path)] == ["/help-now/"]
    page = context.new_page()
    page.goto(f"{base}/help-now/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Help now")
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "serif"
    assert "Harbour Lane" not in page.content()
    context.close()


def opens(context: BrowserContext, address: str) -> bool:
    """On a tab of its own: the browser's page about a missing network would be in the way of the next."""
    page = context.new_page()
    try:
        page.goto(address)
    except Error:
        return False
    finally:
        page.close()
    return True


def test_only_the_page_that_everybody_may_see_is_kept(browser: Browser, clinic: str, tmp_path: Path) -> None:
    with kept_on_disk(browser, tmp_path) as context:
        page = _through_private_pages(context, clinic)
        before = kept_in(page)
        Finger(page).press("Sign out")
        opens_help(page, clinic)
        after = kept_in(page)
        assert page.evaluate(WORKERS) == [f"{clinic}/help-now/"]
    for kept in (before, after):
        assert sorted(kept) == ALL_THERE_IS
        assert own_words(kept) == []
    assert files_with(CANARY, tmp_path) == []


def _through_private_pages(context: BrowserContext, clinic: str) -> Page:
    page = context.pages[0]
    sign_in(page, clinic, "ivo")
    for path in ("/c/journal/", "/help-now/", "/c/mine/", "/help-now/", "/reading/", "/c/more/"):
        page.goto(clinic + path)
        if path == "/help-now/":
            page.wait_for_function(IS_KEPT)
    return page


def own_words(kept: dict[str, str]) -> list[str]:
    """Of somebody, of their clinic, or of being signed in."""
    private = re.compile(
        r"Forgot to watch|Harbour Lane|\bIvo\b|<body[^>]* data-signed-in|data-closes-in", re.IGNORECASE
    )
    return [place for place, text in kept.items() if private.search(text)]


def test_leaving_quickly_leaves_nothing_more(door: Door) -> None:
    page = door.sign_in("ivo", is_watched=False)
    opens_help(page, door.base)
    page.goto("/c/journal/")
    page.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    page.get_by_role("link", name="Quick exit").click(no_wait_after=True)
    page.wait_for_url("https://www.bbc.co.uk/**")
    page.goto(f"{door.base}/help-now/")
    assert sorted(kept_in(page)) == ALL_THERE_IS


Fault = Callable[[str], str]


def keeps_another_page(worker: str) -> str:
    return worker.replace("const kept = await cache.keys();", "await cache.add('/c/'); return;")


def keeps_whatever_passes(worker: str) -> str:
    keeps = "async (one) => { await (await caches.open(CACHE)).put(request, one.clone()); return one; }"
    return worker.replace("fetch(request)", f"fetch(request).then({keeps})")


def asks_as_whoever_is_signed_in(worker: str) -> str:
    return worker.replace('credentials: "omit"', 'credentials: "include"')


@pytest.mark.parametrize("fault", [keeps_another_page, keeps_whatever_passes, asks_as_whoever_is_signed_in])
def test_a_worker_that_keeps_more_is_noticed(browser: Browser, fault: Fault) -> None:
    assert not keeps_more(browser, lambda worker: worker)
    assert keeps_more(browser, fault)


def keeps_more(browser: Browser, fault: Fault) -> bool:
    """Our worker, with a fault or without, on a site whose pages are somebody's own once they signed in."""
    worker = fault(WORKER.read_text(encoding="utf-8"))

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_script = self.path == "/help-now/worker.js"
            own = "Ivo" if "signed-in" in self.headers.get("Cookie", "") else ""
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if is_script else "text/html")
            self.send_header("Set-Cookie", "who=signed-in")
            self.end_headers()
            self.wfile.write((worker if is_script else f"<!doctype html><p>{own}</p>").encode())

        def log_message(self, *args: object) -> None:
            """A test run stays quiet."""

    with planted_server(Site) as base, browser.new_context(base_url=base) as context:
        page = context.new_page()
        page.goto("/help-now/")
        page.evaluate("navigator.serviceWorker.register('/help-now/worker.js')")
        page.wait_for_function(IS_KEPT)
        page.goto("/help-now/")
        page.evaluate("fetch('/c/journal/').then((one) => one.text())")
        page.wait_for_timeout(200)
        kept = kept_in(page)
    return sorted(kept) != ["help-now /help-now/"] or own_words(kept) != []
