"""What was sent and waits for an answer. What a rule holds, and pain, come before the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from unhurried.core.exercises import Exercise
from unhurried.core.holds import HoldReason
from unhurried.core.progression import PainRule
from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import over
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Barrier, Hold, Practice, Rating, Review
from unhurried.homework.queries.clinician.afterwards import unread_afterwards_under
from unhurried.people.models import Clinician, Participation

HELD: Final = frozenset(HoldReason)
WAITS_ANYHOW: Final = HELD | {"afterwards"}
"""What an answer to the exercise does not settle, since all of them may see that answer."""
_Sent = tuple[str, UUID, UUID | None, datetime | None]
_Whose = tuple[UUID, UUID | None]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that was sent and has not been answered yet. `client_id` None: it is everybody's alike.

    `reason`: why a rule holds it. `is_lower`: a rule led down a ladder. `pain`: the most that was told after
    a practice since it was last said how it goes on, where that asks for less. `afterwards`: private answers
    from the day after, which wait to be read and ask for no answer.
    """

    client_id: UUID | None
    people: tuple[UUID, ...]
    assignment: Assignment
    exercise: Exercise
    since: datetime
    practices: int
    barriers: int
    afterwards: int
    reason: HoldReason | None
    pain: int | None
    is_lower: bool
    has_stopped: bool

    @property
    def is_held(self) -> bool:
        return self.reason is not None

    @property
    def comes_first(self) -> bool:
        return self.is_held or self.is_lower or self.pain is not None


def desk_for(viewer: Clinician, keyring: Keyring, *, now: datetime) -> list[Waiting]:
    """All that waits for an answer: what a rule holds, and pain, and then what has waited longest.

    An evening together is there once, for everybody who takes part.
    """
    return desk_of(viewer, taking_part_under(viewer), keyring, now)


def desk_of(
    viewer: Clinician, together: Mapping[UUID, tuple[UUID, ...]], keyring: Keyring, now: datetime
) -> list[Waiting]:
    """The same, where it is known already who takes part."""
    answers = _answers(viewer)
    answered = {assignment: at for assignment, _, at in answers}
    settled = {assignment: at for assignment, next_step, at in answers if next_step != Review.Next.TALK}
    fresh: dict[_Whose, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for what, assignment_id, client_id, at in _sent(viewer, now):
        is_new = assignment_id not in answered or (at is not None and at > answered[assignment_id])
        if at and (is_new or what in WAITS_ANYHOW):
            fresh[assignment_id, client_id][what].append(at)
    given = {assignment for assignment, _ in fresh}
    assignments = Assignment.objects.defer("sheet").in_bulk(given)
    pains = _pains(viewer, given, settled, keyring)
    rows = [
        _waiting(assignments[whose[0]], whose[1], together, sent, pains.get(whose))
        for whose, sent in fresh.items()
    ]
    return sorted(rows, key=lambda one: (not one.comes_first, one.since))


def _answers(viewer: Clinician) -> list[tuple[UUID, str, datetime]]:
    reviews = Review.objects.filter(assignment__plan__episode__clinician=viewer).order_by("reviewed_at")
    return list(reviews.values_list("assignment_id", "next_step", "reviewed_at"))


def _pains(
    viewer: Clinician, given: Iterable[UUID], settled: Mapping[UUID, datetime], keyring: Keyring
) -> dict[_Whose, int]:
    """The most that each person told since it was last said how it goes on, where that asks for less."""
    told = {"author__clinician": viewer, "practice__assignment__in": given, "moment": "after", "key": "pain"}
    ratings = list(Rating.objects.filter(**told).select_related("practice"))
    keyring.prepare(ratings, "value")
    found: dict[_Whose, int] = {}
    for row in ratings:
        whose = (row.practice.assignment_id, row.author_id) if row.practice else None
        if whose and (whose[0] not in settled or row.rated_at > settled[whose[0]]):
            found[whose] = max(int(keyring.open(row, "value")), found.get(whose, 0))
    return {whose: pain for whose, pain in found.items() if pain >= PainRule().lighter_at}


def _waiting(
    assignment: Assignment,
    client_id: UUID | None,
    together: Mapping[UUID, tuple[UUID, ...]],
    sent: dict[str, list[datetime]],
    pain: int | None,
) -> Waiting:
    return Waiting(
        client_id=client_id,
        people=(client_id,) if client_id else together.get(assignment.relationship_id, ()),
        assignment=assignment,
        exercise=exercise_by_digest(assignment.exercise_id),
        since=min(at for times in sent.values() for at in times),
        practices=len(sent["finished"]) + len(sent["stopped"]),
        has_stopped=bool(sent["stopped"]),
        barriers=len(sent["barrier"]),
        afterwards=len(sent["afterwards"]),
        reason=next((reason for reason in HoldReason if reason in sent), None),
        pain=pain,
        is_lower=bool(sent["lower"]),
    )


def _sent(viewer: Clinician, now: datetime) -> Iterable[_Sent]:
    """What clients sent, and what rules hold; the clinician's own hold asks nothing of themselves."""
    mine = {"assignment__plan__episode__clinician": viewer}
    for practice in Practice.objects.filter(over(now), **mine):
        by = None if practice.occasion_id else practice.begun_by_id
        yield practice.outcome or Practice.Outcome.STOPPED, practice.assignment_id, by, practice.over_at
    barriers = Barrier.objects.filter(**mine).values_list("assignment_id", "client_id", "told_at")
    yield from (("barrier", *row) for row in barriers)
    holds = Hold.objects.filter(lifted_at=None, client__isnull=False, **mine)
    told = holds.values_list("phase", "cause", "assignment_id", "client_id", "raised_at")
    yield from (("lower" if rung else cause, given, whose, at) for rung, cause, given, whose, at in told)
    in_hand = {"practice__assignment__plan__episode__clinician": viewer}
    unread = unread_afterwards_under(viewer).filter(**in_hand)
    for assignment, client, at in unread.values_list("practice__assignment_id", "client_id", "answered_at"):
        yield "afterwards", assignment, client, at


def taking_part_under(viewer: Clinician) -> dict[UUID, tuple[UUID, ...]]:
    """Who takes part now in each relationship, of those in this clinician's care."""
    rows = Participation.objects.filter(client__clinician=viewer, left_at=None).order_by("joined_at", "pk")
    found: dict[UUID, tuple[UUID, ...]] = {}
    for relationship, client in rows.values_list("relationship_id", "client_id"):
        found[relationship] = (*found.get(relationship, ()), client)
    return found
