"""A ladder that one person climbs alone: each rung is a phase. Their own words lead down it, never up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from unhurried.core.exercises import Exercise
from unhurried.core.progression import Movement, PainRule, Report, movement_after

LADDER_FAMILY: Final = "insertion_ladder"


@dataclass(frozen=True, kw_only=True)
class Next:
    """What the next time on a ladder is: a rung, smaller or not; or none, while it is closed.

    `rests_from`: the rung from which on it waits until the clinician has answered, where there is one.
    """

    rung: str
    is_smaller: bool = False
    is_closed: bool = False
    rests_from: str | None = None


def is_ladder(exercise: Exercise) -> bool:
    return exercise.family == LADDER_FAMILY and not exercise.is_joint


def next_on_ladder(
    own: Sequence[Report],
    *,
    rungs: Sequence[str],
    rung: str,
    released_at: datetime | None = None,
) -> Next:
    """After a time on `rung`, from what its owner reported, the last report being of that time.

    Pain that stops leads one rung down, pain that asks for less to a smaller time, and two of them running
    close the ladder until the clinician has answered. Raises ValueError for a rung that the ladder lacks.
    """
    asked = movement_after(own, released_at=released_at)
    place = rungs.index(rung)
    return Next(
        rung=rungs[max(0, place - asked.steps_back)],
        is_smaller=asked.movement is Movement.LIGHTER,
        is_closed=asked.movement is Movement.HOLD,
        rests_from=rung if asked.steps_back and place else None,
    )


def holds_on_rung(held: str, *, asked: str, rungs: Sequence[str]) -> bool:
    """Whether what waits from one rung on holds another: that one and all above it."""
    return rungs.index(asked) >= rungs.index(held)


def is_pain_told(exercise: Exercise, pain: int | None) -> bool:
    """Whether what follows pain on a ladder is to be read: it was enough for a smaller time, or more."""
    return is_ladder(exercise) and pain is not None and pain >= PainRule().lighter_at
