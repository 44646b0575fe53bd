"""Gathers what the gates ask about one assignment: facts as they stand, nothing decided here."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from unhurried.consent.queries import limits_between
from unhurried.core.boundaries import limits_in_force, version_that_fits
from unhurried.core.exercises import Exercise, Phase, Version
from unhurried.core.gates import Facts, Gate, Participant, SafetyRecord, may_begin
from unhurried.core.holds import Hold, HoldReason
from unhurried.core.progression import Criterion, unsettled_criteria
from unhurried.core.readiness import (
    Answer,
    Readiness,
    ReadinessKind,
    answer_in_force,
    answer_that_counts,
    wants_lighter,
)
from unhurried.crypto.fields import Keyring
from unhurried.homework import models
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.reports import answered_at, reports_of
from unhurried.homework.standing import is_licence_in_force
from unhurried.people.models import Client, Intake


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How one assignment stands now: the gate, and the version that would be practised."""

    gate: Gate
    version: str


def standing_of(client: Client, assignment: models.Assignment, *, at: datetime, keyring: Keyring) -> Standing:
    exercise = exercise_by_digest(assignment.exercise_id)
    phase = exercise.phase(assignment.phase)
    people = list(
        Client.objects.filter(participations__relationship=assignment.relationship_id).order_by("pk")
    )
    answers = _answers(assignment, people, at=at, keyring=keyring)
    version = _version(phase, assignment, people, answers, at=at, keyring=keyring)
    facts = Facts(
        level=phase.level,
        family=exercise.family,
        participants=tuple(
            _participant(person, answers[person.pk], _unsettled(exercise, assignment, person, keyring))
            for person in people
        ),
        asked_as=ReadinessKind.ASSIGNMENT,
        is_released=phase is exercise.phases[0] or _is_released(assignment),
        holds=_holds(assignment),
        needs_clearance=False,
        rests_until=_rests_until(exercise, assignment),
        fits=version is not None,
        is_under_way=True,
        licence_in_force=is_licence_in_force(client.clinician_id, client=client, today=at.date()),
        is_in_scope=True,
        has_cover=True,
    )
    gate = may_begin(facts, client=str(client.pk), now=at)
    return Standing(gate=gate, version=version.key if version else assignment.version)


def _answers(
    assignment: models.Assignment, people: list[Client], *, at: datetime, keyring: Keyring
) -> dict[UUID, Answer | None]:
    rows = list(
        models.Readiness.objects.filter(assignment=assignment, phase=assignment.phase, kind="assignment")
    )
    keyring.prepare(rows, "answer")
    given = [answer_row(row, keyring) for row in rows]
    said = {
        person.pk: answer_in_force(given, client=str(person.pk), kind=ReadinessKind.ASSIGNMENT, at=at)
        for person in people
    }
    is_kept = assignment.settled_at is not None
    return {
        pk: answer_that_counts(answer, is_kept=is_kept, people=len(people)) for pk, answer in said.items()
    }


def answer_row(row: models.Readiness, keyring: Keyring) -> Readiness:
    return Readiness(
        client=str(row.client_id),
        kind=ReadinessKind(row.kind),
        answer=Answer(keyring.open(row, "answer")),
        sequence=row.sequence,
        at=row.answered_at,
    )


def _version(
    phase: Phase,
    assignment: models.Assignment,
    people: list[Client],
    answers: dict[UUID, Answer | None],
    *,
    at: datetime,
    keyring: Keyring,
) -> Version | None:
    """The version given; the smallest when somebody asked for lighter; none that a limit forbids."""
    ordered = sorted(phase.versions, key=lambda version: version.minutes)
    given = [version.key for version in ordered].index(assignment.version)
    reach = 0 if wants_lighter(answers.values()) else given
    offered = replace(phase, versions=tuple(ordered[: reach + 1]))
    limits = limits_in_force(limits_between([person.pk for person in people], keyring), at=at)
    return version_that_fits(offered, limits, people=[str(person.pk) for person in people])


def _unsettled(
    exercise: Exercise, assignment: models.Assignment, person: Client, keyring: Keyring
) -> frozenset[Criterion]:
    """What still stands open from the phase before; the first phase has none before it."""
    place = [phase.key for phase in exercise.phases].index(assignment.phase)
    if place == 0:
        return frozenset()
    settled_when = exercise.phases[place - 1].settled_when
    return unsettled_criteria(
        reports_of(assignment, keyring),
        people=[str(person.pk)],
        settled_when=settled_when,
        released_at=answered_at(assignment),
    )


def _participant(client: Client, answer: Answer | None, unsettled: frozenset[Criterion]) -> Participant:
    return Participant(
        client=str(client.pk),
        is_adult=bool(client.adult_declared_at and client.adult_attested_at),
        intake_given=Intake.objects.filter(client=client).exists(),
        confidentiality_acknowledged=client.confidentiality_acknowledged_at is not None,
        this_step=answer,
        tonight=answer,
        safety_record=SafetyRecord.NONE,
        is_cleared=False,
        erotic_on=True,
        unsettled=unsettled,
    )


def _is_released(assignment: models.Assignment) -> bool:
    return models.Release.objects.filter(assignment=assignment, phase=assignment.phase).exists()


def _holds(assignment: models.Assignment) -> tuple[Hold, ...]:
    return tuple(
        Hold(
            reason=HoldReason(row.cause),
            raised_at=row.effective_at,
            effective_at=row.effective_at,
            lifted_at=row.lifted_at,
            client=str(row.client_id),
        )
        for row in models.Hold.objects.filter(assignment=assignment)
    )


def _rests_until(exercise: Exercise, assignment: models.Assignment) -> datetime | None:
    last = (
        models.Practice.objects.filter(assignment=assignment, ended_at__isnull=False)
        .order_by("-ended_at")
        .first()
    )
    if not (exercise.min_rest_hours and last and last.ended_at):
        return None
    return last.ended_at + timedelta(hours=exercise.min_rest_hours)
