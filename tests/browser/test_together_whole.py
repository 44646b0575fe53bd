"""Two people and three, each with a phone, from a joining sheet to an evening and what follows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browser import joint, loop
from tests.browser.evening import House
from tests.browser.hands import Finger, at
from tests.browser.joint import Clock
from tests.browser.people import DESK, Door
from unhurried.config.demo.check import free_port, served

pytestmark = pytest.mark.browser

HOUR: Final = "A slow hour"
HANDS: Final = "A few slow minutes"
SOON: Final = 2500
CAUSES: Final = (
    "no answer in force",
    "said “not yet”",
    "waits for your release",
    "time to rest between two practices",
    "whether they felt free",
    "felt pressed",
)
"""In these words a clinician reads why something rests. All of them come about on this walk."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    port, folder = free_port(), tmp_path_factory.mktemp("whole")
    with served("demo", "--port", str(port), "--folder", str(folder), port=port) as base:
        yield House(base=base, folder=folder, port=port)


@pytest.fixture(scope="module")
def clinic(house: House) -> str:
    return house.base


@pytest.fixture
def clock(door: Door, house: House) -> Clock:
    """Eight o'clock on a day of its own, at a clinic whose preset draws nothing."""
    clock = Clock(house=house, page=door.nobody(screen=DESK))
    clock.next_morning()
    joint.chooses_plain(Finger(door.sign_in("jo", screen=DESK)))
    return clock


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Noor and Sam, each with a phone, and Cleo at her desk."""

    clock: Clock
    cleo: Finger
    noor: Finger
    sam: Finger

    def both_read(self) -> str:
        """The page of the step, which says the same to either."""
        words = joint.on_page_of(self.noor, HOUR)
        assert joint.on_page_of(self.sam, HOUR) == words
        return words


def test_two_people_from_joining_to_a_step_back(door: Door, clock: Clock) -> None:
    cleo = Finger(door.sign_in("cleo", screen=DESK))
    walk = Walk(clock=clock, cleo=cleo, noor=Finger(door.nobody()), sam=Finger(door.nobody()))
    arrive(walk)
    is_given_and_released(walk)
    answer_in_private(walk)
    is_on_offer_in_the_morning(walk)
    set_a_time_aside(walk)
    practise_and_stop(walk)
    write_down_what_they_noticed(walk)
    answer_afterwards_while_cleo_reads(walk)
    step_back_at_the_posting(walk)
    assert unread(cleo, CAUSES) == set()
    for partner in (walk.noor, walk.sam):
        assert unread(partner, CAUSES) == set(CAUSES)


def unread(hand: Finger, phrases: tuple[str, ...]) -> set[str]:
    return {phrase for phrase in phrases if not any(phrase in words for words in hand.read)}


def arrive(walk: Walk) -> None:
    codes = joint.takes_on(walk.cleo, "Noor", "Sam")
    joint.arrives(walk.noor, codes["Noor"], "noor.at.home")
    joint.arrives(walk.sam, codes["Sam"], "sam.at.home")
    for name in codes:
        joint.checks_alone(walk.cleo, name)
    walk.clock.comes_to("09:00")


def is_given_and_released(walk: Walk) -> None:
    joint.plans(walk.cleo, "Noor")
    joint.gives(walk.cleo, "Noor", HOUR, version="Full version")
    joint.opens_side_by_side(walk.cleo, "Noor")
    walk.cleo.page.get_by_text(f"Change something about {HOUR}").click()
    walk.cleo.press("Release")
    walk.cleo.press("Release")
    expect(walk.cleo.page.get_by_text("Released by you.")).to_be_visible()


def answer_in_private(walk: Walk) -> None:
    """Before, between and after their answers the page is one and the same for either."""
    before = walk.both_read()
    assert "Not this step just now" in before and "About 70 minutes" in before
    joint.answers(walk.sam, HOUR, "Not yet")
    joint.opens_side_by_side(walk.cleo, "Noor")
    assert joint.on_page_of(walk.noor, HOUR) == before
    joint.answers(walk.noor, HOUR, "Ready")
    joint.answers(walk.sam, HOUR, "Ready")
    walk.clock.comes_to("10:00")
    assert walk.both_read() == before
    joint.opens_side_by_side(walk.cleo, "Noor")
    expect(walk.cleo.page.get_by_text("Nothing holds it. It may open")).to_be_visible()


def is_on_offer_in_the_morning(walk: Walk) -> None:
    walk.clock.next_morning()
    words = walk.both_read()
    assert "This step is on offer" in words and "Not this step just now" not in words


def set_a_time_aside(walk: Walk) -> None:
    joint.sets_aside(walk.noor, HOUR, str(walk.clock.now.date()))
    before = joint.opens_time(walk.sam)
    assert joint.opens_time(walk.noor) == before
    joint.says_for_the_day(walk.noor, "Ready")
    assert joint.opens_time(walk.sam) == before
    joint.says_for_the_day(walk.sam, "Ready")


def practise_and_stop(walk: Walk) -> None:
    noor, sam = walk.noor, walk.sam
    joint.settles(walk.clock, noor, sam)
    noor.choose("Each of you on your own phone")
    noor.press("Begin")
    sam.press("Begin")
    for hand in (noor, sam):
        joint.runs(hand, "Tonight it is the step itself. At most 70 minutes")
    noor.press("Move on")
    noor.press("Move on")
    for hand in (noor, sam):
        joint.runs(hand, "Begin where you know your way")
    sam.press("Pause")
    for hand in (sam, noor):
        joint.runs(hand, "A pause")
    noor.press("Go on")
    for hand in (noor, sam):
        joint.runs(hand, "Begin where you know your way")
    sam.press("Stop")
    assert joint.lands(sam) == joint.lands(noor)


def write_down_what_they_noticed(walk: Walk) -> None:
    """Each on their own phone; what is asked in private is not asked on the same day."""
    for hand, words in ((walk.noor, "Warm, and then a tram."), (walk.sam, "Cool fingers.")):
        hand.press("Take a moment")
        hand.press("Write down what you noticed")
        hand.write("What did your hand or skin notice?", words)
        hand.choose("0", under="Pain made by this practice")
        hand.press("Keep this")
        expect(hand.page.get_by_text(words)).to_be_visible()
        opens_questions(hand)
        expect(hand.page.get_by_text("Nothing to answer just now.")).to_be_visible()


def opens_questions(hand: Finger) -> None:
    hand.page.goto("/c/private/")
    hand.write("Your own code", joint.CODE)
    hand.press("Open it")
    hand.press("After a practice")


def answer_afterwards_while_cleo_reads(walk: Walk) -> None:
    """To go on needs a word from either. One that was pressed is told to Cleo and to nobody else."""
    walk.clock.next_morning()
    before = walk.both_read()
    says_how_free(walk.noor, "0")
    reads_what_both_wrote(walk.cleo)
    walk.cleo.choose("Release the next step", under="What comes next")
    walk.cleo.press("Send this answer")
    expect(walk.cleo.page.get_by_role("alert")).to_contain_text("Something is still open.")
    joint.remembers(walk.cleo)
    says_how_free(walk.sam, "6")
    walk.clock.comes_to("09:00")
    assert walk.both_read() == before
    joint.opens_side_by_side(walk.cleo, "Noor")


def says_how_free(hand: Finger, felt: str) -> None:
    opens_questions(hand)
    hand.choose(felt, under="Did you feel free, or pressed?")
    hand.choose("Yes", under="Were all your limits kept?")
    hand.choose("Yes", under="Did you want it?")
    hand.press("Send this")
    expect(loop.heading(hand.page)).to_have_text("What you sent is kept.")


def reads_what_both_wrote(cleo: Finger) -> None:
    loop.opens_what_waits(cleo, "Noor")
    for words in ("Warm, and then a tram.", "Cool fingers.", "Practised, and stopped early"):
        expect(cleo.page.get_by_text(words)).to_be_visible()


def step_back_at_the_posting(walk: Walk) -> None:
    before = walk.both_read()
    assert "About 70 minutes" in before
    loop.opens_what_waits(walk.cleo, "Noor")
    walk.cleo.write("Your words to them", loop.CLINICIANS_WORDS)
    walk.cleo.choose("One step back", under="What comes next")
    walk.cleo.press("Send this answer")
    expect(walk.cleo.page.get_by_text("From the next posting")).to_contain_text("Short version")
    assert walk.both_read() == before
    walk.clock.next_morning()
    after = walk.both_read()
    assert "About 40 minutes" in after and "About 70 minutes" not in after
    assert loop.CLINICIANS_WORDS in after and loop.CLINICIANS_WORDS not in before


def test_three_people_once_round_on_one_phone(door: Door, clock: Clock) -> None:
    cleo = Finger(door.sign_in("cleo", screen=DESK))
    fay, gus, hana = (Finger(door.nobody()) for _ in range(3))
    phones = {"Fay": fay, "Gus": gus, "Hana": hana}
    for name, code in joint.takes_on(cleo, *phones).items():
        joint.arrives(phones[name], code, f"{name.lower()}.at.home")
        joint.checks_alone(cleo, name)
    clock.comes_to("09:00")
    joint.plans(cleo, "Fay")
    joint.gives(cleo, "Fay", HANDS, version="Near version", beforehand=True)
    for hand in phones.values():
        joint.answers(hand, HANDS, "Ready")
    clock.next_morning()
    joint.sets_aside(fay, HANDS, str(clock.now.date()))
    for hand in phones.values():
        joint.says_for_the_day(hand, "Ready")
    joint.settles(clock, *phones.values())
    fay.choose("One phone, this one")
    fay.press("Begin")
    goes_once_round(fay, clock)
    for hand in phones.values():
        hand.page.goto(fay.page.url)
        joint.lands(hand)


def goes_once_round(fay: Finger, clock: Clock) -> None:
    """A turn for each of the three, and at the end of the first two a cue to swap."""
    joint.runs(fay, "Tonight it is the step itself.")
    fay.press("Move on")
    joint.runs(fay, "Sit close, with no touch yet")
    fay.press("Move on")
    for turn in (1, 2, 3):
        expect(fay.page.locator(".where")).to_have_text(f"Turn {turn}")
        joint.runs(fay, "The turn opens with a stop")
        fay.press("Move on")
        joint.runs(fay, "One hand rests in another")
        clock.house.moves_the_clock(130)
        fay.page.reload()
        if turn < 3:
            joint.runs(fay, "This turn is over")
            fay.press("Swap now")
    expect(at(fay.page, "Swap")).to_have_count(0)
    fay.press("Move on")
    joint.runs(fay, "Hands apart now")
    fay.press("Move on")
    joint.runs(fay, "That is all of it")
    fay.press("Move on")
