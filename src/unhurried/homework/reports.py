"""What people said after their practices, in the shape the rules read."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from unhurried.core.progression import AFTER_QUESTIONS, Report
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import AfterAnswer, Assignment, Practice, Rating, Review
from unhurried.storage.prepared import PreparedAmong

READ_BY_RULES = {
    "pain": "pain",
    "worry_peak": "worry",
    "worry": "worry",
    "presence": "presence",
    "exposure_peak": "exposure",
}
"""Rating key to what it is called in the rules; the highest worry is the one that counts."""
_YES_NO = {"yes": True, "no": False}
Said = dict[tuple[UUID, UUID], dict[str, Any]]


def reports_of(assignments: Collection[UUID], keyring: Keyring) -> dict[UUID, list[Report]]:
    """By assignment, one report per person and ended practice; each is as old as its latest word."""
    return reports_on(ended_practices(assignments), assignments, keyring)


def reports_on(
    ended: Sequence[Practice], assignments: Collection[UUID], keyring: Keyring
) -> dict[UUID, list[Report]]:
    """The same, of practices that are known already: all that ended of these assignments, in their order."""
    said: Said = defaultdict(dict)
    _take_ratings(said, assignments, keyring)
    _take_after_answers(said, assignments, keyring)
    by_id = {practice.pk: (place, practice) for place, practice in enumerate(ended)}
    reports: dict[UUID, list[Report]] = defaultdict(list)
    for (practice_id, author), values in said.items():
        place, practice = by_id[practice_id]
        reports[practice.assignment_id].append(_report(practice, author, place, values))
    return reports


def _ends(through: str = "") -> Q:
    return Q(**{f"{through}ended_at__isnull": False}) | Q(**{f"{through}ends_at__isnull": False})


ended_practices = PreparedAmong(
    lambda ids: Practice.objects.filter(_ends(), assignment__pk__in=ids).order_by("begun_at", "pk")
)
"""With `over_at`, which may lie ahead: what is asked about an hour leaves those out itself."""
_rated_after = PreparedAmong(
    lambda ids: Rating.objects.filter(_ends("practice__"), practice__assignment__pk__in=ids, moment="after")
)
_answered_after = PreparedAmong(
    lambda ids: AfterAnswer.objects.filter(_ends("practice__"), practice__assignment__pk__in=ids)
)


def answered_at(assignment: Assignment) -> datetime | None:
    """When the clinician last said how it goes on: what had been reported by then has been seen."""
    answers = Review.objects.filter(assignment=assignment).exclude(next_step=Review.Next.TALK)
    latest: datetime | None = answers.aggregate(latest=Max("reviewed_at"))["latest"]
    return latest


def _take_ratings(said: Said, assignments: Collection[UUID], keyring: Keyring) -> None:
    ratings = _rated_after(assignments)
    keyring.prepare(ratings, "value")
    for rating in ratings:
        if rating.key in READ_BY_RULES:
            values = _values(said, rating.of_practice, rating.author_id, rating.rated_at)
            name, value = READ_BY_RULES[rating.key], int(keyring.open(rating, "value"))
            values[name] = max(value, values.get(name, 0)) if name == "worry" else value


def _take_after_answers(said: Said, assignments: Collection[UUID], keyring: Keyring) -> None:
    answers = _answered_after(assignments)
    keyring.prepare(answers, *AFTER_QUESTIONS)
    for row in answers:
        values = _values(said, row.practice_id, row.client_id, row.answered_at)
        pressed = keyring.open(row, "felt_pressed")
        values["felt_pressed"] = int(pressed) if pressed else None
        for name in ("limits_kept", "wanted"):
            values[name] = _YES_NO.get(keyring.open(row, name))
        values["dissociation"] = _YES_NO.get(keyring.open(row, "drifted"))


def _values(said: Said, practice: UUID, author: UUID, at: datetime) -> dict[str, Any]:
    values = said[practice, author]
    values["at"] = max(at, values.get("at", at))
    return values


def _report(practice: Practice, author: UUID, place: int, values: dict[str, Any]) -> Report:
    return Report(
        client=str(author),
        sequence=place,
        is_finished=practice.outcome == Practice.Outcome.FINISHED,
        **values,
    )
