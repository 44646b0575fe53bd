"""For whoever covers: one thing that a colleague did not open in time, and how its person may be reached."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unhurried.homework import services
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.gate_words import TOLD_WORDS, WISHES, said_words
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.words import zone_of
from unhurried.web.reaching import reaching_rows

if TYPE_CHECKING:
    from unhurried.homework.queries.clinician import HeardAsCover
    from unhurried.people.models import Clinician


def _heard(request: Asked, viewer: "Clinician", item_id: UUID) -> "HeardAsCover":
    found = queries.heard_as_cover(viewer, item_id, request.keyring, now=request.now)
    if found is None:
        raise Http404
    return found


@for_clinician
@private_page
def as_cover(request: Asked, viewer: "Clinician", item_id: UUID) -> HttpResponse:
    """It opens when they say so, for a quarter of an hour: each time is an act, and stands in the audit."""
    found = _heard(request, viewer, item_id)
    if request.method == "POST":
        services.open_as_cover(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            client=found.client,
            told=found.line.to_hear.told,
            item=item_id,
        )
        return redirect("clinician:as_cover", item_id=item_id)
    context = {
        "here": "caseload",
        "found": found,
        "told_words": TOLD_WORDS,
        "wish": WISHES[found.inside.wish] if found.inside and found.inside.wish else "",
        "said": said_words(dict(found.inside.said)) if found.inside else [],
        "reaching": reaching_rows(found.inside.safe_contact) if found.inside else [],
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/as_cover.html", context)


@require_POST
@for_clinician
def answer_as_cover(request: Asked, viewer: "Clinician", item_id: UUID) -> HttpResponse:
    """It is theirs no more. What they never opened cannot be answered."""
    found = _heard(request, viewer, item_id)
    if found.was_opened_at is None:
        return redirect("clinician:as_cover", item_id=item_id)
    told = found.line.to_hear.told
    services.answer_as_cover(act_of(request, viewer.clinic_id), clinician=viewer, told=told, item=item_id)
    messages.success(request, _("Kept. Their own clinician sees that you have looked after it."))
    return redirect("clinician:caseload")
