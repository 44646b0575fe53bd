"""Requests about what is kept: a person's own, their clinician's list, and the day that a manager is told."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from unhurried.core.records import Asked, Authorised, due_on, is_asked_still, is_copy_open, may_hand_over
from unhurried.crypto.fields import Keyring
from unhurried.people.models import (
    Authorisation,
    Client,
    Clinic,
    Clinician,
    JointRecord,
    Manager,
    Participation,
    RecordRequest,
    Relationship,
)


@dataclass(frozen=True, kw_only=True)
class Due:
    """Something of this clinician's waits to be answered: neither whose it is, nor what was asked."""

    clinician: str
    on: date


def record_requests_for(viewer: Client) -> dict[Asked, RecordRequest]:
    """A person's own requests that stand, the newest of each kind."""
    rows = RecordRequest.objects.filter(client=viewer, withdrawn_at=None).order_by("asked_at", "pk")
    return {Asked(row.asked): row for row in rows}


def has_open_copy(viewer: Client, *, now: datetime) -> bool:
    """Whether a copy that was given lies open for this person."""
    rows = RecordRequest.objects.filter(client=viewer, asked=Asked.COPY, withdrawn_at=None)
    return any(is_copy_open(row.open_until, now=now) for row in rows)


def open_requests_under(viewer: Clinician) -> list[RecordRequest]:
    """What this clinician's people asked for and nobody has answered, the oldest first."""
    rows = _open().filter(client__clinician=viewer).select_related("client", "clinic")
    return list(rows.order_by("asked_at", "pk"))


def open_requests_of(client: Client) -> list[RecordRequest]:
    """What this person asked for and nobody has answered, for whoever takes them on."""
    return list(_open().filter(client=client).select_related("clinic").order_by("asked_at", "pk"))


def record_requests_under(viewer: Clinician, client: Client) -> list[RecordRequest]:
    """Everything one of their people asked for and did not withdraw, the newest first."""
    rows = RecordRequest.objects.filter(client=client, client__clinician=viewer, withdrawn_at=None)
    return list(rows.select_related("clinic").order_by("-asked_at", "pk"))


def due_in(viewer: Manager) -> list[Due]:
    """A line for each clinician with whom something waits, however much, with the first day it is due."""
    days: dict[UUID, list[date]] = {}
    for row in _open().filter(clinic=viewer.clinic_id).select_related("client", "clinic"):
        days.setdefault(row.client.clinician_id, []).append(due_day(row, row.clinic))
    people = Clinician.objects.filter(pk__in=days).order_by("name", "pk")
    return [Due(clinician=one.name, on=min(days[one.pk])) for one in people]


def due_day(request: RecordRequest, clinic: Clinic) -> date:
    """By the clinic's own calendar."""
    return due_on(request.asked_at.astimezone(ZoneInfo(clinic.time_zone)).date())


def _open() -> QuerySet[RecordRequest]:
    return RecordRequest.objects.filter(withdrawn_at=None, answered_at=None)


def authorisations_for(viewer: Client, *, now: datetime) -> list[Authorisation]:
    """What this person is asked to authorise, the oldest first. Nobody else's answer is looked at."""
    rows = Authorisation.objects.filter(client=viewer, joint_record__lapses_at__gt=now)
    live = rows.filter(joint_record__taken_back_at=None).select_related("joint_record__relationship")
    return list(live.order_by("joint_record__asked_at", "pk"))


def joint_record_in(relationship: Relationship, *, now: datetime) -> JointRecord | None:
    """The asking that stands now, for the clinician of these people."""
    rows = JointRecord.objects.filter(relationship=relationship).order_by("-asked_at", "pk")
    return next((row for row in rows if _stands(row, now)), None)


def adults_of(relationship_id: UUID) -> list[Client]:
    """Everybody who takes part or ever did: all of them are in the joint record."""
    seats = Participation.objects.filter(relationship=relationship_id).select_related("client")
    return list({seat.client_id: seat.client for seat in seats.order_by("joined_at", "pk")}.values())


def authorised_in(record: JointRecord, keyring: Keyring) -> dict[UUID, Authorised | None]:
    """Each answer, for the clinician and the rule; never for a client's page."""
    rows = list(record.authorisations.select_related("client"))
    keyring.prepare(rows, "answer")
    return {row.client_id: authorised(row, keyring) for row in rows}


def authorised(row: Authorisation, keyring: Keyring) -> Authorised | None:
    said = keyring.open(row, "answer")
    return Authorised(said) if said else None


def may_be_handed_over(record: JointRecord, keyring: Keyring, *, now: datetime) -> bool:
    """Asked of the facts now, in the act that hands it over as well."""
    said = {str(client): answer for client, answer in authorised_in(record, keyring).items()}
    adults = [str(one.pk) for one in adults_of(record.relationship_id)]
    return may_hand_over(adults, said, is_asked=_stands(record, now))


def _stands(record: JointRecord, now: datetime) -> bool:
    return is_asked_still(lapses_at=record.lapses_at, taken_back_at=record.taken_back_at, now=now)
