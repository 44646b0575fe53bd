from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from unhurried.people.models import Appointment, Client, Clinician, Episode, Participation
from unhurried.people.queries.seats import seen

_WHO_COMES: Final = "episode__relationship__participations__client"


def episode_for(viewer: Clinician, client: Client) -> Episode | None:
    """The open episode of a client in this clinician's care: of what they joined last and have not left."""
    own = {"relationship__participations__client": client}
    episodes = Episode.objects.filter(clinician=viewer, closed_on=None, **own)
    open_first = F("relationship__participations__left_at").desc(nulls_first=True)
    ordered = episodes.order_by(open_first, "-relationship__participations__joined_at", "opened_on", "pk")
    return ordered.select_related("relationship").first()


def _kept() -> "QuerySet[Appointment]":
    rows = Appointment.objects.filter(cancelled_at=None).select_related(
        "episode__relationship", "clinician", "client"
    )
    return rows.order_by("starts_at", "pk")


def appointments_for_clinician(viewer: Clinician) -> list[Appointment]:
    return list(_kept().filter(clinician=viewer).prefetch_related(_WHO_COMES))


def appointments_for_client(viewer: Client, *, now: datetime) -> list[Appointment]:
    """One's own, wherever they take part, and those of everybody together; another's alone is not there."""
    seats = Participation.objects.filter(seen(now), client=viewer)
    together = Q(client=None, episode__relationship__in=seats.values("relationship"))
    return list(_kept().filter(together | Q(client=viewer)))


def is_time_alone(appointment: Appointment, shared: Collection[UUID]) -> bool:
    """Of one person with their clinician. `shared`: in which relationships others take part beside them."""
    return appointment.client_id is not None or appointment.episode.relationship_id not in shared


def appointment_for(viewer: Clinician, appointment_id: UUID) -> Appointment | None:
    return _kept().filter(clinician=viewer, pk=appointment_id).first()


def people_of(appointment: Appointment, *, now: datetime) -> list[Client]:
    """Who comes: one person alone, or everybody who is seen to be treated together.

    Somebody who is in another clinician's care by now may come as well; it names them no more.
    """
    if appointment.client:
        return [appointment.client]
    seats = appointment.episode.relationship.participations.all()
    here = (seat.client for seat in seats if seat.is_seen_at(now))
    return [one for one in here if one.clinician_id == appointment.clinician_id]
