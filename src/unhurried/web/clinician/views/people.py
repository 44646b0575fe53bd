"""One person: taking them on, their page, what they told, and their joining sheet."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.consent.safety_queries import checks_due_under, checks_under, concerns_under
from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.holds import HoldReason
from unhurried.core.pathways import items_left, next_item
from unhurried.homework import queries
from unhurried.homework.facts import level_of, place_now
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.people import services
from unhurried.people.queries import appointments_for_client, episode_for, intake_for, regions_of
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import NewClientForm
from unhurried.web.clinician.gate_words import AFTERWARDS, DUE_WORDS, OF_ONE, pressed_words
from unhurried.web.clinician.order_words import missing_in_line, titles_of
from unhurried.web.clinician.room import is_in_room, private_page
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import HOLD_WORDS, today_of, zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment, LibraryItem, Plan
    from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class Ungiven:
    """Something of a plan that can still be given, and where it stands in it."""

    exercise: str
    title: str
    words: str
    is_for_all: bool
    missing: str = ""


@for_clinician
def new_client(request: Asked, viewer: "Clinician") -> HttpResponse:
    """One person, or several who are treated together."""
    regions = regions_of(viewer.clinic_id)
    initial = {"time_zone": viewer.clinic.time_zone, "region": regions[0] if regions else "elsewhere"}
    form = NewClientForm(request.POST or None, regions=regions, initial=initial)
    if form.is_valid():
        words = form.cleaned_data
        client_id = services.take_on(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            people=[
                services.NewClient(name=name, region=region, is_adult_attested=words["is_adult_attested"])
                for name, region in form.people
            ],
            time_zone=words["time_zone"],
            opened_on=request.now.date(),
            goal=words["goal"],
            keyring=request.keyring,
        )
        return redirect("clinician:client", client_id=client_id)
    return render(request, "clinician/new_client.html", {"here": "caseload", "form": form})


@require_safe
@for_clinician
def client(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """One person: what was given, what happened, what may come next."""
    person = client_in_care(viewer, client_id)
    zone = zone_of(viewer)
    concerns = concerns_under(viewer, person)
    rests = [one for one in queries.touch_rests_under(viewer) if one.client_id == person.pk]
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "episode": episode_for(viewer, person),
        "relationships": queries.relationships_under(viewer, person),
        "concerns": [one for one in concerns if one.answered_at is None],
        "answered": [one for one in concerns if one.answered_at],
        "ended": queries.ended_parts_under(viewer).get(person.pk, []),
        "check_due": checks_due_under(viewer, today=today_of(request, viewer)).get(person.pk),
        "dues": DUE_WORDS,
        "checks": checks_under(viewer, [person.pk])[person.pk],
        "rests": rests,
        "of_one": OF_ONE,
        "holds": HOLD_WORDS,
        "said_afterwards": queries.said_afterwards_under(viewer, person, request.keyring),
        "afterwards": AFTERWARDS,
        "pressed_words": pressed_words,
        "waiting": [one for one in queries.desk_for(viewer, now=request.now) if person.pk in one.people],
        "appointments": appointments_ahead(
            appointments_for_client(person, now=request.now), at_clinic=zone, seen_from=zone, now=request.now
        ),
        "is_intake_given": intake_for(viewer, person) is not None,
        "zone": zone,
    }
    return render(request, "clinician/client.html", context | _plan_of(request, viewer, person))


def _plan_of(request: Asked, viewer: "Clinician", person: "Client") -> dict[str, Any]:
    """The pathway, what of it was given, and what may come next; in the room, as all of them know it."""
    plan = queries.plan_under(viewer, person)
    given = queries.assignments_under(viewer, person)
    of_all = [one for one in given if plan and _is_of_all(one, plan)]
    given = of_all if is_in_room(request) else given
    exercises = {one.pk: exercise_by_digest(one.exercise_id) for one in given}
    pathway = pathway_by_digest(plan.pathway_id) if plan else None
    names = {one.id for one in exercises.values()}
    upcoming = next_item(pathway, names) if pathway else None
    people = _people_seen(request, viewer, plan) if plan else 0
    held = queries.hold_causes_under(viewer, person)
    return {
        "plan": plan,
        "pathway": pathway,
        "goal": queries.goal_under(viewer, plan, request.keyring) if plan else "",
        "given": given,
        "exercises": exercises,
        "held_titles": _touch_given(given),
        "states": {
            one.pk: _state_words(one, held.get(one.pk, []), request.now, zone_of(viewer)) for one in given
        },
        "next": queries.exercise_item(upcoming.exercise) if upcoming else None,
        "next_for_all": _next_for_all(plan, of_all, people) if plan else None,
        "ungiven": _ungiven(request, viewer, plan, pathway, names, people) if plan and pathway else [],
    }


def _is_of_all(given: "Assignment", plan: "Plan") -> bool:
    """Before all whose plan stands on the page: nothing of somebody alone, or of them with others."""
    return given.client_id is None and given.relationship_id == plan.relationship_id


def _people_seen(request: Asked, viewer: "Clinician", plan: "Plan") -> int:
    """How many take part, as everybody there knows it."""
    parts = queries.parts_under(viewer, plan.relationship, request.keyring)
    return sum(part.is_seen_at(request.now) for part in parts)


def _is_for(people: int, exercise: Exercise) -> bool:
    return exercise.min_people <= people <= exercise.max_people


def _next_for_all(
    plan: "Plan", of_all: Iterable["Assignment"], people: int
) -> "tuple[LibraryItem, Exercise] | None":
    """For the room: the next that is written for as many as are seen to take part there."""
    shelf = (exercise for _item, exercise in queries.exercise_items())
    passed_by = {one.id for one in shelf if not _is_for(people, one)}
    names = {exercise_by_digest(one.exercise_id).id for one in of_all}
    upcoming = next_item(pathway_by_digest(plan.pathway_id), names | passed_by)
    return queries.exercise_item(upcoming.exercise) if upcoming else None


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
    request: Asked, viewer: "Clinician", plan: "Plan", pathway: Pathway, given: set[str], people: int
) -> list[Ungiven]:
    """The rest of the pathway in its order, then what lies beside the way; for the room, what is for all."""
    exercises = {exercise.id: exercise for _item, exercise in queries.exercise_items()}
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
            is_for_all=_is_for(people, exercises[name]),
            missing=missing_in_line(missing[name], titles),
        )
        for name, words in ordered + beside
    ]


def _state_words(given: "Assignment", causes: list[str], now: datetime, zone: ZoneInfo) -> str:
    """How it stands, from the plan and what rules or the clinician hold."""
    if given.let_go_at or given.settled_at or given.assigned_at > now:
        return _way_words(given, now, zone)
    held = ", ".join(str(HOLD_WORDS[HoldReason(cause)]) for cause in causes)
    if held:
        return _("Resting: %(cause)s") % {"cause": held}
    is_touch = level_of(exercise_by_digest(given.exercise_id), place_now(given)).is_joint_touch
    return _("For everyone: see what holds it") if is_touch else _("Open")


def _way_words(given: "Assignment", now: datetime, zone: ZoneInfo) -> str:
    """Of what has ended or has not come yet; with the day, where their pages have still to follow."""
    if given.let_go_at and given.let_go_at > now:
        return _("Let go: leaves their page on %(day)s") % {"day": _day(given.let_go_at, zone)}
    if given.let_go_at:
        return _("Let go")
    if given.assigned_at > now:
        return _("On their page from %(day)s") % {"day": _day(given.assigned_at, zone)}
    return _("Kept, theirs to use")


def _day(at: datetime, zone: ZoneInfo) -> str:
    return date_format(at.astimezone(zone), "l j F")


@require_safe
@for_clinician
@private_page
def about(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """What the person told about themselves: intake, safe contact, their own words."""
    person = client_in_care(viewer, client_id)
    intake = intake_for(viewer, person)
    questions = services.INTAKE_QUESTIONS if intake else ()
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "safe_contact": request.keyring.open(person, "safe_contact"),
        "own_words": request.keyring.open(person, "own_words"),
        "answers": {question: request.keyring.open(intake, question) for question in questions}
        if intake
        else {},
        "intake": intake,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/about.html", context)


@require_POST
@for_clinician
def link(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """Make and show a joining sheet, once: only a fingerprint of the code is kept."""
    person = client_in_care(viewer, client_id)
    act = act_of(request, viewer.clinic_id)
    code = services.code_of(act)
    try:
        services.make_joining_link(act, person=person, code=code)
    except services.HasJoined:
        return redirect("clinician:client", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "code": code,
        "days": services.LIVES_FOR.days,
        "clinic": viewer.clinic,
    }
    return render(request, "clinician/joining_sheet.html", context)
