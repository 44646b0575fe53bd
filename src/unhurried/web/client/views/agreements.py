"""What we agree: lines that people chose to give, dated summaries of them, and what rests for now."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from unhurried.consent import services as consent
from unhurried.consent.agreement_queries import agreements_for, lines_for, own_line_for
from unhurried.consent.agreements import Heading, Line
from unhurried.consent.pause_queries import pauses_for
from unhurried.core.vocabulary import Audience
from unhurried.homework.boards import board_of, posted_at
from unhurried.people.queries import partners_of, shared_by
from unhurried.web.agreed import (
    HEADING_HINTS,
    HEADING_LABELS,
    STRENGTH_LABELS,
    STRENGTH_MEANINGS,
    activity_words,
)
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.calendar_lines import in_words
from unhurried.web.client.forms.agreements import LineChosenForm, LineForm
from unhurried.web.client.reading_first import reading_for
from unhurried.web.client.which import Which, here_of, way_to, which_of
from unhurried.web.client.words import Reader, readers, zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Client, Relationship


@dataclass(frozen=True, kw_only=True)
class Shared:
    """With whom, and as of when others' pages are read."""

    relationship: "Relationship"
    posted_at: datetime
    which: Which

    def as_read(self, request: Asked) -> dict[str, Any]:
        """What every read of these pages is told."""
        return {
            "relationship": self.relationship,
            "posted_at": self.posted_at,
            "keyring": request.keyring,
        }


PAUSE_WORDS: Final = {
    "activity_words": activity_words,
    "strengths": STRENGTH_LABELS,
    "meanings": STRENGTH_MEANINGS,
}

Page = Callable[..., HttpResponse]
SharedPage = Callable[[Asked, "Client", Shared], HttpResponse]


def shared_page(view: SharedPage) -> Page:
    """Whoever has left agrees on nothing here any more, and is led back."""

    @wraps(view)
    def found(request: Asked, viewer: "Client", relationship_id: UUID | None = None) -> HttpResponse:
        here = here_of(request, viewer, relationship_id)
        if here is None:
            return redirect("client:together")
        people = here.relationship.participations.count()
        posted = posted_at(board_of(here.relationship.pk), people=people, now=request.now)
        shared = Shared(relationship=here.relationship, posted_at=posted, which=here.which)
        return view(request, viewer, shared)

    return found


@for_client
@shared_page
def agreement(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """Everything that was given, and a place to give a line."""
    form = LineForm(request.POST or None)
    if form.is_valid():
        consent.give_line(
            act_of(request, viewer.clinic_id),
            client=viewer,
            relationship=shared.relationship,
            heading=Heading(form.cleaned_data["heading"]),
            words=form.cleaned_data["words"],
            keyring=request.keyring,
        )
        messages.success(request, _("Given. Your line stands below now."))
        return redirect(way_to("client:agreement", shared.which))
    others = _other_names(request, viewer, shared)
    context = {
        "form": form,
        "lines": _by_heading(lines_for(viewer, **shared.as_read(request))),
        "has_summary": bool(agreements_for(viewer, **shared.as_read(request))),
        "hints": HEADING_HINTS,
        "pauses": pauses_for(viewer, **shared.as_read(request)),
        "reader": _named_reader(request, viewer, others),
        "is_alone": not others,
        "everybody": in_words([_("You"), *others]) if others else "",
        "which": shared.which,
        "reading": reading_for(request, viewer),
        "viewer": viewer,
        **PAUSE_WORDS,
    }
    return render(request, "client/agreement.html", context)


def _other_names(request: Asked, viewer: "Client", shared: Shared) -> list[str]:
    others = partners_of(viewer, shared.relationship, now=request.now)
    request.keyring.prepare(others, "name")
    return sorted((request.keyring.open(other, "name") for other in others), key=str.casefold)


def _named_reader(request: Asked, viewer: "Client", others: list[str]) -> Reader:
    """Everybody who will read a line, by name, before it is typed."""
    everybody = in_words([_("You"), *others, viewer.clinician.name])
    return replace(readers(request, viewer)[Audience.RELATIONSHIP], label=everybody)


def _by_heading(lines: list[Line]) -> list[tuple[object, list[Line]]]:
    grouped = [(HEADING_LABELS[one], [line for line in lines if line.heading is one]) for one in Heading]
    return [(label, found) for label, found in grouped if found]


@require_POST
@for_client
def take_back(request: Asked, viewer: "Client", relationship_id: UUID | None = None) -> HttpResponse:
    which = which_of(request, viewer, relationship_id)
    form = LineChosenForm(request.POST)
    line = own_line_for(viewer, form.cleaned_data["line"]) if form.is_valid() else None
    if line:
        consent.take_back_line(act_of(request, viewer.clinic_id), line=line)
    if shared_by(viewer, now=request.now):
        messages.success(
            request, _("Taken back. The line goes when pages next change. Until then you can put it back.")
        )
    elif line:
        messages.success(
            request, _("Taken back. It stands on no page of yours any more. You can still put it back.")
        )
    return redirect(way_to("client:agreement", which))


@for_client
@shared_page
def summary(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    """The newest dated summary, for paper too, with the earlier ones below. Sending the form makes one."""
    if request.method == "POST":
        return _make_summary(request, viewer, shared)
    found = agreements_for(viewer, **shared.as_read(request))
    if not found:
        return redirect(way_to("client:agreement", shared.which))
    made = [(one.made_at.astimezone(zone_of(viewer)), _by_heading(list(one.lines))) for one in found]
    context = {"newest": made[0], "earlier": made[1:], "which": shared.which}
    return render(request, "client/agreement_summary.html", context)


def _make_summary(request: Asked, viewer: "Client", shared: Shared) -> HttpResponse:
    if lines_for(viewer, **shared.as_read(request)):
        act = act_of(request, viewer.clinic_id)
        consent.make_agreement(act, relationship=shared.relationship, keyring=request.keyring)
    return redirect(way_to("client:agreement_summary", shared.which))
