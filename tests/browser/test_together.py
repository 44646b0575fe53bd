"""Two people and their phones on one evening: on each of them, on one, on none, and without any script."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.hands import Finger, at
from tests.browser.joint import CODE
from tests.browser.phones import AT_ONCE, SOON, Evening, begins, heading, lands, shows
from unhurried.config.demo.cast import PASSWORD
from unhurried.config.demo.check.browser import faults_of
from unhurried.core.evenings import LEAST_PAUSE

pytestmark = pytest.mark.browser


def test_two_phones_settle_begin_and_go_in_step(evening: Any) -> None:
    one = evening("50")
    ana, ben = one.phone("Ana"), one.phone("Ben")
    for hand in (ana, ben):
        expect(heading(hand)).to_have_text("Arriving")
    one.house.moves_the_clock(30)
    for hand in (ana, ben):
        hand.page.reload()
    for hand in (ana, ben):
        expect(heading(hand)).to_have_text("Tonight", timeout=45_000)
    begins(ana, "Each of you on your own phone")
    ben.press("Begin")
    for hand in (ana, ben):
        shows(hand, "Tonight it is the step itself.")
        is_well(one, hand.page)
    goes_in_step(ana, ben)
    swaps(one, ana, ben)
    pauses(one, ana, ben)
    leaves_out(one, ana, ben)
    tightens(one, ana, ben)
    stops(ana, ben)


def is_well(one: Evening, page: Page) -> None:
    """Nothing scrolls sideways at 360 pixels, and axe finds nothing, by day and by night."""
    watch = one.door.watches[one.door.pages.index(page)]
    assert faults_of(page, watch) == []


def goes_in_step(ana: Finger, ben: Finger) -> None:
    ana.press("Move on")
    shows(ana, "Sit close, with no touch yet")
    shows(ben, "Sit close, with no touch yet")
    ben.press("Move on")
    for hand in (ben, ana):
        shows(hand, "The person touching")
        shows(hand, "The person being touched")


def swaps(one: Evening, ana: Finger, ben: Finger) -> None:
    """At the end of a turn: stay a little, and then swap."""
    ana.press("Move on")
    ana.press("Move on")
    shows(ana, "as far as the elbow")
    shows(ben, "as far as the elbow")
    one.house.moves_the_clock(300)
    ana.page.reload()
    shows(ana, "This turn is over")
    is_well(one, ana.page)
    ana.press("Stay a little")
    shows(ana, "as far as the elbow")
    shows(ben, "as far as the elbow")
    ben.press("Swap")
    for hand in (ben, ana):
        expect(hand.page.locator(".where")).to_have_text("Turn 2", timeout=SOON)


def goes_on(one: Evening, hand: Finger) -> None:
    """After the least that a pause lasts."""
    expect(at(hand.page, "Go on")).to_be_disabled()
    one.house.moves_the_clock(LEAST_PAUSE.total_seconds())
    hand.page.reload()
    hand.press("Go on")


def pauses(one: Evening, ana: Finger, ben: Finger) -> None:
    ben.press("Pause")
    shows(ben, "A pause")
    shows(ana, "A pause")
    goes_on(one, ana)
    for hand in (ana, ben):
        shows(hand, "The turn opens with a stop")


def leaves_out(one: Evening, ana: Finger, ben: Finger) -> None:
    """In a pause anybody leaves out a part; the other phone shows it only when it goes on."""
    ben.press("Pause")
    shows(ana, "A pause")
    ana.press("Leave one out")
    shows(ana, "One part is left out.")
    shows(ben, "A pause")
    expect(ben.page.locator("main")).not_to_contain_text("One part is left out.")
    goes_on(one, ben)
    for hand in (ana, ben):
        shows(hand, "Feel where the fingers are")


def tightens(one: Evening, ana: Finger, ben: Finger) -> None:
    """In the middle of a moment that uses the place: every phone pauses, and goes on without it."""
    ana.press("Move on")
    shows(ben, "as far as the elbow")
    one.tightens("Ben", "forearms")
    shows(ana, "A pause", within=AT_ONCE)
    shows(ben, "A pause", within=AT_ONCE)
    goes_on(one, ana)
    for hand in (ana, ben):
        shows(hand, "Hands apart now")


def stops(ana: Finger, ben: Finger) -> None:
    at(ben.page, "Stop").click()
    lands(ben, within=SOON)
    lands(ana, within=AT_ONCE)
    words = [hand.page.locator("main").inner_text() for hand in (ana, ben)]
    assert words[0] == words[1]
    ana.press("Take a moment")
    shows(ana, "Look round the room")
    ana.press("That’s all for now")
    expect(heading(ana)).to_have_text("Today")


def test_talk_runs_on_two_phones_and_ends_for_both(evening: Any) -> None:
    one = evening(what="talk")
    ana, ben = one.phone("Ana"), one.phone("Ben")
    begins(ana, "Each of you on your own phone")
    ana.write("The password you sign in with", PASSWORD)
    ana.write("Your own code", CODE)
    ana.write("The same code again", CODE)
    ana.press("Keep this code")
    shows(ana, "At most 25 minutes")
    is_well(one, ana.page)
    ben.page.reload()
    shows(ben, "At most 25 minutes")
    ana.press("Move on")
    shows(ben, "one lukewarm topic")
    ben.press("Move on")
    for hand in (ana, ben):
        expect(hand.page.locator(".where")).to_have_text("Turn 1", timeout=SOON)
    at(ben.page, "Stop").click()
    lands(ben, within=SOON)
    lands(ana, within=AT_ONCE)


def test_phone_that_is_cut_off_rests_and_begins_nothing(evening: Any) -> None:
    one = evening()
    ana = one.phone("Ana")
    begins(ana, "Each of you on your own phone")
    ana.press("Move on")
    _context(ana).set_offline(True)
    shows(ana, "A spoken stop is a stop", within=9000)
    expect(at(ana.page, "Move on")).to_be_disabled()
    expect(at(ana.page, "Stop")).to_be_enabled()
    shows(ana, "Resting")
    _context(ana).set_offline(False)
    expect(at(ana.page, "Move on")).to_be_enabled(timeout=9000)
    shows(ana, "Sit close, with no touch yet")


def _context(hand: Finger) -> BrowserContext:
    return hand.page.context


def test_one_phone_is_the_practice_and_a_stop_from_another_frees_it(evening: Any) -> None:
    one = evening()
    ana, ben = one.phone("Ana"), one.phone("Ben")
    begins(ana, "One phone, this one")
    shows(ana, "Tonight it is the step itself.")
    for page in ("/c/", "/c/journal/", "/c/mine/"):
        ana.page.goto(page)
        shows(ana, "Tonight it is the step itself.")
    ana.page.goto("/help-now/")
    expect(heading(ana)).to_contain_text("Help")
    ana.page.goto("/c/")
    ben.page.goto(one.url)
    at(ben.page, "Stop").click()
    lands(ben, within=SOON)
    lands(ana, within=AT_ONCE)
    ana.press("Take a moment")
    shows(ana, "on your own phone")
    expect(at(ana.page, "Write down what you noticed")).to_have_count(0)
    ana.page.goto("/c/journal/")
    expect(heading(ana)).to_have_text("Only for you")


def test_no_phone_is_a_card_on_paper(evening: Any) -> None:
    one = evening()
    ana = one.phone("Ana")
    begins(ana, "No phone")
    ana.press("The card to print")
    shows(ana, "Limits may be tighter since")
    is_well(one, ana.page)
    ana.page.emulate_media(media="print")
    expect(ana.page.get_by_text("Print this page with your browser")).to_be_hidden()
    expect(at(ana.page, "Quick exit")).to_be_hidden()
    ana.page.emulate_media(media="screen")
    ana.press("Back")
    ana.press("We are at the end")
    lands(ana, within=SOON)


def test_evening_is_whole_without_scripts(evening: Any) -> None:
    one = evening()
    ana = one.phone("Ana", java_script_enabled=False)
    ben = one.phone("Ben", java_script_enabled=False)
    begins(ana, "Each of you on your own phone")
    ana.press("Move on")
    ben.press("Begin")
    shows(ben, "Sit close, with no touch yet")
    ben.press("Pause")
    shows(ana, "A pause", within=15_000)
    goes_on(one, ana)
    ana.press("Stop")
    lands(ana, within=SOON)
    lands(ben, within=15_000)
