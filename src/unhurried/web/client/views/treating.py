"""Who treats a person, and where to turn if a line was crossed. It is the same whatever anybody said."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unhurried.core.scopes import Discipline
from unhurried.people.queries import credential_for
from unhurried.web.asking import Asked, for_client
from unhurried.web.client.treating import WHAT_THEY_DO, check_lines
from unhurried.web.words import DISCIPLINES

if TYPE_CHECKING:
    from unhurried.people.models import Client


@require_safe
@for_client
def treating(request: Asked, viewer: "Client") -> HttpResponse:
    clinician = viewer.clinician
    credential, discipline = credential_for(clinician), Discipline(clinician.discipline)
    context = {
        "viewer": viewer,
        "discipline": DISCIPLINES[discipline],
        "is_coach": discipline is Discipline.COACH,
        "does": WHAT_THEY_DO[discipline],
        "credential": credential,
        "checked": check_lines(credential, discipline, today=request.now.date()),
    }
    return render(request, "client/treating.html", context)
