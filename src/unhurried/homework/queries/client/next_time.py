"""The time together that is next, as Today says it to everybody alike."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, UUIDField

from unhurried.core.evenings import STAYS_OPEN
from unhurried.core.meeting import Kind
from unhurried.core.postings import Schedule
from unhurried.homework.boards import board_of
from unhurried.homework.evenings import over
from unhurried.homework.models import Occasion, Practice
from unhurried.homework.queries.client.occasions import leaves_at
from unhurried.people.models import Client, Participation
from unhurried.people.queries import seen
from unhurried.storage.prepared import Given, Prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

_client, _now, _since, _until = (
    Given("client", UUIDField()),
    Given("now", DateTimeField()),
    Given("since", DateTimeField()),
    Given("until", DateTimeField()),
)


def _times() -> "QuerySet[Occasion]":
    others = Participation.objects.filter(seen(_now), relationship=OuterRef("relationship"))
    rows = Occasion.objects.filter(
        Exists(others.exclude(client=_client)),
        seen(_now, through="relationship__participations__"),
        relationship__participations__client=_client,
        starts_at__gt=_since,
        starts_at__lt=_until,
    )
    return rows.exclude(block=Occasion.Block.OWN)


_ended = Practice.objects.filter(over(_now), occasion=OuterRef("pk"))
_near = Prepared(lambda: _times().exclude(Exists(_ended)))
"""Times together that lie near, of those who share them with somebody.

One that was begun and ended is over for all of them, whoever or whatever ended it.
"""


@dataclass(frozen=True, kw_only=True)
class NextTime:
    """As much of a time set aside together as Today says, to everybody alike."""

    id: UUID
    kind: Kind
    starts_at: datetime


def next_time_for(viewer: Client, *, now: datetime) -> NextTime | None:
    """The next one today or tomorrow, by the clock they share: as the calendar has it, until it has ended."""
    rows = _near(client=viewer.pk, now=now, since=now - STAYS_OPEN, until=now + timedelta(days=3))
    schedules = {pk: board_of(pk).schedule for pk in {row.relationship_id for row in rows}}
    soon = (row for row in rows if _is_next(row, schedules[row.relationship_id], now))
    first = min(soon, key=lambda row: (row.starts_at, row.block, row.minutes), default=None)
    return NextTime(id=first.pk, kind=Kind(first.block), starts_at=first.starts_at) if first else None


def _is_next(row: Occasion, schedule: Schedule, now: datetime) -> bool:
    tomorrow = now.astimezone(schedule.zone).date() + timedelta(days=1)
    is_soon = row.starts_at.astimezone(schedule.zone).date() <= tomorrow
    return is_soon and leaves_at(row) > now and _is_posted(row, schedule.last(now))


def _is_posted(row: Occasion, posted_at: datetime) -> bool:
    return row.let_go_at is None or row.let_go_at > posted_at
