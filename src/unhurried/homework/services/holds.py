"""What rests, and what a clinician releases. For bodies at once; for pages from the next posting."""

from datetime import date, datetime
from uuid import UUID

from unhurried.consent.safety_queries import unread_concern_of
from unhurried.core.holds import HoldReason, may_lift
from unhurried.core.progression import Criterion, unsettled_criteria
from unhurried.crypto.fields import Keyring
from unhurried.homework.behind import yet_to_look
from unhurried.homework.boards import lands_in
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Invitation, Release
from unhurried.homework.reports import answered_at, reports_of
from unhurried.homework.services.running import heed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import relationship_under_lock


class NotRead(Exception):
    """A concern of whom the hold is about is unopened: what rests because of it goes on resting."""

    def __init__(self, concern: UUID) -> None:
        super().__init__(concern)
        self.concern = concern


class NotSettled(Exception):
    """Something is still open before this phase; the clinician may say when it was heard."""

    def __init__(self, criteria: frozenset[Criterion]) -> None:
        super().__init__(*sorted(criteria))
        self.criteria = criteria


class LimitsUnseen(Exception):
    """Touch together waits until each of these people has looked through their limits once."""

    def __init__(self, people: tuple[UUID, ...]) -> None:
        super().__init__(*people)
        self.people = people


@is_act
def hold_assignment(act: Act, *, assignment: Assignment, keyring: Keyring) -> UUID:
    relationship_under_lock(assignment.relationship_id)
    relationship = assignment.relationship
    return raise_hold(act, relationship, HoldReason.CLINICIAN, assignment=assignment, keyring=keyring)


@is_act
def lift_hold(act: Act, *, hold: Hold) -> UUID:
    """Only the clinician lifts one, once they have read why; pages follow at the next posting.

    Raises NotRead.
    """
    relationship_under_lock(hold.relationship_id)
    unread = unread_concern_of(hold.client_id) if hold.client_id else None
    if unread and not may_lift(HoldReason(hold.cause), has_unread=True):
        raise NotRead(unread)
    Hold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=act.at)
    return hold.pk


@is_act
def speak_first(act: Act, *, client: Client, relationship: Relationship, keyring: Keyring) -> UUID:
    """Hold touch until this person has spoken with their clinician alone. Nobody else is told."""
    relationship_under_lock(relationship.pk)
    return raise_hold(act, relationship, HoldReason.SPEAK_FIRST, client=client, keyring=keyring)


@is_act
def release_phase(act: Act, *, assignment: Assignment, heard_on: date | None = None) -> UUID:
    """Turn the clinician's key for the phase they are in. It opens nothing by itself. Raises LimitsUnseen."""
    relationship_under_lock(assignment.relationship_id)
    return release(act, assignment, assignment.phase, heard_on)


@is_act
def invite_again(act: Act, *, assignment: Assignment) -> UUID:
    """Begin another round of asking, from the appointment."""
    return invite(act, assignment, assignment.phase)


def release(act: Act, assignment: Assignment, phase: str, heard_on: date | None) -> UUID:
    level = exercise_by_digest(assignment.exercise_id).phase(phase).level
    people = yet_to_look(assignment.relationship_id, level)
    if people:
        raise LimitsUnseen(people)
    return Release.objects.create(
        clinic_id=act.clinic_id,
        assignment=assignment,
        phase=phase,
        released_at=act.at,
        heard_on=heard_on,
    ).pk


def invite(act: Act, assignment: Assignment, phase: str, *, at: datetime | None = None) -> UUID:
    """Begin to ask, now or at a coming posting."""
    return Invitation.objects.create(
        clinic_id=act.clinic_id, assignment=assignment, phase=phase, started_at=at or act.at
    ).pk


def require_settled(assignment: Assignment, heard_on: date | None, keyring: Keyring) -> None:
    """Raises NotSettled where anybody left a criterion of the phase open and nobody heard it otherwise."""
    unsettled = unsettled_before_release(assignment, keyring)
    if unsettled and heard_on is None:
        raise NotSettled(unsettled)


def unsettled_before_release(assignment: Assignment, keyring: Keyring) -> frozenset[Criterion]:
    phase = exercise_by_digest(assignment.exercise_id).phase(assignment.phase)
    people = assignment.relationship.participations.filter(ended_at=None).values_list("client_id", flat=True)
    return unsettled_criteria(
        reports_of([assignment.pk], keyring)[assignment.pk],
        people=[str(pk) for pk in people],
        settled_when=phase.settled_when,
        released_at=answered_at(assignment),
    )


def raise_hold(
    act: Act,
    relationship: Relationship,
    cause: HoldReason,
    *,
    client: Client | None = None,
    assignment: Assignment | None = None,
    keyring: Keyring,
) -> UUID:
    """It ends what runs."""
    hold = put_hold(act, relationship, cause, client=client, assignment=assignment)
    heed(act, relationship_id=relationship.pk, keyring=keyring)
    return hold


def put_hold(
    act: Act,
    relationship: Relationship,
    cause: HoldReason,
    *,
    client: Client | None = None,
    assignment: Assignment | None = None,
    phase: str = "",
) -> UUID:
    """One hold of a kind at a time; raised again while it stands, it is the same one."""
    is_own = assignment is not None and assignment.client_id is not None
    row, _ = Hold.objects.get_or_create(
        relationship=relationship,
        assignment=assignment,
        client=client,
        cause=cause.value,
        phase=phase,
        lifted_at=None,
        defaults={
            "clinic_id": act.clinic_id,
            "raised_at": act.at,
            "effective_at": lands_in(relationship.pk, is_own=is_own, now=act.at),
        },
    )
    return row.pk
