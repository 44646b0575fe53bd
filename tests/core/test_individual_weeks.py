"""Weeks for each on their own: how often they lie over a posting, counted out draw by draw."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import product

import pytest

from tests.core.draws import MONDAY, NEVER, chosen, draws_of_week, scheduled, share_week_by_week
from tests.core.properties import finds_fault
from unhurried.core.discretion import (
    PRESETS,
    Chance,
    Preset,
    PresetName,
    individual_begins,
    is_individual,
)
from unhurried.core.odds import odds_of, price_of

PLAIN, BALANCED, STRONG = (PRESETS[name] for name in PresetName)
SMALL = replace(BALANCED, individual=Fraction(1, 3), rest_weeks=(1, 1))
WEEKS_BACK = 5


def all_draws(preset: Preset) -> Iterator[tuple[Fraction, Chance]]:
    """This week's and those before it, as far back as their weeks can reach, with how likely each is."""
    back = range(len(preset.rest_weeks) + 1)
    weeks = [list(draws_of_week(preset, MONDAY - timedelta(weeks=ago))) for ago in back]
    for combined in product(*weeks):
        likely, found = Fraction(1), dict[tuple[str, ...], int]()
        for share, chances in combined:
            likely *= share
            found |= chances
        yield likely, chosen(found)


def share_counted_out(preset: Preset) -> Fraction:
    """Over the places a posting has in a week, how likely it is to lie in weeks for each on their own."""
    schedule = scheduled(preset)
    places = schedule.of_week(MONDAY)
    resting = [
        likely
        for likely, chance in all_draws(preset)
        for place in places
        if is_individual(place, schedule, preset, chance)
    ]
    return sum(resting, start=Fraction(0)) / len(places)


Sharing = Callable[[Preset], Fraction]


def prove_the_share_is_counted_out(share_of: Sharing) -> None:
    for preset in (STRONG, SMALL, replace(SMALL, weekdays=frozenset({0, 2, 4})), PLAIN):
        assert share_of(preset) == share_counted_out(preset)


def test_share_of_weeks_alone_is_what_counting_every_draw_gives() -> None:
    prove_the_share_is_counted_out(lambda preset: price_of(preset).individual_share)


def test_share_that_counts_weeks_twice_where_they_overlap_is_found() -> None:
    """The planted fault: how many begin, times how long they last, as if they never met."""

    def added(preset: Preset) -> Fraction:
        lasting = enumerate(preset.rest_weeks, start=1)
        mean = Fraction(sum(weeks * weight for weeks, weight in lasting), sum(preset.rest_weeks))
        return preset.individual * mean

    finds_fault(prove_the_share_is_counted_out, added)


def test_share_of_the_balanced_preset_follows_from_each_week_by_itself() -> None:
    """Its 59,049 ways are counted week by week, as the others may be too."""
    assert share_week_by_week(SMALL) == share_counted_out(SMALL)
    share = share_week_by_week(BALANCED)
    assert price_of(BALANCED).individual_share == share
    assert Fraction(1, 8) < share < Fraction(1, 7)


def test_every_week_has_draws_of_its_own_and_nothing_else_is_asked() -> None:
    asked: list[tuple[str, ...]] = []

    def noted(*slot: str) -> int:
        asked.append(slot)
        return NEVER

    is_individual(scheduled(BALANCED).of_week(MONDAY)[1], scheduled(BALANCED), BALANCED, noted)
    assert asked == [("individual", str(MONDAY - timedelta(weeks=ago))) for ago in range(WEEKS_BACK)]


def beginning_at(preset: Preset, place: int) -> tuple[Fraction, Fraction]:
    """How likely weeks alone begin at one posting, given nothing before it, and given an open step before."""
    schedule = scheduled(preset)
    before = [at for ago in (1, 0) for at in schedule.of_week(MONDAY - timedelta(weeks=ago))]
    here = before.index(schedule.of_week(MONDAY)[place])
    draws = [
        (likely, is_individual(before[here], schedule, preset, chance))
        for likely, chance in all_draws(preset)
        if not is_individual(before[here - 1], schedule, preset, chance)
    ]
    was_open = sum((likely for likely, _ in draws), start=Fraction(0))
    began = sum((likely for likely, rests in draws if rests), start=Fraction(0))
    return individual_begins(preset), began / was_open


@pytest.mark.parametrize("preset", [STRONG, SMALL], ids=["strong", "small"])
def test_no_closing_tells_more_than_the_table_says(preset: Preset) -> None:
    """Later in a week that has not begun one, it is a little likelier: the table tells the worst."""
    found = [beginning_at(preset, place) for place in range(len(preset.weekdays))]
    assert found[0][1] == found[0][0]
    assert all(counted >= told for told, counted in found)
    nothing_rests_less = replace(preset, own_rests=Fraction(1))
    assert odds_of(nothing_rests_less).closing == 1 / min(counted for _, counted in found)


def test_no_posting_of_a_week_is_spared() -> None:
    """Otherwise a rest on that day would have one cause less."""
    schedule = scheduled(SMALL)
    for place in schedule.of_week(MONDAY):
        starting = [
            chance
            for _, chance in all_draws(SMALL)
            if is_individual(place, schedule, SMALL, chance)
            and not is_individual(schedule.last(place - timedelta(seconds=1)), schedule, SMALL, chance)
        ]
        assert starting
