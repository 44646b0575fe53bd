"""Who needs the clinician first, in a number of queries that does not grow with the caseload."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.core.exercises import Exercise
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Barrier, Hold, Practice, Review
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something a client sent that has not been answered yet."""

    client_id: UUID
    assignment: Assignment
    exercise: Exercise
    since: datetime
    practices: int
    barriers: int
    is_held: bool
    has_stopped: bool


@dataclass(frozen=True, kw_only=True)
class CaseloadLine:
    client: Client
    name: str
    waiting: tuple[Waiting, ...]
    last_practised_at: datetime | None

    @property
    def attention(self) -> tuple[int, datetime | None]:
        """Held first, then whoever has waited longest."""
        held = any(one.is_held for one in self.waiting)
        since = min((one.since for one in self.waiting), default=None)
        return (0 if held else 1 if since else 2, since)


def caseload_for(viewer: Clinician, keyring: Keyring) -> list[CaseloadLine]:
    """Everybody in this clinician's care, those who need them first, then by name."""
    clients = list(Client.objects.filter(clinician=viewer))
    keyring.prepare(clients, "name")
    waiting = defaultdict(list)
    for one in desk_for(viewer):
        waiting[one.client_id].append(one)
    last = _last_practised(viewer)
    lines = [
        CaseloadLine(
            client=client,
            name=keyring.open(client, "name"),
            waiting=tuple(waiting[client.pk]),
            last_practised_at=last.get(client.pk),
        )
        for client in clients
    ]
    return sorted(lines, key=_first_who_waits)


def _first_who_waits(line: CaseloadLine) -> tuple[int, float, str]:
    rank, since = line.attention
    return rank, since.timestamp() if since else 0.0, line.name.casefold()


def desk_for(viewer: Clinician) -> list[Waiting]:
    """All that waits for an answer, oldest first. What rests waits until the clinician has chosen."""
    answered = _last_answers(viewer)
    fresh: dict[tuple[UUID, UUID], dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for what, assignment_id, client_id, at in _sent(viewer):
        is_new = assignment_id not in answered or (at is not None and at > answered[assignment_id])
        if at and (is_new or what == "hold"):
            fresh[assignment_id, client_id][what].append(at)
    assignments = Assignment.objects.defer("sheet").in_bulk([assignment for assignment, _ in fresh])
    rows = [_waiting(assignments[pk], client, sent) for (pk, client), sent in fresh.items()]
    return sorted(rows, key=lambda one: one.since)


def _waiting(assignment: Assignment, client_id: UUID, sent: dict[str, list[datetime]]) -> Waiting:
    return Waiting(
        client_id=client_id,
        assignment=assignment,
        exercise=exercise_by_digest(assignment.exercise_id),
        since=min(at for times in sent.values() for at in times),
        practices=len(sent["finished"]) + len(sent["stopped"]),
        has_stopped=bool(sent["stopped"]),
        barriers=len(sent["barrier"]),
        is_held=bool(sent["hold"]),
    )


def _sent(viewer: Clinician) -> Iterable[tuple[str, UUID, UUID, datetime | None]]:
    mine = {"assignment__plan__episode__clinician": viewer}
    practices = Practice.objects.filter(ended_at__isnull=False, **mine)
    holds = Hold.objects.filter(lifted_at=None, **mine)
    yield from practices.values_list("outcome", "assignment_id", "begun_by_id", "ended_at")
    yield from (
        ("barrier", *row)
        for row in Barrier.objects.filter(**mine).values_list("assignment_id", "client_id", "told_at")
    )
    yield from (("hold", *row) for row in holds.values_list("assignment_id", "client_id", "effective_at"))


def _last_answers(viewer: Clinician) -> dict[UUID, datetime]:
    reviews = Review.objects.filter(assignment__plan__episode__clinician=viewer).order_by("reviewed_at")
    return dict(reviews.values_list("assignment_id", "reviewed_at"))


def _last_practised(viewer: Clinician) -> dict[UUID, datetime]:
    rows = Practice.objects.filter(assignment__plan__episode__clinician=viewer).order_by("begun_at")
    return dict(rows.values_list("begun_by_id", "begun_at"))
