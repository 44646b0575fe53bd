"""What happened with one assignment, as its clinician may read it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Barrier, Hold, Note, Practice, Rating, Readiness, Review
from unhurried.people.models import Clinician


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One dated thing. `what` is practice, barrier, readiness, hold or review; `details` depend on it."""

    what: str
    at: datetime
    client_id: UUID | None
    details: dict[str, Any]


def happenings_for(viewer: Clinician, assignment: Assignment, keyring: Keyring) -> list[Happening]:
    """Newest first. Notes whose audience is `self` are not there, not even as a gap."""
    found = [
        *_practices(assignment, keyring),
        *_barriers(assignment, keyring),
        *_answers(assignment, keyring),
        *_holds(assignment),
        *_reviews(assignment, keyring),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _practices(assignment: Assignment, keyring: Keyring) -> list[Happening]:
    practices = list(Practice.objects.filter(assignment=assignment, ended_at__isnull=False))
    notes, ratings = _notes(practices, keyring), _ratings(practices, keyring)
    return [
        Happening(
            what="practice",
            at=practice.begun_at,
            client_id=practice.begun_by_id,
            details={"practice": practice, "notes": notes[practice.pk], "ratings": ratings[practice.pk]},
        )
        for practice in practices
    ]


def _notes(practices: list[Practice], keyring: Keyring) -> dict[UUID, dict[str, str]]:
    rows = list(Note.objects.filter(practice__in=practices).exclude(audience="self").order_by("key"))
    keyring.prepare(rows, "text")
    by_practice: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in rows:
        by_practice[row.practice_id][row.key] = keyring.open(row, "text")
    return by_practice


def _ratings(practices: list[Practice], keyring: Keyring) -> dict[UUID, dict[tuple[str, str], int]]:
    rows = list(Rating.objects.filter(practice__in=practices))
    keyring.prepare(rows, "value")
    by_practice: dict[UUID, dict[tuple[str, str], int]] = defaultdict(dict)
    for row in rows:
        by_practice[row.practice_id][row.moment, row.key] = int(keyring.open(row, "value"))
    return by_practice


def _barriers(assignment: Assignment, keyring: Keyring) -> list[Happening]:
    return [
        Happening(
            what="barrier",
            at=row.told_at,
            client_id=row.client_id,
            details={"code": keyring.open(row, "code"), "words": keyring.open(row, "words")},
        )
        for row in Barrier.objects.filter(assignment=assignment)
    ]


def _answers(assignment: Assignment, keyring: Keyring) -> list[Happening]:
    return [
        Happening(
            what="readiness",
            at=row.answered_at,
            client_id=row.client_id,
            details={"answer": keyring.open(row, "answer")},
        )
        for row in Readiness.objects.filter(assignment=assignment)
    ]


def _holds(assignment: Assignment) -> list[Happening]:
    return [
        Happening(
            what="hold",
            at=row.effective_at,
            client_id=row.client_id,
            details={"cause": row.cause, "lifted_at": row.lifted_at},
        )
        for row in Hold.objects.filter(assignment=assignment)
    ]


def _reviews(assignment: Assignment, keyring: Keyring) -> list[Happening]:
    return [
        Happening(
            what="review",
            at=row.reviewed_at,
            client_id=None,
            details={"review": row, "words": keyring.open(row, "words")},
        )
        for row in Review.objects.filter(assignment=assignment)
    ]
