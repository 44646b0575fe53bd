"""People together, in chapters, by the words on the pages."""

from typing import Final

from playwright.sync_api import expect

from tests.browser import loop
from tests.browser.clock import Clock
from tests.browser.hands import Finger, Hand, at, option

CODE: Final = "seven tall candles"
BEGINS_AT: Final = "20:00"
SETTLED_AT: Final = "20:02"
ON_PHONES: Final = ("/c/", "/c/together/", "/c/mine/", "/c/agreement/", "/c/private/kept/")


def chooses_plain(jo: Finger) -> None:
    """Without any draw, for everybody who is taken on from now on."""
    jo.page.goto("/clinic/discretion/")
    if option(jo.page, "Plain", "").is_checked():
        return
    jo.choose("Plain")
    jo.press("Keep this")
    jo.press("Choose it from now on")
    jo.page.reload()
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
    """On paper it has a code, and nothing of what the screen says round it."""
    opens_person(cleo, name)
    cleo.press("Make a joining sheet")
    cleo.page.emulate_media(media="print")
    expect(cleo.page.locator(".code")).to_be_visible()
    expect(cleo.page.get_by_text("Print this page now")).to_be_hidden()
    cleo.page.emulate_media(media="screen")
    return cleo.page.locator(".code").inner_text()


def opens_person(cleo: Finger, name: str) -> None:
    cleo.page.goto("/clinician/")
    cleo.press(name)


def arrives(hand: Hand, code: str, sign_in_name: str) -> None:
    """From the sheet to the honest page, which says what this preset lets be guessed."""
    loop.joins(hand, code, sign_in_name)
    loop.first_run(hand)
    tells_a_little(hand)
    hand.press("Only for you")
    hand.write("The password you sign in with", loop.PASSWORD)
    hand.write("Your own code", CODE)
    hand.write("The same code again", CODE)
    hand.press("Keep this code")
    hand.press("What is kept, and what can be guessed")
    expect(hand.page.get_by_text("can be sure that the reason is not theirs")).to_be_visible()
    hand.press("I have read this")
    expect(loop.heading(hand.page)).to_have_text("Today")
    looks_through_limits(hand)


def looks_through_limits(hand: Hand) -> None:
    """Once, before a first step with touch; nothing has to be marked."""
    hand.page.goto("/c/limits/")
    hand.press("I have looked through it")
    expect(hand.page.get_by_text("Kept.")).to_be_visible()


def tells_a_little(hand: Hand) -> None:
    """It is written without a code; what lies behind the door on Today asks for one to be chosen."""
    hand.press("Open what is for you alone")
    hand.press("A few words about you")
    loop.sends_intake(hand)


def checks_alone(cleo: Finger, name: str) -> None:
    opens_person(cleo, name)
    cleo.press("Safety record")
    cleo.choose("Alone with them", under="How you spoke")
    cleo.choose("No reason found to wait", under="What it came to")
    cleo.press("Keep this")
    expect(cleo.page.get_by_role("table", name="The newest counts")).to_contain_text("Alone with them")


def plans(cleo: Finger, name: str) -> None:
    opens_person(cleo, name)
    loop.plans(cleo, "Words first, unhurried")
    expect(cleo.page.get_by_role("table", name="Words first, unhurried")).to_be_visible()


def gives(
    cleo: Finger, name: str, title: str, *, version: str, beforehand: bool = False, heard_on: str = ""
) -> None:
    """`heard_on`: the day of the appointment, in the place of what usually comes before."""
    opens_person(cleo, name)
    cleo.press(title)
    cleo.choose(version, under="Version")
    if beforehand:
        cleo.choose("Release it beforehand")
    if heard_on:
        cleo.write("Heard in the appointment on", heard_on)
    cleo.press("Give")
    expect(cleo.page.get_by_text("Given.")).to_be_visible()


def opens_side_by_side(cleo: Finger, name: str) -> None:
    opens_person(cleo, name)
    cleo.press("Noor and Sam")
    remembers(cleo)


def releases(cleo: Finger, title: str) -> None:
    """On the page where everybody stands side by side."""
    cleo.page.get_by_text(f"Change something about {title}").click()
    cleo.press("Release")
    cleo.press("Release")
    expect(cleo.page.get_by_text("Released by you.")).to_be_visible()


def remembers(hand: Finger) -> None:
    """Keep the words of the page as if something had been pressed on it."""
    hand.read.append(hand.page.locator("body").inner_text())


def looks_round(*hands: Finger) -> None:
    for hand in hands:
        for address in ON_PHONES:
            hand.page.goto(address)
            remembers(hand)


def alike(title: str, *hands: Finger) -> str:
    """All that the page of a step says, which is the same on every phone."""
    first, *others = (_on_page_of(hand, title) for hand in hands)
    assert others == [first] * len(others)
    return first


def _on_page_of(hand: Finger, title: str) -> str:
    hand.page.goto("/c/")
    hand.press(title)
    remembers(hand)
    return hand.page.locator("main").inner_text()


def answers(hand: Finger, title: str, words: str) -> None:
    """In private. Whatever opens asks for the code, and "not yet" asks for nothing."""
    _on_page_of(hand, title)
    _says(hand, words)


def _says(hand: Finger, words: str) -> None:
    if words != "Not yet":
        hand.write("Your own code", CODE)
    hand.press(words)
    expect(loop.heading(hand.page)).to_have_text("Whatever you said is kept.")


def sets_aside(hand: Finger, title: str, clock: Clock) -> None:
    """An evening of the same day, from the calendar that all of them share."""
    hand.page.goto("/c/together/")
    hand.press("Set a time aside")
    hand.choose("Quiet time", under="What kind of time")
    option = hand.page.get_by_role("option").filter(has_text=f"{title} · Quiet time")
    hand.page.get_by_label("For an exercise").select_option(option.get_attribute("value"))
    hand.page.get_by_label("Day", exact=True).fill(str(clock.day))
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


def run(words: str, *hands: Finger) -> None:
    """Each screen says so, and Stop is in reach without scrolling."""
    for hand in hands:
        expect(hand.page.locator("main")).to_contain_text(words)
        expect(at(hand.page, "Stop")).to_be_in_viewport(ratio=1)
        expect(at(hand.page, "Stop")).to_be_enabled()
        remembers(hand)


def land(*hands: Finger) -> None:
    """On the same words, whoever stopped."""
    for hand in hands:
        loop.lands_softly(hand.page, "This is a good place to leave it")
        remembers(hand)
    assert len({hand.page.locator("main").inner_text() for hand in hands}) == 1


def writes_down(hand: Finger, noticed: str) -> None:
    hand.press("Take a moment")
    hand.press("Write down what you noticed")
    hand.write("What did your hand or skin notice?", noticed)
    hand.choose("0", under="Pain made by this practice")
    hand.press("Keep this")
    expect(hand.page.get_by_text("Kept. It opens with your code.")).to_be_visible()
    expect(hand.page.get_by_text(noticed)).to_have_count(0)


def reads_back(hand: Finger, noticed: str) -> None:
    """The private area is open: so is what was written."""
    hand.page.goto("/c/mine/")
    expect(hand.page.get_by_text(noticed)).to_be_visible()


def opens_questions(hand: Finger) -> None:
    """About the evening, behind one's own code."""
    hand.page.goto("/c/private/")
    hand.write("Your own code", CODE)
    hand.press("Open it")
    hand.press("After a practice")


def says_how_free(hand: Finger, felt: str) -> None:
    opens_questions(hand)
    hand.choose(felt, under="Did you feel free, or pressed?")
    hand.choose("Yes", under="Were all your limits kept?")
    hand.choose("Yes", under="Did you want it?")
    hand.press("Send this")
    expect(loop.heading(hand.page)).to_have_text("What you sent is kept.")


def reviews(cleo: Finger, name: str, next_step: str, *, heard_on: str = "") -> None:
    loop.opens_what_waits(cleo, name)
    cleo.write("Your words to them", loop.CLINICIANS_WORDS)
    cleo.choose(next_step, under="What comes next")
    cleo.write("Heard in the appointment on", heard_on)
    cleo.press("Send this answer")
    remembers(cleo)
