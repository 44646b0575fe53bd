"""What happened with one assignment, as its clinician may read it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import over
from unhurried.homework.models import (
    Assignment,
    Barrier,
    Hold,
    Note,
    Practice,
    Rating,
    Readiness,
    Release,
    Review,
)
from unhurried.people.models import Clinician


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One dated thing. `what`: practice, barrier, readiness, hold, release or review; `details` depend on it.

    `client_id` is None for what was everybody's alike.
    """

    what: str
    at: datetime
    client_id: UUID | None
    details: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one person wrote and marked after one practice."""

    notes: dict[str, str] = field(default_factory=dict)
    ratings: dict[tuple[str, str], int] = field(default_factory=dict)


def happenings_for(
    viewer: Clinician, assignment: Assignment, keyring: Keyring, *, now: datetime
) -> list[Happening]:
    """Newest first. Notes whose audience is `self` are not there, not even as a gap.

    Nor is what somebody said who is in another clinician's care by now.
    """
    found = [
        *_practices(viewer, assignment, keyring, now),
        *_barriers(viewer, assignment, keyring),
        *_answers(viewer, assignment, keyring),
        *_holds(viewer, assignment),
        *_releases(assignment),
        *_reviews(assignment, keyring),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _practices(viewer: Clinician, assignment: Assignment, keyring: Keyring, now: datetime) -> list[Happening]:
    practices = list(Practice.objects.filter(over(now), assignment=assignment))
    said = _said(viewer, practices, keyring)
    return [
        Happening(
            what="practice",
            at=practice.begun_at,
            client_id=None if practice.occasion_id else practice.begun_by_id,
            details={"practice": practice, "said": dict(said[practice.pk])},
        )
        for practice in practices
    ]


def _said(
    viewer: Clinician, practices: list[Practice], keyring: Keyring
) -> dict[UUID, defaultdict[UUID, Said]]:
    """By practice and then by who said it."""
    own = {"practice__in": practices, "author__clinician": viewer}
    notes = list(Note.objects.filter(**own).exclude(audience="self").order_by("key"))
    ratings = list(Rating.objects.filter(**own))
    keyring.prepare(notes, "text")
    keyring.prepare(ratings, "value")
    found: dict[UUID, defaultdict[UUID, Said]] = defaultdict(lambda: defaultdict(Said))
    for note in notes:
        found[note.practice_id][note.author_id].notes[note.key] = keyring.open(note, "text")
    for rating in ratings:
        value = int(keyring.open(rating, "value"))
        found[rating.of_practice][rating.author_id].ratings[rating.moment, rating.key] = value
    return found


def _barriers(viewer: Clinician, assignment: Assignment, keyring: Keyring) -> list[Happening]:
    return [
        Happening(
            what="barrier",
            at=row.told_at,
            client_id=row.client_id,
            details={"code": keyring.open(row, "code"), "words": keyring.open(row, "words")},
        )
        for row in Barrier.objects.filter(assignment=assignment, client__clinician=viewer)
    ]


def _answers(viewer: Clinician, assignment: Assignment, keyring: Keyring) -> list[Happening]:
    return [
        Happening(
            what="readiness",
            at=row.answered_at,
            client_id=row.client_id,
            details={"answer": keyring.open(row, "answer"), "kind": row.kind, "day": row.day},
        )
        for row in Readiness.objects.filter(assignment=assignment, client__clinician=viewer)
    ]


def _holds(viewer: Clinician, assignment: Assignment) -> list[Happening]:
    in_care = Q(client=None) | Q(client__clinician=viewer)
    return [
        Happening(
            what="hold",
            at=row.raised_at,
            client_id=row.client_id,
            details={"cause": row.cause, "lifted_at": row.lifted_at},
        )
        for row in Hold.objects.filter(in_care, assignment=assignment)
    ]


def _releases(assignment: Assignment) -> list[Happening]:
    return [
        Happening(
            what="release",
            at=row.released_at,
            client_id=None,
            details={"phase": row.phase, "heard_on": row.heard_on},
        )
        for row in Release.objects.filter(assignment=assignment)
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
