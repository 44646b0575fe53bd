"""A real browser that never leaves this machine, and what is wrong with a page that it shows."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, WebError

NAMES = ("chromium", "chromium-browser", "/usr/bin/chromium")
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
VIOLATIONS = "async () => (await axe.run({resultTypes: ['violations']})).violations"
UNSEEN: Final = re.compile(r'<input type="hidden"[^>]*>|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')
"""What tells two pages apart and is not to be seen on either: hidden fields, and ids in addresses."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One way of looking at a page. 360 pixels is the narrowest phone that has to do without scrolling."""

    theme: str
    width: int


LOOKS: Final = (Look(theme="light", width=1280), Look(theme="dark", width=360))


class BrowserMissing(Exception):
    """What opens the pages is not installed; the text says how to get it."""


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Raises BrowserMissing."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        raise BrowserMissing("Playwright and axe come with the tests: run `make setup-test` first.") from None
    found = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def executable() -> str:
    """Where Chromium is. Raises BrowserMissing."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise BrowserMissing("There is no Chromium here: please install the package `chromium`.")
    return found


@dataclass
class Watch:
    """What the pages of one browser context complained about, were refused, or asked of another host."""

    base: str
    heard: list[str] = field(default_factory=list)

    def over(self, context: "BrowserContext") -> "Watch":
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)
        return self

    def taken(self) -> list[str]:
        """What was heard since the last time."""
        heard, self.heard = self.heard, []
        return heard

    def _console(self, message: "ConsoleMessage") -> None:
        """A resource that did not load is told by its status or its host, which say more."""
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.heard.append(f"console: {message.text}")

    def _error(self, error: "WebError") -> None:
        self.heard.append(f"console: {error.error}")

    def _request(self, request: "Request") -> None:
        where = urlsplit(request.url)
        if where.scheme.startswith(("http", "ws")) and where.netloc != urlsplit(self.base).netloc:
            self.heard.append(f"another host: {where.netloc}")

    def _response(self, response: "Response") -> None:
        if response.status >= 400:
            self.heard.append(f"status {response.status}: {urlsplit(response.url).path}")


def faults_of(
    page: "Page",
    watch: Watch,
    known: dict[str, list[str]] | None = None,
    looks: Sequence[Look] = LOOKS,
) -> list[str]:
    """Everything that is wrong with the page as it stands, in each look, each thing once.

    `known` keeps what was found on each page: one that reads and is built the same is not gone through again.
    """
    known = {} if known is None else known
    shown = UNSEEN.sub("", page.content())
    if shown not in known:
        page.evaluate(_axe())
        known[shown] = [fault for look in looks for fault in _faults_in(page, look)]
    return list(dict.fromkeys([*watch.taken(), *known[shown]]))


def _faults_in(page: "Page", look: Look) -> Iterator[str]:
    put_on(page, look)
    if page.evaluate(SIDEWAYS) > 0:
        yield f"scrolls sideways at {look.width} px"
    for violation in page.evaluate(VIOLATIONS):
        places = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
        yield f"axe, {look.theme}, {look.width} px: {violation['id']} at {places}"


def put_on(page: "Page", look: Look) -> None:
    page.set_viewport_size({"width": look.width, "height": 800})
    page.emulate_media(color_scheme="dark" if look.theme == "dark" else "light")


@lru_cache(maxsize=1)
def _axe() -> str:
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
