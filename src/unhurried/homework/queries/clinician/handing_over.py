"""What a colleague reads before they take somebody on: of those who said yes, and of nobody else."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from unhurried.consent.models import Concern, SafetyCheck
from unhurried.consent.queries import limits_between, standing_cautions
from unhurried.core.boundaries import Limit, Word, limits_in_force
from unhurried.core.cautions import Caution
from unhurried.core.exercises import Exercise
from unhurried.core.handovers import Said
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import Permission
from unhurried.crypto.fields import Keyring
from unhurried.homework.handing import fit_of, said_by
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Note, Plan
from unhurried.homework.queries.clinician.changes import life_change_of
from unhurried.homework.queries.clinician.endings import unread_answers_in, unread_in
from unhurried.people.contact import SafeContact, safe_contact_of
from unhurried.people.models import Appointment, Client, Clinician, Episode, Handover, RecordRequest
from unhurried.people.queries import (
    circle_of,
    colleagues_of,
    every_relationship_of,
    handovers_to,
    open_requests_of,
    people_seen_in,
)


@dataclass(frozen=True, kw_only=True)
class Resting:
    """`is_own`: it is about this person; else about all touch together, or one exercise of all of them."""

    reason: HoldReason
    since: datetime
    is_own: bool


@dataclass(frozen=True, kw_only=True)
class ToRead:
    """Something that was sent and nobody has answered. No `exercise`: it was said in private."""

    since: datetime
    exercise: Exercise | None = None
    has_stopped: bool = False


@dataclass(frozen=True, kw_only=True)
class Brief:
    """One person, as the clinician who hands over knows them."""

    handover: Handover
    name: str
    words: str
    safe_contact: SafeContact
    life_changed_at: datetime | None
    opened: tuple[Concern, ...]
    secrets: tuple[datetime, ...]
    asked_for: tuple[RecordRequest, ...]
    to_read: tuple[ToRead, ...]
    goals: tuple[str, ...]
    rests: tuple[Resting, ...]
    on_file: tuple[Caution, ...]
    check: SafetyCheck | None
    unread: tuple[Concern, ...]
    limits: tuple[Limit, ...]
    given: tuple[Exercise, ...]
    appointments: tuple[Appointment, ...]


@dataclass(frozen=True, kw_only=True)
class Circle:
    """People who were asked together. `asked`: how many of them are still to move, which no page says."""

    briefs: tuple[Brief, ...]
    asked: int

    @property
    def is_whole(self) -> bool:
        return len(self.briefs) == self.asked


def circles_to(viewer: Clinician, keyring: Keyring, *, now: datetime) -> list[Circle]:
    """By the first name in each; where nobody said yes there is nothing to read but how many were asked."""
    rows = handovers_to(viewer)
    keyring.prepare(rows, "answer")
    groups: dict[frozenset[UUID], list[Handover]] = {}
    for row in rows:
        circle = frozenset(one.pk for one in circle_of(row.client, now=now))
        groups.setdefault(circle, []).append(row)
    circles = [_circle(viewer, group, keyring, now) for group in groups.values()]
    return sorted(circles, key=lambda one: [brief.name.casefold() for brief in one.briefs])


def said_yes_to(viewer: Clinician, handovers: Collection[UUID], keyring: Keyring) -> list[Handover]:
    """Of these, whoever this clinician may take on."""
    rows = (row for row in handovers_to(viewer) if row.pk in handovers)
    return [row for row in rows if said_by(row, keyring) is Said.YES]


def _circle(viewer: Clinician, rows: Sequence[Handover], keyring: Keyring, now: datetime) -> Circle:
    moving = [row for row in rows if said_by(row, keyring) is Said.YES]
    with_them = {row.client_id for row in moving}
    briefs = [_brief(viewer, row, with_them, keyring, now) for row in moving]
    return Circle(
        briefs=tuple(sorted(briefs, key=lambda one: (one.name.casefold(), one.handover.pk))), asked=len(rows)
    )


def _brief(
    viewer: Clinician, row: Handover, moving: Collection[UUID], keyring: Keyring, now: datetime
) -> Brief:
    client = row.client
    moves_too = [
        one.pk
        for one in every_relationship_of(client, now=now)
        if all(
            person.pk in moving or person.clinician_id == viewer.pk
            for person in people_seen_in(one.pk, now=now)
        )
    ]
    concerns = Concern.objects.filter(client=client).defer("words").order_by("raised_at", "pk")
    return Brief(
        handover=row,
        name=keyring.open(client, "name"),
        words=keyring.open(row, "words"),
        safe_contact=safe_contact_of(client, keyring),
        life_changed_at=life_change_of(client),
        opened=tuple(concerns.filter(seen_at__isnull=False, answered_at=None)),
        secrets=tuple(_secrets(client, moves_too)),
        asked_for=tuple(open_requests_of(client)),
        to_read=tuple(_to_read(client, moves_too, now)),
        goals=tuple(_goals(moves_too, keyring)),
        rests=tuple(_rests(client, moves_too)),
        on_file=tuple(sorted(standing_cautions([client.pk], at=now)[client.pk])),
        check=SafetyCheck.objects.filter(client=client).order_by("-recorded_at", "pk").first(),
        unread=tuple(concerns.filter(seen_at=None)),
        limits=tuple(_limits(client, keyring, now)),
        given=tuple(_given(client, moves_too)),
        appointments=tuple(_appointments(client, moves_too)),
    )


def _secrets(client: Client, moves_too: Sequence[UUID]) -> list[datetime]:
    """When this person told something as a secret, of what the colleague comes to read."""
    marked = {"secret_at__isnull": False}
    concerns = Concern.objects.filter(client=client, **marked).values_list("raised_at", flat=True)
    notes = Note.objects.filter(
        author=client, practice__assignment__relationship__in=moves_too, **marked
    ).values_list("written_at", flat=True)
    return sorted({*concerns, *notes})


def _to_read(client: Client, moves_too: Sequence[UUID], now: datetime) -> list[ToRead]:
    """What lies before all of them, or before this person; what was said in private is theirs alone."""
    found = [
        ToRead(since=one.since, exercise=exercise_by_digest(given.exercise_id), has_stopped=one.has_stopped)
        for relationship in moves_too
        for given, one in unread_in(relationship, now=now).items()
        if given.client_id in (None, client.pk)
    ]
    answers = (one for pk in moves_too for one in unread_answers_in(pk, [client]))
    found += [ToRead(since=one.answered_at) for one in answers]
    return sorted(found, key=lambda one: one.since)


def _goals(relationships: Sequence[UUID], keyring: Keyring) -> Iterable[str]:
    """Of their care and of the plan under way, each once."""
    episodes = Episode.objects.filter(relationship__in=relationships, closed_on=None)
    plans = Plan.objects.filter(relationship__in=relationships, ended_at=None)
    found = [keyring.open(one, "goal") for one in episodes.order_by("opened_on", "pk")]
    found += [keyring.open(one, "goal") for one in plans.order_by("started_at", "pk")]
    return (words for words in dict.fromkeys(found) if words)


def _rests(client: Client, moves_too: Sequence[UUID]) -> Iterable[Resting]:
    """Theirs wherever it is; what is about nobody in particular, of what comes along."""
    own, joint = Q(client=client), Q(client=None, relationship__in=moves_too)
    rows = Hold.objects.filter(own | joint, lifted_at=None).exclude(cause=HoldReason.HANDOVER)
    for row in rows.order_by("raised_at", "pk"):
        yield Resting(reason=HoldReason(row.cause), since=row.raised_at, is_own=row.client_id is not None)


def _limits(client: Client, keyring: Keyring, now: datetime) -> list[Limit]:
    """What is not simply welcome, towards everybody or towards one."""
    standing = limits_in_force(limits_between([client.pk], keyring), at=now)
    narrow = (one for one in standing if one.word is not Word.WELCOME)
    return sorted(narrow, key=lambda one: (one.what, one.direction, one.other or ""))


def _given(client: Client, moves_too: Sequence[UUID]) -> Iterable[Exercise]:
    rows = Assignment.objects.filter(
        Q(client=None) | Q(client=client), relationship__in=moves_too, let_go_at=None
    )
    ids = rows.order_by("position", "pk").values_list("exercise_id", flat=True)
    return (exercise_by_digest(pk) for pk in dict.fromkeys(ids))


def _appointments(client: Client, moves_too: Sequence[UUID]) -> Iterable[Appointment]:
    rows = Appointment.objects.filter(
        Q(client=client) | Q(client=None, episode__relationship__in=moves_too), cancelled_at=None
    )
    return rows.order_by("starts_at", "pk")


def fitting_colleagues(
    viewer: Clinician, people: Sequence[Client], *, now: datetime
) -> list[tuple[Clinician, Permission]]:
    """Every colleague who has joined, with what is missing for these people, by name."""
    return [(one, fit_of(one, people, now=now)) for one in colleagues_of(viewer)]
