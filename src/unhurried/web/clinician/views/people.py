"""One person: taking them on, their page, what they told, and their joining sheet."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unhurried.consent.safety_queries import checks_under, concerns_under, on_file_under
from unhurried.homework import services as homework
from unhurried.homework.queries import clinician as queries
from unhurried.people import services
from unhurried.people.contact import safe_contact_of
from unhurried.people.queries import appointments_for_client, intake_for, regions_of
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.caution_words import standing_words
from unhurried.web.clinician.courses import named, way_to
from unhurried.web.clinician.forms import NewClientForm, SureForm
from unhurried.web.clinician.forms_together import AsOfForm
from unhurried.web.clinician.gate_words import AFTERWARDS, DUE_WORDS, OF_ONE, pressed_words
from unhurried.web.clinician.library_words import CONCERN_WORDS
from unhurried.web.clinician.plans import plans_of
from unhurried.web.clinician.room import names_whom, private_page
from unhurried.web.clinician.silence import quiet_beside
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import HOLD_WORDS, today_of, zone_of
from unhurried.web.reaching import reaching_rows
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from typing import Any

    from unhurried.people.models import Clinician
    from unhurried.web.clinician.courses import About


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
@names_whom
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
        "company": queries.company_under(viewer, person, request.keyring, now=request.now),
        "between": queries.between_hands_under(viewer, person, now=request.now),
        "named": named,
        "way_to": way_to,
        "concerns": [one for one in concerns if one.answered_at is None or one.seen_at is None],
        "answered": [one for one in concerns if one.answered_at and one.seen_at],
        "ended": queries.ended_parts_under(viewer).get(person.pk, []),
        "check_due": queries.rechecks_due_under(viewer, today=today_of(request, viewer)).get(person.pk),
        "dues": DUE_WORDS,
        "changes": queries.changes_under(viewer, today=today_of(request, viewer)).get(person.pk, []),
        "checks": checks_under(viewer, [person.pk])[person.pk],
        "on_file": standing_words(on_file_under(viewer, [person.pk], now=request.now)[person.pk]),
        "rests": rests,
        "has_ended": person.pk in queries.care_ended_under(viewer),
        "ended_alone": queries.ended_alone_under(viewer, person, now=request.now),
        "of_one": OF_ONE,
        "holds": HOLD_WORDS,
        "said_afterwards": queries.said_afterwards_under(viewer, person, request.keyring),
        "afterwards": AFTERWARDS,
        "pressed_words": pressed_words,
        "waiting": [
            one
            for one in queries.desk_for(viewer, request.keyring, now=request.now)
            if person.pk in one.people
        ],
        "appointments": appointments_ahead(
            appointments_for_client(person, now=request.now), at_clinic=zone, seen_from=zone, now=request.now
        ),
        "is_intake_given": intake_for(viewer, person) is not None,
        "zone": zone,
    }
    plans = plans_of(request, viewer, person)
    return render(request, "clinician/client.html", context | plans | _quiet(request, viewer, plans["about"]))


def _quiet(request: Asked, viewer: "Clinician", about: "About | None") -> "dict[str, Any]":
    """Of what the page is about."""
    return quiet_beside(request, viewer, about.course.relationship.pk) if about else {"quiet_since": None}


@require_POST
@for_clinician
def read_changes(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """What they said of where they are and of their life was read; no client's page tells it."""
    person, form = client_in_care(viewer, client_id), AsOfForm(request.POST)
    if form.is_valid():
        act = act_of(request, viewer.clinic_id)
        homework.read_changes(act, client=person, as_of=form.cleaned_data["as_of"])
    return redirect("clinician:client", client_id=client_id)


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
        "reaching": reaching_rows(safe_contact_of(person, request.keyring)),
        "own_words": request.keyring.open(person, "own_words"),
        "answers": {question: request.keyring.open(intake, question) for question in questions}
        if intake
        else {},
        "intake": intake,
        "asked_for": request.keyring.open(intake, services.TICKED).split() if intake else [],
        "concerns": CONCERN_WORDS,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/about.html", context)


@for_clinician
@private_page
def under_age(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """Close the access of somebody who was found to be under 18; asked first, since it is not undone here."""
    person, form = client_in_care(viewer, client_id), SureForm(request.POST or None)
    if form.is_valid():
        act = act_of(request, viewer.clinic_id)
        homework.close_access(act, client=person, keyring=request.keyring)
        return redirect("clinician:under_age", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "zone": zone_of(viewer),
        "form": form,
    }
    return render(request, "clinician/under_age.html", context)


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
