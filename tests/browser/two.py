"""Noor and Sam with Cleo, in chapters: from joining to a step back, and on offer once more."""

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import expect

from tests.browser import joint, loop
from tests.browser.clock import Clock
from tests.browser.hands import Finger
from unhurried.core.evenings import LEAST_PAUSE

HOUR: Final = "A slow hour"
HANDS: Final = "A few slow minutes"
NOORS_WORDS: Final = "Warm, and then a passing tram."
SAMS_WORDS: Final = "Cool fingers, and a ring."


@dataclass(frozen=True, kw_only=True)
class Walk:
    """Noor and Sam, each with a phone, and Cleo at her desk."""

    clock: Clock
    cleo: Finger
    noor: Finger
    sam: Finger

    @property
    def both(self) -> tuple[Finger, Finger]:
        return self.noor, self.sam

    def both_read(self) -> str:
        return joint.alike(HOUR, *self.both)


def arrive(walk: Walk) -> None:
    codes = joint.takes_on(walk.cleo, "Noor", "Sam")
    joint.arrives(walk.noor, codes["Noor"], "noor.at.home")
    joint.arrives(walk.sam, codes["Sam"], "sam.at.home")
    for name in codes:
        joint.checks_alone(walk.cleo, name)
    walk.clock.comes_to("09:00")


def is_given_and_released(walk: Walk) -> None:
    joint.plans(walk.cleo, "Noor")
    joint.gives(walk.cleo, "Noor", HOUR, version="Full version", heard_on=walk.clock.day.isoformat())
    joint.opens_side_by_side(walk.cleo, "Noor")
    joint.releases(walk.cleo, HOUR)


def answer_in_private(walk: Walk) -> None:
    """Before, between and after their answers the page is one and the same."""
    before = walk.both_read()
    assert "Not this step just now" in before and "About 70 minutes" in before
    joint.answers(walk.sam, HOUR, "Not yet")
    joint.opens_side_by_side(walk.cleo, "Noor")
    assert walk.both_read() == before
    joint.answers(walk.noor, HOUR, "Ready")
    assert walk.both_read() == before
    joint.answers(walk.sam, HOUR, "Ready")
    assert walk.both_read() == before
    joint.opens_side_by_side(walk.cleo, "Noor")
    expect(walk.cleo.page.get_by_text("Nothing holds it. It may open")).to_be_visible()


def is_on_offer_in_the_morning(walk: Walk) -> None:
    """And stays so until the next posting, though somebody takes their answer back meanwhile."""
    walk.clock.next_morning()
    words = walk.both_read()
    assert "This step is on offer" in words and "Not this step just now" not in words
    for answer in ("Not yet", "Ready"):
        joint.answers(walk.sam, HOUR, answer)
        assert walk.both_read() == words
    are_told_that_the_plan_has_changed(walk)


def are_told_that_the_plan_has_changed(walk: Walk) -> None:
    for hand in walk.both:
        hand.page.goto("/c/")
        expect(hand.page.get_by_label("Notices")).to_contain_text("Your plan has changed.")
        hand.press("All right")


def set_a_time_aside(walk: Walk) -> None:
    noor, sam = walk.both
    joint.sets_aside(noor, HOUR, walk.clock)
    before = joint.opens_time(sam)
    assert joint.opens_time(noor) == before
    joint.says_for_the_day(noor, "Ready")
    assert joint.opens_time(sam) == before
    joint.says_for_the_day(sam, "Ready")
    assert joint.opens_time(noor) == joint.opens_time(sam) == before


def practise_and_stop(walk: Walk) -> None:
    noor, sam = walk.both
    joint.settles(walk.clock, noor, sam)
    noor.choose("Each of you on your own phone")
    noor.press("Begin")
    sam.press("Begin")
    joint.run("Tonight it is the step itself. At most 70 minutes", noor, sam)
    noor.press("Move on")
    joint.run("with no touch yet", noor, sam)
    sam.press("Move on")
    joint.run("Begin where you know your way", sam, noor)
    sam.press("Pause")
    joint.run("A pause", sam, noor)
    walk.clock.house.moves_the_clock(LEAST_PAUSE.total_seconds())
    noor.page.reload()
    noor.press("Go on")
    joint.run("Begin where you know your way", noor, sam)
    sam.press("Stop")
    joint.land(sam, noor)


def write_down_what_they_noticed(walk: Walk) -> None:
    """Each on their own phone; what is asked in private is not asked on the same day."""
    joint.writes_down(walk.noor, NOORS_WORDS)
    joint.writes_down(walk.sam, SAMS_WORDS)
    for hand, words in ((walk.noor, NOORS_WORDS), (walk.sam, SAMS_WORDS)):
        joint.opens_questions(hand)
        expect(hand.page.get_by_text("Nothing to answer just now.")).to_be_visible()
        joint.reads_back(hand, words)


def answer_afterwards(walk: Walk) -> None:
    """To go on, Cleo needs a word from each. That somebody felt pressed is told to her and to nobody else."""
    walk.clock.next_morning()
    before = walk.both_read()
    joint.says_how_free(walk.noor, "0")
    joint.reviews(walk.cleo, "Noor", "Release the next step")
    expect(walk.cleo.page.get_by_role("alert")).to_contain_text("Something is still open.")
    for words in (NOORS_WORDS, SAMS_WORDS, "Practised, and stopped early"):
        expect(walk.cleo.page.get_by_text(words)).to_be_visible()
    joint.says_how_free(walk.sam, "6")
    walk.clock.comes_to("09:00")
    assert walk.both_read() == before
    joint.looks_round(*walk.both)
    joint.opens_person(walk.cleo, "Sam")
    expect(walk.cleo.page.get_by_role("row", name=HOUR).last).to_contain_text("6")
    joint.opens_side_by_side(walk.cleo, "Noor")


def step_back_at_the_posting(walk: Walk) -> None:
    """From the slow hour to hands: for bodies now, on pages when they are renewed, and asked about anew."""
    before = walk.both_read()
    joint.reviews(walk.cleo, "Noor", "One step back")
    assert walk.both_read() == before
    assert "About 70 minutes" in before and loop.CLINICIANS_WORDS not in before
    for hand in walk.both:
        hand.page.goto("/c/")
        expect(hand.page.get_by_label("Notices")).to_have_count(0)
        expect(hand.page.get_by_text(HANDS)).to_have_count(0)
    walk.clock.next_morning()
    for hand in walk.both:
        hand.page.goto("/c/")
        expect(hand.page.get_by_text(HOUR)).to_have_count(0)
    after = joint.alike(HANDS, *walk.both)
    assert "About 25 minutes" in after and loop.CLINICIANS_WORDS in after
    assert "Not this step just now" in after
    are_told_that_the_plan_has_changed(walk)


def is_on_offer_again(walk: Walk) -> None:
    """The step behind the last is asked about and released as any other, and opens at a posting, as ever."""
    for hand in walk.both:
        joint.answers(hand, HANDS, "Ready")
    before = joint.alike(HANDS, *walk.both)
    joint.opens_side_by_side(walk.cleo, "Noor")
    joint.releases(walk.cleo, HANDS)
    if walk.cleo.page.get_by_role("link", name="Lift this hold").count():
        walk.cleo.press("Lift this hold")
        walk.cleo.press("Yes, lift it")
    assert joint.alike(HANDS, *walk.both) == before
    walk.clock.next_morning()
    after = joint.alike(HANDS, *walk.both)
    assert "This step is on offer" in after and "About 25 minutes" in after
    joint.looks_round(*walk.both)
