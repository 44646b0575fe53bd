"""What somebody may conclude from a rest, and what it costs the willing: all of it by counting the draws.

Each figure follows exactly from a preset's own weights, and is nowhere typed in.
"""

from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from unhurried.core.discretion import (
    NEXT_INVITATION_AFTER,
    POSTINGS_OF_AN_INVITATION,
    Preset,
    individual_begins,
    own_rest_begins,
)


@dataclass(frozen=True, kw_only=True)
class Odds:
    """By how much a rest multiplies the odds that the other said "not yet"; None: it is then certain.

    `closing` is the worst of two: every step with touch closes at once, or one while another stays open.
    """

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
    own_rest_share: Fraction


def odds_of(preset: Preset) -> Odds:
    """Closed worlds rest with certainty; a ready one rests as often as the draws say."""
    return Odds(
        first_posting=_multiplier(resting_at(preset, 1)),
        second_posting=_multiplier(resting_at(preset, 2)),
        closing=_multiplier(min(individual_begins(preset), own_rest_begins(preset))),
        evening=_multiplier(preset.quiet_evenings),
    )


def price_of(preset: Preset) -> Price:
    opens = 1 - resting_at(preset, POSTINGS_OF_AN_INVITATION)
    return Price(
        opens_within_invitation=opens,
        wait=_mean_wait(preset, opens),
        quiet_evenings=preset.quiet_evenings,
        individual_share=_individual_share(preset),
        own_rest_share=_own_rest_share(preset),
    )


def resting_at(preset: Preset, posting: int) -> Fraction:
    """The share of ready invitations that still rest at their first or second posting."""
    return Fraction(sum(preset.hold[posting:]), sum(preset.hold))


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
    for back in range(len(preset.rest_weeks) + 1):
        ago = [back * slots + place - first for first in range(slots)]
        reached = (_longer_than(preset, since // slots) for since in ago if since >= 0)
        free *= 1 - preset.individual * sum(reached, start=Fraction(0)) / slots
    return free


def _own_rest_share(preset: Preset) -> Fraction:
    """The share of postings, outside of weeks for each on their own, at which an opened step rests by chance.

    Resting and standing open take turns: so long a rest, then as long as it takes to draw the next.
    """
    begins = own_rest_begins(preset)
    resting = begins * _mean_weeks(preset) * len(preset.weekdays)
    return resting / (resting + 1 - begins)


def _mean_weeks(preset: Preset) -> Fraction:
    weighted = sum(weeks * weight for weeks, weight in enumerate(preset.rest_weeks, start=1))
    return Fraction(weighted, sum(preset.rest_weeks)) if preset.rest_weeks else Fraction(0)


def _longer_than(preset: Preset, weeks: int) -> Fraction:
    if not preset.rest_weeks:
        return Fraction(0)
    return Fraction(sum(preset.rest_weeks[weeks:]), sum(preset.rest_weeks))
