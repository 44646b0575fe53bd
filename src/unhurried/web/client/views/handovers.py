"""Whether somebody's care may go to another clinician. Each person answers alone, in the same words.

Where others take part with them, what they say stands behind their own code. That they are asked is no
secret: everybody is who is treated with them.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from unhurried.core.disclosure import Own
from unhurried.core.scopes import Discipline
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.people.queries import credential_for
from unhurried.people.services import HandoverSpent
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.handovers import HandoverForm
from unhurried.web.client.plain_day import is_plain, whole
from unhurried.web.client.treating import check_lines
from unhurried.web.client.unlocking import for_client_own, near
from unhurried.web.client.views.private import STANDS
from unhurried.web.client.words import zone_of
from unhurried.web.words import DISCIPLINES

if TYPE_CHECKING:
    from unhurried.people.models import Client, Clinician


@for_client_own(Own.ASKED)
def handover(request: Asked, viewer: "Client") -> HttpResponse:
    """The same page before and after answering, save for one's own answer."""
    question = _question(request)
    form = HandoverForm(request.POST or None) if question and question.may_answer else None
    if question and form and form.is_valid() and _is_kept(request, viewer, question, form):
        if near(request, whole(request)).is_in_company:
            return redirect("client:private_kept")
        messages.success(request, STANDS)
        return redirect("client:handover")
    is_too_late = request.method == "POST" and (form is None or form.is_valid())
    return _page(request, viewer, question, form, is_too_late=is_too_late)


def _question(request: Asked) -> queries.Question | None:
    """On the plain day it is there for everybody, and nobody has answered it."""
    found = queries.question_for(whole(request), request.keyring, now=request.now)
    return replace(found, said=None) if found and is_plain(request) else found


def _is_kept(request: Asked, viewer: "Client", question: queries.Question, form: HandoverForm) -> bool:
    try:
        services.answer_handover(
            act_of(request, viewer.clinic_id),
            client=viewer,
            handover=question.handover,
            said=form.cleaned_data["said"],
            keyring=request.keyring,
        )
    except HandoverSpent:
        return False
    return True


def _page(
    request: Asked,
    viewer: "Client",
    question: queries.Question | None,
    form: HandoverForm | None,
    *,
    is_too_late: bool,
) -> HttpResponse:
    context = {
        "viewer": viewer,
        "question": question,
        "form": form,
        "is_too_late": is_too_late,
        "is_in_company": near(request, whole(request)).is_in_company,
        "clinic": viewer.clinic.name,
        "zone": zone_of(viewer),
        **(_who(request, question.handover.colleague) if question else {}),
    }
    return render(request, "client/handover.html", context)


def _who(request: Asked, colleague: "Clinician") -> dict[str, object]:
    """Who they are, as the page on who treats somebody tells it."""
    credential, discipline = credential_for(colleague), Discipline(colleague.discipline)
    return {
        "discipline": DISCIPLINES[discipline],
        "checked": check_lines(credential, discipline, today=request.now.date()),
    }
