"""The first five minutes: who reads what, limits of confidentiality, safe contact, own words, Today."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.core.contact import Channel
from unhurried.core.disclosure import Own
from unhurried.people import services
from unhurried.people.contact import safe_contact_of
from unhurried.people.queries import (
    former_policies_for,
    has_read_policy,
    intake_for,
    policy_digest,
    regions_of,
)
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.first_run import (
    ConfidentialityForm,
    IntakeForm,
    ReadingForm,
    RegionAndWordsForm,
    SafeContactForm,
)
from unhurried.web.client.forms.private import OfferedCodeForm
from unhurried.web.client.raising import former_words, policy_lines
from unhurried.web.client.unlocking import code_before, is_opened
from unhurried.web.client.unseen import code_for_shown, is_unseen
from unhurried.web.client.words import heard_words, readers, zone_of
from unhurried.web.policy_first import way_back

if TYPE_CHECKING:
    from unhurried.people.models import Client


@for_client
def first_run(request: Asked, viewer: "Client") -> HttpResponse:
    """Go on where the person left off."""
    if viewer.reading_acknowledged_at is None:
        return redirect("client:who_reads")
    if viewer.confidentiality_acknowledged_at is None:
        return redirect("client:confidentiality")
    if viewer.safe_contact is None:
        return redirect("client:safe_contact")
    return redirect("client:own_words" if viewer.first_run_done_at is None else "client:today")


@for_client
def who_reads(request: Asked, viewer: "Client") -> HttpResponse:
    form = ReadingForm(request.POST or None)
    if form.is_valid():
        services.acknowledge_reading(act_of(request, viewer.clinic_id), client=viewer)
        return redirect("client:confidentiality")
    return render(
        request,
        "client/first/who_reads.html",
        {"form": form, "viewer": viewer, "heard": heard_words(viewer), "screen": 1},
    )


@for_client
def confidentiality(request: Asked, viewer: "Client") -> HttpResponse:
    """The clinic's own limits, and which policy it has on what one person tells alone."""
    wording = policy_digest(viewer.clinic)
    form = ConfidentialityForm(request.POST or None, wording=wording)
    if form.is_valid():
        services.acknowledge_confidentiality(act_of(request, viewer.clinic_id), client=viewer, digest=wording)
        return redirect("client:safe_contact" if viewer.first_run_done_at is None else way_back(request))
    context = {
        "form": form,
        "wording": wording,
        "viewer": viewer,
        "text": viewer.clinic.confidentiality_text,
        "policy": policy_lines(viewer),
        "waits": not has_read_policy(viewer),
        "former": former_policies_for(viewer),
        "former_words": former_words(viewer),
        "zone": zone_of(viewer),
        "heard": heard_words(viewer),
        "screen": 2,
    }
    return render(request, "client/first/confidentiality.html", context)


@for_client
def safe_contact(request: Asked, viewer: "Client") -> HttpResponse:
    """How one may be reached. Whoever picks up the phone later neither reads nor changes it."""
    asked = _limits_first(viewer) or _code_later(request, viewer)
    if asked:
        return asked
    kept = safe_contact_of(viewer, request.keyring)
    form = SafeContactForm(request.POST or None, initial=SafeContactForm.as_kept(kept))
    if form.is_valid():
        services.set_safe_contact(
            act_of(request, viewer.clinic_id),
            client=viewer,
            words=form.cleaned_data["words"],
            choices=form.choices,
            keyring=request.keyring,
        )
        return _onward(request, viewer, "client:own_words")
    context = {
        "form": form,
        "channels": [channel.value for channel in Channel],
        "viewer": viewer,
        "screen": 3,
        "readers": readers(request, viewer),
    }
    return render(request, "client/first/safe_contact.html", context)


def _limits_first(viewer: "Client") -> HttpResponse | None:
    """Nothing private is written before the limits of confidentiality were read, from any address."""
    return None if viewer.confidentiality_acknowledged_at else redirect("client:first_run")


def _code_later(request: Asked, viewer: "Client") -> HttpResponse | None:
    """In the first run nobody has a code yet, and nothing was said that could be read."""
    return code_before(request, viewer, Own.WORDS) if viewer.first_run_done_at else None


@for_client
def own_words(request: Asked, viewer: "Client") -> HttpResponse:
    asked = _limits_first(viewer) or _code_later(request, viewer)
    if asked:
        return asked
    kept = {"region": viewer.region, "own_words": request.keyring.open(viewer, "own_words")}
    form = RegionAndWordsForm(request.POST or None, initial=kept, regions=regions_of(viewer.clinic_id))
    code_form = _code_offered(request, viewer)
    if form.is_valid() and _is_code_settled(request, viewer, code_form):
        services.declare_region_and_words(
            act_of(request, viewer.clinic_id), client=viewer, keyring=request.keyring, **form.cleaned_data
        )
        return _onward(request, viewer, "client:today")
    context = {
        "form": form,
        "code_form": code_form,
        "screen": 4,
        "viewer": viewer,
        "readers": readers(request, viewer),
    }
    return render(request, "client/first/own_words.html", context)


def _code_offered(request: Asked, viewer: "Client") -> OfferedCodeForm | None:
    """In the first run alone, to whoever has none yet from somewhere else."""
    assert request.person is not None, "a client's page knows who asks"
    if viewer.first_run_done_at or request.person.account.private_code:
        return None
    return OfferedCodeForm(request.POST or None)


def _is_code_settled(request: Asked, viewer: "Client", form: OfferedCodeForm | None) -> bool:
    """Chosen, or passed over: it is nobody's duty."""
    if form is None:
        return True
    return form.is_valid() and (not form.has_changed() or is_opened(request, viewer, form))


def _onward(request: Asked, viewer: "Client", first: str) -> HttpResponse:
    """The next screen of the first run; later the same page again, with what stands on it now."""
    if viewer.first_run_done_at is None:
        return redirect(first)
    messages.success(request, _("Kept. This page says what stands now."))
    return redirect(request.path)


@for_client
def intake(request: Asked, viewer: "Client") -> HttpResponse:
    """Written at any time; read back, and changed, behind the code."""
    asked = code_for_shown(request, viewer)
    if asked:
        return asked
    unseen = is_unseen(request, viewer)
    given = None if unseen else intake_for(viewer, viewer)
    kept = {name: request.keyring.open(given, name) for name in IntakeForm.base_fields} if given else {}
    form = IntakeForm(request.POST or None, initial=kept)
    if form.is_valid():
        services.give_intake(
            act_of(request, viewer.clinic_id),
            client=viewer,
            answers=form.cleaned_data,
            is_added=unseen,
            keyring=request.keyring,
        )
        messages.success(request, _("Kept. %(name)s can read it.") % {"name": viewer.clinician.name})
        return redirect("client:today")
    context = {"form": form, "viewer": viewer, "readers": readers(request, viewer), "is_unseen": unseen}
    return render(request, "client/intake.html", context)
