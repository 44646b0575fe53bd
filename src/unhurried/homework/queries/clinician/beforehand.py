"""For the clinician, before something is given: whether it lies there already, and what would hold it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from unhurried.consent.queries import who_leaves_out_erotic
from unhurried.core.exercises import Exercise
from unhurried.core.facts import Asked
from unhurried.core.history import people_at
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import Refusal, licence_gaps
from unhurried.crypto.fields import Keyring
from unhurried.homework.histories import history_of
from unhurried.homework.models import Assignment, Hold, LibraryItem, Plan
from unhurried.homework.queries.clinician.holding import Held, held_by
from unhurried.homework.standing import permission_to_assign, standing_of_clinician
from unhurried.people.models import Client, Clinician, Participation, Relationship
from unhurried.people.queries import people_seen_in


@dataclass(frozen=True, kw_only=True)
class Open:
    """That something lies before people already, and since when.

    `is_seen`: everybody it is for finds it on their pages; else it comes there at the next posting, or
    lies in another relationship of theirs.
    """

    since: datetime
    is_seen: bool


def lies_open(plan: Plan, exercise: str, *, alone: Client | None, now: datetime) -> bool:
    """Whether exactly the same people have it before them, neither let go nor kept.

    What is one person's alone is theirs wherever it was given.
    """
    people = {alone.pk} if alone else set(_of_all(plan))
    return any(_whose(row) == people for row in _open(plan, exercise, people, now))


def open_under(
    viewer: Clinician, plan: Plan, exercise: str, *, people: Collection[Client], now: datetime
) -> dict[UUID | None, Open]:
    """For whom of these it lies open already, by person; None: for all of them.

    In as many queries for one as for six.
    """
    if plan.episode.clinician_id != viewer.pk:
        return {}
    of_all = frozenset(_of_all(plan))
    wanted = {frozenset({one.pk}): one.pk for one in people} | {of_all: None}
    rows = _open(plan, exercise, of_all | {one.pk for one in people}, now)
    return {
        wanted[whose]: Open(since=row.assigned_at, is_seen=_is_seen(row, plan, now))
        for row in rows
        if (whose := _whose(row)) in wanted
    }


def _is_seen(row: Assignment, plan: Plan, now: datetime) -> bool:
    return row.relationship_id == plan.relationship_id and row.client_id is None and row.assigned_at <= now


def _of_all(plan: Plan) -> Iterable[UUID]:
    seats = Participation.objects.filter(relationship=plan.relationship_id)
    return seats.values_list("client_id", flat=True)


def _open(plan: Plan, exercise: str, people: Collection[UUID], now: datetime) -> "QuerySet[Assignment]":
    """What pages show before any of them now, or will: the newest last."""
    theirs = Relationship.objects.filter(participations__client__in=people)
    rows = Assignment.objects.filter(
        Q(let_go_at=None) | Q(let_go_at__gt=now),
        Q(settled_at=None) | Q(settled_at__gt=now),
        Q(client__in=people) | Q(client=None, relationship__in=theirs.values("pk")),
        exercise__name=exercise,
        plan__episode__clinician=plan.episode.clinician_id,
    )
    return rows.defer("sheet").prefetch_related("relationship__participations").order_by("assigned_at", "pk")


def _whose(row: Assignment) -> frozenset[UUID]:
    if row.client_id:
        return frozenset({row.client_id})
    return frozenset(seat.client_id for seat in row.relationship.participations.all())


@dataclass(frozen=True, kw_only=True)
class Refused:
    """Why it cannot be given. `elsewhere`: whoever says they are where the licence does not hold.

    `leaving_out`: whoever leaves its family out.
    """

    reasons: tuple[Refusal, ...]
    elsewhere: tuple[Client, ...] = ()
    leaving_out: tuple[Client, ...] = ()


def refused_before(
    viewer: Clinician,
    plan: Plan,
    item: LibraryItem,
    exercise: Exercise,
    *,
    alone: Client | None,
    now: datetime,
) -> Refused:
    """By the same rule that decides once it is sent."""
    level = exercise.phases[0].level
    reasons = permission_to_assign(viewer, item, level=level, plan=plan, now=now, alone=alone).refused_for
    people = [alone] if alone else people_seen_in(plan.relationship_id, now=now)
    return Refused(
        reasons=reasons,
        elsewhere=_elsewhere(viewer, people, now) if Refusal.JURISDICTION in reasons else (),
        leaving_out=_leaving_out(people) if Refusal.FAMILY in reasons else (),
    )


def _elsewhere(viewer: Clinician, people: Iterable[Client], now: datetime) -> tuple[Client, ...]:
    standing = standing_of_clinician(viewer)
    gaps = {one: licence_gaps(standing, regions=[one.region or None], today=now.date()) for one in people}
    return tuple(one for one in people if Refusal.JURISDICTION in gaps[one])


def _leaving_out(people: Collection[Client]) -> tuple[Client, ...]:
    who = who_leaves_out_erotic([one.pk for one in people])
    return tuple(one for one in people if one.pk in who)


_SAID_ELSEWHERE: Final = frozenset({HoldReason.READINESS, HoldReason.RELEASE, HoldReason.LIMIT})
"""Nobody was asked yet; the key is on the same form, and so is what limits leave."""


def would_hold(
    viewer: Clinician,
    plan: Plan,
    item: LibraryItem,
    exercise: Exercise,
    *,
    now: datetime,
    keyring: Keyring,
) -> tuple[Held, ...]:
    """What would hold it if it were given to all of them now, as their page says of what was given.

    Only of what needs everybody: nothing else waits for anybody but the person who opens it.
    """
    phase = exercise.phases[0]
    if not exercise.needs_everyone(phase.key) or plan.episode.clinician_id != viewer.pk:
        return ()
    as_if = Assignment(
        plan=plan,
        relationship_id=plan.relationship_id,
        exercise=item,
        phase=phase.key,
        version=phase.versions[0].key,
        assigned_at=now,
        placed_at=now,
    )
    history = history_of(as_if, keyring)
    people = people_at(history, now)
    if not people:
        return ()
    asked = Asked(client=people[0], phase=as_if.phase, version=as_if.version, is_under_way=False)
    holds = list(Hold.objects.filter(relationship=plan.relationship_id, assignment=None))
    found = held_by(history, asked, holds, since=now, now=now)
    return tuple(one for one in found if one.reason not in _SAID_ELSEWHERE)
