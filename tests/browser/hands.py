"""Two ways of using a page: with a finger, and with a keyboard alone."""

import re
from datetime import date, time
from typing import Final, Protocol

from playwright.sync_api import Locator, Page, expect

RING = """() => {
  const element = document.activeElement;
  if (['date', 'time'].includes(element.type)) return true;  // the browser draws its own around each part
  const shown = [element.closest('.choice'), element].filter(Boolean).map((one) => getComputedStyle(one));
  return shown.some((style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
}"""
FURTHEST: Final = 150
"""More stops than any page has; whoever tabs so often without arriving cannot arrive."""


class Hand(Protocol):
    """Whoever acts on a page by the words that stand on it."""

    page: Page

    def press(self, words: str) -> None: ...
    def write(self, label: str, words: str) -> None: ...
    def choose(self, words: str, *, under: str = "") -> None: ...


def at(page: Page, words: str) -> Locator:
    """The first link or button that begins with these words; a hint may follow them."""
    name = re.compile(rf"^{re.escape(words)}")
    return page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first


def option(page: Page, words: str, under: str) -> Locator:
    """A box or the first of a set, by its own words and those above it."""
    where = page.get_by_role("group", name=under) if under else page
    name = re.compile(rf"^{re.escape(words)}")
    return where.get_by_role("radio", name=name).or_(where.get_by_role("checkbox", name=name)).first


class Finger:
    """Counts its presses, and keeps the words of every page on which it pressed something."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.read: list[str] = []

    def press(self, words: str) -> None:
        self.presses += 1
        self.read.append(self.page.locator("body").inner_text())
        at(self.page, words).click()
        self.page.wait_for_load_state()

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)

    def choose(self, words: str, *, under: str = "") -> None:
        option(self.page, words, under).check()


class Keys:
    """Tab, arrows, Space and Enter. Wherever the focus comes to, it can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, words: str) -> None:
        self.go_to(at(self.page, words))
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_label(label)
        self.go_to(field)
        self.page.keyboard.type(_as_typed(field, words))
        expect(field).to_have_value(words)

    def choose(self, words: str, *, under: str = "") -> None:
        wanted = option(self.page, words, under)
        self.go_to(wanted, or_its_set=True)
        while not _has_focus(wanted):
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        expect(wanted).to_be_checked()

    def go_to(self, target: Locator, *, or_its_set: bool = False) -> None:
        """Tab until it has the focus; of a set of choices one is enough, as arrows lead to the others."""
        for _ in range(FURTHEST):
            if _has_focus(target) or (or_its_set and _is_beside(target)):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(RING), "the focus has to be seen"
        raise AssertionError(f"no way to {target} by keyboard")


def _has_focus(target: Locator) -> bool:
    return bool(target.evaluate("element => element === document.activeElement"))


def _is_beside(target: Locator) -> bool:
    return bool(target.evaluate("one => one.type === 'radio' && one.name === document.activeElement.name"))


def _as_typed(field: Locator, words: str) -> str:
    """A day or a time as its field takes them in this browser: month first, and twelve hours."""
    kind = field.get_attribute("type")
    if kind == "date":
        return f"{date.fromisoformat(words):%m%d%Y}"
    return f"{time.fromisoformat(words):%I%M%p}" if kind == "time" else words
