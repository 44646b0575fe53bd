from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from unhurried.core.vocabulary import Level
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Plan
from unhurried.homework.queries.clinician.beforehand import lies_open
from unhurried.homework.services.companions import give_companions
from unhurried.homework.services.holds import invite, release
from unhurried.homework.services.refusing import MayNotAssign, keeps_refusals
from unhurried.homework.services.signing import refuse_unless_taken_on
from unhurried.homework.services.tidings import tell_plan_changed
from unhurried.homework.sheets import Sheet
from unhurried.homework.standing import permission_to_assign
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, Episode
from unhurried.people.queries import people_seen_in, relationship_under_lock


class PlanUnderWay(Exception):
    """These people have a plan, and nobody said that it is to end."""


class LiesOpen(Exception):
    """The same people have the same exercise before them, and nobody said that it is to be there twice."""


@dataclass(frozen=True, kw_only=True)
class Composed:
    """What the clinician settled on: where in the exercise, what it says, and when it may be done.

    `client`: for this person alone. `is_released`: the clinician's key for touch together at L2, given
    beforehand; deeper than that it is turned later, by `release_phase`. `heard_on`: something usually comes
    before this and was not there; the clinician heard in the appointment on that day that it may be given.
    `arranged_by`: whose body it is about, where the pathway lets that person arrange it.
    """

    client: Client | None = None
    is_released: bool = False
    phase: str
    version: str
    sheet: Sheet
    from_on: date
    until_on: date
    heard_on: date | None = None
    assessed: str = ""
    arranged_by: Client | None = None


@is_act
def start_plan(
    act: Act,
    *,
    episode: Episode,
    pathway: LibraryItem,
    goal: str,
    keyring: Keyring,
    ends_another: bool = False,
) -> UUID:
    """Give a pathway to a relationship, and each person what is always there beside it.

    What is under way in another relationship of theirs goes on. Raises PlanUnderWay where a plan of this one
    would end with it, unless that is said.
    """
    relationship_under_lock(episode.relationship_id)
    under_way = Plan.objects.filter(episode=episode, ended_at=None)
    if not ends_another and under_way.exists():
        raise PlanUnderWay
    under_way.update(ended_at=act.at)
    plan = Plan(clinic_id=act.clinic_id, relationship_id=episode.relationship_id, episode=episode)
    plan.pathway, plan.started_at = pathway, act.at
    plan.goal = keyring.seal(plan, "goal", goal)
    plan.save(force_insert=True)
    people = people_seen_in(plan.relationship_id, now=act.at)
    give_companions(act, plan=plan, people=people, keyring=keyring)
    return plan.pk


@keeps_refusals
@is_act
def assign(
    act: Act,
    *,
    clinician: Clinician,
    plan: Plan,
    exercise: LibraryItem,
    composed: Composed,
    keyring: Keyring,
    unless_open: bool = False,
) -> UUID:
    """Give an exercise; it is seen at once.

    Raises MayNotAssign when it lies outside of the clinician's scope or licence, LimitsUnseen when it is to
    be released beforehand and somebody has not looked through their limits, LiesOpen when it is to be
    given only `unless_open` and the same people have it before them, and NotTakenOn when the clinician has
    still to say that they read it and take it on.
    """
    relationship_under_lock(plan.relationship_id)
    refuse_unless_taken_on(clinician, exercise)
    name = exercise_by_digest(exercise.pk).id
    if unless_open and lies_open(plan, name, alone=composed.client, now=act.at):
        raise LiesOpen
    assignment = put_assignment(
        act, clinician=clinician, plan=plan, exercise=exercise, composed=composed, keyring=keyring, at=act.at
    )
    tell_plan_changed(act, assignment)
    return assignment.pk


def put_assignment(
    act: Act,
    *,
    clinician: Clinician,
    plan: Plan,
    exercise: LibraryItem,
    composed: Composed,
    keyring: Keyring,
    at: datetime,
) -> Assignment:
    """An exercise that lies before people from `at` on. Raises MayNotAssign and LimitsUnseen."""
    given = exercise_by_digest(exercise.pk)
    level = given.phase(composed.phase).level
    permission = permission_to_assign(
        clinician, exercise, level=level, plan=plan, now=act.at, alone=composed.client
    )
    if not permission.is_given:
        raise MayNotAssign(permission.refused_for, clinician=clinician, exercise=exercise)
    assignment = Assignment(
        clinic_id=plan.clinic_id,
        relationship_id=plan.relationship_id,
        plan=plan,
        client=composed.client,
        exercise=exercise,
        position=Assignment.objects.filter(plan=plan).count(),
        phase=composed.phase,
        version=composed.version,
        placed_at=at,
        from_on=composed.from_on,
        until_on=composed.until_on,
        assigned_at=at,
        heard_on=composed.heard_on,
        arranged_by=composed.arranged_by,
    )
    assignment.sheet = keyring.seal(assignment, "sheet", composed.sheet.as_json())
    if composed.assessed:
        assignment.assessed = keyring.seal(assignment, "assessed", composed.assessed)
    assignment.save(force_insert=True)
    if given.needs_everyone(composed.phase):
        invite(act, assignment, composed.phase, at=at)
    if composed.is_released and level is Level.L2:
        release(act, assignment, composed.phase, heard_on=composed.heard_on)
    return assignment
