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
from tests.promises.watching import Seen
from tests.promises.worlds import NOT_YET, READY, World
from unhurried.core.discretion import PRESETS, PresetName
from unhurried.core.odds import odds_of

pytestmark = with_people


Shares = dict[tuple[object, ...], Fraction]
Trace = tuple[list[Seen], Fraction]


@pytest.mark.parametrize("preset", [PresetName.BALANCED, PresetName.PLAIN])
def test_a_rest_multiplies_the_odds_by_no_more_than_the_preset_says(db: None, preset: PresetName) -> None:
    """NI-3, by all draws with their weights, over the pages themselves."""
    stage = set_up(preset=preset)
    for strategy, bars in bars_of(preset).items():
        worst = worst_odds(stage, strategy, preset)
        says(f"NI-3 odds, {preset}, {strategy.__name__}", told(worst), told(bars), held=worst == bars)
        assert worst == bars


def bars_of(preset: PresetName) -> dict[Strategy, tuple[Fraction | None, Fraction | None]]:
    """What each way of asking may gain by the first and the second posting; 1: nothing at all.

    Whoever answers after the first cut-off has no round to learn from; a changed mind draws nothing anew.
    """
    odds = odds_of(PRESETS[preset])
    asked = (odds.first_posting, odds.second_posting)
    return {waits: asked, changes_his_mind: asked, answers_late: (Fraction(1), Fraction(1))}


def told(odds: tuple[Fraction | None, Fraction | None]) -> str:
    return ", ".join("certain" if one is None else f"× {one}" for one in odds)


def is_beyond(worst: tuple[Fraction | None, ...], bars: tuple[Fraction | None, ...]) -> bool:
    return any(
        bar is not None and (odds is None or odds > bar) for odds, bar in zip(worst, bars, strict=True)
    )


def worst_odds(
    stage: Stage, strategy: Strategy, preset: PresetName
) -> tuple[Fraction | None, Fraction | None]:
    """The largest P(seen | not yet) / P(seen | ready) by the day of each posting; None: certainty."""
    closed, opened = (_traces(stage, world, strategy, preset) for world in (NOT_YET, READY))
    first, second = (_worst(_shares(closed, at), _shares(opened, at)) for at in (FIRST, SECOND))
    return first, second


def _worst(closed: Shares, opened: Shares) -> Fraction | None:
    ratios = (None if seen not in opened else share / opened[seen] for seen, share in closed.items())
    return max(ratios, key=lambda ratio: float("inf") if ratio is None else ratio)


def _traces(stage: Stage, world: World, strategy: Strategy, preset: PresetName) -> list[Trace]:
    weights = PRESETS[preset].hold
    return [
        (
            trace_of(stage, world, strategy, Draws(hold=hold), preset, is_thorough=False),
            Fraction(weight, sum(weights)),
        )
        for hold, weight in enumerate(weights)
    ]


def _shares(traces: list[Trace], posting: datetime) -> Shares:
    shares: Shares = defaultdict(Fraction)
    for trace, share in traces:
        seen = tuple((one.at, one.asked, one.body) for one in trace if one.at.date() <= posting.date())
        shares[seen] += share
    return shares
