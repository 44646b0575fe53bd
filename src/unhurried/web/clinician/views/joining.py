"""People in care who are to be treated together, or to come back: asked here, answered on their own pages."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from unhurried.people import services
from unhurried.people.queries import clients_for, people_seen_in, treated_with_others, would_rather_not
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_together import AskForm, BringTogetherForm
from unhurried.web.clinician.room import is_in_room, off_screen, private_page, takes_off_screen
from unhurried.web.clinician.views.caseload import people_by_name
from unhurried.web.clinician.views.together import asked_to_join, relationship_in_care

if TYPE_CHECKING:
    from unhurried.people.models import Client, Clinician, Relationship

ASKED: Final = gettext_lazy(
    "Asked. The question stands under Together on their own pages; where they do things with others here "
    "already, behind their own code, under Only for you."
)


def choices_of(named: list[tuple["Client", str]]) -> list[tuple[str, str]]:
    return [(str(client.pk), name) for client, name in named]


@for_clinician
def bring_together(request: Asked, viewer: "Clinician") -> HttpResponse:
    """Two or more people in care. What each has on their own goes on beside it."""
    if takes_off_screen(request):
        return off_screen(request)
    named = people_by_name(request, clients_for(viewer))
    clients = [client for client, _name in named]
    form = BringTogetherForm(
        request.POST or None,
        people=choices_of(named),
        in_company=treated_with_others(clients, now=request.now),
        declined=would_rather_not(clients),
    )
    if form.is_valid():
        chosen = set(form.cleaned_data["people"])
        relationship_id = services.bring_together(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            people=[client for client, _name in named if str(client.pk) in chosen],
            time_zone=viewer.clinic.time_zone,
            opened_on=request.now.date(),
            goal=form.cleaned_data["goal"],
            keyring=request.keyring,
            is_sure=form.cleaned_data["is_sure"],
        )
        messages.success(request, ASKED)
        return redirect("clinician:relationship", relationship_id=relationship_id)
    if is_in_room(request):
        return off_screen(request)
    return render(request, "clinician/bring_together.html", {"here": "caseload", "form": form})


@require_POST
@for_clinician
def ask(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Ask one person in care to join, to come back, or once more. Whoever takes part is not asked.

    Of somebody who takes part with others elsewhere, or would rather not, it is asked once more, on a page
    of its own.
    """
    found = relationship_in_care(viewer, relationship_id)
    named = people_by_name(request, clients_for(viewer))
    clients = [client for client, _name in named]
    form = AskForm(
        request.POST,
        people=choices_of(named),
        in_company=treated_with_others(clients, now=request.now, beside=found.pk),
        declined=would_rather_not(clients),
    )
    if form.asks_once_more and not form.is_valid():
        return _asked_once_more(request, found, form)
    person = next((one for one, _name in named if str(one.pk) == form.data.get("client")), None)
    if form.is_valid() and person:
        try:
            act = act_of(request, viewer.clinic_id)
            is_sure = form.cleaned_data["is_sure"]
            services.ask_to_join(act, relationship=found, client=person, is_sure=is_sure)
            messages.success(request, ASKED)
        except services.TakesPart:
            messages.info(request, _("They take part already."))
    return redirect("clinician:relationship", relationship_id=relationship_id)


def _asked_once_more(request: Asked, found: "Relationship", form: AskForm) -> HttpResponse:
    if is_in_room(request):
        return off_screen(request)
    context = {"here": "caseload", "relationship": found, "form": form}
    return render(request, "clinician/closing/asking.html", context)


@for_clinician
@private_page
def take_back(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Before all of them have said yes. Where nobody is asked there is nothing to take back."""
    found = relationship_in_care(viewer, relationship_id)
    asked = asked_to_join(request, viewer, found)
    if not any(one.link.stands_at(request.now) for one in asked):
        return redirect("clinician:relationship", relationship_id=relationship_id)
    is_under_way = bool(people_seen_in(found.pk, now=request.now))
    if request.method != "POST":
        context = {"here": "caseload", "relationship": found, "asked": asked, "is_under_way": is_under_way}
        return render(request, "clinician/closing/question.html", context)
    services.withdraw_question(act_of(request, viewer.clinic_id), relationship=found)
    messages.success(request, _("Taken back. Each who was asked is told the same."))
    if is_under_way:
        return redirect("clinician:relationship", relationship_id=relationship_id)
    return redirect("clinician:caseload")
