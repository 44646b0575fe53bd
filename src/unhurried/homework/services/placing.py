"""Where people are in what was given: a change counts for bodies now, and for pages at the next posting."""

from datetime import datetime

from unhurried.core.exercises import Phase
from unhurried.homework.boards import lands_in
from unhurried.homework.facts import place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment
from unhurried.homework.services.holds import invite
from unhurried.homework.services.tidings import tell_plan_changed
from unhurried.people.acts import Act


def place(act: Act, assignment: Assignment, *, phase: str, version: str) -> None:
    """Put everybody somewhere else: for bodies now, for pages at the next posting."""
    shown = place_shown(assignment, act.at)
    change(
        assignment,
        phase=phase,
        version=version,
        placed_at=act.at if phase != assignment.phase else assignment.placed_at,
        posted_phase=shown.phase,
        posted_version=shown.version,
        posted_placed_at=shown.since,
        posted_until=lands(act, assignment),
    )
    tell_plan_changed(act, assignment)


def go_to(act: Act, assignment: Assignment, phase: Phase, *, version: str = "") -> None:
    """Another phase, as it was published or in this version of it; what needs everybody is asked anew."""
    place(act, assignment, phase=phase.key, version=version or phase.versions[0].key)
    if exercise_by_digest(assignment.exercise_id).needs_everyone(phase.key):
        invite(act, assignment, phase.key)


def lighten(act: Act, assignment: Assignment) -> None:
    """The next smaller published version; the smallest stays the smallest."""
    phase = exercise_by_digest(assignment.exercise_id).phase(assignment.phase)
    minutes = {version.key: version.minutes for version in phase.versions}
    smaller = [key for key in minutes if minutes[key] < minutes[assignment.version]]
    if smaller:
        place(act, assignment, phase=phase.key, version=max(smaller, key=lambda key: minutes[key]))


def lands(act: Act, assignment: Assignment) -> datetime:
    return lands_in(assignment.relationship_id, is_own=assignment.client_id is not None, now=act.at)


def change(assignment: Assignment, **values: object) -> None:
    Assignment.objects.filter(pk=assignment.pk).update(**values)
