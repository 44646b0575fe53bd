"""What of the library may fit at the beginning, by what each of the people ticked about themselves, and why.

Thoughts for the clinician, who sets them aside as readily as they take them up. Nothing is read into words
that somebody wrote, and limits have no say in it: a suggestion that was left out for one would tell of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from unhurried.core.cautions import Caution, named_in
from unhurried.core.exercises import Contraindication, Exercise, Pathway
from unhurried.core.vocabulary import Scope

EXERCISES: Final = 4
PATHWAYS: Final = 2
"""A few: whoever wants all of it has the library."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """`asked_for`: by person, the concerns they ticked. `given`: what lies or lay before them, by id."""

    people: int
    asked_for: Mapping[str, frozenset[str]]
    on_file: frozenset[Caution] = frozenset()
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Fit:
    """`asked_for`: by concern that it is for, who ticked it. `against`: what on file speaks against it."""

    id: str
    asked_for: Mapping[str, tuple[str, ...]]
    against: tuple[Contraindication, ...] = ()

    @property
    def weight(self) -> int:
        """Everybody's ticks count alike."""
        return sum(len(people) for people in self.asked_for.values())


def fitting_exercises(shelf: Iterable[Exercise], known: Known) -> list[Fit]:
    """New to them, without touch together at first, and no intensive therapy.

    What nothing on file speaks against comes first, then what most was ticked for, then what needs least
    before it, then what is written for fewest concerns.
    """
    new = (one for one in shelf if one.id not in known.given and _is_a_beginning(one))
    found = [(fit, one) for one in new if (fit := _fit(one, known)).asked_for]
    ordered = sorted(found, key=lambda pair: _place(pair[0], pair[1], known))
    return [fit for fit, _exercise in ordered[:EXERCISES]]


def fitting_pathways(pathways: Iterable[Pathway], known: Known) -> list[Fit]:
    """For as many as take part: what most was ticked for first, then what is written for fewest concerns."""
    fitting = [one for one in pathways if one.min_people <= known.people <= one.max_people]
    found = [(_asked_for(one.concerns, known), one) for one in fitting]
    fits = [(Fit(id=one.id, asked_for=asked), one) for asked, one in found if asked]
    ordered = sorted(fits, key=lambda pair: (-pair[0].weight, len(pair[1].concerns), pair[0].id))
    return [fit for fit, _pathway in ordered[:PATHWAYS]]


def _is_a_beginning(exercise: Exercise) -> bool:
    return not exercise.phases[0].level.is_joint_touch and exercise.scope is not Scope.IT


def _fit(exercise: Exercise, known: Known) -> Fit:
    against = named_in(exercise, known.on_file)
    return Fit(id=exercise.id, asked_for=_asked_for(exercise.concerns, known), against=against)


def _place(fit: Fit, exercise: Exercise, known: Known) -> tuple[int, int, int, int, str]:
    before = set(exercise.prerequisites) - known.given
    return len(fit.against), -fit.weight, len(before), len(exercise.concerns), fit.id


def _asked_for(concerns: Iterable[str], known: Known) -> dict[str, tuple[str, ...]]:
    ticked = {one: tuple(who for who, said in known.asked_for.items() if one in said) for one in concerns}
    return {one: people for one, people in ticked.items() if people}
