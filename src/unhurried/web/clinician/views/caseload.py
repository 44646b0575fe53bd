from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unhurried.homework.queries import clinician as queries
from unhurried.people.queries import (
    appointments_for_clinician,
    client_for,
    due_day,
    gone_from,
    handovers_to,
    is_covered,
    mailed_at_work,
    managers_of,
    open_requests_under,
    people_of,
)
from unhurried.web.asking import Asked, for_clinician
from unhurried.web.clinician.gate_words import DUE_WORDS, OF_ONE, TOLD_WORDS
from unhurried.web.clinician.room import private_page
from unhurried.web.clinician.silence import dose_words
from unhurried.web.clinician.words import HOLD_WORDS, today_of, zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from unhurried.homework.queries.clinician import CaseloadLine, Comfort
    from unhurried.people.models import Client, Clinician, RecordRequest


def client_in_care(viewer: "Clinician", client_id: UUID) -> "Client":
    client = client_for(viewer, client_id)
    if client is None:
        raise Http404
    return client


def people_by_name(request: Asked, people: list["Client"]) -> list[tuple["Client", str]]:
    request.keyring.prepare(people, "name")
    named = [(client, request.keyring.open(client, "name")) for client in people]
    return sorted(named, key=lambda one: (one[1].casefold(), one[0].pk))


@require_safe
@for_clinician
def caseload(request: Asked, viewer: "Clinician") -> HttpResponse:
    """Everybody in this clinician's care; those who need them come first."""
    lines = _lines_for(request, viewer)
    context = {
        "here": "caseload",
        "lines": lines,
        "comfort": _comfort(request, viewer, lines),
        "dose_words": dose_words,
        "next_at": _next_appointments(viewer, request.now),
        "of_one": OF_ONE,
        "holds": HOLD_WORDS,
        "dues": DUE_WORDS,
        "gone_over": gone_from(viewer, now=request.now),
        "managers": managers_of(viewer) if viewer.away_since else [],
        "viewer": viewer,
        "is_covered": is_covered(viewer),
        "to_take_over": bool(handovers_to(viewer)),
        "gone": queries.gone_to_cover_under(viewer, now=request.now),
        **_as_cover(request, viewer),
        "asked_for": _asked_for(request, viewer),
        "zone": zone_of(viewer),
        "is_mailed": viewer.account_id in mailed_at_work(viewer.clinic_id),
    }
    return render(request, "clinician/caseload.html", context)


def _as_cover(request: Asked, viewer: "Clinician") -> dict[str, Any]:
    """What of others became theirs."""
    lines = queries.named_as_cover(viewer, request.keyring, now=request.now)
    return {"as_cover": lines, "told_words": TOLD_WORDS}


def _asked_for(request: Asked, viewer: "Clinician") -> list[tuple["RecordRequest", str, date]]:
    """What somebody asks for of what is kept about them: their name, and by when it is answered."""
    asked = open_requests_under(viewer)
    request.keyring.prepare([one.client for one in asked], "name")
    return [(one, request.keyring.open(one.client, "name"), due_day(one, viewer.clinic)) for one in asked]


def _lines_for(request: Asked, viewer: "Clinician") -> "list[CaseloadLine]":
    today = today_of(request, viewer)
    return queries.caseload_for(viewer, request.keyring, today=today, now=request.now)


def _comfort(request: Asked, viewer: "Clinician", lines: "list[CaseloadLine]") -> "dict[UUID, Comfort]":
    """Where it has been quiet for long, what was last comfortable."""
    quiet = {line.quiet.relationship_id for line in lines if line.quiet}
    return queries.comfort_under(viewer, sorted(quiet), request.keyring, now=request.now)


def _next_appointments(viewer: "Clinician", now: datetime) -> dict[UUID, datetime]:
    """Client → when they meet next; the soonest is told last, and stays."""
    ahead = appointments_ahead(
        appointments_for_clinician(viewer), at_clinic=zone_of(viewer), seen_from=zone_of(viewer), now=now
    )
    return {
        client.pk: one.starts_at for one in reversed(ahead) for client in people_of(one.appointment, now=now)
    }


@require_safe
@for_clinician
@private_page
def desk(request: Asked, viewer: "Clinician") -> HttpResponse:
    """What waits for an answer, pain and what rests first; an evening together stands there once."""
    lines = _lines_for(request, viewer)
    names = {line.client.pk: line.name for line in lines}
    waiting = queries.desk_for(viewer, request.keyring, now=request.now)
    gone = queries.gone_to_cover_under(viewer, now=request.now)
    context = {"here": "review", "waiting": waiting, "names": names, "gone": gone, "zone": zone_of(viewer)}
    return render(request, "clinician/desk.html", context | _as_cover(request, viewer))
