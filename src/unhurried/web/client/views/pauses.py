"""What rests for now: each person's own word on it, and what they say in private if it happened after all.

Every page here is the same before and after; only behind the second unlock does one find one's own answers.
"""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unhurried.consent import services as consent
from unhurried.consent.agreements import Pause, Wanted
from unhurried.consent.pause_queries import accepted_by, asked_of, not_kept_row_for, pause_row_for, pauses_for
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.web.agreed import WANTED_LABELS, activity_words
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.agreements import HappenedForm, PauseChosenForm, WantedForm
from unhurried.web.client.reading_first import read_first, reading_for
from unhurried.web.client.unlocking import for_client_in_private
from unhurried.web.client.views.agreements import PAUSE_WORDS, Shared, shared_page
from unhurried.web.client.which import way_to, which_of
from unhurried.web.client.words import readers, zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Client


@require_POST
@for_client
@shared_page
def accept(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    form = PauseChosenForm(request.POST)
    if not form.is_valid():
        return redirect(way_to("client:agreement", shared.which))
    if held_up := read_first(request, viewer, back=way_to("client:agreement", shared.which)):
        return held_up
    pause = pause_row_for(viewer, shared.relationship, form.cleaned_data["pause"], posted_at=shared.posted_at)
    if pause:
        consent.accept_pause(act_of(request, viewer.clinic_id), client=viewer, pause=pause)
    return redirect(way_to("client:agreement_kept", shared.which))


@for_client
@shared_page
def happened(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """It happened after all: a day, and nothing else is asked here."""
    pauses = pauses_for(viewer, **shared.as_read(request))
    if not pauses:
        return redirect(way_to("client:agreement", shared.which))
    form = _happened_form(request, viewer, pauses)
    if not form.is_valid():
        context = {
            "form": form,
            "which": shared.which,
            "reading": reading_for(request, viewer),
            "reader": readers(request, viewer)[Audience.CLINICIAN],
        }
        return render(request, "client/agreement_happened.html", context)
    if held_up := read_first(request, viewer, back=way_to("client:pause_happened", shared.which)):
        return held_up
    pause = pause_row_for(viewer, shared.relationship, form.cleaned_data["pause"], posted_at=shared.posted_at)
    if pause:
        services.note_pause_not_kept(
            act_of(request, viewer.clinic_id),
            client=viewer,
            pause=pause,
            happened_on=form.cleaned_data["day"],
        )
    return redirect(way_to("client:agreement_kept", shared.which))


def _happened_form(request: Asked, viewer: "Client", pauses: list[Pause]) -> HappenedForm:
    today = _today(request, viewer)
    words = [(str(one.id), ", ".join(activity_words(one.activities))) for one in pauses]
    initial = {"day": today, "pause": words[0][0] if len(words) == 1 else ""}
    return HappenedForm(request.POST or None, pauses=words, today=today, initial=initial)


def _today(request: Asked, viewer: "Client") -> date:
    return request.now.astimezone(zone_of(viewer)).date()


@require_safe
@for_client
@shared_page
def kept(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """After whatever was said of a pause: the same page for all of it, and for a look at it without.

    Where one's own code was typed, it says which pauses one agreed to, as the private page does.
    """
    assert request.person is not None, "a client's page knows who asks"
    context = {
        "viewer": viewer,
        "which": shared.which,
        "is_open": request.person.is_unlocked(request.now),
        "pauses": pauses_for(viewer, **shared.as_read(request)),
        "accepted_at": accepted_by(viewer),
        "activity_words": activity_words,
        "zone": zone_of(viewer),
    }
    return render(request, "client/agreement_kept.html", context)


@for_client_in_private
@require_safe
@shared_page
def own(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """What this person said of a pause, and what they are asked."""
    context = {
        "viewer": viewer,
        "which": shared.which,
        "wanted": WANTED_LABELS,
        "asked": asked_of(viewer, now=request.now),
        "pauses": pauses_for(viewer, **shared.as_read(request)),
        "accepted_at": accepted_by(viewer),
        "reading": reading_for(request, viewer),
        "reader": readers(request, viewer)[Audience.CLINICIAN],
        "zone": zone_of(viewer),
        **PAUSE_WORDS,
    }
    return render(request, "client/agreement_own.html", context)


@require_POST
@for_client
def answer(request: Asked, viewer: "Client", relationship_id: UUID | None = None) -> HttpResponse:
    """Was it wanted by you? Every answer leads to one address; none needs the code again."""
    which = which_of(request, viewer, relationship_id)
    if held_up := read_first(request, viewer, back=way_to("client:own_pauses", which)):
        return held_up
    form = WantedForm(request.POST)
    noted = not_kept_row_for(viewer, form.cleaned_data["noted"], now=request.now) if form.is_valid() else None
    if noted:
        services.answer_pause_not_kept(
            act_of(request, viewer.clinic_id),
            not_kept=noted,
            answer=Wanted(form.cleaned_data["answer"]),
            keyring=request.keyring,
        )
    return redirect(way_to("client:agreement_kept", which))
