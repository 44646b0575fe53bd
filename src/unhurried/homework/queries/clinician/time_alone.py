"""When each of those treated together was last alone with their clinician, and whether that is due."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from unhurried.consent.models import SafetyCheck
from unhurried.core.scheduling import Recurrence, occurrences_around
from unhurried.core.time_alone import TimesAlone, due_on, due_since
from unhurried.people.models import Appointment, Clinician, Participation


@dataclass(frozen=True, kw_only=True)
class Alone:
    """Of one relationship: each person's times; when a time alone with each falls due, since when it is."""

    people: dict[UUID, TimesAlone]
    due_on: date | None
    due_since: date | None


def times_alone_under(viewer: Clinician, *, now: datetime) -> dict[UUID, Alone]:
    """By relationship, where several take part. Whoever ended their part is waited for no more."""
    zone = ZoneInfo(viewer.clinic.time_zone)
    met, ahead = _days_alone(viewer, zone, now)
    found = {}
    for relationship, seats in _together(viewer).items():
        people = {
            seat.client_id: TimesAlone(
                began_on=seat.joined_at.astimezone(zone).date(),
                last_on=met.get(seat.client_id),
                next_on=ahead.get(seat.client_id),
            )
            for seat in seats
        }
        weeks, today = viewer.clinic.time_alone_weeks, now.astimezone(zone).date()
        found[relationship] = Alone(
            people=people,
            due_on=due_on(people.values(), weeks=weeks),
            due_since=due_since(people.values(), weeks=weeks, today=today),
        )
    return found


def due_alone_under(viewer: Clinician, *, now: datetime) -> dict[UUID, date]:
    """By person, since when: everybody of a relationship alike."""
    found = times_alone_under(viewer, now=now).values()
    due = [(client, one.due_since) for one in found if one.due_since for client in one.people]
    return dict(sorted(due, key=lambda one: one[1], reverse=True))


def _together(viewer: Clinician) -> dict[UUID, list[Participation]]:
    rows = Participation.objects.filter(client__clinician=viewer, ended_at=None)
    rows = rows.filter(relationship__episodes__clinician=viewer, relationship__episodes__closed_on=None)
    seats: dict[UUID, dict[UUID, Participation]] = defaultdict(dict)
    for row in rows.order_by("joined_at", "pk"):
        seats[row.relationship_id][row.client_id] = row
    return {pk: list(each.values()) for pk, each in seats.items() if len(each) > 1}


def _days_alone(
    viewer: Clinician, zone: ZoneInfo, now: datetime
) -> tuple[dict[UUID, date], dict[UUID, date]]:
    """The last day of each person until now, appointments and safety checks alike; and the next to come."""
    met: dict[UUID, date] = dict(
        SafetyCheck.objects.filter(client__clinician=viewer, was_alone=True)
        .order_by("checked_on", "pk")
        .values_list("client_id", "checked_on")
    )
    ahead: dict[UUID, date] = {}
    for client, row in _appointments_alone(viewer):
        before, after = _around(row, zone, now)
        if before:
            met[client] = max(before.astimezone(zone).date(), met.get(client, date.min))
        if after:
            ahead[client] = min(after.astimezone(zone).date(), ahead.get(client, date.max))
    return met, ahead


def _appointments_alone(viewer: Clinician) -> Iterable[tuple[UUID, Appointment]]:
    """With one person by name, or with whoever is treated alone there."""
    seats: dict[UUID, set[UUID]] = defaultdict(set)
    for relationship, client in Participation.objects.filter(client__clinician=viewer).values_list(
        "relationship_id", "client_id"
    ):
        seats[relationship].add(client)
    rows = Appointment.objects.filter(clinician=viewer).select_related("episode")
    for row in rows.order_by("starts_at", "pk"):
        here = {row.client_id} if row.client_id else seats[row.episode.relationship_id]
        if len(here) == 1:
            yield next(iter(here)), row


def _around(row: Appointment, zone: ZoneInfo, now: datetime) -> tuple[datetime | None, datetime | None]:
    """What was cancelled took place until then, and comes no more."""
    until = min(now, row.cancelled_at or now)
    every = Recurrence.of(row.repeats)
    before, after = occurrences_around(row.starts_at, zone=zone, every=every, at=until)
    return before, None if row.cancelled_at else after
