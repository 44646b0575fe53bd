"""Secret worlds × strategies × draws, in parts that processes can share.

A small run takes every world with one strategy and each strategy with one world; N=16 takes each strategy
that has a name with every world and every draw, and beside them five times N by lot. A draw that answers all
that was asked under an earlier one as that one did makes the same runs: it is met without making them again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.people import rolled_back
from tests.promises.adaptive import NAMED, WITHOUT_BEGINNING
from tests.promises.drawing import all_draws
from tests.promises.generated import PREFIX, generated
from tests.promises.printing import N
from tests.promises.runs import faults_among
from tests.promises.stage import SECOND, Asked, Draws, Stage, set_up, slots_asked
from tests.promises.strategies import Strategy, waits
from tests.promises.working import worked
from tests.promises.worlds import CLOSED, OPENED, READY, UNANSWERED, World
from unhurried.core.discretion import PRESETS, PresetName

DRAWS: Final = 48
"""How many hidden draws there are: `drawing.all_draws`."""
NTH_DRAW: Final = 7
"""Has no factor in common with them, so that steps of seven come by all of them."""
BY_LOT: Final = 3 if N == 1 else min(5 * N, 400)
TOLD: Final = 5
WORLDS_AT_ONCE: Final = 7
"""In one part, so that no core waits long for another."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One strategy under some draws, in some of the worlds."""

    strategy: str
    draws: tuple[int, ...]
    worlds: tuple[str, ...]
    is_opened: bool = False

    def among(self) -> dict[str, World]:
        worlds = OPENED if self.is_opened else CLOSED
        return {name: worlds[name] for name in self.worlds}


@dataclass(kw_only=True)
class Found:
    """`runs` were made, and stand for `met`."""

    strategies: set[str] = field(default_factory=set)
    draws: set[int] = field(default_factory=set)
    runs: int = 0
    met: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        tried = f"{len(self.strategies)} strategies, {len(self.draws)} draws"
        return f"{len(self.faults)} differences in {self.met} runs ({self.runs} made), {tried}"

    def add(self, other: "Found") -> None:
        self.strategies |= other.strategies
        self.draws |= other.draws
        self.runs += other.runs
        self.met += other.met
        self.faults += other.faults


def closed_parts() -> list[Part]:
    """NI-1: whatever Ben does, in every world in which the step rests."""
    return list(_parts(tuple(CLOSED), tuple(NAMED), is_opened=False))


def opened_parts() -> list[Part]:
    """NI-2: whatever he does short of beginning, until the next posting."""
    return list(_parts(tuple(OPENED), WITHOUT_BEGINNING, is_opened=True))


def _parts(worlds: tuple[str, ...], names: Sequence[str], *, is_opened: bool) -> Iterator[Part]:
    lots = [f"{PREFIX}{seed}" for seed in range(BY_LOT)]
    for nth, name in enumerate([*names, *lots]):
        is_whole = N > 1 or name == waits.__name__
        chosen = worlds if is_whole else (worlds[nth % len(worlds)],)
        for at in range(0, len(chosen), WORLDS_AT_ONCE):
            yield Part(
                strategy=name,
                draws=tuple((draw + nth) * NTH_DRAW % DRAWS for draw in range(_draws_for(name))),
                worlds=chosen[at : at + WORLDS_AT_ONCE],
                is_opened=is_opened,
            )


def _draws_for(name: str) -> int:
    if N == 1 or name.startswith(PREFIX):
        return 1
    return min(DRAWS, 3 * N)


def compared(parts: Sequence[Part]) -> Found:
    """On one stage that is set up once; every run is undone before the next."""
    found = Found()
    with rolled_back():
        stage = set_up()
        for part in parts:
            found.add(_compared(stage, part))
    return found


def _compared(stage: Stage, part: Part) -> Found:
    found = Found(strategies={part.strategy}, draws=set(part.draws), met=len(part.worlds) * len(part.draws))
    came: list[Asked] = []
    for draw in part.draws:
        if any(answers_alike(all_draws(stage)[draw], asked) for asked in came):
            continue
        with slots_asked() as asked:
            found.faults += list(_faults(stage, part, draw))[:TOLD]
        found.runs += len(part.worlds)
        came.append(asked)
    return found


def answers_alike(chosen: Draws, asked: Asked) -> bool:
    """Whether all that was asked under another draw would have come to the same under this one."""
    chance = chosen.chance(PRESETS[PresetName.BALANCED])
    return all(chance(*slot) == came for slot, came in asked.items())


def _faults(stage: Stage, part: Part, draw: int) -> Iterator[str]:
    return faults_among(
        stage,
        part.among(),
        (_strategy(part),),
        (all_draws(stage)[draw],),
        like=READY if part.is_opened else UNANSWERED,
        before=SECOND if part.is_opened else None,
        is_thorough=part.strategy == waits.__name__,
    )


def _strategy(part: Part) -> Strategy:
    if part.strategy.startswith(PREFIX):
        return generated(int(part.strategy.removeprefix(PREFIX)), may_begin=not part.is_opened)
    return NAMED[part.strategy]


def found_in(parts: Callable[[], list[Part]]) -> Found:
    """All parts, a few at a time for each core."""
    every, found = parts(), Found()
    for one in worked(compared, [every[at : at + 4] for at in range(0, len(every), 4)]):
        found.add(one)
    return found
