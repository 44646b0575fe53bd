"""Before whom something lies at a posting, for the line that everybody gets alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from unhurried.core.silence import notes_of
from unhurried.homework.boards import board_of
from unhurried.homework.models import Assignment
from unhurried.homework.queries.silence import quiet_since
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import seen


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One relationship's last posting, and everybody who had something before them then."""

    relationship: UUID
    posting: datetime
    people: tuple[Client, ...]


def posted_last(now: datetime) -> Iterator[Posted]:
    """For every relationship in care, as pages have it. It follows from what was given by then, never from
    an answer."""
    goes_on = Q(episodes__closed_on=None) | Q(episodes__ends_at__gt=now)
    in_care = Relationship.objects.filter(goes_on).order_by("pk").distinct()
    for relationship in in_care:
        posting = board_of(relationship.pk).schedule.last(now)
        people = tuple(_with_something(relationship, posting))
        yield Posted(relationship=relationship.pk, posting=posting, people=people)


def quiet_posted_last(now: datetime) -> list[Posted]:
    """Those whose last posting brings one of the gentle notes."""
    posted = list(posted_last(now))
    since = quiet_since([one.relationship for one in posted], now=now)
    return [one for one in posted if one.relationship in since and _brings_note(one, since[one.relationship])]


def _brings_note(one: Posted, since: datetime) -> bool:
    return one.posting in notes_of(since, board_of(one.relationship).schedule)


def _with_something(relationship: Relationship, posting: datetime) -> Iterator[Client]:
    """What was given to one person alone is before them alone: the others learn nothing of it."""
    given = set(_open_at(relationship, posting))
    here = seen(posting, through="participations__")
    people = Client.objects.filter(here, participations__relationship=relationship).order_by("pk")
    return (client for client in people if None in given or client.pk in given)


def _open_at(relationship: Relationship, posting: datetime) -> Iterator[object]:
    rows = Assignment.objects.filter(
        Q(let_go_at=None) | Q(let_go_at__gt=posting),
        Q(settled_at=None) | Q(settled_at__gt=posting),
        relationship=relationship,
        assigned_at__lte=posting,
    )
    return iter(rows.values_list("client_id", flat=True))
