"""Who is asked whether their care may go to a colleague, and who may be named."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from unhurried.core.handovers import TOLD_FOR
from unhurried.people.models import Client, Clinician, Handover, Manager, Participation
from unhurried.people.queries.seats import seen


def handover_for(viewer: Client) -> Handover | None:
    """What this person was asked last, unless it was taken back."""
    rows = Handover.objects.filter(client=viewer, taken_back_at=None)
    return rows.select_related("clinician", "colleague").order_by("-asked_at", "pk").first()


def handovers_to(viewer: Clinician) -> list[Handover]:
    """Whom this clinician is to take over, as long as they have not."""
    return list(_open().filter(colleague=viewer))


def handovers_from(viewer: Clinician, people: Collection[Client]) -> list[Handover]:
    """Of these people in care, who was asked and has not moved."""
    return list(_open().filter(clinician=viewer, client__in=people))


def gone_from(viewer: Clinician, *, now: datetime) -> list[tuple[str, date]]:
    """To whom care went from this clinician lately, and on which day: neither whose nor how much."""
    rows = Handover.objects.filter(clinician=viewer, accepted_at__gt=now - TOLD_FOR, accepted_at__lte=now)
    zone = ZoneInfo(viewer.clinic.time_zone)
    moved = rows.values_list("colleague__name", "accepted_at")
    found = {(name, at.astimezone(zone).date()) for name, at in moved if at}
    return sorted(found, key=lambda one: (one[1], one[0]), reverse=True)


def taken_by(viewer: Clinician, *, now: datetime) -> list[Handover]:
    """Whom this clinician took over lately and still treats, the newest first."""
    rows = Handover.objects.filter(
        colleague=viewer, client__clinician=viewer, accepted_at__gt=now - TOLD_FOR, accepted_at__lte=now
    )
    return list(rows.select_related("client", "clinician").order_by("-accepted_at", "client"))


def are_asked(people: Collection[Client]) -> bool:
    return _open().filter(client__in=people).exists()


def _open() -> "QuerySet[Handover]":
    rows = Handover.objects.filter(taken_back_at=None, accepted_at=None)
    return rows.select_related("client", "clinician", "colleague").order_by("asked_at", "client")


def colleagues_of(clinician: Clinician) -> list[Clinician]:
    """Whom they can name: who has joined the same clinic, and reads there."""
    rows = Clinician.objects.filter(clinic=clinician.clinic_id, account__isnull=False, away_since=None)
    return list(rows.exclude(pk=clinician.pk).prefetch_related("credentials").order_by("name", "pk"))


def colleagues_for(viewer: Manager, absent: Clinician) -> list[Clinician]:
    return colleagues_of(absent) if absent.clinic_id == viewer.clinic_id else []


def circle_of(client: Client, *, now: datetime) -> list[Client]:
    """This person, and whoever is treated with them by the same clinician, or with one of those.

    All of them are asked together: what some do with others would else be left between two hands unasked.
    """
    found, added = {client}, {client}
    while added:
        seats = Participation.objects.filter(seen(now), client__in=added)
        beside = Participation.objects.filter(seen(now), relationship__in=seats.values("relationship"))
        rows = beside.filter(client__clinician=client.clinician_id).select_related("client")
        added = {row.client for row in rows} - found
        found |= added
    return sorted(found, key=lambda one: one.pk)


def everybody_of(clinician: Clinician) -> list[Client]:
    """In their care, whoever's access was closed excepted: they can answer nothing."""
    return list(Client.objects.filter(clinician=clinician, access_closed_at=None).order_by("pk"))
