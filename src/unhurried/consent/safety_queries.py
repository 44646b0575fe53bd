"""What a clinician may read of the safety of the people in their care. Nobody else's is there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from unhurried.consent.models import Caution, Concern, SafetyCheck
from unhurried.consent.queries import on_file, standing_cautions
from unhurried.core.cautions import Caution as Kind
from unhurried.core.checks import Due, due_of
from unhurried.core.gates import SafetyRecord
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class ConcernSaid:
    """A concern with its words; they stay closed until the clinician has opened it."""

    concern: Concern
    words: str


@dataclass(frozen=True, kw_only=True)
class CheckDue:
    """What is due of one person's safety record.

    `on`: the day of its review, since when to follow up, or when something was said that calls for another.
    """

    due: Due
    on: date


def checks_under(viewer: Clinician, clients: Collection[UUID]) -> dict[UUID, list[SafetyCheck]]:
    """The safety records of each of these people, newest first."""
    rows = SafetyCheck.objects.filter(client__clinician=viewer, client__in=clients)
    found: dict[UUID, list[SafetyCheck]] = {client: [] for client in clients}
    for row in rows.select_related("clinician").order_by("-recorded_at", "pk"):
        found[row.client_id].append(row)
    return found


def checks_due_under(
    viewer: Clinician, *, today: date, called_for: Mapping[UUID, datetime]
) -> dict[UUID, CheckDue]:
    """By person, from each one's newest record; nobody stands there whose record asks for nothing.

    `called_for`: when something was said last that calls for another check with this person.
    """
    rows = SafetyCheck.objects.filter(client__clinician=viewer).order_by("recorded_at", "pk")
    newest = {row.client_id: row for row in rows}
    found = {client: _due(row, today, called_for.get(client)) for client, row in newest.items()}
    return {client: due for client, due in found.items() if due}


def _due(row: SafetyCheck, today: date, called_at: datetime | None) -> CheckDue | None:
    since = called_at if called_at and called_at > row.recorded_at else None
    due = due_of(
        SafetyRecord(row.outcome), review_on=row.review_on, today=today, was_called_for=since is not None
    )
    if due is Due.AGAIN and since:
        return CheckDue(due=due, on=since.date())
    on = row.checked_on if due is Due.FOLLOW_UP else row.review_on
    return CheckDue(due=due, on=on) if due else None


@dataclass(frozen=True, kw_only=True)
class CautionNoted:
    """A caution with the words that lifted it. `stands`: today."""

    row: Caution
    kind: Kind
    stands: bool
    lifted_words: str


def cautions_under(
    viewer: Clinician, client: Client, *, now: datetime, keyring: Keyring
) -> list[CautionNoted]:
    """One person's: what stands comes first, and within that the newest."""
    rows = Caution.objects.filter(client=client, client__clinician=viewer).select_related("lifted_by")
    newest = list(rows.order_by("-noted_at", "pk"))
    keyring.prepare(newest, "lifted_words")
    found = [
        CautionNoted(
            row=row,
            kind=Kind(row.kind),
            stands=on_file(row).stands_at(now),
            lifted_words=keyring.open(row, "lifted_words"),
        )
        for row in newest
    ]
    return sorted(found, key=lambda one: not one.stands)


def on_file_under(
    viewer: Clinician, clients: Collection[UUID], *, now: datetime
) -> dict[UUID, frozenset[Kind]]:
    """By person in this care, what stands on file."""
    own = Client.objects.filter(clinician=viewer, pk__in=clients).values_list("pk", flat=True)
    return standing_cautions(list(own), at=now)


def caution_under(viewer: Clinician, caution_id: UUID) -> Caution | None:
    rows = Caution.objects.filter(client__clinician=viewer, pk=caution_id)
    return rows.select_related("client").first()


def unanswered_concerns_under(viewer: Clinician) -> dict[UUID, list[Concern]]:
    """What was not spoken about yet, opened or not, by person; the oldest comes first.

    What somebody covering has answered stays until their own clinician has opened it.
    """
    waits = Q(answered_at=None) | Q(seen_at=None)
    rows = Concern.objects.filter(waits, client__clinician=viewer).defer("words")
    found: dict[UUID, list[Concern]] = {}
    for row in rows.order_by("raised_at", "pk"):
        found.setdefault(row.client_id, []).append(row)
    return found


def unanswered_concerns_of(client: UUID) -> set[UUID]:
    """For the rules: what this person sent and was not spoken about yet, opened or not."""
    return set(Concern.objects.filter(client=client, answered_at=None).values_list("pk", flat=True))


def unread_concern_of(client: UUID) -> UUID | None:
    """For the rules: what this person sent first of all that nobody has opened."""
    rows = Concern.objects.filter(client=client, seen_at=None).order_by("raised_at", "pk")
    return rows.values_list("pk", flat=True).first()


def unread_asking_of(client: UUID) -> UUID | None:
    """For the rules: that somebody asks to see what is private to this person, and nobody has opened it."""
    rows = Concern.objects.filter(client=client, about=Concern.About.ASKED_TO_SEE)
    return (
        rows.filter(seen_at=None, answered_at=None)
        .order_by("raised_at", "pk")
        .values_list("pk", flat=True)
        .first()
    )


def concerns_under(viewer: Clinician, client: Client) -> list[Concern]:
    """One person's concerns: those nobody has opened come first, then the unanswered, then the newest."""
    rows = list(Concern.objects.filter(client=client, client__clinician=viewer).defer("words"))
    newest = sorted(rows, key=lambda row: row.raised_at, reverse=True)
    return sorted(newest, key=lambda row: (row.seen_at is not None, row.answered_at is not None))


def concern_under(viewer: Clinician, concern_id: UUID, keyring: Keyring) -> ConcernSaid | None:
    rows = Concern.objects.filter(client__clinician=viewer, pk=concern_id).select_related("client")
    concern = rows.first()
    if concern is None:
        return None
    return ConcernSaid(concern=concern, words=keyring.open(concern, "words") if concern.seen_at else "")
