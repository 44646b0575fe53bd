"""People treated together: each beside the others, what was given, and what holds each gate."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.consent.safety_queries import checks_under, unseen_concerns_under
from unhurried.homework import queries
from unhurried.homework.library_items import exercise_by_digest
from unhurried.people import services
from unhurried.people.queries import regions_of
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_together import OUTCOMES, JoinsForm
from unhurried.web.clinician.gate_words import TO_SAY, held_words, in_order, share_words
from unhurried.web.clinician.words import VERSION_NAMES, zone_of

if TYPE_CHECKING:
    from unhurried.consent.models import Concern, SafetyCheck
    from unhurried.homework.models import Assignment
    from unhurried.homework.queries import Part
    from unhurried.people.models import Clinician, Relationship


@dataclass(frozen=True, kw_only=True)
class Place:
    """One person beside the others: their part, what is theirs alone, and what the clinic has from them."""

    part: "Part"
    check: "SafetyCheck | None"
    concerns: list["Concern"]
    alone: list["Assignment"]


def relationship_in_care(viewer: "Clinician", relationship_id: UUID) -> "Relationship":
    found = queries.relationship_under(viewer, relationship_id)
    if found is None:
        raise Http404
    return found


@require_safe
@for_clinician
def relationship(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Everybody side by side, then everything that was given to all of them."""
    found = relationship_in_care(viewer, relationship_id)
    parts = queries.parts_under(viewer, found, request.keyring)
    given = queries.given_in(viewer, found)
    names = {part.client.pk: part.name for part in parts}
    share = queries.share_under(viewer, found)
    context = {
        "here": "caseload",
        "relationship": found,
        "names": names,
        "people": _places(viewer, parts, given),
        "board": queries.gates_for(viewer, found, now=request.now, keyring=request.keyring),
        "kept": [one for one in given if one.client is None and _is_kept(one, request)],
        "exercises": {one.pk: exercise_by_digest(one.exercise_id) for one in given},
        "shares": [
            (_("Sets times"), share_words(share.times, names)),
            (_("Answers"), share_words(share.answers, names)),
            (_("Begins"), share_words(share.beginnings, names)),
        ],
        "held_words": held_words,
        "in_order": partial(in_order, names=names),
        "to_say": TO_SAY,
        "outcomes": dict(OUTCOMES),
        "versions": VERSION_NAMES,
        "today": request.now.date(),
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/relationship.html", context)


def _places(viewer: "Clinician", parts: list["Part"], given: list["Assignment"]) -> list[Place]:
    checks = checks_under(viewer, [part.client.pk for part in parts])
    concerns = unseen_concerns_under(viewer)
    return [
        Place(
            part=part,
            check=next(iter(checks[part.client.pk]), None),
            concerns=concerns.get(part.client.pk, []),
            alone=[one for one in given if one.client_id == part.client.pk],
        )
        for part in parts
    ]


def _is_kept(given: "Assignment", request: Asked) -> bool:
    return given.settled_at is not None and given.settled_at <= request.now


@require_POST
@for_clinician
def close_part(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Show that somebody has left, once it has been spoken of. Only a part that its person ended."""
    found = relationship_in_care(viewer, relationship_id)
    parts = queries.parts_under(viewer, found, request.keyring)
    chosen = request.POST.get("client", "")
    for part in parts:
        if str(part.client.pk) == chosen and part.has_ended and not part.is_closed:
            act = act_of(request, viewer.clinic_id)
            services.close_part(act, participation=part.participation)
    return redirect("clinician:relationship", relationship_id=relationship_id)


@for_clinician
def joins(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Somebody joins later. Whoever takes part then says anew what they are ready for."""
    found = relationship_in_care(viewer, relationship_id)
    regions = regions_of(viewer.clinic_id)
    form = JoinsForm(request.POST or None, regions=regions)
    if form.is_valid():
        client_id = services.join_relationship(
            act_of(request, viewer.clinic_id),
            relationship=found,
            new=services.NewClient(**form.cleaned_data),
            clinician=viewer,
            keyring=request.keyring,
        )
        messages.success(request, _("Taken on. The joining sheet is made on this page."))
        return redirect("clinician:client", client_id=client_id)
    parts = queries.parts_under(viewer, found, request.keyring)
    context = {
        "here": "caseload",
        "relationship": found,
        "names": {part.client.pk: part.name for part in parts},
        "form": form,
    }
    return render(request, "clinician/joins.html", context)
