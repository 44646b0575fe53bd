"""What was asked about somebody's safety, and what a person wants their clinician to know soon."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unhurried.consent import services
from unhurried.consent.safety_queries import checks_under, concern_under, on_file_under
from unhurried.homework import services as homework
from unhurried.homework.queries import clinician as queries
from unhurried.people.contact import safe_contact_of
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.caution_words import standing_words
from unhurried.web.clinician.forms_together import OUTCOMES, AsOfForm, SafetyForm
from unhurried.web.clinician.gate_words import TOLD_WORDS, WISHES
from unhurried.web.clinician.room import is_in_room, private_page
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import zone_of
from unhurried.web.reaching import reaching_rows

if TYPE_CHECKING:
    from unhurried.consent.models import Concern
    from unhurried.people.models import Client, Clinician


@for_clinician
@private_page
def safety(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """Record what was asked, alone with one person, and what it came to; earlier ones stay as they are."""
    person = client_in_care(viewer, client_id)
    form = SafetyForm(request.POST or None, today=request.now.astimezone(zone_of(viewer)).date())
    if form.is_valid():
        homework.record_safety_check(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            client=person,
            check=_made(form),
            keyring=request.keyring,
        )
        messages.success(request, _kept_words(request, viewer, person, form.cleaned_data["outcome"]))
        return redirect("clinician:safety", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "checks": checks_under(viewer, [person.pk])[person.pk],
        "outcomes": dict(OUTCOMES),
        "on_file": standing_words(on_file_under(viewer, [person.pk], now=request.now)[person.pk]),
        "form": form,
    }
    return render(request, "clinician/safety.html", context)


def _kept_words(request: Asked, viewer: "Clinician", person: "Client", outcome: str) -> str:
    """What follows of it. In the room it is only kept, whatever it came to."""
    lands = {
        queries.lands_at_under(viewer, one, now=request.now)
        for one in queries.relationships_under(viewer, person)
    }
    if is_in_room(request) or not lands:
        return _("Kept.")
    if outcome == "current":
        return _("Kept. Nothing opens by itself: what else holds a step goes on holding it.")
    zone = zone_of(viewer)
    days = ", ".join(date_format(at.astimezone(zone), "l j F, H:i") for at in sorted(lands))
    return _("Kept. Touch together rests from now; their pages follow on %(days)s.") % {"days": days}


def _made(form: SafetyForm) -> services.CheckMade:
    said = form.cleaned_data
    return services.CheckMade(
        checked_on=said["checked_on"],
        was_alone=said["presence"] == "alone",
        tool=said["tool"],
        outcome=said["outcome"],
        review_on=said["review_on"],
    )


@for_clinician
@private_page
def concern(request: Asked, viewer: "Clinician", concern_id: UUID) -> HttpResponse:
    """Its words stay closed until it is opened, so that "unopened" means what it says."""
    found = concern_under(viewer, concern_id, request.keyring)
    if found is None:
        raise Http404
    if request.method == "POST":
        services.see_concern(act_of(request, viewer.clinic_id), concern=found.concern)
        return redirect("clinician:concern", concern_id=concern_id)
    person = found.concern.client
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "concern": found.concern,
        "words": found.words,
        "wish": WISHES[found.concern.wish],
        "reaching": _reaching(request, found.concern),
        "gone": _gone_to_cover(request, viewer, found.concern),
        "readings": queries.cover_readings_under(viewer, concern_id),
        "told_words": TOLD_WORDS,
        "raised": queries.holds_raised_by(viewer, found.concern),
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/concern.html", context)


def _reaching(request: Asked, concern: "Concern") -> list[tuple[str, str]]:
    """Once it is open."""
    return reaching_rows(safe_contact_of(concern.client, request.keyring)) if concern.seen_at else []


def _gone_to_cover(request: Asked, viewer: "Clinician", concern: "Concern") -> "list[queries.Gone]":
    """That it is with cover, while nobody has answered it."""
    found = queries.gone_to_cover_under(viewer, now=request.now)
    return [one for one in found.get(concern.client_id, []) if one.to_hear.item == concern.pk]


@require_POST
@for_clinician
def answer_concern(request: Asked, viewer: "Clinician", concern_id: UUID) -> HttpResponse:
    """They have spoken about it: it leaves the caseload, and stays on the person's page."""
    found = concern_under(viewer, concern_id, request.keyring)
    if found is None:
        raise Http404
    services.answer_concern(act_of(request, viewer.clinic_id), concern=found.concern)
    return redirect("clinician:concern", concern_id=concern_id)


@require_POST
@for_clinician
def read_afterwards(request: Asked, viewer: "Clinician", answer_id: UUID) -> HttpResponse:
    """What somebody said in private was read: it leaves the desk, and no client's page tells it."""
    found, form = queries.afterwards_under(viewer, answer_id), AsOfForm(request.POST)
    if found is None:
        raise Http404
    if form.is_valid():
        act = act_of(request, viewer.clinic_id)
        homework.see_after_answer(act, answer=found, as_of=form.cleaned_data["as_of"])
    return redirect("clinician:given", assignment_id=found.practice.assignment_id)
