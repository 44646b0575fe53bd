"""Somebody looks on: a word to the clinician by keyboard and by thumb, and the code for a plain day."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Finger, Hand, Keys, at
from tests.browser.people import Door
from unhurried.config.demo.together import CODE

pytestmark = pytest.mark.browser
NARROW = {"width": 360, "height": 640}
WAY = "A word to your clinician"
SECOND = "a plain day"
ASKED = "Somebody is asking to see what is private here"


def is_at(page: Page, heading: str) -> None:
    expect(page.locator("h1")).to_have_text(heading)


def sends_a_word(hand: Hand) -> None:
    hand.page.goto("/c/")
    hand.press(WAY)
    is_at(hand.page, WAY)
    hand.press("Send this")
    is_at(hand.page, "What you sent is kept.")


def test_word_is_sent_by_keyboard(door: Door) -> None:
    sends_a_word(Keys(door.sign_in("ana")))


def test_word_is_two_taps_away_and_in_reach_of_a_thumb(door: Door) -> None:
    page = door.sign_in("ana", screen=NARROW)
    finger = Finger(page)
    sends_a_word(finger)
    assert finger.presses == 2
    for address in ("/c/", "/c/together/", "/c/mine/", "/c/private/line/"):
        page.goto(address)
        way = page.get_by_role("contentinfo").get_by_role("link", name=WAY)
        way.scroll_into_view_if_needed()
        box = way.bounding_box()
        assert box is not None and box["height"] >= 44, address
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], address


def opens_private(hand: Hand, code: str) -> None:
    hand.page.goto("/c/private/")
    hand.write("Your own code", code)
    hand.press("Open it")


def closes_private(hand: Hand) -> None:
    hand.press("Close this now")
    is_at(hand.page, "Today")


def test_two_codes_open_two_days(door: Door) -> None:
    page = door.sign_in("ana")
    hand = Keys(page)
    opens_private(hand, CODE)
    keeps_for_afterwards(hand)
    page.goto("/c/private/")
    hand.press("A code for a plain day")
    hand.write("Your own code", CODE)
    hand.write("A second code", SECOND)
    hand.write("The second code again", SECOND)
    hand.choose("Tell my clinician when it is typed")
    hand.press("Keep this")
    expect(page.get_by_text("This page looks the same")).to_be_visible()
    page.goto("/c/private/")
    links = all_links(page)
    closes_private(hand)
    opens_private(hand, SECOND)
    is_at(page, "Only for you")
    assert all_links(page) == links
    hand.press("For afterwards")
    expect(page.get_by_label("How you would like to land")).to_have_value("")
    page.goto("/c/journal/")
    expect(page.get_by_text("Nothing written yet.")).to_be_visible()
    page.goto("/c/private/")
    closes_private(hand)
    opens_private(hand, CODE)
    hand.press("For afterwards")
    expect(page.get_by_label("How you would like to land")).to_have_value("Tea, and no talk.")


def keeps_for_afterwards(hand: Hand) -> None:
    hand.press("For afterwards")
    hand.write("How you would like to land", "Tea, and no talk.")
    hand.press("Keep this")
    expect(hand.page.get_by_text("Kept. This page says what stands now.")).to_be_visible()


def all_links(page: Page) -> list[str]:
    return page.locator("main a").all_inner_texts()


def test_clinician_finds_that_it_was_typed(door: Door) -> None:
    cleo = door.sign_in("cleo")
    cleo.goto("/clinician/")
    asked = cleo.get_by_role("link", name=ASKED)
    before = asked.count()
    ben = door.sign_in("ben")
    ben.goto("/c/private/line/")
    ben.get_by_label("Somebody asks to see what is private here").check()
    at(ben, "Send this").click()
    ben.wait_for_url("**/kept/")
    cleo.reload()
    expect(asked).to_have_count(before + 1)
    asked.last.click()
    expect(cleo.get_by_text("That everything looks the same")).to_be_visible()
