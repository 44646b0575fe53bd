"""What a client has before them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from unhurried.core.exercises import Exercise
from unhurried.crypto.fields import Keyring
from unhurried.homework.facts import Standing, standing_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, Review
from unhurried.homework.sheets import Sheet, sheet_from
from unhurried.people.models import Client


@dataclass(frozen=True, kw_only=True)
class Card:
    """One thing that is open to this person, and the time they set aside for it."""

    assignment: Assignment
    exercise: Exercise
    occasion: Occasion | None

    @property
    def minutes(self) -> int:
        versions = self.exercise.phase(self.assignment.phase).versions
        return {version.key: version.minutes for version in versions}[self.assignment.version]


def _mine(viewer: Client) -> "QuerySet[Assignment]":
    return Assignment.objects.filter(
        relationship__participations__client=viewer, relationship__participations__left_at=None
    ).order_by("position", "pk")


def cards_for(viewer: Client) -> list[Card]:
    """What is open, in the plan's order. The order never follows what anybody answered."""
    return _cards(viewer, _mine(viewer).filter(let_go_at=None, settled_at=None))


def kept_for(viewer: Client) -> list[Card]:
    """What was settled with the clinician: theirs to use whenever they like."""
    return _cards(viewer, _mine(viewer).filter(let_go_at=None, settled_at__isnull=False))


def _cards(viewer: Client, assignments: "QuerySet[Assignment]") -> list[Card]:
    ahead = Occasion.objects.filter(client=viewer, let_go_at=None).order_by("starts_at")
    rows = assignments.defer("sheet").prefetch_related(Prefetch("occasions", queryset=ahead, to_attr="ahead"))
    return [
        Card(
            assignment=row,
            exercise=exercise_by_digest(row.exercise_id),
            occasion=row.ahead[0] if row.ahead else None,
        )
        for row in rows
    ]


def assignment_for(viewer: Client, assignment_id: UUID) -> Assignment | None:
    rows = _mine(viewer).filter(pk=assignment_id, let_go_at=None)
    return rows.select_related("plan__episode__clinician", "relationship").first()


def sheet_for(viewer: Client, assignment: Assignment, keyring: Keyring) -> Sheet:
    """What the clinician composed; everybody in the relationship reads the same."""
    return sheet_from(keyring.open(assignment, "sheet"))


def standing_for(viewer: Client, assignment: Assignment, *, at: datetime, keyring: Keyring) -> Standing:
    return standing_of(viewer, assignment, at=at, keyring=keyring)


def occasion_for(viewer: Client, assignment: Assignment) -> Occasion | None:
    return Occasion.objects.filter(client=viewer, assignment=assignment, let_go_at=None).first()


def review_words_for(viewer: Client, assignment: Assignment, keyring: Keyring) -> list[tuple[Review, str]]:
    """What the clinician wrote back, newest first."""
    reviews = (
        Review.objects.filter(assignment=assignment).select_related("clinician").order_by("-reviewed_at")
    )
    return [(row, keyring.open(row, "words")) for row in reviews]
