"""Named people, each before a screen of their own."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

from unhurried.config.demo.cast import PASSWORD
from unhurried.config.demo.check.browser import Watch
from unhurried.config.demo.check.report import sign_in

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass
class Door:
    """The way into one clinic."""

    browser: Browser
    base: str
    contexts: ExitStack
    pages: list[Page] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)

    def nobody(self, *, screen: dict[str, int] = PHONE, is_watched: bool = True, **options: Any) -> Page:
        """A fresh browser context in which nobody is signed in."""
        context = self.browser.new_context(viewport=screen, base_url=self.base, **options)
        context.set_default_timeout(5000)
        self.contexts.enter_context(context)
        if is_watched:
            self.watches.append(Watch(self.base).over(context))
        self.pages.append(context.new_page())
        return self.pages[-1]

    def sign_in(self, name: str, **options: Any) -> Page:
        page = self.nobody(**options)
        sign_in(page, self.base, name)
        return page

    def sign_in_by_hand(self, name: str, **options: Any) -> Page:
        """Of somebody whom the demo's front page does not list."""
        page = self.nobody(**options)
        page.goto("/account/sign-in/")
        page.locator("[name=login]").fill(name)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main [type=submit]").first.click()
        page.wait_for_load_state()
        return page

    def complaints(self) -> list[str]:
        return [complaint for watch in self.watches for complaint in watch.taken()]

    def keep_pictures(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for place, page in enumerate(self.pages):
            with suppress(Error):
                page.screenshot(path=folder / f"{name}-{place}.png", full_page=True)
