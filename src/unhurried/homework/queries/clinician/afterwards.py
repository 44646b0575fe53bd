"""What people answered in private from the day after, each for their clinician alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from unhurried.core.exercises import Exercise
from unhurried.core.holds import HoldReason
from unhurried.core.progression import AFTER_QUESTIONS, rests_after
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import AfterAnswer, Assignment, Hold, Practice
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class Caused:
    """What rests, or rested, because of a private answer."""

    reason: HoldReason
    since: datetime
    lifted_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SaidAfterwards:
    """One person's private answers from the day after. Nobody else's page knows of them."""

    answer: AfterAnswer
    practice: Practice
    exercise: Exercise
    felt_pressed: str
    limits_kept: str
    wanted: str
    drifted: str
    caused: tuple[Caused, ...]

    @property
    def answered_at(self) -> datetime:
        return self.answer.answered_at

    @property
    def is_unread(self) -> bool:
        """Answered once more after it was read, it waits again."""
        return self.answer.seen_at is None or self.answer.seen_at < self.answered_at


def said_afterwards_under(viewer: Clinician, client: Client, keyring: Keyring) -> list[SaidAfterwards]:
    """What this person answered in private after evenings together, newest first."""
    rows = _in_care(viewer).filter(client=client).order_by("-practice__begun_at", "pk")
    return _opened(rows, Hold.objects.filter(client=client), keyring)


def afterwards_in(
    viewer: Clinician, assignment: Assignment, keyring: Keyring
) -> Mapping[tuple[UUID, UUID], SaidAfterwards]:
    """The same of everybody, for one exercise: by practice and whose it is, never gathered into one."""
    rows = _in_care(viewer).filter(practice__assignment=assignment)
    holds = Hold.objects.filter(relationship=assignment.relationship_id, client__isnull=False)
    return {(one.practice.pk, one.answer.client_id): one for one in _opened(rows, holds, keyring)}


def afterwards_under(viewer: Clinician, answer_id: UUID) -> AfterAnswer | None:
    return _in_care(viewer).filter(pk=answer_id).first()


def unread_afterwards_under(viewer: Clinician) -> QuerySet[AfterAnswer]:
    """What waits to be read, answered once more after it was read among it."""
    return _in_care(viewer).filter(Q(seen_at=None) | Q(seen_at__lt=F("answered_at")))


def _in_care(viewer: Clinician) -> QuerySet[AfterAnswer]:
    return AfterAnswer.objects.filter(client__clinician=viewer).select_related("practice__assignment")


def _opened(rows: QuerySet[AfterAnswer], holds: QuerySet[Hold], keyring: Keyring) -> list[SaidAfterwards]:
    answers = list(rows)
    keyring.prepare(answers, *AFTER_QUESTIONS)
    on_all_touch = list(holds.filter(assignment=None).order_by("raised_at", "pk"))
    return [_said_afterwards(row, on_all_touch, keyring) for row in answers]


def _said_afterwards(row: AfterAnswer, holds: Iterable[Hold], keyring: Keyring) -> SaidAfterwards:
    said = {question: keyring.open(row, question) for question in AFTER_QUESTIONS}
    pressed = int(said["felt_pressed"]) if said["felt_pressed"] else None
    rests = rests_after(
        felt_pressed=pressed,
        limits_kept=said["limits_kept"],
        wanted=said["wanted"],
        drifted=said["drifted"],
    )
    where = (row.practice.assignment.relationship_id, row.client_id)
    own = [one for one in holds if (one.relationship_id, one.client_id) == where]
    return SaidAfterwards(
        answer=row,
        practice=row.practice,
        exercise=exercise_by_digest(row.practice.assignment.exercise_id),
        caused=tuple(one for reason in rests for one in _caused(reason, own, row.answered_at)),
        **said,
    )


def _caused(reason: HoldReason, holds: Iterable[Hold], answered_at: datetime) -> Iterator[Caused]:
    """The hold of that kind that stood once the answer was given: a kind is held once at a time."""
    for one in holds:
        stood = one.raised_at <= answered_at and (one.lifted_at is None or one.lifted_at > answered_at)
        if one.cause == reason.value and stood:
            yield Caused(reason=reason, since=one.raised_at, lifted_at=one.lifted_at)
