from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from unhurried.homework.queries import clinician as queries
from unhurried.people import services
from unhurried.people.queries import (
    appointment_for,
    appointments_for_clinician,
    people_of,
)
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.courses import about
from unhurried.web.clinician.forms_calendar import ALONE, PLACES, REPEATS, AppointmentForm, RegionForm
from unhurried.web.clinician.room import is_in_room, names_whom, off_screen, takes_off_screen
from unhurried.web.clinician.secrets import secrets_beside
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unhurried.homework.queries.clinician import Course
    from unhurried.people.models import Clinician

APPOINTMENT_WORDS = {"places_words": dict(PLACES), "repeats_words": dict(REPEATS)}


@require_safe
@for_clinician
def calendar(request: Asked, viewer: "Clinician") -> HttpResponse:
    appointments = appointments_for_clinician(viewer)
    zone = zone_of(viewer)
    people = {one.pk: people_of(one, now=request.now) for one in appointments}
    names = {
        pk: ", ".join(sorted(request.keyring.open(client, "name") for client in clients))
        for pk, clients in people.items()
    }
    ahead = appointments_ahead(appointments, at_clinic=zone, seen_from=zone, now=request.now)
    if is_in_room(request):
        ahead = [one for one in ahead if one.appointment.client_id is None]
    context = {"here": "calendar", "ahead": ahead, "names": names}
    return render(request, "clinician/calendar.html", context | APPOINTMENT_WORDS)


@for_clinician
@names_whom
def new_appointment(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """With this person alone, or with everybody of one relationship, whom it names."""
    person = client_in_care(viewer, client_id)
    found = about(request, viewer, person)
    if found is None:
        raise Http404
    courses = queries.courses_under(viewer, person, request.keyring)
    joint = {str(one.relationship.pk): one for one in courses if _is_joint(one, request)}
    here = str(found.course.relationship.pk)
    name = request.keyring.open(person, "name")
    form = AppointmentForm(
        request.POST or None,
        zone=zone_of(viewer),
        now=request.now,
        name=name,
        together=[(pk, found.label_of(one)) for pk, one in joint.items()],
        initial={"place": "room", "who": here if is_in_room(request) and here in joint else ALONE},
    )
    if form.is_valid():
        fields = ("starts_at", "minutes", "place", "repeats")
        chosen = joint.get(form.cleaned_data.get("who", ""))
        course = chosen or _own(courses, request) or found.course
        alone = None if chosen or not (joint or course.is_shared) else person
        plan = services.AppointmentPlan(client=alone, **{field: form.cleaned_data[field] for field in fields})
        services.make_appointment(act_of(request, viewer.clinic_id), episode=course.episode, plan=plan)
        return redirect(found.page("client"))
    context = {"here": "calendar", "client": person, "name": name, "form": form, "about": found}
    beside = secrets_beside(request, viewer, found.course.relationship)
    return render(request, "clinician/new_appointment.html", context | beside)


def _is_joint(course: "Course", request: Asked) -> bool:
    seen = course.seen_at(request.now)
    return course.own in seen and len(seen) > 1


def _own(courses: "Iterable[Course]", request: Asked) -> "Course | None":
    """Where they are on their own."""
    own = (one for one in courses if not one.is_shared and one.own.is_seen_at(request.now))
    return next(own, None)


@for_clinician
def appointment(request: Asked, viewer: "Clinician", appointment_id: UUID) -> HttpResponse:
    """One appointment: confirm where everybody is when it is remote, or cancel it."""
    found = appointment_for(viewer, appointment_id)
    if found is None:
        raise Http404
    if found.client_id and takes_off_screen(request):
        return off_screen(request)
    form = RegionForm(request.POST or None, initial={"region": found.region_confirmed})
    if form.is_valid():
        services.confirm_region(
            act_of(request, viewer.clinic_id), appointment=found, region=form.cleaned_data["region"]
        )
        return redirect("clinician:calendar")
    names = sorted(request.keyring.open(one, "name") for one in people_of(found, now=request.now))
    context = {
        "here": "calendar",
        "appointment": found,
        "form": form,
        "names": names,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/appointment.html", context | APPOINTMENT_WORDS)
