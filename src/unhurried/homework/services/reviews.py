"""The clinician's answer, and what it changes in what was given. Only here does anything go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from unhurried.core.exercises import Phase
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Release, Review
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Clinician


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Words, and the next step. `effort`, `communication`, `connection` are chosen words or empty."""

    next_step: str
    words: str = ""
    effort: str = ""
    communication: str = ""
    connection: str = ""


@is_act
def review(
    act: Act, *, clinician: Clinician, assignment: Assignment, answer: Answer, keyring: Keyring
) -> UUID:
    """Answer what has happened so far. Whatever the rules had held for this assignment has now been seen."""
    row = Review(clinic_id=act.clinic_id, clinician=clinician, assignment=assignment, reviewed_at=act.at)
    row.relationship_id = assignment.relationship_id
    row.next_step = answer.next_step
    row.effort, row.communication, row.connection = answer.effort, answer.communication, answer.connection
    row.words = keyring.seal(row, "words", answer.words)
    row.save(force_insert=True)
    if answer.next_step != Review.Next.TALK:
        Hold.objects.filter(assignment=assignment, lifted_at=None).update(lifted_at=act.at)
    _FOLLOWS.get(answer.next_step, _nothing)(act, assignment)
    return row.pk


def _nothing(act: Act, assignment: Assignment) -> None:
    """To talk about it or to do it again changes nothing in what was given."""


def _lighter(act: Act, assignment: Assignment) -> None:
    """The next smaller published version; the smallest stays the smallest."""
    phase = exercise_by_digest(assignment.exercise_id).phase(assignment.phase)
    minutes = {version.key: version.minutes for version in phase.versions}
    smaller = [key for key in minutes if minutes[key] < minutes[assignment.version]]
    if smaller:
        _change(assignment, version=max(smaller, key=lambda key: minutes[key]))


def _step_back(act: Act, assignment: Assignment) -> None:
    """To the phase before; from the first phase, to its smaller version."""
    phases = exercise_by_digest(assignment.exercise_id).phases
    place = _place_of(assignment, phases)
    if place == 0:
        _lighter(act, assignment)
    else:
        _change(assignment, phase=phases[place - 1].key, version=phases[place - 1].versions[0].key)


def _release(act: Act, assignment: Assignment) -> None:
    """Open the next phase; after the last one the exercise is settled and stays theirs to use."""
    phases = exercise_by_digest(assignment.exercise_id).phases
    onward = phases[_place_of(assignment, phases) + 1 :]
    if not onward:
        _change(assignment, settled_at=act.at)
        return
    Release.objects.create(
        clinic_id=act.clinic_id, assignment=assignment, phase=onward[0].key, released_at=act.at
    )
    _change(assignment, phase=onward[0].key, version=onward[0].versions[0].key)


def _let_go(act: Act, assignment: Assignment) -> None:
    _change(assignment, let_go_at=act.at)


def _place_of(assignment: Assignment, phases: tuple[Phase, ...]) -> int:
    return [phase.key for phase in phases].index(assignment.phase)


def _change(assignment: Assignment, **values: object) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(**values)


_FOLLOWS: Final[dict[str, Callable[[Act, Assignment], None]]] = {
    Review.Next.LIGHTER: _lighter,
    Review.Next.STEP_BACK: _step_back,
    Review.Next.RELEASE: _release,
    Review.Next.LET_GO: _let_go,
}
