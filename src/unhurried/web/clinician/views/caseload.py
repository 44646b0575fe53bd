from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.exercises import Pathway
from unhurried.core.holds import HoldReason
from unhurried.core.pathways import items_left, next_item
from unhurried.homework import queries
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.people import services
from unhurried.people.queries import (
    appointments_for_client,
    appointments_for_clinician,
    client_for,
    episode_for,
    intake_for,
    people_of,
    regions_of,
)
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import NewClientForm
from unhurried.web.clinician.words import HOLD_WORDS, zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment
    from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class Ungiven:
    """Something of a plan that can still be given, and where it stands in it."""

    exercise: str
    title: str
    words: str


def client_in_care(viewer: "Clinician", client_id: UUID) -> "Client":
    client = client_for(viewer, client_id)
    if client is None:
        raise Http404
    return client


@require_safe
@for_clinician
def caseload(request: Asked, viewer: "Clinician") -> HttpResponse:
    """Everybody in this clinician's care; those who need them come first."""
    context = {
        "here": "caseload",
        "lines": queries.caseload_for(viewer, request.keyring),
        "next_at": _next_appointments(viewer, request.now),
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/caseload.html", context)


def _next_appointments(viewer: "Clinician", now: datetime) -> dict[UUID, datetime]:
    """Client → when they meet next; the soonest is told last, and stays."""
    ahead = appointments_ahead(
        appointments_for_clinician(viewer), at_clinic=zone_of(viewer), seen_from=zone_of(viewer), now=now
    )
    return {client.pk: one.starts_at for one in reversed(ahead) for client in people_of(one.appointment)}


@require_safe
@for_clinician
def desk(request: Asked, viewer: "Clinician") -> HttpResponse:
    """What waits for an answer, oldest first."""
    names = {line.client.pk: line.name for line in queries.caseload_for(viewer, request.keyring)}
    waiting = queries.desk_for(viewer)
    context = {"here": "review", "waiting": waiting, "names": names, "zone": zone_of(viewer)}
    return render(request, "clinician/desk.html", context)


@for_clinician
def new_client(request: Asked, viewer: "Clinician") -> HttpResponse:
    regions = regions_of(viewer.clinic_id)
    initial = {"time_zone": viewer.clinic.time_zone, "region": regions[0] if regions else "elsewhere"}
    form = NewClientForm(request.POST or None, regions=regions, initial=initial)
    if form.is_valid():
        words = form.cleaned_data
        client_id = services.take_on(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            people=[
                services.NewClient(
                    name=words["name"], region=words["region"], is_adult_attested=words["is_adult_attested"]
                )
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
    plan = queries.plan_under(viewer, person)
    given = queries.assignments_under(viewer, person)
    exercises = {one.pk: exercise_by_digest(one.exercise_id) for one in given}
    pathway = pathway_by_digest(plan.pathway_id) if plan else None
    upcoming = next_item(pathway, {one.id for one in exercises.values()}) if pathway else None
    held = queries.hold_causes_under(viewer, person)
    zone = zone_of(viewer)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "episode": episode_for(viewer, person),
        "plan": plan,
        "pathway": pathway,
        "goal": queries.goal_under(viewer, plan, request.keyring) if plan else "",
        "given": given,
        "exercises": exercises,
        "states": {one.pk: _state_words(one, held.get(one.pk, [])) for one in given},
        "next": queries.exercise_item(upcoming.exercise) if upcoming else None,
        "ungiven": _ungiven(pathway, {one.id for one in exercises.values()}) if pathway else [],
        "waiting": [one for one in queries.desk_for(viewer) if one.client_id == person.pk],
        "appointments": appointments_ahead(
            appointments_for_client(person), at_clinic=zone, seen_from=zone, now=request.now
        ),
        "is_intake_given": intake_for(viewer, person) is not None,
        "zone": zone,
    }
    return render(request, "clinician/client.html", context)


def _ungiven(pathway: Pathway, given: set[str]) -> list[Ungiven]:
    """The rest of the pathway in its order, then what lies beside the way."""
    titles = {exercise.id: exercise.says("title") for _item, exercise in queries.exercise_items()}
    ordered = [(item.exercise, _("Not given yet")) for item in items_left(pathway, given)]
    beside = [(name, _("Beside the way, at any time")) for name in pathway.companions if name not in given]
    return [Ungiven(exercise=name, title=titles[name], words=words) for name, words in ordered + beside]


def _state_words(given: "Assignment", causes: list[str]) -> str:
    """How it stands, from the plan and what rules or the clinician hold."""
    if given.let_go_at:
        return _("Let go")
    if given.settled_at:
        return _("Kept, theirs to use")
    held = ", ".join(str(HOLD_WORDS[HoldReason(cause)]) for cause in causes)
    return _("Resting: %(cause)s") % {"cause": held} if held else _("Open")


@require_safe
@for_clinician
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
