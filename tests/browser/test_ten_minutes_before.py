"""A concern ten minutes before a practice, the clinician being away: what the evening becomes, who hears."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Finger
from tests.browser.phones import Evening, begins, shows

pytestmark = pytest.mark.browser
TEN_MINUTES = timedelta(minutes=10).total_seconds()
A_WEEK = timedelta(days=7).total_seconds()
"""Long enough for a weekend between two days on which somebody reads."""


def tells(ana: Finger, wish: str) -> None:
    """On her own phone, in the words and with the presses of the page, and no code."""
    ana.page.goto("/c/")
    ana.press("A word to your clinician")
    ana.choose(wish)
    ana.press("Send this")
    expect(ana.page.locator("h1")).to_have_text("What you sent is kept.")


def evening_page(one: Evening, hand: Finger) -> str:
    hand.page.goto(one.url)
    return hand.page.locator("main").inner_text()


def is_told(one: Evening, wish: str) -> tuple[Finger, Finger]:
    """Both phones, once the time has come."""
    ana, ben = one.phone("Ana"), one.phone("Ben")
    before = [evening_page(one, hand) for hand in (ana, ben)]
    tells(ana, wish)
    assert [evening_page(one, hand) for hand in (ana, ben)] == before, "neither page follows what she asked"
    one.house.moves_the_clock(TEN_MINUTES + 100)
    for hand in (ana, ben):
        hand.page.goto(one.url)
    return ana, ben


def test_everything_looks_the_same_if_she_asks_for_that(evening: Callable[..., Evening]) -> None:
    ana, ben = is_told(evening(str(-TEN_MINUTES)), "Keep everything looking the same")
    begins(ana, "Each of you on your own phone")
    ben.press("Begin")
    for hand in (ana, ben):
        shows(hand, "Tonight it is the step itself.")


@pytest.mark.parametrize("wish", ["Make tonight quiet", "My clinician decides"])
def test_evening_is_without_touch_for_both(evening: Callable[..., Evening], wish: str) -> None:
    ana, ben = is_told(evening(str(-TEN_MINUTES)), wish)
    begins(ana, "Each of you on your own phone")
    ben.page.reload()
    words = [hand.page.locator("main").inner_text() for hand in (ana, ben)]
    assert words[0] == words[1]
    assert "without touch" in words[0]


def test_unopened_it_goes_to_cover_and_the_manager_learns_of_a_desk(evening: Callable[..., Evening]) -> None:
    one = evening(str(-TEN_MINUTES))
    eli, jo = (Finger(one.door.sign_in(name)) for name in ("eli", "jo"))
    before = with_cover(eli)
    tells(one.phone("Ana"), "My clinician decides")
    assert with_cover(eli) == before, "today it is Cleo's to read"
    one.house.moves_the_clock(A_WEEK)
    eli, jo = (Finger(one.door.sign_in(name)) for name in ("eli", "jo"))
    assert with_cover(eli) > before
    jo.page.goto("/clinic/")
    desks = (
        jo.page.locator("section, div").filter(has=jo.page.get_by_role("heading", name="Unread items")).last
    )
    expect(desks.get_by_role("listitem")).to_have_text([re.compile("^Cleo, since")])


def with_cover(eli: Finger) -> int:
    eli.page.goto("/clinician/")
    return eli.page.locator("main").get_by_role("link", name=re.compile("^Ana: ")).count()
