"""Two people and three, each with a phone, from a joining sheet to an evening and what follows it."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser import joint, two
from tests.browser.clock import Clock
from tests.browser.evening import House
from tests.browser.hands import Finger, at
from tests.browser.people import DESK, Door
from tests.browser.two import NOORS_WORDS, SAMS_WORDS, Walk
from unhurried.config.demo.check import free_port, served

pytestmark = pytest.mark.browser

HANDS: Final = "A few slow minutes"
CAUSES: Final = frozenset({
    "no answer in force",
    "said “not yet”",
    "waits for your release",
    "time to rest between two practices",
    "whether they felt free",
    "felt pressed",
})  # fmt: skip
"""In these words a clinician reads why something rests. All of them come about on this walk."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    port, folder = free_port(), tmp_path_factory.mktemp("whole")
    with served("demo", "--port", str(port), "--folder", str(folder), port=port) as base:
        yield House(base=base, folder=folder, port=port)


@pytest.fixture(scope="module")
def clinic(house: House) -> str:
    """A clinic of this module's own: its clock moves on by days."""
    return house.base


@pytest.fixture
def clock(door: Door, house: House) -> Clock:
    """Eight o'clock, on a day when the preset has just been set to one that draws nothing."""
    clock = Clock(house=house, page=door.nobody(screen=DESK))
    clock.next_morning()
    joint.chooses_plain(Finger(door.sign_in("jo", screen=DESK)))
    return clock


def test_two_people_from_joining_to_a_step_back(door: Door, clock: Clock) -> None:
    cleo = Finger(door.sign_in("cleo", screen=DESK))
    walk = Walk(clock=clock, cleo=cleo, noor=Finger(door.nobody()), sam=Finger(door.nobody()))
    two.arrive(walk)
    two.is_given_and_released(walk)
    two.answer_in_private(walk)
    two.is_on_offer_in_the_morning(walk)
    two.set_a_time_aside(walk)
    two.practise_and_stop(walk)
    two.write_down_what_they_noticed(walk)
    two.answer_afterwards(walk)
    two.step_back_at_the_posting(walk)
    two.is_on_offer_again(walk)
    assert read_of(CAUSES | {NOORS_WORDS, SAMS_WORDS}, walk.cleo) == CAUSES | {NOORS_WORDS, SAMS_WORDS}
    assert read_of(CAUSES | {SAMS_WORDS}, walk.noor) == set()
    assert read_of(CAUSES | {NOORS_WORDS}, walk.sam) == set()


def read_of(phrases: frozenset[str], hand: Finger) -> set[str]:
    return {phrase for phrase in phrases if any(phrase in words for words in hand.read)}


def test_three_people_once_round_on_one_phone(door: Door, clock: Clock) -> None:
    cleo = Finger(door.sign_in("cleo", screen=DESK))
    phones = {name: Finger(door.nobody()) for name in ("Fay", "Gus", "Hana")}
    are_given_hands(cleo, phones, clock)
    fay, gus, hana = phones.values()
    before = joint.alike(HANDS, fay, gus, hana)
    for hand, words in ((fay, "Ready"), (gus, "A lighter version"), (hana, "Ready")):
        joint.answers(hand, HANDS, words)
        assert joint.alike(HANDS, fay, gus, hana) == before
    clock.next_morning()
    joint.sets_aside(fay, HANDS, clock)
    for hand in (fay, gus, hana):
        joint.says_for_the_day(hand, "Ready")
    joint.settles(clock, fay, gus, hana)
    fay.choose("One phone, this one")
    fay.press("Begin")
    hana.press("Begin")
    joint.run("Tonight it is the step itself.", fay, hana)
    go_once_round(fay, clock)
    gus.page.reload()
    joint.land(fay, gus, hana)
    is_kept_after_it_was_heard(cleo, phones, clock)


def are_given_hands(cleo: Finger, phones: dict[str, Finger], clock: Clock) -> None:
    for name, code in joint.takes_on(cleo, *phones).items():
        joint.arrives(phones[name], code, f"{name.lower()}.at.home")
        joint.checks_alone(cleo, name)
    clock.comes_to("09:00")
    joint.plans(cleo, "Fay")
    heard_on = clock.day.isoformat()
    joint.gives(cleo, "Fay", HANDS, version="Near version", beforehand=True, heard_on=heard_on)


def go_once_round(fay: Finger, clock: Clock) -> None:
    """A turn for each of the three, and at the end of the first two a cue to swap."""
    fay.press("Move on")
    joint.run("Sit close, with no touch yet", fay)
    fay.press("Move on")
    for turn in (1, 2, 3):
        expect(fay.page.locator(".where")).to_have_text(f"Turn {turn}")
        joint.run("The turn opens with a stop", fay)
        fay.press("Move on")
        joint.run("One hand rests in another", fay)
        time_is_over(fay, clock)
        if turn < 3:
            swaps(fay, clock)
    expect(at(fay.page, "Swap")).to_have_count(0)
    fay.press("Move on")
    joint.run("Hands apart now", fay)
    fay.press("Move on")
    joint.run("That is all of it", fay)
    fay.press("Move on")


def time_is_over(fay: Finger, clock: Clock) -> None:
    clock.house.moves_the_clock(130)
    fay.page.reload()


def swaps(fay: Finger, clock: Clock) -> None:
    """Not before they like: to stay comes first here."""
    joint.run("This turn is over", fay)
    fay.press("Stay a little")
    joint.run("One hand rests in another", fay)
    time_is_over(fay, clock)
    joint.run("This turn is over", fay)
    fay.press("Swap now")


def is_kept_after_it_was_heard(cleo: Finger, phones: dict[str, Finger], clock: Clock) -> None:
    """Nobody has answered in private; it was said in the appointment, and Cleo writes down when."""
    clock.next_morning()
    joint.reviews(cleo, "Fay", "Release the next step", heard_on=str(clock.day))
    for is_posted in (False, True):
        for hand in phones.values():
            hand.page.goto("/c/mine/")
            kept = hand.page.get_by_role("heading", name="Yours to keep")
            expect(kept).to_have_count(int(is_posted))
        clock.next_morning()
