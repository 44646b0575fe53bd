"""What people agree, as their clinician has it: pauses and who accepts them, and lines that were given."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from unhurried.consent.agreement_queries import agreements_under, lines_under
from unhurried.consent.agreements import Heading, Line, overlaps
from unhurried.consent.pause_queries import pause_row_under, pauses_under
from unhurried.consent.services import PauseTerms
from unhurried.homework import services
from unhurried.homework.boards import board_of, posted_at
from unhurried.homework.queries.clinician import (
    lands_at_under,
    parts_under,
    paused_meanwhile_under,
    relationship_under,
)
from unhurried.web.agreed import (
    HEADING_LABELS,
    STRENGTH_LABELS,
    STRENGTH_MEANINGS,
    WANTED_LABELS,
    activity_words,
)
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_agreements import LOOKED_AT_AFTER, NEVER_PAUSED, PauseChosenForm, PauseForm
from unhurried.web.clinician.room import is_in_room
from unhurried.web.clinician.views.closing import end_pause_asked
from unhurried.web.clinician.words import from_when, zone_of

if TYPE_CHECKING:
    from unhurried.consent.agreements import Pause
    from unhurried.people.models import Clinician, Relationship


def _in_care(viewer: "Clinician", relationship_id: UUID) -> "Relationship":
    relationship = relationship_under(viewer, relationship_id)
    if relationship is None:
        raise Http404
    return relationship


@for_clinician
def pause(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Set a pause. For bodies a full one holds at once; each person accepts it in their own time."""
    relationship = _in_care(viewer, relationship_id)
    pauses = pauses_under(viewer, relationship, request.keyring)
    standing = [one.pause for one in pauses if not one.ended_at]
    paused = {activity for pause in standing for activity in pause.activities}
    asked = paused_meanwhile_under(viewer, relationship, now=request.now)
    meanwhile = [one for one in asked if one not in NEVER_PAUSED | paused]
    form = _form(request, request.now.astimezone(zone_of(viewer)).date(), meanwhile, standing)
    if form.is_valid():
        services.set_pause(
            act_of(request, viewer.clinic_id),
            relationship=relationship,
            terms=PauseTerms(**form.cleaned_data),
            keyring=request.keyring,
        )
        messages.success(request, _set_words(request, viewer, relationship))
        return redirect("clinician:pause", relationship_id=relationship_id)
    at = _seen_at(request, relationship)
    lines = lines_under(viewer, relationship, request.keyring, at=at)
    summaries = agreements_under(viewer, relationship, request.keyring, at=at)
    context = {
        "here": "caseload",
        "relationship": relationship,
        "parts": parts_under(viewer, relationship, request.keyring),
        "form": form,
        "pauses": pauses,
        "lines": _by_heading(lines),
        "summaries": [(one, _by_heading(one.lines)) for one in summaries],
        "meanwhile": activity_words(meanwhile),
        "activity_words": activity_words,
        "strengths": STRENGTH_LABELS,
        "meanings": STRENGTH_MEANINGS,
        "wanted": WANTED_LABELS,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/agreement.html", context)


def _seen_at(request: Asked, relationship: "Relationship") -> datetime:
    """In the room lines stand as on everybody's pages: one taken back goes with the posting."""
    if not is_in_room(request):
        return request.now
    people = relationship.participations.count()
    return posted_at(board_of(relationship.pk), people=people, now=request.now)


def _set_words(request: Asked, viewer: "Clinician", relationship: "Relationship") -> str:
    lands_at = lands_at_under(viewer, relationship, now=request.now)
    when = from_when(lands_at, now=request.now, zone=zone_of(viewer))
    return _("The pause is set. %(when)s") % {"when": when}


def _by_heading(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    given = list(lines)
    return [(str(HEADING_LABELS[one]), [line for line in given if line.heading is one]) for one in Heading]


def _form(request: Asked, today: date, meanwhile: Sequence[str], standing: Sequence["Pause"]) -> PauseForm:
    """What their exercises ask to leave out, and no pause does yet, is ticked beforehand."""
    initial = {"activities": meanwhile, "starts_on": today, "review_on": today + LOOKED_AT_AFTER}
    return PauseForm(request.POST or None, today=today, standing=standing, initial=initial)


@for_clinician
def end(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """It asks once more, with what of it another pause goes on leaving out."""
    relationship = _in_care(viewer, relationship_id)
    form = PauseChosenForm(request.POST or request.GET)
    chosen = form.cleaned_data["pause"] if form.is_valid() else None
    pauses = pauses_under(viewer, relationship, request.keyring)
    standing = {one.pause.id: one.pause for one in pauses if not one.ended_at}
    found = pause_row_under(viewer, relationship, chosen) if chosen in standing else None
    if found is None:
        return redirect("clinician:pause", relationship_id=relationship_id)
    if request.method != "POST":
        ending = standing.pop(found.pk)
        others = dict.fromkeys(
            one for _pause, both in overlaps(standing.values(), ending.activities) for one in both
        )
        return end_pause_asked(request, viewer, relationship, ending, activity_words(others))
    services.end_pause(act_of(request, viewer.clinic_id), pause=found)
    return redirect("clinician:pause", relationship_id=relationship_id)
