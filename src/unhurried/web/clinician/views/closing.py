"""What closes for good asks once more: what is still unread or due of those it is about, and what follows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from unhurried.consent.safety_queries import CheckDue, checks_due_under, unanswered_concerns_under
from unhurried.homework import queries
from unhurried.homework import services as homework
from unhurried.people import services
from unhurried.people.queries import appointment_for, people_of
from unhurried.web.agreed import activity_words
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_together import CloseForm
from unhurried.web.clinician.gate_words import DUE_WORDS, OF_ONE
from unhurried.web.clinician.room import is_in_room, off_screen, private_page, takes_off_screen
from unhurried.web.clinician.words import HOLD_WORDS, today_of, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unhurried.consent.agreements import Pause
    from unhurried.consent.models import Concern
    from unhurried.homework.models import Assignment, Hold
    from unhurried.homework.queries import Part, TouchRests, Waiting
    from unhurried.people.models import Client, Clinician, Relationship

NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "act", "sequence"})


@dataclass(frozen=True, kw_only=True)
class StillOpen:
    """What one person's clinician has not read, answered or followed up."""

    client: "Client"
    name: str
    concerns: list["Concern"]
    rests: list["TouchRests"]
    check: CheckDue | None
    waiting: list["Waiting"]

    @property
    def is_anything(self) -> bool:
        return bool(self.concerns or self.rests or self.check or self.waiting)


def still_open_of(
    request: Asked, viewer: "Clinician", people: "Sequence[tuple[Client, str]]"
) -> list[StillOpen]:
    """In as many queries for one person as for six; nobody stands there who leaves nothing open."""
    concerns = unanswered_concerns_under(viewer)
    checks = checks_due_under(viewer, today=today_of(request, viewer))
    rests, desk = queries.touch_rests_under(viewer), queries.desk_for(viewer)
    found = [
        StillOpen(
            client=client,
            name=name,
            concerns=concerns.get(client.pk, []),
            rests=[one for one in rests if one.client_id == client.pk],
            check=checks.get(client.pk),
            waiting=[one for one in desk if client.pk in one.people],
        )
        for client, name in people
    ]
    return [one for one in found if one.is_anything]


def _asked_once_more(
    request: Asked, viewer: "Clinician", page: str, people: "Sequence[tuple[Client, str]]", **context: Any
) -> HttpResponse:
    words = {
        "here": "caseload",
        "still_open": still_open_of(request, viewer, people),
        "of_one": OF_ONE,
        "holds": HOLD_WORDS,
        "dues": DUE_WORDS,
        "zone": zone_of(viewer),
    }
    return render(request, f"clinician/closing/{page}.html", words | context)


@for_clinician
@private_page
def close_part(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Show that somebody has left, once it has been spoken of. Only a part that its person ended."""
    relationship = queries.relationship_under(viewer, relationship_id)
    if relationship is None:
        raise Http404
    parts = queries.parts_under(viewer, relationship, request.keyring)
    part = _ended_part(parts, (request.POST or request.GET).get("client", ""))
    if part is None:
        return redirect("clinician:relationship", relationship_id=relationship_id)
    concerns = unanswered_concerns_under(viewer).get(part.client.pk, [])
    form = CloseForm(request.POST or None, concerns=[(one.pk, _known_words(one, viewer)) for one in concerns])
    if form.is_valid() and _is_closed(request, viewer, part, form):
        return redirect("clinician:relationship", relationship_id=relationship_id)
    if is_in_room(request):
        return off_screen(request)
    words = {"names": [one.name for one in parts], "relationship": relationship}
    is_unread = any(one.seen_at is None for one in concerns)
    people = [(part.client, part.name)]
    return _asked_once_more(
        request, viewer, "part", people, part=part, form=form, is_unread=is_unread, concerns=concerns, **words
    )


def _is_closed(request: Asked, viewer: "Clinician", part: "Part", form: CloseForm) -> bool:
    known = form.cleaned_data["known"]
    try:
        act = act_of(request, viewer.clinic_id)
        homework.close_part(act, participation=part.participation, known=known)
    except homework.ConcernOpen:
        form.add_error("known", _("Nothing was closed. A concern is open; say that you know of it."))
        return False
    return True


def _known_words(concern: "Concern", viewer: "Clinician") -> str:
    day = date_format(concern.raised_at.astimezone(zone_of(viewer)), "l j F")
    if concern.seen_at is None:
        return _("The concern of %(day)s: I know that nobody has opened it") % {"day": day}
    return _("The concern of %(day)s: I know that it was not spoken about yet") % {"day": day}


def lift_asked(request: Asked, viewer: "Clinician", hold: "Hold") -> HttpResponse:
    """One look before touch may begin again: whose it is, and what else of theirs waits."""
    if takes_off_screen(request):
        return off_screen(request)
    whose = request.keyring.open(hold.client, "name") if hold.client else ""
    people = [(hold.client, whose)] if hold.client else []
    return _asked_once_more(request, viewer, "lift", people, hold=hold, whose=whose)


def _ended_part(parts: "Sequence[Part]", chosen: str) -> "Part | None":
    ended = (part for part in parts if part.has_ended and not part.is_closed)
    return next((part for part in ended if str(part.client.pk) == chosen), None)


@for_clinician
def cancel_appointment(request: Asked, viewer: "Clinician", appointment_id: UUID) -> HttpResponse:
    """Take it off everybody's calendar, with every time it would have come again."""
    found = appointment_for(viewer, appointment_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        services.cancel_appointment(act_of(request, viewer.clinic_id), appointment=found)
        return redirect("clinician:calendar")
    if found.client_id and takes_off_screen(request):
        return off_screen(request)
    people = sorted(
        ((one, request.keyring.open(one, "name")) for one in people_of(found)), key=lambda one: one[1]
    )
    return _asked_once_more(
        request, viewer, "appointment", people, appointment=found, names=[name for _, name in people]
    )


def end_pause_asked(
    request: Asked, viewer: "Clinician", relationship: "Relationship", pause: "Pause", others: "Sequence[str]"
) -> HttpResponse:
    """Before what people leave out for now is open again. `others`: what another pause leaves out still."""
    parts = queries.parts_under(viewer, relationship, request.keyring)
    people = [(part.client, part.name) for part in parts if not part.is_closed]
    return _asked_once_more(
        request,
        viewer,
        "pause",
        people,
        relationship=relationship,
        pause=pause,
        others=others,
        activity_words=activity_words,
        names=[name for _, name in people],
        lands_at=queries.lands_at_under(viewer, relationship, now=request.now),
    )


def let_go_asked(request: Asked, viewer: "Clinician", assignment: "Assignment") -> HttpResponse:
    """Before something that was given leaves their pages for good. The answer is carried along as written."""
    parts = queries.parts_under(viewer, assignment.relationship, request.keyring)
    people = [
        (part.client, part.name)
        for part in parts
        if assignment.client_id in (None, part.client.pk) and not part.is_closed
    ]
    return _asked_once_more(
        request,
        viewer,
        "let_go",
        people,
        assignment=assignment,
        names=[name for _, name in people],
        carried=[(key, words) for key, words in request.POST.items() if key not in NOT_CARRIED],
        lands_at=queries.lands_at_under(viewer, assignment.relationship, now=request.now),
    )
