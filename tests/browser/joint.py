"""People together, in chapters, by the words on the pages, and the clock that brings their evenings."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser import loop
from tests.browser.evening import House
from tests.browser.hands import Finger, Hand, at, option

ZONE: Final = ZoneInfo("Europe/London")
CODE: Final = "seven tall candles"
BEGINS_AT: Final = "20:00"
SETTLED_AT: Final = "20:02"


@dataclass(frozen=True, kw_only=True)
class Clock:
    """The demo's clock: a press for the next morning, or on to a later time of the same day."""

    house: House
    page: Page

    @property
    def now(self) -> datetime:
        seconds = float((self.house.folder / "home" / "demo-clock").read_text())
        return (datetime.now(UTC) + timedelta(seconds=seconds)).astimezone(ZONE)

    def next_morning(self) -> None:
        self.page.goto("/demo/")
        Finger(self.page).press("Next morning")
        expect(self.page.get_by_text("Here it is")).to_contain_text("08:00")

    def comes_to(self, hour: str) -> None:
        then = datetime.combine(self.now.date(), time.fromisoformat(hour), ZONE)
        self.house.moves_the_clock((then - self.now).total_seconds())


def chooses_plain(jo: Finger) -> None:
    """Without any draw, for everybody who is taken on from now on."""
    jo.page.goto("/clinic/discretion/")
    jo.choose("Plain")
    jo.press("Keep this")
    expect(option(jo.page, "Plain", "")).to_be_checked()


def takes_on(cleo: Finger, first: str, *others: str) -> dict[str, str]:
    """Some who are treated together; gives the code on each one's joining sheet."""
    cleo.page.goto("/clinician/")
    cleo.press("Take somebody on")
    cleo.write("Name, as you call them", first)
    cleo.page.get_by_text("Treated together with others").click()
    for number, name in enumerate(others, start=2):
        person = cleo.page.get_by_role("group", name=f"Person {number}")
        person.get_by_label("Name of another person").fill(name)
    cleo.write("What they would like, in their words", "More ease.")
    cleo.choose("I know who this is")
    cleo.press("Take on")
    return {name: _sheet_of(cleo, name) for name in (first, *others)}


def _sheet_of(cleo: Finger, name: str) -> str:
    _opens_person(cleo, name)
    cleo.press("Make a joining sheet")
    return cleo.page.locator(".code").inner_text()


def _opens_person(cleo: Finger, name: str) -> None:
    cleo.page.goto("/clinician/")
    cleo.press(name)


def arrives(hand: Hand, code: str, sign_in_name: str) -> None:
    """From the sheet to the honest page: nothing is asked about touch before it was read."""
    loop.joins(hand, code, sign_in_name)
    loop.first_run(hand)
    loop.intake(hand)
    hand.press("Only for you")
    hand.write("The password you sign in with", loop.PASSWORD)
    hand.write("Your own code", CODE)
    hand.write("The same code again", CODE)
    hand.press("Keep this code")
    hand.press("What is kept, and what can be guessed")
    expect(hand.page.get_by_role("cell", name="certain").first).to_be_visible()
    hand.press("I have read this")
    expect(loop.heading(hand.page)).to_have_text("Today")


def checks_alone(cleo: Finger, name: str) -> None:
    _opens_person(cleo, name)
    cleo.press("Safety record")
    cleo.choose("Alone with them", under="How you spoke")
    cleo.choose("No reason found to wait", under="What it came to")
    cleo.press("Keep this")
    expect(cleo.page.get_by_role("table", name="The newest counts")).to_contain_text("Alone with them")


def plans(cleo: Finger, name: str) -> None:
    _opens_person(cleo, name)
    loop.plans(cleo)
    expect(cleo.page.get_by_role("table", name="Words first, unhurried")).to_be_visible()


def gives(cleo: Finger, name: str, title: str, *, version: str, beforehand: bool = False) -> None:
    _opens_person(cleo, name)
    cleo.press(title)
    cleo.choose(version, under="Version")
    if beforehand:
        cleo.choose("Release it beforehand")
    cleo.press("Give")
    expect(cleo.page.get_by_text("Given.")).to_be_visible()


def opens_side_by_side(cleo: Finger, name: str) -> None:
    _opens_person(cleo, name)
    cleo.press("Everybody side by side")
    remembers(cleo)


def remembers(hand: Finger) -> None:
    """Keep the words of the page as if something had been pressed on it."""
    hand.read.append(hand.page.locator("body").inner_text())


def on_page_of(hand: Finger, title: str) -> str:
    """All that the page of a step says, as its reader has it now."""
    hand.page.goto("/c/")
    hand.press(title)
    remembers(hand)
    return hand.page.locator("main").inner_text()


def answers(hand: Finger, title: str, words: str) -> None:
    """In private. Whatever opens asks for the code, and "not yet" asks for nothing."""
    on_page_of(hand, title)
    _says(hand, words)


def _says(hand: Finger, words: str) -> None:
    if words != "Not yet":
        hand.write("Your own code", CODE)
    hand.press(words)
    expect(loop.heading(hand.page)).to_have_text("Whatever you said is kept.")


def sets_aside(hand: Finger, title: str, day: str) -> None:
    """A time for everybody, from the calendar that all of them share."""
    hand.page.goto("/c/together/")
    hand.press("Set a time aside")
    hand.choose("Quiet time", under="What kind of time")
    hand.page.get_by_label("For an exercise").select_option(label=f"{title} · Quiet time")
    hand.page.get_by_label("Day", exact=True).fill(day)
    hand.page.get_by_label("Time", exact=True).fill(BEGINS_AT)
    hand.press("Set this time aside")
    expect(loop.heading(hand.page)).to_have_text("That is done.")


def opens_time(hand: Finger) -> str:
    hand.page.goto("/c/together/")
    hand.press("Open this time")
    remembers(hand)
    return hand.page.locator("main").inner_text()


def says_for_the_day(hand: Finger, words: str) -> None:
    opens_time(hand)
    _says(hand, words)


def settles(clock: Clock, *hands: Finger) -> None:
    """At its time everybody arrives, a minute and a half long, and then it is tonight."""
    clock.comes_to(BEGINS_AT)
    for hand in hands:
        opens_time(hand)
        expect(loop.heading(hand.page)).to_have_text("Arriving")
    clock.comes_to(SETTLED_AT)
    for hand in hands:
        hand.page.reload()
        expect(loop.heading(hand.page)).to_have_text("Tonight")


def runs(hand: Finger, words: str) -> None:
    """The screen says so, and Stop is in reach without scrolling."""
    expect(hand.page.locator("main")).to_contain_text(words)
    expect(at(hand.page, "Stop")).to_be_in_viewport(ratio=1)
    expect(at(hand.page, "Stop")).to_be_enabled()
    remembers(hand)


def lands(hand: Finger) -> str:
    loop.lands_softly(hand.page)
    remembers(hand)
    return hand.page.locator("main").inner_text()
