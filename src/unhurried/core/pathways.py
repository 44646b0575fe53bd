"""What comes next on a pathway: an order to suggest to the clinician, never one to send anybody along.

What is missing before an exercise is advice, and so is where a step back leads: the clinician decides. Only
that everybody has looked through their limits comes before any touch together, whatever anybody advises.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from unhurried.core.exercises import Exercise, Pathway, PathwayItem, Requirement, Waypoint
from unhurried.core.history import Seat

Place = tuple[str, str]
"""An exercise and one of its phases, by id and key."""


@dataclass(frozen=True, kw_only=True)
class Behind:
    """What exactly these people have behind them: finished practices and what is settled, by place."""

    practices: Mapping[Place, int]
    settled: frozenset[Place]
    is_agreed: bool


@dataclass(frozen=True, kw_only=True)
class Missing:
    """Something that usually comes before and is not there; `practices` are those there are so far."""

    requirement: Requirement
    practices: int


@dataclass(frozen=True, kw_only=True)
class WaysBack:
    """Where one step back leads (None: within the exercise), and the way to words, where there is touch."""

    one_back: Waypoint | None
    to_words: Waypoint | None


def items_left(pathway: Pathway, given: Collection[str]) -> tuple[PathwayItem, ...]:
    """The items whose exercise has not been given yet, in pathway order."""
    return tuple(item for item in pathway.items if item.exercise not in given)


def next_item(pathway: Pathway, given: Collection[str]) -> PathwayItem | None:
    """The first item left whose predecessors have all been given; None when the pathway is through."""
    left = items_left(pathway, given)
    return next((item for item in left if set(item.after) <= set(given)), None)


def item_after(pathway: Pathway, exercise_id: str, given: Collection[str]) -> PathwayItem | None:
    """The first item further on than this exercise that has not been given yet."""
    here = item_of(pathway, exercise_id)
    further = pathway.items[pathway.items.index(here) + 1 :] if here else ()
    return next((item for item in further if item.exercise not in given), None)


def item_of(pathway: Pathway, exercise_id: str) -> PathwayItem | None:
    return next((item for item in pathway.items if item.exercise == exercise_id), None)


def required_before(exercise: Exercise, pathway: Pathway) -> tuple[Requirement, ...]:
    """What the pathway asks for; where it asks for nothing, each prerequisite of the exercise, once."""
    item = item_of(pathway, exercise.id)
    if item and item.requires:
        return item.requires
    return tuple(Requirement(exercise=one, practices=1) for one in exercise.prerequisites)


def missing_before(requires: Iterable[Requirement], behind: Behind) -> tuple[Missing, ...]:
    """What is not there yet, in the order of the pathway."""
    counted = (Missing(requirement=one, practices=_practices_of(one, behind)) for one in requires)
    return tuple(one for one in counted if not _is_met(one, behind))


def ways_back(exercise: Exercise, phase: str, pathway: Pathway) -> WaysBack:
    """What a clinician may choose from; nothing that anybody said decides between them."""
    is_touch = exercise.phase(phase).level.is_joint_touch
    is_first = phase == exercise.phases[0].key
    return WaysBack(
        one_back=_before_it(exercise, pathway) if is_first else None,
        to_words=pathway.after_limit_breach if is_touch else None,
    )


def held_by_these(held: Iterable[datetime], seats: Sequence[Seat], at: datetime) -> tuple[datetime, ...]:
    """Of several times, those at which exactly the people took part who do so at `at`."""
    here = _people(seats, at)
    return tuple(one for one in held if _people(seats, one) == here)


def phase_fallen_back_to(exercise: Exercise, phase: str, practices: Mapping[str, int]) -> str:
    """After a change of people: the first phase that those who are left have not done; at most this one."""
    for one in exercise.phases:
        if one.key == phase or practices.get(one.key, 0) < one.settled_when.practices:
            return one.key
    raise KeyError(phase)


def _before_it(exercise: Exercise, pathway: Pathway) -> Waypoint | None:
    item = item_of(pathway, exercise.id)
    if item and item.step_back_to:
        return item.step_back_to
    return Waypoint(exercise=exercise.step_back_to) if exercise.step_back_to else None


def _practices_of(requirement: Requirement, behind: Behind) -> int:
    wanted = requirement.phase
    return sum(
        count
        for (exercise, phase), count in behind.practices.items()
        if exercise == requirement.exercise and wanted in ("", phase)
    )


def _is_met(missing: Missing, behind: Behind) -> bool:
    one = missing.requirement
    is_settled = not one.is_settled or (one.exercise, one.phase) in behind.settled
    is_agreed = not one.is_agreed or behind.is_agreed
    return is_settled and is_agreed and missing.practices >= one.practices


def _people(seats: Sequence[Seat], at: datetime) -> frozenset[str]:
    return frozenset(seat.client for seat in seats if seat.is_taken_at(at))
