"""What a clinician may read of the safety of the people in their care. Nobody else's is there."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from unhurried.consent.models import Concern, SafetyCheck
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class ConcernSaid:
    """A concern with its words; they stay closed until the clinician has opened it."""

    concern: Concern
    words: str


def checks_under(viewer: Clinician, clients: Collection[UUID]) -> dict[UUID, list[SafetyCheck]]:
    """The safety records of each of these people, newest first."""
    rows = SafetyCheck.objects.filter(client__clinician=viewer, client__in=clients)
    found: dict[UUID, list[SafetyCheck]] = {client: [] for client in clients}
    for row in rows.select_related("clinician").order_by("-recorded_at", "pk"):
        found[row.client_id].append(row)
    return found


def unseen_concerns_under(viewer: Clinician) -> dict[UUID, list[Concern]]:
    """What nobody has opened yet, by person; the oldest comes first."""
    rows = Concern.objects.filter(client__clinician=viewer, seen_at=None).defer("words")
    found: dict[UUID, list[Concern]] = {}
    for row in rows.order_by("raised_at", "pk"):
        found.setdefault(row.client_id, []).append(row)
    return found


def concerns_under(viewer: Clinician, client: Client) -> list[Concern]:
    """One person's concerns: those nobody has opened come first, then the newest."""
    rows = list(Concern.objects.filter(client=client, client__clinician=viewer).defer("words"))
    newest = sorted(rows, key=lambda row: row.raised_at, reverse=True)
    return sorted(newest, key=lambda row: row.seen_at is not None)


def concern_under(viewer: Clinician, concern_id: UUID, keyring: Keyring) -> ConcernSaid | None:
    rows = Concern.objects.filter(client__clinician=viewer, pk=concern_id).select_related("client")
    concern = rows.first()
    if concern is None:
        return None
    return ConcernSaid(concern=concern, words=keyring.open(concern, "words") if concern.seen_at else "")
