"""Each tool for one, gone through by keyboard alone, or with a thumb on a narrow phone; with `N=2` by both.

Every screen of it is looked through for what a reader or a small screen would stumble over, and what was
written is found again on its page.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.evening import House
from tests.browser.hands import Keys, at
from tests.browser.people import Door
from tests.promises.printing import N
from unhurried.config.demo.check.browser import Look, faults_of

pytestmark = pytest.mark.browser

TOOLS: Final = (
    "bod.body-map", "cbt.dance", "cbt.prediction-test", "cbt.thought-record", "des.fantasy-journal",
    "edu.reading", "exp.ladder", "gppp.ladder", "min.body-scan", "min.breath", "min.grounding-kit",
    "org.self-discovery", "rou.affection-experiments", "rou.aftercare", "rou.celebrate",
    "rou.non-sexual-date", "rou.play-menu", "rou.resilience-plan",
)  # fmt: skip
NARROW: Final = {"width": 360, "height": 800}
ON_IT: Final = (Look(theme="dark", width=NARROW["width"]),)
WRITTEN: Final = "A nuthatch."
FIELDS: Final = "main textarea, main input[type=text]"
MOST_SCREENS: Final = 20
SEEN: Final[dict[str, list[str]]] = {}
"""What was found on each screen, as several tools end alike."""

Press = Callable[[Page], None]


@dataclass(frozen=True, kw_only=True)
class Alone:
    """Who has all of them before them, by the exercise; and the session in which they are signed in."""

    given: dict[str, str]
    session: Any


@pytest.fixture(scope="module")
def people(browser: Browser, house: House) -> dict[str, Alone]:
    found = {}
    for name, told in house.tells("tools", *TOOLS).items():
        with ExitStack() as contexts:
            page = Door(browser, house.base, contexts).sign_in_by_hand(told["name"])
            found[name] = Alone(given=told["given"], session=page.context.storage_state())
    return found


def opens(door: Door, who: Alone, tool: str, **options: Any) -> Page:
    page = door.nobody(screen=NARROW, storage_state=who.session, **options)
    page.goto(f"/c/a/{who.given[tool]}/")
    return page


def goes_through(page: Page, onward: Press, writes: Press) -> bool:
    """To where it lands. Whether there was anywhere to write."""
    has_written = False
    for _ in range(MOST_SCREENS):
        if page.url.endswith("/landing/"):
            return has_written
        if page.locator(FIELDS).count():
            writes(page)
            has_written = True
        with page.expect_navigation():
            onward(page)
    raise AssertionError(f"no end to it: {page.url}")


def by_keys(page: Page) -> None:
    Keys(page).press("Continue")


def writes_by_keys(page: Page) -> None:
    first = page.locator(FIELDS).first
    Keys(page).go_to(first)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(WRITTEN)
    expect(first).to_have_value(WRITTEN)


def by_thumb(page: Page) -> None:
    at(page, "Continue").tap()


def writes_by_thumb(page: Page) -> None:
    page.locator(FIELDS).first.tap()
    page.locator(FIELDS).first.fill(WRITTEN)


def read_again(page: Page, assignment: str) -> str:
    """Everything that stands on the exercise's page of words, and where that leads for this time."""
    page.goto(f"/c/a/{assignment}/written/")
    gone_on = page.content()
    time_by_time = page.locator("main a[href$='/look/']")
    if time_by_time.count():
        page.goto(str(time_by_time.first.get_attribute("href")))
    return gone_on + page.content()


@pytest.mark.parametrize("tool", TOOLS[:: 1 if N > 1 else 2])
def test_tool_by_keyboard_alone(house_door: Door, people: dict[str, Alone], tool: str) -> None:
    page = opens(house_door, people["Ivy"], tool)
    with page.expect_navigation():
        Keys(page).press("Begin now")
    has_written = goes_through(page, by_keys, writes_by_keys)
    if has_written:
        assert WRITTEN in read_again(page, people["Ivy"].given[tool])


@pytest.mark.parametrize("tool", TOOLS if N > 1 else TOOLS[1::2])
def test_tool_with_a_thumb_on_a_narrow_phone(house_door: Door, people: dict[str, Alone], tool: str) -> None:
    page = opens(house_door, people["Ada"], tool, has_touch=True)
    with page.expect_navigation():
        at(page, "Begin now").tap()
    found: list[str] = []

    def looks_and_goes_on(page: Page) -> None:
        found.extend(faults_of(page, house_door.watches[-1], SEEN, ON_IT))
        by_thumb(page)

    goes_through(page, looks_and_goes_on, writes_by_thumb)
    assert found == []
