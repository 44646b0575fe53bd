"""A card to print, as its clinician makes it: the version posted, and nothing of what anybody said since."""

from dataclasses import dataclass
from datetime import datetime

from unhurried.core.exercises import Communication, Exercise, Step, Version
from unhurried.core.runs import minutes_at_most, run_of
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of, posted_at
from unhurried.homework.facts import place_now, place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment
from unhurried.homework.queries.clinician.treatment import sheet_under
from unhurried.people.models import Clinician
from unhurried.people.queries import people_seen_in


@dataclass(frozen=True, kw_only=True)
class PrintedCard:
    """`posted_at`: when it was posted, in their own zone. `communication` None: for one person alone."""

    exercise: Exercise
    phase: str
    version: Version
    steps: tuple[Step, ...]
    at_most: int
    people: int
    communication: Communication | None
    stopping: str
    among_more: str
    posted_at: datetime


def card_under(
    viewer: Clinician, assignment: Assignment, *, now: datetime, keyring: Keyring
) -> PrintedCard | None:
    """The version posted, whatever limits leave of it. None: the clinician chose less since then."""
    place, exercise = place_shown(assignment, now), exercise_by_digest(assignment.exercise_id)
    if _is_less_now(assignment, exercise, now):
        return None
    phase, people = exercise.phase(place.phase), _people_in(assignment, now)
    version = next(one for one in phase.versions if one.key == place.version)
    steps, board = phase.steps_of(version.key), board_of(assignment.relationship_id)
    sheet = sheet_under(viewer, assignment, keyring)
    chosen = Communication(sheet.communication) if sheet.communication else exercise.communication
    return PrintedCard(
        exercise=exercise,
        phase=phase.key,
        version=version,
        steps=steps,
        at_most=minutes_at_most(run_of(steps, people=people), version),
        people=people,
        communication=chosen if people > 1 else None,
        stopping=sheet.stopping,
        among_more=exercise.says_to_more(people),
        posted_at=posted_at(board, people=people, now=now).astimezone(board.schedule.zone),
    )


def _is_less_now(assignment: Assignment, exercise: Exercise, now: datetime) -> bool:
    """A step back or a smaller version counts for bodies at once: no card says otherwise in between."""
    shown, here = place_shown(assignment, now), place_now(assignment)
    order = [phase.key for phase in exercise.phases]
    if shown.phase != here.phase:
        return order.index(here.phase) < order.index(shown.phase)
    minutes = {one.key: one.minutes for one in exercise.phase(here.phase).versions}
    return minutes[here.version] < minutes[shown.version]


def _people_in(assignment: Assignment, now: datetime) -> int:
    """Everybody who is seen to take part; what was given to one alone is one person's."""
    if assignment.client_id:
        return 1
    return len(people_seen_in(assignment.relationship_id, now=now))
