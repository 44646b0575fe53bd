"""Care that has ended is opened again, from the page that says that it has."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.homework import services
from unhurried.homework.queries import clinician as queries
from unhurried.people.queries import has_ended
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.views.together import relationship_in_care

if TYPE_CHECKING:
    from unhurried.people.models import Clinician, Episode


@for_clinician
@private_page
def open_again(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    found = relationship_in_care(viewer, relationship_id)
    closed = queries.closed_episode_under(viewer, found)
    if closed is None or not has_ended(found.pk, now=request.now):
        return redirect("clinician:relationship", relationship_id=relationship_id)
    parts = queries.parts_under(viewer, found, request.keyring)
    here = [part for part in parts if part.is_seen_at(request.now) and not part.has_ended]
    if request.method == "POST":
        _opened(request, viewer, closed, is_several=len(parts) > 1)
        return redirect("clinician:relationship", relationship_id=relationship_id)
    context = {
        "here": "caseload",
        "relationship": found,
        "names": [part.name for part in here],
        "is_several": len(parts) > 1,
        "closed": closed,
        "preset": viewer.clinic.preset,
    }
    return render(request, "clinician/open_again.html", context)


def _opened(request: Asked, viewer: "Clinician", closed: "Episode", *, is_several: bool) -> None:
    try:
        act = act_of(request, viewer.clinic_id)
        services.open_again(act, episode=closed, clinician=viewer, keyring=request.keyring)
    except services.NotAllInCare:
        messages.info(request, _("Nothing was opened: not everybody who took part is in your care."))
        return
    asked = _("Asked. The question stands on their own pages. It begins once each of them has said yes.")
    messages.success(request, asked if is_several else _("Opened again. A plan is the next step."))
