"""What lies before one person, plan by plan: what was given, how it stands, and what may come next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.families import is_kept_from_room
from unhurried.core.holds import HoldReason
from unhurried.core.pathways import items_left, next_item
from unhurried.homework.facts import level_of, place_now
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked
from unhurried.web.clinician.choosing import is_for, shown_on_shelf
from unhurried.web.clinician.courses import About, about, label_of, way_of
from unhurried.web.clinician.gate_words import held_alone_words
from unhurried.web.clinician.order_words import missing_in_line, titles_of
from unhurried.web.clinician.room import is_in_room
from unhurried.web.clinician.words import HOLD_WORDS, zone_of

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment, Plan
    from unhurried.homework.queries.clinician import Course, Held, Shelved
    from unhurried.people.models import Client, Clinician

    Shelf = dict[str, Shelved]


@dataclass(frozen=True, kw_only=True)
class Ungiven:
    """Something of a plan that can still be given, and where it stands in it."""

    exercise: str
    title: str
    words: str
    is_for_all: bool
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Another relationship of theirs: with whom, what for, and what was given there."""

    label: str
    way: str
    is_shared: bool
    pathway: Pathway | None
    goal: str
    given: list["Assignment"]


def plans_of(request: Asked, viewer: "Clinician", person: "Client") -> dict[str, Any]:
    """The one that the page is about in full, and the others beside it; in the room there are no others."""
    found = about(request, viewer, person)
    given = queries.assignments_under(viewer, person)
    causes = queries.hold_causes_under(viewer, person)
    alone = queries.held_alone_under(viewer, person, given, now=request.now, keyring=request.keyring)
    others = found.others if found else ()
    request.keyring.prepare([one.plan for one in others if one.plan], "goal")
    context = {
        "about": found,
        "plan": found.course.plan if found else None,
        "exercises": {one.pk: exercise_by_digest(one.exercise_id) for one in given},
        "held_titles": _touch_given(given),
        "states": {
            one.pk: _way_words(one, request.now, zone_of(viewer))
            or (_alone_words(one, alone[one.pk]) if one.pk in alone else _joint_words(causes.get(one.pk, [])))
            for one in given
        },
        "others": [_beside(request, viewer, one, given) for one in others],
    }
    return context | (_in_full(request, viewer, found, given) if found else {})


def _beside(request: Asked, viewer: "Clinician", course: "Course", given: Iterable["Assignment"]) -> Beside:
    plan = course.plan
    return Beside(
        label=label_of(course, request.now),
        way=way_of(course),
        is_shared=course.is_shared,
        pathway=pathway_by_digest(plan.pathway_id) if plan else None,
        goal=queries.goal_under(viewer, plan, request.keyring) if plan else "",
        given=_given_in(course, given),
    )


def _given_in(course: "Course", given: Iterable["Assignment"]) -> list["Assignment"]:
    return [one for one in given if one.relationship_id == course.relationship.pk]


def _in_full(request: Asked, viewer: "Clinician", found: About, given: list["Assignment"]) -> dict[str, Any]:
    """The pathway, what of it was given, and what may come next; in the room, as all of them know it."""
    own, plan = _given_in(found.course, given), found.course.plan
    of_all = [one for one in own if one.client_id is None]
    shown = of_all if is_in_room(request) else own
    if plan is None:
        return {"given": shown, "goal": "", "next": None, "next_for_all": None, "ungiven": []}
    pathway, anywhere = pathway_by_digest(plan.pathway_id), [] if is_in_room(request) else given
    shelf = {one[1].id: one for one in shown_on_shelf(request, viewer, found.course)}
    names = _names(plan, shown, anywhere) | _hidden(pathway, shelf)
    return {
        "given": shown,
        "pathway": pathway,
        "goal": queries.goal_under(viewer, plan, request.keyring),
        "next": _next(pathway, names | _for_others(shelf, found.people), shelf),
        "next_for_all": _next_for_all(pathway, _names(plan, of_all, []), shelf, found.people),
        "ungiven": _ungiven(request, viewer, plan, names, shelf, found.people),
    }


def _hidden(pathway: Pathway, shelf: "Shelf") -> set[str]:
    """What these people, or those who treat them, leave out: passed by as if it had been given."""
    return {*(item.exercise for item in pathway.items), *pathway.companions} - shelf.keys()


def _names(plan: "Plan", here: Iterable["Assignment"], anywhere: Iterable["Assignment"]) -> set[str]:
    """What was given of this plan, and what the person keeps for themselves, wherever it came from."""
    of_plan = [one for one in here if one.plan_id == plan.pk]
    kept = [one for one in anywhere if one.client_id and one.settled_at and not one.let_go_at]
    return {exercise_by_digest(one.exercise_id).id for one in of_plan + kept}


def _next(pathway: Pathway, given: set[str], shelf: "Shelf") -> "Shelved | None":
    upcoming = next_item(pathway, given)
    return shelf.get(upcoming.exercise) if upcoming else None


def _for_others(shelf: "Shelf", people: int) -> set[str]:
    """What neither all of so many nor one of them alone can be given: the way goes on past it."""
    return {name for name, (_item, one) in shelf.items() if one.min_people > 1 and not is_for(people, one)}


def _next_for_all(pathway: Pathway, given: set[str], shelf: "Shelf", people: int) -> "Shelved | None":
    """For the room: the next that is written for as many as are seen to take part there."""
    fitting = {name for name, (_item, one) in shelf.items() if _is_for_room(one, people)}
    passed_by = {item.exercise for item in pathway.items} - fitting
    return _next(pathway, given | passed_by, shelf)


def _is_for_room(exercise: Exercise, people: int) -> bool:
    """For all of them, and of no family that one of several may leave out."""
    return is_for(people, exercise) and not is_kept_from_room(exercise, is_shared=people > 1)


def _touch_given(given: Iterable["Assignment"]) -> defaultdict[UUID, list[str]]:
    """By relationship, the titles of what lies before all of them with touch: what a hold on touch holds."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for one in given:
        exercise = exercise_by_digest(one.exercise_id)
        is_open = one.client_id is None and not (one.let_go_at or one.settled_at)
        if is_open and level_of(exercise, place_now(one)).is_joint_touch:
            found[one.relationship_id].append(exercise.says("title"))
    return found


def _ungiven(
    request: Asked, viewer: "Clinician", plan: "Plan", given: set[str], shelf: "Shelf", people: int
) -> list[Ungiven]:
    """The rest of the pathway in its order, then what lies beside the way; for the room, what is for all."""
    pathway = pathway_by_digest(plan.pathway_id)
    exercises = {name: exercise for name, (_item, exercise) in shelf.items()}
    titles = titles_of(exercises.values())
    ordered = [(item.exercise, _("Not given yet")) for item in items_left(pathway, given)]
    beside = [(name, _("Beside the way, at any time")) for name in pathway.companions if name not in given]
    asked = [exercises[name] for name, _words in ordered + beside]
    missing = queries.missing_under(viewer, plan, asked, now=request.now, keyring=request.keyring)
    return [
        Ungiven(
            exercise=name,
            title=titles[name],
            words=words,
            is_for_all=_is_for_room(exercises[name], people),
            missing=missing_in_line(missing[name], titles),
        )
        for name, words in ordered + beside
    ]


def _joint_words(causes: list[str]) -> str:
    """What needs everybody, from what rules or the clinician hold."""
    held = ", ".join(str(HOLD_WORDS[HoldReason(cause)]) for cause in causes)
    return _("Resting: %(cause)s") % {"cause": held} if held else _("For everyone: see what holds it")


def _alone_words(given: "Assignment", held: Iterable["Held"]) -> str:
    """What they open for themselves. What lies higher on a ladder leaves open where they are."""
    exercise, rows = exercise_by_digest(given.exercise_id), list(held)
    here = held_alone_words([one for one in rows if not one.rung], exercise)
    above = held_alone_words([one for one in rows if one.rung], exercise)
    words = _("Resting: %(cause)s") % {"cause": ", ".join(here)} if here else _("Open")
    return "; ".join([words, *above])


def _way_words(given: "Assignment", now: datetime, zone: ZoneInfo) -> str:
    """Of what has ended or has not come yet; with the day, where their pages have still to follow.

    Empty: it lies before them.
    """
    if given.let_go_at and given.let_go_at > now:
        return _("Let go: leaves their page on %(day)s") % {"day": _day(given.let_go_at, zone)}
    if given.let_go_at:
        return _("Let go")
    if given.assigned_at > now:
        return _("On their page from %(day)s") % {"day": _day(given.assigned_at, zone)}
    return _("Kept, theirs to use") if given.settled_at else ""


def _day(at: datetime, zone: ZoneInfo) -> str:
    return date_format(at.astimezone(zone), "l j F")
