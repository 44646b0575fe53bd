"""Ana and Ben on one evening, each with a phone."""

from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, expect

from tests.browser.evening import House
from tests.browser.hands import Finger
from tests.browser.people import Door

SETTLED: Final = "100"
"""Seconds since the time itself: the settling screen has just gone."""
AT_ONCE: Final = 1000
SOON: Final = 6000
"""Longer than it takes: a busy machine is no fault."""


@dataclass
class Evening:
    """Ana and Ben, a time they set aside, and the way to a phone for either."""

    house: House
    door: Door
    told: dict[str, Any]

    @property
    def url(self) -> str:
        return f"/c/evening/{self.told['occasion']}/"

    def phone(self, name: str, **options: Any) -> Finger:
        page = self.door.sign_in_by_hand(self.told["names"][name], **options)
        page.goto(self.url)
        return Finger(page)

    def tightens(self, name: str, what: str) -> None:
        self.house.tells("tighten", self.told["names"][name], what)


def heading(hand: Finger) -> Locator:
    return hand.page.get_by_role("heading", level=1)


def shows(hand: Finger, words: str, *, within: int = SOON) -> None:
    expect(hand.page.locator("main")).to_contain_text(words, timeout=within)


def lands(hand: Finger, *, within: int) -> None:
    expect(heading(hand)).to_have_text("This is a good place to leave it", timeout=within)


def begins(hand: Finger, way: str) -> None:
    hand.choose(way)
    hand.press("Begin")
