"""What closes for good asks once more: what is still unread or due of those it is about, and what follows."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from unhurried.consent.safety_queries import unanswered_concerns_under
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.people import services
from unhurried.people.queries import appointment_for, people_of
from unhurried.web.agreed import activity_words
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms_together import CloseForm, EndingForm
from unhurried.web.clinician.gate_words import DUE_WORDS, OF_ONE
from unhurried.web.clinician.room import is_in_room, off_screen, private_page, takes_off_screen
from unhurried.web.clinician.secrets import secrets_beside
from unhurried.web.clinician.words import HOLD_WORDS, today_of, zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unhurried.consent.agreements import Pause
    from unhurried.consent.models import Concern
    from unhurried.homework.models import AfterAnswer, Assignment, Hold
    from unhurried.homework.queries.clinician import Part
    from unhurried.people.models import Client, Clinician, Episode, Relationship

NOT_CARRIED = frozenset({"csrfmiddlewaretoken", "act", "sequence"})


def _asked_once_more(
    request: Asked,
    viewer: "Clinician",
    page: str,
    people: "Sequence[tuple[Client, str]]",
    *,
    besides: UUID | None = None,
    **context: Any,
) -> HttpResponse:
    today, now = today_of(request, viewer), request.now
    words = {
        "here": "caseload",
        "still_open": queries.still_open_under(
            viewer, people, request.keyring, today=today, now=now, besides=besides
        ),
        "is_for_several": len(people) > 1,
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
    words: dict[str, Any] = {
        "names": [one.name for one in parts],
        "relationship": relationship,
        "lands_at": queries.lands_at_under(viewer, relationship, now=request.now),
    }
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


@for_clinician
@private_page
def close_episode(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """End the care of everybody in it: what stays with them, words to keep, and what waits is named first."""
    relationship = queries.relationship_under(viewer, relationship_id)
    if relationship is None:
        return _close_between(request, viewer, relationship_id)
    episode = queries.open_episode_under(viewer, relationship)
    if episode is None:
        return redirect("clinician:caseload")
    people = queries.reached_in(viewer, relationship, request.keyring, now=request.now)
    keepable, unheard = _keepable(relationship, people), _unheard(viewer, relationship, people, request.now)
    form = EndingForm(
        request.POST or None, keepable=keepable, unheard=unheard, is_for_several=len(people) > 1
    )
    if form.is_valid() and _has_ended(request, viewer, episode, form):
        return redirect("clinician:caseload")
    if is_in_room(request):
        return off_screen(request)
    words: dict[str, Any] = {
        "relationship": relationship,
        "names": [name for _client, name in people],
        "lands_at": queries.lands_at_under(viewer, relationship, now=request.now),
        "now": request.now,
        "keepable": keepable,
        "unheard": unheard,
        **secrets_beside(request, viewer, relationship),
    }
    return _asked_once_more(request, viewer, "episode", people, form=form, **words)


def _has_ended(request: Asked, viewer: "Clinician", episode: "Episode", form: EndingForm) -> bool:
    try:
        act = act_of(request, viewer.clinic_id)
        homework.close_episode(act, episode=episode, keyring=request.keyring, **form.cleaned_data)
    except homework.StillUnheard:
        form.add_error("known", _("Nothing was closed. Something is open; say that you know of it."))
        return False
    return True


def _close_between(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """What lies between several hands. It names those in this clinician's care, and nothing else."""
    episode = queries.episode_between_under(viewer, relationship_id, now=request.now)
    if episode is None:
        raise Http404
    people = queries.reached_in(viewer, episode.relationship, request.keyring, now=request.now)
    unheard = _unheard_of(viewer, episode.relationship, people)
    form = CloseForm(request.POST or None, concerns=unheard)
    if form.is_valid() and _has_ended_between(request, viewer, episode, form):
        return redirect("clinician:client", client_id=people[0][0].pk)
    if is_in_room(request):
        return off_screen(request)
    words: dict[str, Any] = {
        "about": people[0][0],
        "names": [name for _client, name in people],
        "lands_at": queries.lands_between(episode, now=request.now),
        "unheard": unheard,
    }
    return _asked_once_more(request, viewer, "between", people, form=form, **words)


def _has_ended_between(request: Asked, viewer: "Clinician", episode: "Episode", form: CloseForm) -> bool:
    known = form.cleaned_data["known"]
    try:
        act = act_of(request, viewer.clinic_id)
        homework.close_between_hands(
            act, episode=episode, clinician=viewer, known=known, keyring=request.keyring
        )
    except homework.StillUnheard:
        form.add_error("known", _("Nothing was closed. Something is open; say that you know of it."))
        return False
    return True


def _keepable(relationship: "Relationship", people: "Sequence[tuple[Client, str]]") -> list[tuple[UUID, str]]:
    """By title; with the name of whoever has it alone, where there are others."""
    names: dict[UUID | None, str] = {client.pk: name for client, name in people} if len(people) > 1 else {}
    open_ones = [one for one in queries.keepable_in(relationship.pk) if one.settled_at is None]
    return [(one.pk, _title(one, names.get(one.client_id, ""))) for one in open_ones]


def _title(given: "Assignment", whose: str) -> str:
    title = exercise_by_digest(given.exercise_id).says("title")
    return f"{title} ({whose})" if whose else title


def _unheard(
    viewer: "Clinician", relationship: "Relationship", people: "Sequence[tuple[Client, str]]", now: datetime
) -> list[tuple[UUID, str]]:
    """Each thing that nobody has heard, in words that say that one knows of it."""
    unread = queries.unread_in(relationship.pk, now=now)
    said = _unheard_of(viewer, relationship, people)
    return [*said, *((one.pk, _to_read_words(one, at.since, viewer)) for one, at in unread.items())]


def _unheard_of(
    viewer: "Clinician", relationship: "Relationship", people: "Sequence[tuple[Client, str]]"
) -> list[tuple[UUID, str]]:
    """What each of these people said, and nobody has heard."""
    concerns, names = unanswered_concerns_under(viewer), {client.pk: name for client, name in people}
    answers = queries.unread_answers_in(relationship.pk, [client for client, _name in people])
    raised = [(name, one) for client, name in people for one in concerns.get(client.pk, [])]
    return [
        *((one.pk, f"{name}: {_known_words(one, viewer)}") for name, one in raised),
        *((one.pk, f"{names[one.client_id]}: {_unread_words(one, viewer)}") for one in answers),
    ]


def _to_read_words(given: "Assignment", at: datetime, viewer: "Clinician") -> str:
    day = date_format(at.astimezone(zone_of(viewer)), "l j F")
    title = exercise_by_digest(given.exercise_id).says("title")
    return _("%(title)s, since %(day)s: I know that there is something to read") % {
        "title": title,
        "day": day,
    }


def _unread_words(answer: "AfterAnswer", viewer: "Clinician") -> str:
    day = date_format(answer.answered_at.astimezone(zone_of(viewer)), "l j F")
    return _("Private answers of %(day)s: I know that nobody has read them") % {"day": day}


def lift_asked(request: Asked, viewer: "Clinician", hold: "Hold") -> HttpResponse:
    """One look before touch may begin again: whose it is, and what waits of everybody whom it reaches."""
    if takes_off_screen(request):
        return off_screen(request)
    whose = request.keyring.open(hold.client, "name") if hold.client else ""
    alone = hold.assignment.client_id if hold.assignment else None
    people = queries.reached_in(viewer, hold.relationship, request.keyring, now=request.now, alone=alone)
    return _asked_once_more(request, viewer, "lift", people, besides=hold.pk, hold=hold, whose=whose)


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
        ((one, request.keyring.open(one, "name")) for one in people_of(found, now=request.now)),
        key=lambda one: one[1],
    )
    return _asked_once_more(
        request, viewer, "appointment", people, appointment=found, names=[name for _, name in people]
    )


def end_pause_asked(
    request: Asked, viewer: "Clinician", relationship: "Relationship", pause: "Pause", others: "Sequence[str]"
) -> HttpResponse:
    """Before what people leave out for now is open again. `others`: what another pause leaves out still."""
    people = queries.reached_in(viewer, relationship, request.keyring, now=request.now)
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
    alone = assignment.client_id
    people = queries.reached_in(
        viewer, assignment.relationship, request.keyring, now=request.now, alone=alone
    )
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
