from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from unhurried.people import services
from unhurried.people.queries import (
    appointment_for,
    appointments_for_clinician,
    episode_for,
    people_of,
    people_seen_in,
)
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import PLACES, REPEATS, AppointmentForm, RegionForm
from unhurried.web.clinician.room import is_in_room, off_screen, takes_off_screen
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
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
def new_appointment(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    person = client_in_care(viewer, client_id)
    episode = episode_for(viewer, person)
    if episode is None:
        raise Http404
    name = request.keyring.open(person, "name")
    seen = people_seen_in(episode.relationship_id, now=request.now)
    takes_part = person in seen
    form = AppointmentForm(
        request.POST or None,
        zone=zone_of(viewer),
        now=request.now,
        name=name,
        people=len(seen) if takes_part else 1,
        initial={"place": "room", "who": "all" if is_in_room(request) else "alone"},
    )
    if form.is_valid():
        fields = ("starts_at", "minutes", "place", "repeats")
        alone = person if form.cleaned_data.get("who") == "alone" or not takes_part else None
        plan = services.AppointmentPlan(client=alone, **{field: form.cleaned_data[field] for field in fields})
        services.make_appointment(act_of(request, viewer.clinic_id), episode=episode, plan=plan)
        return redirect("clinician:client", client_id=client_id)
    context = {"here": "calendar", "client": person, "name": name, "form": form}
    return render(request, "clinician/new_appointment.html", context)


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
