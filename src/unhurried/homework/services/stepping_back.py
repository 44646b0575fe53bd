"""Back across exercises, and after a change of people. What is reached asks for no more; nothing opens."""

from uuid import UUID

from django.db.models import QuerySet

from unhurried.core.exercises import Exercise, Phase, Waypoint
from unhurried.core.holds import HoldReason
from unhurried.core.pathways import phase_fallen_back_to
from unhurried.crypto.fields import Keyring
from unhurried.homework.behind import practices_in
from unhurried.homework.library_items import exercise_by_digest, newest_exercise
from unhurried.homework.models import Assignment, LibraryItem
from unhurried.homework.services.holds import invite, raise_hold
from unhurried.homework.services.placing import change, go_to, lands
from unhurried.homework.services.plans import Composed, put_assignment
from unhurried.homework.services.tidings import tell_plan_changed
from unhurried.homework.sheets import prefilled
from unhurried.people.acts import Act
from unhurried.people.models import Clinician


def step_back_across(
    act: Act,
    *,
    clinician: Clinician,
    assignment: Assignment,
    way: Waypoint,
    version: str = "",
    keyring: Keyring,
) -> Assignment | None:
    """Let this one go and give the earlier one anew: for bodies this one rests now, pages follow later.

    What of the earlier one still lies before them is taken up again. `version`: in that one; else given anew
    it is whole, and taken up it is as they had it. Returns it; None: the library does not have it.
    """
    item = newest_exercise(way.exercise)
    if item is None:
        return None
    raise_hold(act, assignment.relationship, HoldReason.CLINICIAN, assignment=assignment, keyring=keyring)
    change(assignment, let_go_at=lands(act, assignment))
    earlier = _still_before_them(assignment, way)
    if earlier is None:
        phase = _phase_at(exercise_by_digest(item.pk), way)
        return _give_anew(act, clinician, assignment, item, phase, version, keyring)
    _take_up_again(act, earlier, _phase_at(exercise_by_digest(earlier.exercise_id), way), version)
    return earlier


def put_back(act: Act, relationship_id: UUID) -> None:
    """After anybody joined or left: what needs everybody goes back to what exactly these people have done."""
    rows = Assignment.objects.filter(
        relationship=relationship_id, client=None, let_go_at=None, settled_at=None
    )
    for one in rows.select_related("relationship").order_by("position", "pk"):
        exercise = exercise_by_digest(one.exercise_id)
        phase = _reached(one, exercise, act)
        if phase.key != one.phase:
            go_to(act, one, phase)


def _reached(assignment: Assignment, exercise: Exercise, act: Act) -> Phase:
    if not exercise.needs_everyone(assignment.phase):
        return exercise.phase(assignment.phase)
    practices = practices_in(assignment, now=act.at)
    return exercise.phase(phase_fallen_back_to(exercise, assignment.phase, practices))


def _still_before_them(assignment: Assignment, way: Waypoint) -> Assignment | None:
    rows = _given_before(assignment, way.exercise).filter(settled_at=None).select_related("relationship")
    return rows.order_by("position", "pk").last()


def _given_before(assignment: Assignment, exercise_id: str) -> QuerySet[Assignment]:
    own = {"relationship": assignment.relationship_id, "client": assignment.client_id}
    return Assignment.objects.filter(**own, exercise__name=exercise_id, let_go_at=None)


def _take_up_again(act: Act, earlier: Assignment, phase: Phase, version: str) -> None:
    """In the version they had, where no other is named; what needs everybody is asked about anew."""
    if earlier.phase != phase.key or version not in ("", earlier.version):
        go_to(act, earlier, phase, version=version)
    elif exercise_by_digest(earlier.exercise_id).needs_everyone(phase.key):
        invite(act, earlier, phase.key)


def _give_anew(
    act: Act,
    clinician: Clinician,
    assignment: Assignment,
    item: LibraryItem,
    phase: Phase,
    version: str,
    keyring: Keyring,
) -> Assignment:
    """What was kept of it goes when this comes, so that it is there once and asked about."""
    starts_on, lands_at = act.at.date(), lands(act, assignment)
    exercise = exercise_by_digest(item.pk)
    composed = Composed(
        client=assignment.client,
        phase=phase.key,
        version=version or phase.versions[0].key,
        sheet=prefilled(exercise),
        from_on=starts_on,
        until_on=starts_on + (assignment.until_on - assignment.from_on),
    )
    _given_before(assignment, exercise.id).update(let_go_at=lands_at)
    given = put_assignment(
        act,
        clinician=clinician,
        plan=assignment.plan,
        exercise=item,
        composed=composed,
        keyring=keyring,
        at=lands_at,
    )
    tell_plan_changed(act, given)
    return given


def _phase_at(exercise: Exercise, way: Waypoint) -> Phase:
    return exercise.phase(way.phase) if way.phase else exercise.phases[-1]
