"""What people said after their practices, in the shape the rules read."""

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from unhurried.core.progression import Report
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Practice, Rating, Review

READ_BY_RULES = {"pain": "pain", "worry_peak": "worry", "worry": "worry", "presence": "presence"}
"""Rating key to what it is called in the rules; the highest worry is the one that counts."""


def reports_of(assignment: Assignment, keyring: Keyring) -> list[Report]:
    """One report per person and ended practice, oldest first; each is as old as its latest word."""
    practices = Practice.objects.filter(assignment=assignment, ended_at__isnull=False)
    ordered = {practice.pk: place for place, practice in enumerate(practices.order_by("begun_at", "pk"))}
    ratings = Rating.objects.filter(practice__in=list(ordered), moment="after").select_related("practice")
    keyring.prepare(ratings, "value")
    said: dict[tuple[UUID, UUID], dict[str, Any]] = defaultdict(dict)
    for rating in ratings:
        values = said[rating.practice_id, rating.author_id]
        values["at"] = max(rating.rated_at, values.get("at", rating.rated_at))
        _note(values, rating.key, int(keyring.open(rating, "value")))
    by_id = {practice.pk: practice for practice in practices}
    return [_report(by_id[pk], author, ordered[pk], values) for (pk, author), values in said.items()]


def answered_at(assignment: Assignment) -> datetime | None:
    """When the clinician last said how it goes on: what had been reported by then has been seen."""
    answers = Review.objects.filter(assignment=assignment).exclude(next_step=Review.Next.TALK)
    latest: datetime | None = answers.aggregate(latest=Max("reviewed_at"))["latest"]
    return latest


def _note(values: dict[str, Any], key: str, value: int) -> None:
    if key in READ_BY_RULES:
        name = READ_BY_RULES[key]
        values[name] = max(value, values.get(name, 0)) if name == "worry" else value


def _report(practice: Practice, author: UUID, place: int, values: dict[str, Any]) -> Report:
    return Report(
        client=str(author),
        sequence=place,
        is_finished=practice.outcome == Practice.Outcome.FINISHED,
        **values,
    )
