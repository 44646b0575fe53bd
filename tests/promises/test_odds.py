"""NI-3: by how much a rest moves anybody's odds, counted over all draws on the pages themselves."""

from collections import defaultdict
from datetime import datetime
from fractions import Fraction

import pytest

from tests.people import with_people
from tests.promises.printing import says
from tests.promises.runs import trace_of
from tests.promises.stage import FIRST, SECOND, Draws, Stage, set_up
from tests.promises.strategies import Strategy, answers_late, changes_his_mind, waits
from tests.promises.worlds import NOT_YET, READY, World
from unhurried.core.discretion import PRESETS, PresetName, odds_of

pytestmark = with_people


@pytest.mark.parametrize("preset", [PresetName.BALANCED, PresetName.PLAIN])
def test_a_rest_multiplies_the_odds_by_no_more_than_the_preset_says(db: None, preset: PresetName) -> None:
    """NI-3, by all draws with their weights, over the pages themselves."""
    stage, odds = set_up(preset=preset), odds_of(PRESETS[preset])
    for strategy, bars in bars_of(preset).items():
        worst = tuple(worst_odds(stage, strategy, preset, upto) for upto in (FIRST, SECOND))
        says(f"NI-3 odds, {preset}, {strategy.__name__}", worst, bars, held=worst == bars)
        assert worst == bars, odds


def bars_of(preset: PresetName) -> dict[Strategy, tuple[Fraction | None, Fraction | None]]:
    """What each way of asking may gain by the first and the second posting; 1: nothing at all.

    Whoever answers after the first cut-off has no round to learn from; a changed mind draws nothing anew.
    """
    odds = odds_of(PRESETS[preset])
    asked = (odds.first_posting, odds.second_posting)
    return {waits: asked, changes_his_mind: asked, answers_late: (Fraction(1), Fraction(1))}


def is_beyond(worst: Fraction | None, bar: Fraction | None) -> bool:
    return bar is not None and (worst is None or worst > bar)


def worst_odds(stage: Stage, strategy: Strategy, preset: PresetName, upto: datetime) -> Fraction | None:
    """The largest P(seen | not yet) / P(seen | ready) up to the day of a posting; None: certainty."""
    closed, opened = (_distribution(stage, world, strategy, preset, upto) for world in (NOT_YET, READY))
    return max(
        (None if seen not in opened else share / opened[seen] for seen, share in closed.items()),
        key=lambda ratio: float("inf") if ratio is None else ratio,
    )


def _distribution(
    stage: Stage, world: World, strategy: Strategy, preset: PresetName, upto: datetime
) -> dict[tuple[object, ...], Fraction]:
    weights = PRESETS[preset].hold
    shares: dict[tuple[object, ...], Fraction] = defaultdict(Fraction)
    for hold, weight in enumerate(weights):
        trace = trace_of(stage, world, strategy, Draws(hold=hold), preset)
        shown = tuple((seen.at, seen.asked, seen.body) for seen in trace if seen.at.date() <= upto.date())
        shares[shown] += Fraction(weight, sum(weights))
    return dict(shares)
