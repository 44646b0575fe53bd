from uuid import UUID

from django.db.models import Q, QuerySet

from unhurried.people.models import Appointment, Client, Clinician, Episode


def episode_for(viewer: Clinician, client: Client) -> Episode | None:
    """The open episode of a client in this clinician's care."""
    episodes = Episode.objects.filter(clinician=viewer, closed_on=None, relationship__clients=client)
    return episodes.select_related("relationship").order_by("opened_on", "pk").first()


def _kept() -> "QuerySet[Appointment]":
    rows = Appointment.objects.filter(cancelled_at=None).select_related(
        "episode__relationship", "clinician", "client"
    )
    return rows.order_by("starts_at", "pk")


def appointments_for_clinician(viewer: Clinician) -> list[Appointment]:
    return list(_kept().filter(clinician=viewer).prefetch_related("episode__relationship__clients"))


def appointments_for_client(viewer: Client) -> list[Appointment]:
    """One's own, and those of everybody together; what is another's alone is not there."""
    mine = {"participations__client": viewer, "participations__left_at": None}
    rows = _kept().filter(**{f"episode__relationship__{key}": value for key, value in mine.items()})
    return list(rows.filter(Q(client=None) | Q(client=viewer)))


def appointment_for(viewer: Clinician, appointment_id: UUID) -> Appointment | None:
    return _kept().filter(clinician=viewer, pk=appointment_id).first()


def people_of(appointment: Appointment) -> list[Client]:
    """Who comes: one person alone, or everybody treated together."""
    return (
        [appointment.client] if appointment.client else list(appointment.episode.relationship.clients.all())
    )
