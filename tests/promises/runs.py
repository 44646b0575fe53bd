"""One run: a secret world, a strategy and the draws; and the comparison of many of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from tests.people import rolled_back
from tests.promises.stage import Draws, Stage, draws, hours, practised_before
from tests.promises.strategies import Strategy
from tests.promises.watching import Seen, Watcher, differences
from tests.promises.worlds import World
from unhurried.core.discretion import PresetName


def trace_of(
    stage: Stage,
    world: World,
    strategy: Strategy,
    chosen: Draws,
    preset: PresetName = PresetName.BALANCED,
    whose: str = "Ben",
    is_thorough: bool = True,
) -> list[Seen]:
    """Whatever Ben is shown, from the giving to the days after the second posting."""
    return played(stage, world, strategy, chosen, preset, whose, is_thorough=is_thorough).trace


def played(
    stage: Stage,
    world: World,
    strategy: Strategy,
    chosen: Draws,
    preset: PresetName = PresetName.BALANCED,
    whose: str = "Ben",
    *,
    is_thorough: bool = True,
) -> Watcher:
    with rolled_back(), draws(chosen, preset):
        stage.sequences.clear()
        practised_before(stage, hours(-30))
        ahead = sorted(world, key=lambda deed: deed.at)

        def until(at: datetime) -> None:
            while ahead and ahead[0].at <= at:
                deed = ahead.pop(0)
                deed.do(stage, deed.at)

        ben = Watcher(
            browser=stage.browser(whose),
            person=stage.clients[whose],
            until=until,
            is_thorough=is_thorough,
        )
        strategy(stage, ben)
        return ben


def faults_among(
    stage: Stage,
    worlds: Mapping[str, World],
    strategies: Sequence[Strategy],
    all_draws: Sequence[Draws],
    *,
    like: World,
    before: datetime | None = None,
    whose: str = "Ben",
    is_thorough: bool = True,
) -> Iterator[str]:
    """Every way in which one of the worlds differs for Ben from the one it is to be like."""
    ways: dict[str, Any] = {"whose": whose, "is_thorough": is_thorough}
    for strategy in strategies:
        for chosen in all_draws:
            known = upto(trace_of(stage, like, strategy, chosen, **ways), before)
            for name, world in worlds.items():
                found = upto(trace_of(stage, world, strategy, chosen, **ways), before)
                for fault in differences(known, found):
                    yield f"{name}, {strategy.__name__}, {chosen}: {fault}"


def upto(trace: list[Seen], before: datetime | None) -> list[Seen]:
    return [seen for seen in trace if before is None or seen.at < before]
