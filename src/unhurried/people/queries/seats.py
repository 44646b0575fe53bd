"""Whose part in a relationship stands on its pages: an ended one until the posting after it was closed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from unhurried.people.models import (
    Client,
    Clinician,
    Episode,
    JoiningLink,
    Participation,
    Relationship,
)
from unhurried.storage.prepared import Given


def seen(now: datetime | Given, through: str = "") -> Q:
    """For a filter on parts, or on what leads to them by way of `through`: those that pages show now.

    On every page of the people in a relationship this is who takes part; the rules ask who ended theirs.
    """
    return Q(**{f"{through}left_at": None}) | Q(**{f"{through}left_at__gt": now})


def people_seen_in(relationship_id: UUID, *, now: datetime) -> list[Client]:
    """Everybody whose part pages show then. Whoever's was closed is told nothing more from there on."""
    seats = Participation.objects.filter(seen(now), relationship=relationship_id)
    return [seat.client for seat in seats.select_related("client").order_by("client")]


def is_seen_in(client: Client, relationship_id: UUID, *, now: datetime) -> bool:
    return Participation.objects.filter(seen(now), relationship=relationship_id, client=client).exists()


def care_has_ended(now: datetime) -> Q:
    """For a filter on relationships: pages say that the care has ended, and nothing was opened since."""
    rows = Episode.objects.filter(relationship=OuterRef("pk"))
    return Exists(rows.filter(ends_at__lte=now)) & ~Exists(
        rows.filter(Q(closed_on=None) | Q(ends_at__gt=now))
    )


def has_ended(relationship_id: UUID, *, now: datetime) -> bool:
    return Relationship.objects.filter(care_has_ended(now), pk=relationship_id).exists()


def begins_again(link: JoiningLink, *, now: datetime) -> bool:
    """Whether it asks about care that has ended."""
    return link.relationship_id is not None and has_ended(link.relationship_id, now=now)


def joining_links_of(relationship_id: UUID) -> list[JoiningLink]:
    """The newest asking of each person who takes no part since: said yes to, or not answered."""
    rows = (
        JoiningLink.objects.filter(relationship=relationship_id).select_related("client").order_by("made_at")
    )
    newest = {row.client_id: row for row in rows}
    seats = Participation.objects.filter(relationship=relationship_id).order_by("joined_at")
    since = dict(seats.values_list("client", "joined_at"))
    return [
        row for row in newest.values() if row.client_id not in since or row.made_at > since[row.client_id]
    ]


def asked_to_join(viewer: Client, *, now: datetime) -> JoiningLink | None:
    """Whether this person is asked to be treated together with others, and has said neither yes nor no."""
    live = JoiningLink.objects.filter(
        client=viewer, relationship__isnull=False, used_at=None, declined_at=None
    )
    return live.filter(expires_at__gt=now).order_by("made_at", "pk").first()


def would_rather_not(clients: Collection[Client]) -> set[UUID]:
    """Who of these said so when they were asked last, whatever it was about."""
    rows = JoiningLink.objects.filter(client__in=clients, relationship__isnull=False).order_by("made_at")
    newest = {row.client_id: row for row in rows}
    return {pk for pk, row in newest.items() if pk and row.declined_at}


def treated_with_others(
    clients: Collection[Client], *, now: datetime, beside: UUID | None = None
) -> set[UUID]:
    """Who of these is seen to take part with others now. `beside`: in any relationship but this one."""
    of_others = Participation.objects.filter(
        ~Q(client=OuterRef("client")), relationship=OuterRef("relationship")
    )
    seats = Participation.objects.filter(Exists(of_others), seen(now), client__in=clients)
    return {seat.client_id for seat in seats if seat.relationship_id != beside}


def asked_under(viewer: Clinician, relationship: Relationship) -> list[JoiningLink]:
    """Whom this clinician asked, as long as they take no part."""
    return [
        row
        for row in joining_links_of(relationship.pk)
        if row.client and row.client.clinician_id == viewer.pk
    ]


def takes_part(viewer: Client | Given, *, now: datetime | Given) -> Exists:
    """For a filter on rows that name a relationship: this person is seen to take part in it."""
    own = {"relationship": OuterRef("relationship"), "client": viewer}
    return Exists(Participation.objects.filter(seen(now), **own))
