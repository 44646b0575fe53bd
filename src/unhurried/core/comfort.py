"""After a long silence: which step was last comfortable for all, and with what little it may begin again.

It is said to the clinician alone, who decides. It names nobody, and leads no further than where people are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.progression import Report, asks_for_less


@dataclass(frozen=True, kw_only=True)
class Dose:
    """So much of a step: an exercise, one of its phases, and one of the published versions."""

    exercise: str
    phase: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Practised:
    """A time at which all who take part now did something, and what each said of it afterwards."""

    dose: Dose
    at: datetime
    is_finished: bool
    reports: Sequence[Report] = ()


def last_comfortable(practised: Iterable[Practised]) -> Practised | None:
    """The latest that was finished, in whatever version, and of which nobody said what asks for less.

    A blank speaks neither for it nor against it.
    """
    found = [one for one in practised if one.is_finished and not any(map(asks_for_less, one.reports))]
    return max(found, key=lambda one: one.at, default=None)


def leads_no_further(dose: Dose, here: Dose, exercise: Exercise, pathway: Pathway) -> bool:
    """Whether it is where people are or before that. `exercise`: the one they are in.

    What lies beside the pathway has no place in its order, and what is not published any more has none.
    """
    if dose.exercise == here.exercise:
        return _is_in(dose, exercise) and _size(dose, exercise) <= _size(here, exercise)
    order = [item.exercise for item in pathway.items]
    if not {dose.exercise, here.exercise} <= set(order):
        return False
    return order.index(dose.exercise) < order.index(here.exercise)


def dose_after_silence(
    here: Dose, comfortable: Dose | None, *, exercise: Exercise, one_back: Dose | None
) -> Dose:
    """What was comfortable; else the step before; else the smallest version of where they are.

    `one_back`: where one step back leads from the first phase, if it leads out of the exercise.
    """
    if comfortable is not None:
        return comfortable
    phases = [phase.key for phase in exercise.phases]
    place = phases.index(here.phase)
    if place > 0:
        before = exercise.phases[place - 1]
        return Dose(exercise=here.exercise, phase=before.key, version=before.versions[0].key)
    return one_back or min(_doses(here.exercise, exercise, here.phase), key=lambda one: _size(one, exercise))


def _doses(exercise_id: str, exercise: Exercise, phase: str) -> list[Dose]:
    versions = exercise.phase(phase).versions
    return [Dose(exercise=exercise_id, phase=phase, version=one.key) for one in versions]


def _is_in(dose: Dose, exercise: Exercise) -> bool:
    return any(dose in _doses(dose.exercise, exercise, phase.key) for phase in exercise.phases)


def _size(dose: Dose, exercise: Exercise) -> tuple[int, int]:
    """How far on, and how long. Raises KeyError for what the exercise does not have."""
    place = {phase.key: at for at, phase in enumerate(exercise.phases)}[dose.phase]
    return place, {one.key: one.minutes for one in exercise.phase(dose.phase).versions}[dose.version]
