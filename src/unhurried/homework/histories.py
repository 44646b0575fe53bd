"""Loads the dated rows of a relationship for the rules: always the same queries, whatever anybody said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, UUIDField

from unhurried.consent.queries import cautions_of, checks_of, full_pauses_of, limits_between, switches_of
from unhurried.core.gates import SafetyRecord
from unhurried.core.history import Check, History, Release, Seat, Switch, SwitchName
from unhurried.core.holds import Hold, HoldReason
from unhurried.core.progression import Report
from unhurried.core.readiness import Answer, Readiness, ReadinessKind
from unhurried.crypto.fields import Keyring
from unhurried.homework import models
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.reports import ended_practices, reports_on
from unhurried.homework.standing import surroundings_of
from unhurried.people.models import Client, Participation
from unhurried.storage.prepared import Given, Prepared, PreparedAmong


def history_of(assignment: models.Assignment, keyring: Keyring) -> History:
    return histories_of([assignment], keyring)[assignment.pk]


def histories_of(assignments: Sequence[models.Assignment], keyring: Keyring) -> dict[UUID, History]:
    """The histories of assignments that all belong to one relationship."""
    if not assignments:
        return {}
    relationship = assignments[0].relationship_id
    taking_part = _participations(relationship)
    people = list({row.client_id: row.client for row in taking_part}.values())
    ids = [client.pk for client in people]
    keyring.prepare_all_of("author", ids)
    rows = _Rows(relationship, [one.pk for one in assignments], keyring)
    limits = tuple(limits_between(ids, keyring))
    checks, cautions, switches = _checks(ids), cautions_of(ids), _switches(ids)
    pauses, clinic_at = (
        full_pauses_of(relationship, keyring),
        surroundings_of(people, treated_by=_treated_by(taking_part)),
    )
    return {
        one.pk: History(
            exercise=exercise_by_digest(one.exercise_id),
            given_at=one.assigned_at,
            seats=_seats(taking_part, only=one.client_id),
            answers=rows.answers(one.pk),
            tonight=tuple(rows.tonight),
            limits=limits,
            pauses=pauses,
            holds=rows.holds(one.pk),
            releases=rows.releases(one.pk),
            checks=checks,
            cautions=cautions,
            switches=switches,
            reports=tuple(rows.reports[one.pk]),
            answered_at=tuple(rows.answered[one.pk]),
            rested_from=tuple(rows.ended[one.pk]),
            clinic_at=clinic_at,
            is_kept=one.settled_at is not None,
        )
        for one in assignments
    }


_in_relationship: Final = Given("relationship", UUIDField())
_said = PreparedAmong(
    lambda ids: (
        models.Readiness.objects.filter(assignment__relationship=_in_relationship)
        .filter(Q(kind=ReadinessKind.DAY.value) | Q(assignment__pk__in=ids))
        .order_by("sequence")
    )
)
_holds_in = Prepared(lambda: models.Hold.objects.filter(relationship=_in_relationship))
_released = PreparedAmong(lambda ids: models.Release.objects.filter(assignment__pk__in=ids))
_answered = PreparedAmong(
    lambda ids: models.Review.objects.filter(assignment__pk__in=ids).exclude(
        next_step=models.Review.Next.TALK
    )
)
_taking_part = Prepared(
    lambda: (
        Participation.objects.filter(relationship=_in_relationship)
        .select_related("client__intake")
        .order_by("pk")
    )
)


class _Rows:
    """What the assignments themselves hold, fetched once for all of them.

    A word about tonight is one about the whole evening, on whichever page it was said.
    """

    def __init__(self, relationship: UUID, assignments: list[UUID], keyring: Keyring) -> None:
        self._answers: dict[UUID, dict[str, list[Readiness]]] = defaultdict(lambda: defaultdict(list))
        self.tonight: list[Readiness] = []
        for row in _said(assignments, relationship=relationship):
            self._take(row, keyring)
        self._holds = _holds_in(relationship=relationship)
        self._releases = _released(assignments)
        ended = ended_practices(assignments)
        self.reports: dict[UUID, list[Report]] = reports_on(ended, assignments, keyring)
        self.answered = _by_assignment((row.assignment_id, row.reviewed_at) for row in _answered(assignments))
        self.ended = _by_assignment((row.assignment_id, row.over_at) for row in ended)

    def _take(self, row: models.Readiness, keyring: Keyring) -> None:
        answer = answer_row(row, keyring)
        if answer.kind is ReadinessKind.DAY:
            self.tonight.append(answer)
        else:
            self._answers[row.assignment_id][row.phase].append(answer)

    def answers(self, assignment: UUID) -> dict[str, list[Readiness]]:
        return dict(self._answers[assignment])

    def holds(self, assignment: UUID) -> tuple[Hold, ...]:
        """Its own, and those about all touch together."""
        return tuple(_hold(row) for row in self._holds if row.assignment_id in (None, assignment))

    def releases(self, assignment: UUID) -> tuple[Release, ...]:
        return tuple(
            Release(phase=row.phase, at=row.released_at)
            for row in self._releases
            if row.assignment_id == assignment
        )


def answer_row(row: models.Readiness, keyring: Keyring) -> Readiness:
    """An answer about the next phase counts as one about that phase, where "lighter" moves nobody on."""
    answer, kind = Answer(keyring.open(row, "answer")), ReadinessKind(row.kind)
    if kind is ReadinessKind.NEXT_PHASE:
        kind = ReadinessKind.ASSIGNMENT
        answer = answer if answer is Answer.READY else Answer.NOT_YET
    return Readiness(
        client=str(row.client_id),
        kind=kind,
        answer=answer,
        sequence=row.sequence,
        at=row.answered_at,
        day=row.day,
    )


def _treated_by(taking_part: Sequence[Participation]) -> UUID:
    """Whose licence counts. Where people here are with several clinicians all rests, and any one will do."""
    here = [row for row in taking_part if row.left_at is None] or taking_part
    return min(row.client.clinician_id for row in here)


def seats_of(relationship: UUID) -> tuple[Seat, ...]:
    return _seats(_participations(relationship), only=None)


def _participations(relationship: UUID) -> list[Participation]:
    return _taking_part(relationship=relationship)


def _seats(rows: Iterable[Participation], *, only: UUID | None) -> tuple[Seat, ...]:
    """Everybody's; of what is one person's alone, theirs, which no leaving ends."""
    if only is None:
        return tuple(_seat(row) for row in rows)
    first = min((row for row in rows if row.client_id == only), key=lambda row: row.joined_at)
    return (replace(_seat(first), left_at=None),)


def _seat(row: Participation) -> Seat:
    client = row.client
    return Seat(
        client=str(client.pk),
        joined_at=row.joined_at,
        left_at=row.ended_at,
        adult_at=_both(client.adult_declared_at, client.adult_attested_at),
        intake_at=_intake_at(client),
        confidentiality_at=client.confidentiality_acknowledged_at,
    )


def _both(one: datetime | None, other: datetime | None) -> datetime | None:
    return max(one, other) if one and other else None


def _intake_at(client: Client) -> datetime | None:
    return client.intake.given_at if hasattr(client, "intake") else None


def _hold(row: models.Hold) -> Hold:
    return Hold(
        reason=HoldReason(row.cause),
        raised_at=row.raised_at,
        effective_at=row.effective_at,
        lifted_at=row.lifted_at,
        client=str(row.client_id) if row.client_id else None,
        phase=row.phase,
    )


def _checks(clients: list[UUID]) -> tuple[Check, ...]:
    return tuple(
        Check(
            client=str(row.client_id),
            outcome=SafetyRecord(row.outcome),
            at=row.recorded_at,
            review_on=row.review_on,
        )
        for row in checks_of(clients)
    )


def _switches(clients: list[UUID]) -> tuple[Switch, ...]:
    return tuple(
        Switch(client=str(row.client_id), name=SwitchName(row.name), is_on=row.is_on, at=row.switched_at)
        for row in switches_of(clients)
    )


def _by_assignment(pairs: Iterable[tuple[UUID, datetime | None]]) -> dict[UUID, list[datetime]]:
    found: dict[UUID, list[datetime]] = defaultdict(list)
    for assignment, at in pairs:
        if at is not None:
            found[assignment].append(at)
    return found
