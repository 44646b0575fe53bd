"""A practice as it is gone through together: its steps in order, with a turn for each person."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from unhurried.core.boundaries import Limit, blocked_in
from unhurried.core.exercises import Step, Version


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One screen. `turn` counts the turns of a block from 0; None: everybody does the same."""

    step: Step
    turn: int | None = None


def run_of(steps: Sequence[Step], *, people: int) -> tuple[Moment, ...]:
    """Every moment in order: each block of turn steps comes round once for each person."""
    return tuple(moment for block in _blocks(steps) for moment in _moments(block, people))


def is_swap(run: Sequence[Moment], place: int) -> bool:
    """Whether going on from here is somebody else's turn: a moment to swap, to stay, or to end."""
    if place + 1 >= len(run):
        return False
    here, then = run[place], run[place + 1]
    return here.turn is not None and then.turn is not None and here.turn != then.turn


def people_in(run: Sequence[Moment]) -> int:
    """How many take turns in it; 1 where everybody does the same throughout."""
    return 1 + max((moment.turn or 0 for moment in run), default=0)


def minutes_at_most(run: Sequence[Moment], version: Version) -> int:
    """The minutes of the version, which are two people's; with more, every turn comes round once more."""
    timed = sum(moment.step.seconds or 0 for moment in run)
    return max(version.minutes, ceil(timed / 60))


def landing(
    run: Sequence[Moment],
    place: int,
    *,
    limits: Collection[Limit],
    people: Collection[str],
    paused: frozenset[str] = frozenset(),
) -> int:
    """The first place from `place` on from which all that is left is free: there a tightened limit lands.

    `place` itself where nothing is in the way; the length of the run where nothing is left. So one landing is
    all that a limit ever does, and whoever goes on afterwards meets no gap that could be told from a move.
    """
    left = range(place, len(run))
    blocked = [at for at in left if not is_free(run[at], limits=limits, people=people, paused=paused)]
    return max(blocked) + 1 if blocked else place


def is_free(
    moment: Moment,
    *,
    limits: Collection[Limit],
    people: Collection[str],
    paused: frozenset[str] = frozenset(),
) -> bool:
    return not blocked_in(moment.step, limits, people=people, paused=paused)


def _blocks(steps: Sequence[Step]) -> Iterator[list[Step]]:
    for _, block in groupby(steps, key=lambda step: bool(step.roles)):
        yield list(block)


def _moments(block: list[Step], people: int) -> Iterator[Moment]:
    if not block[0].roles:
        yield from (Moment(step=step) for step in block)
        return
    for turn in range(people):
        yield from (Moment(step=step, turn=turn) for step in block)
