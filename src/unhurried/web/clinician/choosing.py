"""What of the library can be chosen for these people; in the room, without what anybody may leave out."""

from typing import TYPE_CHECKING

from unhurried.core.exercises import Exercise
from unhurried.core.families import is_hidden, is_kept_from_room
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked
from unhurried.web.clinician.room import is_in_room

if TYPE_CHECKING:
    from unhurried.homework.queries.clinician import Course, Part, Shelved
    from unhurried.people.models import Clinician


def is_for(people: int, exercise: Exercise) -> bool:
    return exercise.min_people <= people <= exercise.max_people


def to_choose_from(request: Asked, viewer: "Clinician", course: "Course") -> "list[Shelved]":
    """Whatever could be given to all of them or to one alone; in the room, to all that everybody knows of."""
    shelf = shown_on_shelf(request, viewer, course)
    if is_in_room(request):
        seen = len(course.seen_at(request.now))
        return [one for one in shelf if is_for(seen, one[1])]
    people = len(here(course))
    return [one for one in shelf if one[1].min_people == 1 or is_for(people, one[1])]


def shown_on_shelf(request: Asked, viewer: "Clinician", course: "Course") -> "list[Shelved]":
    """The shelf without the family that is left out, for as many people as it may be for."""
    clients = [part.client for part in here(course)]
    left_out, people = queries.left_out_under(viewer, clients), [str(one.pk) for one in clients]
    shelf = queries.exercise_items()
    if is_in_room(request) and course.is_shared:
        return [one for one in shelf if not is_kept_from_room(one[1], is_shared=True)]
    return [one for one in shelf if not is_hidden(one[1], left_out, people=people)]


def leaving_out(request: Asked, viewer: "Clinician", course: "Course") -> list[str]:
    """By name, who of these people leaves the erotic family out: for the clinician alone."""
    if is_in_room(request):
        return []
    left_out = queries.left_out_under(viewer, [part.client for part in here(course)])
    return [part.name for part in here(course) if str(part.client.pk) in left_out.people]


def here(course: "Course") -> "list[Part]":
    """Those who have not ended their part; whoever's page it is stays, after they have."""
    return [part for part in course.parts if not part.has_ended] or [course.own]
