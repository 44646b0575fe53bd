"""How much one person can learn of another: the presets, the hidden draws, and the arithmetic of both.

A ready relationship is held often enough that a rest proves nothing. How often is a preset; what somebody may
still conclude from a rest follows by counting the draws, and is computed here and nowhere typed in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from unhurried.core.postings import Schedule, monday_of

CHANCES: Final = 2**64
Chance = Callable[..., int]
"""A keyed function from a public slot to a number below `CHANCES`. Nobody can see or re-roll it."""


class PresetName(StrEnum):
    PLAIN = "plain"
    BALANCED = "balanced"
    STRONG = "strong"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """What a clinic chooses beforehand and for all. Weights are whole numbers; shares are fractions of one.

    `hold` weighs 0, 1, 2 postings of hidden hold; `individual_weeks` weighs 1, 2, 3, 4 weeks.
    """

    name: PresetName
    weekdays: frozenset[int]
    hold: tuple[int, ...] = (1,)
    quiet_evenings: Fraction = Fraction(0)
    individual: Fraction = Fraction(0)
    individual_weeks: tuple[int, ...] = (1,)
    short_versions: Fraction = Fraction(0)
    pause_every: timedelta | None = None
    passed_by: Fraction = Fraction(0)
    early_ends: Fraction = Fraction(0)


_INDIVIDUAL: Final = (6, 2, 1, 1)

PRESETS: Final = {
    preset.name: preset
    for preset in (
        Preset(name=PresetName.PLAIN, weekdays=frozenset(range(7))),
        Preset(
            name=PresetName.BALANCED,
            weekdays=frozenset({0, 3}),
            hold=(4, 1, 1),
            quiet_evenings=Fraction(1, 5),
            individual=Fraction(1, 6),
            individual_weeks=_INDIVIDUAL,
            pause_every=timedelta(minutes=6),
            passed_by=Fraction(1, 2),
        ),
        Preset(
            name=PresetName.STRONG,
            weekdays=frozenset({0}),
            hold=(2, 1, 1),
            quiet_evenings=Fraction(1, 4),
            individual=Fraction(1, 6),
            individual_weeks=_INDIVIDUAL,
            short_versions=Fraction(1, 3),
            pause_every=timedelta(minutes=6),
            passed_by=Fraction(1, 2),
            early_ends=Fraction(15, 100),
        ),
    )
}
POSTINGS_OF_AN_INVITATION: Final = 2
NEXT_INVITATION_AFTER: Final = timedelta(days=14)


def drawn(weights: Sequence[int], chance: int) -> int:
    """Which of the weights a chance falls on, counted from 0."""
    place = chance * sum(weights) // CHANCES
    for index, weight in enumerate(weights):
        if place < weight:
            return index
        place -= weight
    raise ValueError("a chance lies below CHANCES")


def happens(share: Fraction, chance: int) -> bool:
    return chance * share.denominator < share.numerator * CHANCES


def hidden_hold(preset: Preset, chance: Chance, *, assignment: str, phase: str, invitation: int) -> int:
    """For how many postings a ready invitation rests all the same; settled before the question is asked."""
    return drawn(preset.hold, chance("hold", assignment, phase, str(invitation)))


def is_quiet_evening(preset: Preset, chance: Chance, *, day: str) -> bool:
    """By the local day and not by what was set aside for it, so that setting it anew draws nothing anew."""
    return happens(preset.quiet_evenings, chance("quiet", day))


def is_short_version_drawn(preset: Preset, chance: Chance, *, assignment: str, phase: str) -> bool:
    return happens(preset.short_versions, chance("short", assignment, phase))


def is_individual(posting: datetime, schedule: Schedule, preset: Preset, chance: Chance) -> bool:
    """Whether this posting lies in weeks that are for each on their own.

    Any posting of a week may be the first of them: else a rest on another day would have one cause less.
    """
    monday = monday_of(posting, schedule.zone)
    weeks = range(len(preset.individual_weeks) + 1)
    return any(_covers(posting, monday - timedelta(weeks=back), schedule, preset, chance) for back in weeks)


def _covers(posting: datetime, monday: date, schedule: Schedule, preset: Preset, chance: Chance) -> bool:
    if not happens(preset.individual, chance("individual", str(monday))):
        return False
    postings = schedule.of_week(monday)
    first = postings[drawn((1,) * len(postings), chance("individual-from", str(monday)))]
    weeks = 1 + drawn(preset.individual_weeks, chance("individual-weeks", str(monday)))
    end = schedule.of_week(monday + timedelta(weeks=weeks))
    return first <= posting < end[postings.index(first)]


def pauses_within(preset: Preset, chance: Chance, *, practice: str, minutes: int) -> tuple[timedelta, ...]:
    """When the guide pauses of itself, about every `pause_every`, a minute to either side."""
    if preset.pause_every is None:
        return ()
    every = preset.pause_every
    times = range(1, int(timedelta(minutes=minutes) / every))
    aside = (drawn((1,) * 121, chance("pause", practice, str(nth))) - 60 for nth in times)
    return tuple(nth * every + timedelta(seconds=off) for nth, off in zip(times, aside, strict=True))


def is_passed_by(preset: Preset, chance: Chance, *, practice: str, place: int) -> bool:
    """Whether what a pause fell into is over with it: a limit passes it by as well, and so does this draw."""
    return happens(preset.passed_by, chance("passed-by", practice, str(place)))


def early_end_of(preset: Preset, chance: Chance, *, practice: str, minutes: int) -> timedelta | None:
    """When the guide ends a practice of itself, somewhere in its second half; None: at its own end."""
    if not happens(preset.early_ends, chance("early", practice)):
        return None
    seconds = minutes * 60
    return timedelta(seconds=seconds // 2 + drawn((1,) * (seconds // 2), chance("early-at", practice)))


# What follows, by counting. All fractions are exact.


@dataclass(frozen=True, kw_only=True)
class Odds:
    """By how much a rest multiplies the odds that the other said "not yet"; None: it is then certain."""

    first_posting: Fraction | None
    second_posting: Fraction | None
    closing: Fraction | None
    evening: Fraction | None


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a willing relationship pays for it. `wait` is the mean from the first posting to the opening."""

    opens_within_invitation: Fraction
    wait: timedelta
    quiet_evenings: Fraction
    individual_share: Fraction


def odds_of(preset: Preset) -> Odds:
    """Closed worlds rest with certainty; a ready one rests as often as the draws say."""
    return Odds(
        first_posting=_multiplier(resting_at(preset, 1)),
        second_posting=_multiplier(resting_at(preset, 2)),
        closing=_multiplier(individual_begins_at_a_posting(preset)),
        evening=_multiplier(preset.quiet_evenings),
    )


def price_of(preset: Preset) -> Price:
    opens = 1 - resting_at(preset, POSTINGS_OF_AN_INVITATION)
    return Price(
        opens_within_invitation=opens,
        wait=_mean_wait(preset, opens),
        quiet_evenings=preset.quiet_evenings,
        individual_share=_individual_share(preset),
    )


def resting_at(preset: Preset, posting: int) -> Fraction:
    """The share of ready invitations that still rest at their first or second posting."""
    return Fraction(sum(preset.hold[posting:]), sum(preset.hold))


def individual_begins_at_a_posting(preset: Preset) -> Fraction:
    """The chance that weeks for each on their own begin at one given posting."""
    return preset.individual / len(preset.weekdays)


def closing_lasts(preset: Preset, postings: int) -> Fraction:
    """The chance that weeks which begin at a posting still rest a step `postings` later, counted from 0."""
    return individual_begins_at_a_posting(preset) * _longer_than(preset, postings // len(preset.weekdays))


def posterior(guess: Fraction, multiplier: Fraction | None) -> Fraction:
    """What somebody may think after a rest, whose guess before it was `guess`."""
    if multiplier is None:
        return Fraction(1) if guess else Fraction(0)
    return guess * multiplier / (guess * multiplier + 1 - guess)


def _multiplier(rests_though_ready: Fraction) -> Fraction | None:
    return 1 / rests_though_ready if rests_though_ready else None


def _mean_wait(preset: Preset, opens: Fraction) -> timedelta:
    """Postings lie evenly over the week on average; what did not open is asked again after a fortnight."""
    gap = Fraction(7, len(preset.weekdays))
    within = sum(
        (Fraction(weight, sum(preset.hold)) * held * gap for held, weight in enumerate(preset.hold[:2])),
        start=Fraction(0),
    )
    days = (within + (1 - opens) * NEXT_INVITATION_AFTER.days) / opens
    return timedelta(seconds=float(days * 86400))


def _individual_share(preset: Preset) -> Fraction:
    """The share of postings in weeks for each on their own, over the places a posting has in a week."""
    places = range(len(preset.weekdays))
    return sum((1 - _stays_free(preset, place) for place in places), start=Fraction(0)) / len(places)


def _stays_free(preset: Preset, place: int) -> Fraction:
    """The chance that no beginning of this week, or of those before, reaches the posting at `place`."""
    slots, free = len(preset.weekdays), Fraction(1)
    for back in range(len(preset.individual_weeks) + 1):
        ago = [back * slots + place - first for first in range(slots)]
        reached = (_longer_than(preset, since // slots) for since in ago if since >= 0)
        free *= 1 - preset.individual * sum(reached, start=Fraction(0)) / slots
    return free


def _longer_than(preset: Preset, weeks: int) -> Fraction:
    return Fraction(sum(preset.individual_weeks[weeks:]), sum(preset.individual_weeks))
