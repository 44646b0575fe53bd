"""The clinician's answer, and what it changes in what was given. Only here does anything go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from unhurried.core.exercises import Phase
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of, lands_at
from unhurried.homework.facts import place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Review
from unhurried.homework.services.holds import invite, release, require_settled
from unhurried.homework.services.running import heed
from unhurried.homework.services.tidings import tell_plan_changed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Clinician
from unhurried.people.queries import relationship_under_lock


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Words, and the next step. `effort`, `communication`, `connection` are chosen words or empty."""

    next_step: str
    words: str = ""
    effort: str = ""
    communication: str = ""
    connection: str = ""
    heard_on: date | None = None


@is_act
def review(
    act: Act, *, clinician: Clinician, assignment: Assignment, answer: Answer, keyring: Keyring
) -> UUID:
    """Answer what has happened so far. Whatever the rules had held for this assignment has now been seen.

    Raises NotSettled when touch together is to go on while a criterion is open that nobody heard otherwise.
    """
    relationship_under_lock(assignment.relationship_id)
    if answer.next_step == Review.Next.RELEASE and _is_joint_touch(assignment):
        require_settled(assignment, answer.heard_on, keyring)
    row = Review(clinic_id=act.clinic_id, clinician=clinician, assignment=assignment, reviewed_at=act.at)
    row.relationship_id = assignment.relationship_id
    row.next_step = answer.next_step
    row.effort, row.communication, row.connection = answer.effort, answer.communication, answer.connection
    row.words = keyring.seal(row, "words", answer.words)
    row.save(force_insert=True)
    if answer.next_step != Review.Next.TALK:
        Hold.objects.filter(assignment=assignment, lifted_at=None).update(lifted_at=act.at)
    _FOLLOWS.get(answer.next_step, _nothing)(act, assignment, answer)
    heed(act, relationship_id=assignment.relationship_id, keyring=keyring)
    return row.pk


def _nothing(act: Act, assignment: Assignment, answer: Answer) -> None:
    """To talk about it or to do it again changes nothing in what was given."""


def _lighter(act: Act, assignment: Assignment, answer: Answer) -> None:
    """The next smaller published version; the smallest stays the smallest."""
    phase = exercise_by_digest(assignment.exercise_id).phase(assignment.phase)
    minutes = {version.key: version.minutes for version in phase.versions}
    smaller = [key for key in minutes if minutes[key] < minutes[assignment.version]]
    if smaller:
        place(act, assignment, phase=phase.key, version=max(smaller, key=lambda key: minutes[key]))


def _step_back(act: Act, assignment: Assignment, answer: Answer) -> None:
    """To the phase before; from the first phase, to its smaller version."""
    phases = exercise_by_digest(assignment.exercise_id).phases
    where = _place_of(assignment, phases)
    if where == 0:
        _lighter(act, assignment, answer)
    else:
        _go_to(act, assignment, phases[where - 1])


def _release(act: Act, assignment: Assignment, answer: Answer) -> None:
    """Open the next phase; after the last one the exercise is settled and stays theirs to use."""
    phases = exercise_by_digest(assignment.exercise_id).phases
    onward = phases[_place_of(assignment, phases) + 1 :]
    if not onward:
        _change(assignment, settled_at=_lands(act, assignment))
        return
    release(act, assignment, onward[0].key, answer.heard_on)
    _go_to(act, assignment, onward[0])


def _go_to(act: Act, assignment: Assignment, phase: Phase) -> None:
    """Another phase, as it was published; touch together is asked about anew."""
    place(act, assignment, phase=phase.key, version=phase.versions[0].key)
    if phase.level.is_joint_touch:
        invite(act, assignment, phase.key)


def _let_go(act: Act, assignment: Assignment, answer: Answer) -> None:
    _change(assignment, let_go_at=_lands(act, assignment))


@is_act
def choose_version(act: Act, *, assignment: Assignment, version: str) -> UUID:
    """Another published version, for everybody alike; a text never varies by what one person said."""
    relationship_under_lock(assignment.relationship_id)
    place(act, assignment, phase=assignment.phase, version=version)
    return assignment.pk


def place(act: Act, assignment: Assignment, *, phase: str, version: str) -> None:
    """Put everybody somewhere else: for bodies now, for pages at the next posting."""
    shown = place_shown(assignment, act.at)
    _change(
        assignment,
        phase=phase,
        version=version,
        placed_at=act.at if phase != assignment.phase else assignment.placed_at,
        posted_phase=shown.phase,
        posted_version=shown.version,
        posted_placed_at=shown.since,
        posted_until=_lands(act, assignment),
    )
    tell_plan_changed(act, assignment)


def _lands(act: Act, assignment: Assignment) -> datetime:
    people = 1 if assignment.client_id else assignment.relationship.participations.count()
    return lands_at(board_of(assignment.relationship_id), people=people, now=act.at)


def _is_joint_touch(assignment: Assignment) -> bool:
    return exercise_by_digest(assignment.exercise_id).phase(assignment.phase).level.is_joint_touch


def _place_of(assignment: Assignment, phases: tuple[Phase, ...]) -> int:
    return [phase.key for phase in phases].index(assignment.phase)


def _change(assignment: Assignment, **values: object) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(**values)


_FOLLOWS: Final[dict[str, Callable[[Act, Assignment, Answer], None]]] = {
    Review.Next.LIGHTER: _lighter,
    Review.Next.STEP_BACK: _step_back,
    Review.Next.RELEASE: _release,
    Review.Next.LET_GO: _let_go,
}
