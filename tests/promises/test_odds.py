"""NI-3: by how much a rest moves anybody's odds, counted over all draws on the pages themselves."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final
from unittest.mock import patch

import pytest

from tests.people import with_people
from tests.promises.printing import N, says
from tests.promises.runs import trace_of
from tests.promises.stage import FIRST, SECOND, Draws, Stage, hours, set_up
from tests.promises.strategies import Strategy, answers
from tests.promises.watching import Seen, Watcher
from tests.promises.worlds import NOT_YET, READY, World
from tests.promises.worlds import says as ana_says
from unhurried.core.discretion import PRESETS, PresetName, individual_begins, own_rest_begins
from unhurried.core.odds import odds_of
from unhurried.core.readiness import Answer

pytestmark = with_people
WEEK: Final = timedelta(weeks=1)
POSTINGS: Final[Mapping[PresetName, tuple[datetime, datetime]]] = {
    PresetName.PLAIN: (FIRST, SECOND),
    PresetName.BALANCED: (FIRST, SECOND),
    PresetName.STRONG: (SECOND, SECOND + WEEK),
}
"""The first two postings at which the round can open. The strong preset renews on Mondays only."""

Pair = tuple[datetime, datetime]
Shares = dict[tuple[object, ...], Fraction]
Trace = tuple[list[Seen], Fraction]
Bars = tuple[Fraction | None, Fraction | None]


def looks(stage: Stage, ben: Watcher, postings: Iterable[datetime]) -> None:
    for posting in postings:
        for path in ("/c/", f"/c/a/{stage.given.pk}/"):
            ben.get(path, posting + timedelta(hours=4))


def waits(postings: Pair) -> Strategy:
    def strategy(stage: Stage, ben: Watcher) -> None:
        answers(stage, ben, "ready", hours(2))
        looks(stage, ben, postings)

    return strategy


def changes_his_mind(postings: Pair) -> Strategy:
    """Ready, not yet, ready again: before the cut-off, and between the postings."""

    def strategy(stage: Stage, ben: Watcher) -> None:
        for answer, at in (("ready", 2), ("not_yet", 10), ("ready", 14)):
            answers(stage, ben, answer, hours(at))
        looks(stage, ben, postings[:1])
        for answer, at in (("not_yet", 5), ("ready", 6)):
            answers(stage, ben, answer, postings[0] + timedelta(hours=at))
        looks(stage, ben, postings[1:])

    return strategy


def answers_late(postings: Pair) -> Strategy:
    """Lets the first cut-off go by, and then says ready."""

    def strategy(stage: Stage, ben: Watcher) -> None:
        answers(stage, ben, "ready", postings[0] - timedelta(hours=3))
        looks(stage, ben, postings)

    return strategy


def answers_by_what_he_sees(postings: Pair) -> Strategy:
    """Ready; where it rests, not yet and ready again; where it is open, he leaves it so."""

    def strategy(stage: Stage, ben: Watcher) -> None:
        answers(stage, ben, "ready", hours(2))
        looks(stage, ben, postings[:1])
        if "On offer to each of you" not in ben.get("/c/", postings[0] + timedelta(hours=5)):
            for answer, at in (("not_yet", 6), ("ready", 7)):
                answers(stage, ben, answer, postings[0] + timedelta(hours=at))
        looks(stage, ben, postings[1:])

    return strategy


Way = Callable[[Pair], Strategy]


@pytest.mark.parametrize("preset", PresetName)
def test_a_rest_multiplies_the_odds_by_no_more_than_the_preset_says(db: None, preset: PresetName) -> None:
    """NI-3, by all draws with their weights, over the pages themselves."""
    stage = set_up(preset=preset)
    every = list(bars_of(preset).items())
    for way, bars in every if N > 1 or preset is PresetName.BALANCED else every[:1]:
        worst = worst_odds(stage, way, preset)
        says(f"NI-3 odds, {preset}, {way.__name__}", told(worst), told(bars), held=worst == bars)
        assert worst == bars


def bars_of(preset: PresetName) -> dict[Way, Bars]:
    """What each way of asking may gain by the first and the second posting; 1: nothing at all.

    Whoever answers after the first cut-off has no round to learn from; a changed mind draws nothing anew.
    """
    odds = odds_of(PRESETS[preset])
    asked = (odds.first_posting, odds.second_posting)
    return {
        waits: asked,
        changes_his_mind: asked,
        answers_by_what_he_sees: asked,
        answers_late: (Fraction(1), Fraction(1)),
    }


def told(odds: Iterable[Fraction | None]) -> str:
    return ", ".join("certain" if one is None else f"× {one}" for one in odds)


def is_beyond(worst: tuple[Fraction | None, ...], bars: tuple[Fraction | None, ...]) -> bool:
    return any(
        bar is not None and (odds is None or odds > bar) for odds, bar in zip(worst, bars, strict=True)
    )


def worst_odds(stage: Stage, way: Way, preset: PresetName) -> Bars:
    """The largest P(seen | not yet) / P(seen | ready) by the day of each posting; None: certainty."""
    postings = POSTINGS[preset]
    closed, opened = (_traces(stage, world, way(postings), preset) for world in (NOT_YET, READY))
    first, second = (_worst(_shares(closed, at), _shares(opened, at)) for at in postings)
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


@pytest.mark.parametrize("preset", [PresetName.BALANCED, PresetName.STRONG])
def test_a_closing_multiplies_the_odds_by_no_more_than_the_preset_says(db: None, preset: PresetName) -> None:
    """NI-3 for a step that stood open: it closes by a "not yet" for sure, and now and then by a draw.

    Where it is the only step, either draw may have done it.
    """
    stage = set_up(preset=preset)
    bar = odds_of(PRESETS[preset]).closing
    worst = worst_closing(stage, preset)
    says(
        f"NI-3 closing, {preset}",
        told((worst,)),
        f"at most {told((bar,))}",
        held=not is_beyond((worst,), (bar,)),
    )
    assert worst is not None and not is_beyond((worst,), (bar,))
    alone = 1 / (individual_begins(PRESETS[preset]) + own_rest_begins(PRESETS[preset]))
    assert worst <= bar and worst >= alone, "what was counted is what was drawn"


def test_closing_that_no_draw_makes_is_caught(db: None) -> None:
    """The planted fault: what stands open closes by a fact alone."""
    stage, preset = set_up(), PRESETS[PresetName.BALANCED]
    bar = odds_of(preset).closing
    undrawn = replace(preset, individual=Fraction(0), own_rests=Fraction(0))
    with patch.dict(PRESETS, {preset.name: undrawn}):
        worst = worst_closing(stage, preset.name)
    is_caught = is_beyond((worst,), (bar,))
    says("planted: no closing by chance", told((worst,)), f"caught by NI-3, {told((bar,))}", held=is_caught)
    assert is_caught


def worst_closing(stage: Stage, preset: PresetName) -> Fraction | None:
    """By the day on which it closed, over all draws that could have closed it there, or have not."""
    first, second = POSTINGS[preset]
    withdrew = (*READY, ana_says(Answer.NOT_YET, first + timedelta(hours=7)))
    closed, opened = (
        [
            (trace_of(stage, world, waits((first, second)), chosen, preset, is_thorough=False), share)
            for chosen, share in _closings(stage, preset, second)
        ]
        for world in (withdrew, READY)
    )
    return _worst(_shares(closed, second), _shares(opened, second))


def _closings(stage: Stage, preset: PresetName, at: datetime) -> list[tuple[Draws, Fraction]]:
    """Weeks for each alone begin at this posting; or a rest of its own does; or neither."""
    individual, own = individual_begins(PRESETS[preset]), own_rest_begins(PRESETS[preset])
    by_all = Draws(individual=frozenset({str(at.date())}))
    alone = Draws(own_rests=frozenset({(str(stage.given.pk), str(at.date()))}))
    return [
        (by_all, individual),
        (alone, (1 - individual) * own),
        (Draws(), (1 - individual) * (1 - own)),
    ]
