"""Since when it has been quiet between people and their homework, by what all of them know of."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, Q

from unhurried.core.silence import is_for_clinician
from unhurried.homework.models import Assignment, Occasion, Practice
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


def quiet_under(viewer: Clinician, *, now: datetime) -> dict[UUID, datetime]:
    """By person, since when: of those whom two notes have reached by now."""
    seats = Participation.objects.filter(
        client__clinician=viewer, ended_at=None, relationship__plans__ended_at=None
    )
    pairs = set(seats.values_list("client_id", "relationship_id"))
    since = quiet_since({relationship for _client, relationship in pairs}, now=now)
    longest = {relationship: at for relationship, at in since.items() if is_for_clinician(at, now=now)}
    return {
        client: longest[relationship] for client, relationship in sorted(pairs) if relationship in longest
    }


def _of_one(relationships: Collection[UUID]) -> list[UUID]:
    """Those in which nobody else ever took part."""
    seats = Participation.objects.filter(relationship__in=relationships)
    people: dict[UUID, set[UUID]] = {}
    for relationship, client in seats.values_list("relationship_id", "client_id"):
        people.setdefault(relationship, set()).add(client)
    return [relationship for relationship, theirs in people.items() if len(theirs) == 1]
