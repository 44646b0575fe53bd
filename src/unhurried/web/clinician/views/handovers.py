"""Care that goes to a colleague: naming one, and, for whoever is named, reading and taking over."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.homework import services
from unhurried.homework.queries import clinician as queries
from unhurried.people.queries import circle_of, due_day, handovers_from, taken_by
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.caution_words import CAUTION_WORDS
from unhurried.web.clinician.forms_handovers import ColleagueForm, TakeOverForm
from unhurried.web.clinician.forms_together import OUTCOMES
from unhurried.web.clinician.handover_words import limit_words
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.views.caseload import client_in_care, people_by_name
from unhurried.web.clinician.words import HOLD_WORDS, zone_of
from unhurried.web.reaching import reaching_rows
from unhurried.web.taking_over import choices_of, reasons_of

if TYPE_CHECKING:
    from unhurried.people.models import Client, Clinician, Handover


@for_clinician
@private_page
def hand_over(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """Name a colleague for this person, and so for everybody they are treated with; or take it back."""
    person = client_in_care(viewer, client_id)
    people = circle_of(person, now=request.now)
    if "take_back" in request.POST:
        services.take_back_handover(act_of(request, viewer.clinic_id), client=person)
        messages.success(request, _("Taken back. Each who was asked is told the same."))
        return redirect("clinician:hand_over", client_id=client_id)
    fitting = queries.fitting_colleagues(viewer, people, now=request.now)
    named = people_by_name(request, people)
    form = ColleagueForm(
        request.POST or None,
        colleagues=choices_of(fitting),
        people=[(client.pk, name) for client, name in named],
    )
    if form.is_valid() and _is_named(request, viewer, person, form):
        return redirect("clinician:hand_over", client_id=client_id)
    asked = handovers_from(viewer, people)
    context = {
        "here": "caseload",
        "client": person,
        "names": [name for _client, name in named],
        "form": form,
        "cannot": reasons_of(fitting),
        "asked": asked,
        "until": max((one.expires_at for one in asked), default=None),
        "now": request.now,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/hand_over.html", context)


def _is_named(request: Asked, viewer: "Clinician", person: "Client", form: ColleagueForm) -> bool:
    found = queries.fitting_colleagues(viewer, [], now=request.now)
    colleague = next(one for one, _fit in found if str(one.pk) == form.cleaned_data["colleague"])
    try:
        act = act_of(request, viewer.clinic_id)
        services.hand_over_with_words(
            act,
            client=person,
            clinician=viewer,
            colleague=colleague,
            words=form.words,
            keyring=request.keyring,
        )
    except services.DoesNotFit:
        form.add_error("colleague", _("Nobody was asked. Something has changed; please look once more."))
        return False
    messages.success(request, _("Asked. Each of them reads the same words, and answers alone."))
    return True


@for_clinician
@private_page
def handover(request: Asked, viewer: "Clinician") -> HttpResponse:
    """For whoever is named: everything of those who said yes, before they take them on."""
    circles = queries.circles_to(viewer, request.keyring, now=request.now)
    form = TakeOverForm(request.POST or None, offered=[b.handover.pk for c in circles for b in c.briefs])
    if form.is_valid() and _is_taken(request, viewer, form):
        return redirect("clinician:caseload")
    context: dict[str, Any] = {
        "here": "caseload",
        "circles": circles,
        "taken": _taken(request, viewer),
        "due_day": due_day,
        "form": form,
        "holds": HOLD_WORDS,
        "cautions": CAUTION_WORDS,
        "outcomes": dict(OUTCOMES),
        "limit_words": limit_words,
        "reaching_rows": reaching_rows,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/handover.html", context)


def _taken(request: Asked, viewer: "Clinician") -> "list[tuple[str, Handover]]":
    """Whom this clinician took over lately, by name and day."""
    rows = taken_by(viewer, now=request.now)
    request.keyring.prepare([one.client for one in rows], "name")
    return [(request.keyring.open(one.client, "name"), one) for one in rows]


def _is_taken(request: Asked, viewer: "Clinician", form: TakeOverForm) -> bool:
    chosen = queries.said_yes_to(viewer, form.cleaned_data["people"], request.keyring)
    try:
        act = act_of(request, viewer.clinic_id)
        services.accept_handover(act, colleague=viewer, handovers=chosen, keyring=request.keyring)
    except services.NotSaidYes:
        form.add_error("people", _("Nobody was taken over. Something has changed; please read once more."))
        return False
    messages.success(request, _("Taken over. They are in your care now, and nobody else’s."))
    return True
