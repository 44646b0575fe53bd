"""Since when it has been quiet between people and their homework, by what all of them know of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, Q

from unhurried.core.silence import is_for_clinician
from unhurried.homework.models import Assignment, Occasion, Plan, Practice
from unhurried.people.models import Clinician, Participation


def quiet_since(relationships: Collection[UUID], *, now: datetime) -> dict[UUID, datetime]:
    """By relationship, when something was last given to all, begun together or set aside for all.

    Where somebody is on their own, what they begin or set aside for themselves counts as well. Nothing was
    ever given: not there. In as many queries for one as for many.
    """
    given = Assignment.objects.filter(relationship__in=relationships, client=None, assigned_at__lte=now)
    of_one = _of_one(relationships)
    together = Q(assignment__relationship__in=relationships) & ~Q(evening="")
    begun = Practice.objects.filter(together | Q(assignment__relationship__in=of_one), begun_at__lte=now)
    shared = Q(relationship__in=relationships) & ~Q(block=Occasion.Block.OWN)
    own = Q(relationship__in=of_one)
    aside = Occasion.objects.filter(shared | own, let_go_at=None)
    found: dict[UUID, datetime] = {}
    for rows, which, when in (
        (given, "relationship", "assigned_at"),
        (begun, "assignment__relationship", "begun_at"),
        (aside, "relationship", "starts_at"),
    ):
        for relationship, last in rows.order_by().values_list(which).annotate(last=Max(F(when))):
            found[relationship] = max(last, found.get(relationship, last))
    return found


@dataclass(frozen=True, kw_only=True)
class Quiet:
    """Where it is quiet, and since when."""

    relationship_id: UUID
    since: datetime


def quiet_under(viewer: Clinician, *, now: datetime) -> dict[UUID, Quiet]:
    """By person, where it has been quiet for longest: of those whom two notes have reached by now."""
    seats = Participation.objects.filter(
        client__clinician=viewer, ended_at=None, relationship__plans__ended_at=None
    )
    pairs = set(seats.values_list("client_id", "relationship_id"))
    since = quiet_since({relationship for _client, relationship in pairs}, now=now)
    found: dict[UUID, Quiet] = {}
    for client, relationship in sorted(pairs):
        at = since.get(relationship)
        if at and is_for_clinician(at, now=now) and (client not in found or at < found[client].since):
            found[client] = Quiet(relationship_id=relationship, since=at)
    return found


def quiet_in(relationship: UUID, *, now: datetime) -> datetime | None:
    """Since when, where two notes have reached everybody by now and a plan is under way."""
    since = quiet_since([relationship], now=now).get(relationship)
    is_planned = Plan.objects.filter(relationship=relationship, ended_at=None).exists()
    return since if since and is_planned and is_for_clinician(since, now=now) else None


def _of_one(relationships: Collection[UUID]) -> list[UUID]:
    """Those in which nobody else ever took part."""
    seats = Participation.objects.filter(relationship__in=relationships)
    people: dict[UUID, set[UUID]] = {}
    for relationship, client in seats.values_list("relationship_id", "client_id"):
        people.setdefault(relationship, set()).add(client)
    return [relationship for relationship, theirs in people.items() if len(theirs) == 1]
