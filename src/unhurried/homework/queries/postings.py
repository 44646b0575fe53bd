"""Before whom something lies at a posting, for the line that everybody gets alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from unhurried.homework.boards import board_of
from unhurried.homework.models import Assignment
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import seen


@dataclass(frozen=True, kw_only=True)
class Posted:
    """One relationship's last posting, and everybody who had something before them then."""

    posting: datetime
    people: tuple[Client, ...]


def posted_last(now: datetime) -> Iterator[Posted]:
    """For every relationship in care. It follows from what was given by then, never from an answer."""
    in_care = Relationship.objects.filter(episodes__closed_on=None).order_by("pk").distinct()
    for relationship in in_care:
        posting = board_of(relationship.pk).schedule.last(now)
        yield Posted(posting=posting, people=tuple(_with_something(relationship, posting)))


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
