"""The clinician's answer, and what it changes in what was given. Only here does anything go on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from unhurried.core.comfort import Dose, leads_no_further
from unhurried.core.exercises import Communication, Phase, Waypoint
from unhurried.crypto.fields import Keyring
from unhurried.homework.behind import ways_back_from
from unhurried.homework.facts import arranger_shown
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import Assignment, Hold, Review
from unhurried.homework.services.holds import release, require_settled
from unhurried.homework.services.placing import change, go_to, lands, lighten, place
from unhurried.homework.services.refusing import keeps_refusals
from unhurried.homework.services.running import heed
from unhurried.homework.services.stepping_back import step_back_across
from unhurried.homework.services.tidings import tell_plan_changed
from unhurried.homework.sheets import sheet_from
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician
from unhurried.people.queries import relationship_under_lock


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Words, and the next step. `effort`, `communication`, `connection` are chosen words or empty.

    `dose`: with how much it begins again, where that is the next step.
    """

    next_step: str
    words: str = ""
    effort: str = ""
    communication: str = ""
    connection: str = ""
    heard_on: date | None = None
    dose: Dose | None = None


@keeps_refusals
@is_act
def review(
    act: Act, *, clinician: Clinician, assignment: Assignment, answer: Answer, keyring: Keyring
) -> UUID:
    """Answer what has happened so far. Whatever the rules had held for this assignment has now been seen.

    Raises NotSettled when what needs everybody is to go on while a criterion is open that nobody heard
    otherwise, LimitsUnseen when somebody has not looked through their limits, and MayNotAssign when an
    earlier exercise that it leads back to lies outside of the clinician's scope.
    """
    relationship_under_lock(assignment.relationship_id)
    if answer.next_step == Review.Next.RELEASE and _needs_everyone(assignment):
        require_settled(assignment, answer.heard_on, keyring)
    kept = _keep(act, clinician, assignment, answer, keyring)
    if answer.next_step != Review.Next.TALK:
        Hold.objects.filter(assignment=assignment, lifted_at=None).update(lifted_at=act.at)
    earlier = _back_across(act, clinician, assignment, answer, keyring)
    if earlier is None:
        _FOLLOWS.get(answer.next_step, _nothing)(act, assignment, answer)
    elif answer.words:
        _keep(act, clinician, earlier, Answer(next_step=Review.Next.TALK, words=answer.words), keyring)
    heed(act, relationship_id=assignment.relationship_id, keyring=keyring)
    return kept


def _keep(act: Act, clinician: Clinician, assignment: Assignment, answer: Answer, keyring: Keyring) -> UUID:
    row = Review(clinic_id=act.clinic_id, clinician=clinician, assignment=assignment, reviewed_at=act.at)
    row.relationship_id = assignment.relationship_id
    row.next_step = answer.next_step
    row.effort, row.communication, row.connection = answer.effort, answer.communication, answer.connection
    row.words = keyring.seal(row, "words", answer.words)
    row.save(force_insert=True)
    return row.pk


def _back_across(
    act: Act, clinician: Clinician, assignment: Assignment, answer: Answer, keyring: Keyring
) -> Assignment | None:
    """From the first phase to an earlier exercise of the pathway, where it names one.

    The words go there as well: what they were said about leaves people's pages.
    """
    ways = ways_back_from(assignment)
    leads: dict[str, Waypoint | None] = {
        Review.Next.STEP_BACK: ways.one_back,
        Review.Next.TO_WORDS: ways.to_words,
        Review.Next.WITH_LESS: _way_to_less(assignment, answer.dose),
    }
    way = leads.get(answer.next_step)
    if way is None:
        return None
    version = answer.dose.version if answer.dose else ""
    return step_back_across(
        act, clinician=clinician, assignment=assignment, way=way, version=version, keyring=keyring
    )


def _way_to_less(assignment: Assignment, dose: Dose | None) -> Waypoint | None:
    """Out of the exercise, where the dose is of another one. Raises ValueError for what is further on."""
    if dose is None:
        return None
    exercise, pathway = (
        exercise_by_digest(assignment.exercise_id),
        pathway_by_digest(assignment.plan.pathway_id),
    )
    here = Dose(exercise=exercise.id, phase=assignment.phase, version=assignment.version)
    if not leads_no_further(dose, here, exercise, pathway):
        raise ValueError("it leads further than where they are")
    return None if dose.exercise == exercise.id else Waypoint(exercise=dose.exercise, phase=dose.phase)


def _nothing(act: Act, assignment: Assignment, answer: Answer) -> None:
    """To talk about it or to do it again changes nothing in what was given."""


def _lighter(act: Act, assignment: Assignment, answer: Answer) -> None:
    lighten(act, assignment)


def _step_back(act: Act, assignment: Assignment, answer: Answer) -> None:
    """To the phase before; from the first phase of what has no way back, to its smaller version."""
    phases = exercise_by_digest(assignment.exercise_id).phases
    where = _place_of(assignment, phases)
    if where == 0:
        lighten(act, assignment)
    else:
        go_to(act, assignment, phases[where - 1])


def _with_less(act: Act, assignment: Assignment, answer: Answer) -> None:
    """To what was comfortable in the same exercise, in that version."""
    if answer.dose is None:
        raise ValueError("it begins again with so much of a step")
    phase = exercise_by_digest(assignment.exercise_id).phase(answer.dose.phase)
    go_to(act, assignment, phase, version=answer.dose.version)


def _release(act: Act, assignment: Assignment, answer: Answer) -> None:
    """Open the next phase; after the last one the exercise is settled and stays theirs to use."""
    phases = exercise_by_digest(assignment.exercise_id).phases
    onward = phases[_place_of(assignment, phases) + 1 :]
    if not onward:
        change(assignment, settled_at=lands(act, assignment))
        return
    release(act, assignment, onward[0].key, answer.heard_on)
    go_to(act, assignment, onward[0])


def _let_go(act: Act, assignment: Assignment, answer: Answer) -> None:
    change(assignment, let_go_at=lands(act, assignment))


@is_act
def choose_version(act: Act, *, assignment: Assignment, version: str) -> UUID:
    """Another published version, for everybody alike; a text never varies by what one person said."""
    relationship_under_lock(assignment.relationship_id)
    place(act, assignment, phase=assignment.phase, version=version)
    return assignment.pk


@is_act
def choose_communication(
    act: Act, *, assignment: Assignment, communication: Communication, keyring: Keyring
) -> UUID:
    """How everybody lets one another know in it, from the next posting on, like another version."""
    relationship_under_lock(assignment.relationship_id)
    row = Assignment.objects.get(pk=assignment.pk)
    sheet = sheet_from(keyring.open(row, "sheet")).with_communication(
        communication.value, now=act.at, lands_at=lands(act, row)
    )
    change(row, sheet=keyring.seal(row, "sheet", sheet.as_json()))
    tell_plan_changed(act, row)
    return row.pk


@is_act
def choose_arranger(act: Act, *, assignment: Assignment, client: Client | None) -> UUID:
    """Who arranges the times for it, from the next posting on; None: each in turn."""
    relationship_under_lock(assignment.relationship_id)
    row = Assignment.objects.get(pk=assignment.pk)
    change(
        row,
        arranged_by=arranger_shown(row, act.at),
        arranged_next_by=client,
        arranged_next_at=lands(act, row),
    )
    tell_plan_changed(act, row)
    return row.pk


def _needs_everyone(assignment: Assignment) -> bool:
    return exercise_by_digest(assignment.exercise_id).needs_everyone(assignment.phase)


def _place_of(assignment: Assignment, phases: tuple[Phase, ...]) -> int:
    return [phase.key for phase in phases].index(assignment.phase)


_FOLLOWS: Final[dict[str, Callable[[Act, Assignment, Answer], None]]] = {
    Review.Next.LIGHTER: _lighter,
    Review.Next.STEP_BACK: _step_back,
    Review.Next.WITH_LESS: _with_less,
    Review.Next.RELEASE: _release,
    Review.Next.LET_GO: _let_go,
}
