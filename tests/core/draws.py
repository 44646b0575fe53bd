"""Chances that a test can choose, in place of the keyed ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from itertools import product
from math import prod
from zoneinfo import ZoneInfo

from unhurried.core.discretion import CHANCES, Chance, Preset, is_individual
from unhurried.core.postings import Schedule

NEVER = CHANCES - 1
MONDAY = date(2026, 3, 23)
Week = tuple[Fraction, dict[tuple[str, str], int]]


def inside(whole: Sequence[int], index: int) -> int:
    """A chance in the middle of one weight."""
    return (2 * sum(whole[:index]) + whole[index]) * CHANCES // (2 * sum(whole))


def always(number: int) -> Chance:
    return lambda *slot: number


def chosen(found: Mapping[tuple[str, ...], int]) -> Chance:
    """These draws; whatever else may happen does not."""
    return lambda *slot: found.get(slot, NEVER)


def keyed(seed: int) -> Chance:
    """As the house draws: from a key and the slot, and from nothing else."""

    def chance(*slot: str) -> int:
        return int.from_bytes(sha256("|".join([str(seed), *slot]).encode()).digest()[:8], "big")

    return chance


def scheduled(preset: Preset) -> Schedule:
    return Schedule(weekdays=preset.weekdays, zone=ZoneInfo("UTC"))


def draws_of_week(preset: Preset, monday: date) -> Iterator[Week]:
    """Everything one week's draws can come to, with how likely that is."""
    slots, day = len(preset.weekdays), str(monday)
    yield 1 - preset.individual, {("individual", day): NEVER}
    if not preset.individual:
        return
    for first, weeks in product(range(slots), range(len(preset.rest_weeks))):
        share = Fraction(preset.rest_weeks[weeks], sum(preset.rest_weeks)) / slots
        yield (
            preset.individual * share,
            {
                ("individual", day): 0,
                ("individual-from", day): inside((1,) * slots, first),
                ("rest-weeks", day): inside(preset.rest_weeks, weeks),
            },
        )


def share_week_by_week(preset: Preset) -> Fraction:
    """How much of the time is for each on their own: every week has draws of its own, so shares multiply."""
    schedule = scheduled(preset)
    places, mondays = schedule.of_week(MONDAY), _mondays(preset)

    def is_free(place: datetime, chance: Chance) -> bool:
        return not is_individual(place, schedule, preset, chance)

    def free(place: datetime, monday: date) -> Fraction:
        draws = draws_of_week(preset, monday)
        return sum((likely for likely, found in draws if is_free(place, chosen(found))), Fraction(0))

    each = (1 - prod((free(place, monday) for monday in mondays), start=Fraction(1)) for place in places)
    return sum(each, Fraction(0)) / len(places)


def _mondays(preset: Preset) -> list[date]:
    """This week's, and those whose weeks can reach it."""
    return [MONDAY - timedelta(weeks=ago) for ago in range(len(preset.rest_weeks) + 1)]
