"""How much one person can learn of another: the presets, and the hidden draws.

A ready relationship is held often enough that a rest proves nothing. How often is a preset; what somebody may
still conclude from a rest follows by counting the draws: `core.odds`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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

    `hold` weighs 0, 1, 2 postings of hidden hold. In a share of the weeks, `individual`, all touch together
    begins to rest; in another, `own_rests`, one step that stood open does. `rest_weeks` weighs for how long:
    1, 2, 3, 4 weeks; without weights a rest ends with the facts that began it.
    """

    name: PresetName
    weekdays: frozenset[int]
    hold: tuple[int, ...] = (1,)
    quiet_evenings: Fraction = Fraction(0)
    individual: Fraction = Fraction(0)
    own_rests: Fraction = Fraction(0)
    rest_weeks: tuple[int, ...] = ()
    short_versions: Fraction = Fraction(0)
    pause_every: timedelta | None = None
    passed_by: Fraction = Fraction(0)
    early_ends: Fraction = Fraction(0)


_REST_WEEKS: Final = (6, 2, 1, 1)

PRESETS: Final = {
    preset.name: preset
    for preset in (
        Preset(name=PresetName.PLAIN, weekdays=frozenset(range(7))),
        Preset(
            name=PresetName.BALANCED,
            weekdays=frozenset({0, 3}),
            hold=(4, 1, 1),
            quiet_evenings=Fraction(1, 5),
            individual=Fraction(1, 12),
            own_rests=Fraction(1, 12),
            rest_weeks=_REST_WEEKS,
            pause_every=timedelta(minutes=6),
            passed_by=Fraction(1, 2),
        ),
        Preset(
            name=PresetName.STRONG,
            weekdays=frozenset({0}),
            hold=(2, 1, 1),
            quiet_evenings=Fraction(1, 4),
            individual=Fraction(1, 12),
            own_rests=Fraction(1, 12),
            rest_weeks=_REST_WEEKS,
            short_versions=Fraction(1, 3),
            pause_every=timedelta(minutes=6),
            passed_by=Fraction(1, 2),
            early_ends=Fraction(15, 100),
        ),
    )
}
POSTINGS_OF_AN_INVITATION: Final = 2
NEXT_INVITATION_AFTER: Final = timedelta(days=14)


def without_draws(preset: Preset) -> Preset:
    """The same postings, at which nothing rests but by a fact, and no longer than the fact lasts."""
    return replace(preset, hold=(1,), individual=Fraction(0), own_rests=Fraction(0), rest_weeks=())


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
    weeks = range(len(preset.rest_weeks) + 1)
    return any(_covers(posting, monday - timedelta(weeks=back), schedule, preset, chance) for back in weeks)


def _covers(posting: datetime, monday: date, schedule: Schedule, preset: Preset, chance: Chance) -> bool:
    if not happens(preset.individual, chance("individual", str(monday))):
        return False
    postings = schedule.of_week(monday)
    first = postings[drawn((1,) * len(postings), chance("individual-from", str(monday)))]
    return first <= posting < rest_ends(first, schedule, preset, chance)


def begins_own_rest(
    posting: datetime, schedule: Schedule, preset: Preset, chance: Chance, *, assignment: str, phase: str
) -> bool:
    """Whether one step that stood open begins to rest at this posting for no reason, as for any reason."""
    day = str(posting.astimezone(schedule.zone).date())
    return happens(own_rest_begins(preset), chance("own-rest", assignment, phase, day))


def rest_ends(first: datetime, schedule: Schedule, preset: Preset, chance: Chance) -> datetime:
    """The posting at which a rest that begins at `first` is over.

    By the week alone: whatever began it, and of whichever step, it lasts as long.
    """
    if not preset.rest_weeks:
        return schedule.next(first)
    monday = monday_of(first, schedule.zone)
    return schedule.weeks_later(first, 1 + drawn(preset.rest_weeks, chance("rest-weeks", str(monday))))


def individual_begins(preset: Preset) -> Fraction:
    """The chance that weeks for each on their own begin at one given posting."""
    return preset.individual / len(preset.weekdays)


def own_rest_begins(preset: Preset) -> Fraction:
    """The chance that a step which stood open begins to rest at one given posting."""
    return preset.own_rests / len(preset.weekdays)


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
