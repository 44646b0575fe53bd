"""People treated together: each beside the others, what was given, and what holds each gate."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unhurried.consent.safety_queries import checks_under, on_file_under, unanswered_concerns_under
from unhurried.core.balance import LOOKS_BACK
from unhurried.core.disclosure import Shown
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.people import services
from unhurried.people.queries import asked_under, clients_for, people_seen_in, regions_of
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.balance_words import DOING_WORDS
from unhurried.web.clinician.caution_words import standing_words
from unhurried.web.clinician.forms_together import OUTCOMES, JoinsForm
from unhurried.web.clinician.gate_words import TO_SAY, held_words, in_order
from unhurried.web.clinician.room import off_screen, takes_off_screen
from unhurried.web.clinician.secrets import secrets_beside
from unhurried.web.clinician.silence import quiet_beside
from unhurried.web.clinician.views.caseload import people_by_name
from unhurried.web.clinician.words import VERSION_NAMES, zone_of
from unhurried.web.practice_words import ROLE_LABELS, SIGNALS

if TYPE_CHECKING:
    from unhurried.consent.models import Concern, SafetyCheck
    from unhurried.homework.models import Assignment
    from unhurried.homework.queries.clinician import Part
    from unhurried.people.models import Client, Clinician, JoiningLink, Relationship


@dataclass(frozen=True, kw_only=True)
class Place:
    """One person beside the others: their part, what is theirs alone, and what the clinic has from them."""

    part: "Part"
    check: "SafetyCheck | None"
    on_file: str
    concerns: list["Concern"]
    alone: list["Assignment"]

    @property
    def unread(self) -> "Concern | None":
        """What has to be opened before anything that a concern holds is lifted."""
        return next((one for one in self.concerns if one.seen_at is None), None)


@dataclass(frozen=True, kw_only=True)
class AskedToJoin:
    """Somebody who was asked, and said yes, would rather not, or has not answered."""

    client: "Client"
    name: str
    link: "JoiningLink"


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
    people = _places(viewer, parts, given, request.now)
    asked = asked_to_join(request, viewer, found)
    context = {
        "here": "caseload",
        "relationship": found,
        "plan": queries.plan_in(viewer, found),
        "first_seen": next((part.client for part in parts if part.is_seen_at(request.now)), None),
        "names": names,
        "people": people,
        "asked": asked,
        "may_take_back": any(one.link.stands_at(request.now) for one in asked),
        "may_close": bool(parts) and queries.open_episode_under(viewer, found) is not None,
        "closed": queries.closed_episode_under(viewer, found),
        "unread": {one.part.client.pk: one.unread.pk for one in people if one.unread},
        "board": queries.gates_for(viewer, found, now=request.now, keyring=request.keyring),
        "kept": [one for one in given if one.client is None and _is_kept(one, request)],
        "exercises": {one.pk: exercise_by_digest(one.exercise_id) for one in given},
        "balance": queries.balance_under(viewer, found, list(names), now=request.now),
        "doings": DOING_WORDS,
        "alone": queries.times_alone_under(viewer, now=request.now).get(found.pk),
        "clinic_weeks": viewer.clinic.time_alone_weeks,
        "weeks": LOOKS_BACK.days // 7,
        "held_words": held_words,
        "in_order": partial(in_order, names=names),
        "to_say": TO_SAY,
        "outcomes": dict(OUTCOMES),
        "versions": VERSION_NAMES,
        "now": request.now,
        "today": request.now.date(),
        "zone": zone_of(viewer),
    }
    beside = {**secrets_beside(request, viewer, found), **quiet_beside(request, viewer, found.pk)}
    return render(request, "clinician/relationship.html", context | beside)


def asked_to_join(request: Asked, viewer: "Clinician", found: "Relationship") -> list[AskedToJoin]:
    """Whom the clinician asked, by name, as long as they take no part."""
    links = {row.client: row for row in asked_under(viewer, found) if row.client}
    named = people_by_name(request, list(links))
    return [AskedToJoin(client=client, name=name, link=links[client]) for client, name in named]


def _places(
    viewer: "Clinician", parts: list["Part"], given: list["Assignment"], now: datetime
) -> list[Place]:
    ids = [part.client.pk for part in parts]
    checks, on_file = checks_under(viewer, ids), on_file_under(viewer, ids, now=now)
    concerns = unanswered_concerns_under(viewer)
    return [
        Place(
            part=part,
            check=next(iter(checks[part.client.pk]), None),
            on_file=standing_words(on_file[part.client.pk]),
            concerns=concerns.get(part.client.pk, []),
            alone=[one for one in given if one.client_id == part.client.pk],
        )
        for part in parts
    ]


def _is_kept(given: "Assignment", request: Asked) -> bool:
    return given.settled_at is not None and given.settled_at <= request.now


@require_safe
@for_clinician
def card(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """What was given, on paper: steps, roles and minutes of the version posted."""
    given = queries.assignment_under(viewer, assignment_id)
    if given is None:
        raise Http404
    if given.client_id and takes_off_screen(request):
        return off_screen(request)
    made = queries.card_under(viewer, given, now=request.now, keyring=request.keyring)
    board = queries.gates_for(viewer, given.relationship, now=request.now, keyring=request.keyring)
    gate = board.of(given)
    context = {
        "here": "caseload",
        "assignment": given,
        "exercise": exercise_by_digest(given.exercise_id),
        "card": made,
        "roles": ROLE_LABELS,
        "signals": SIGNALS[made.communication] if made and made.communication else (),
        "versions": VERSION_NAMES,
        "way_back": reverse("clinician:given", kwargs={"assignment_id": given.pk}),
        "lands_at": board.lands_at,
        "rests_since": board.posted_at if gate and gate.shown is Shown.RESTING else None,
        "held_since": gate.held_since(board.posted_at) if gate else None,
        "rests_unseen": bool(gate and gate.held_by and gate.shown is Shown.ON_OFFER),
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/card.html", context)


@for_clinician
def joins(request: Asked, viewer: "Clinician", relationship_id: UUID) -> HttpResponse:
    """Somebody joins later. Whoever takes part then says anew what they are ready for."""
    found = relationship_in_care(viewer, relationship_id)
    regions = regions_of(viewer.clinic_id)
    form = JoinsForm(request.POST or None, regions=regions)
    if form.is_valid():
        client_id = homework.join_relationship(
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
        "in_care": _not_here(request, viewer, found),
    }
    return render(request, "clinician/joins.html", context)


def _not_here(request: Asked, viewer: "Clinician", found: "Relationship") -> list[tuple["Client", str]]:
    """People in care who take no part in it, by name."""
    here = people_seen_in(found.pk, now=request.now)
    return people_by_name(request, [client for client in clients_for(viewer) if client not in here])
