"""What is posted of the steps that need everybody: the same for everybody, until the next posting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from unhurried.core.disclosure import Evening, Shown
from unhurried.core.exercises import Exercise, Phase
from unhurried.core.pathways import item_after
from unhurried.core.progression import may_ask_next_phase
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of, posted_at
from unhurried.homework.evenings import needs_everyone
from unhurried.homework.facts import Place, place_shown, shown_of
from unhurried.homework.histories import histories_of
from unhurried.homework.library_items import exercise_by_digest, newest_exercise, pathway_by_digest
from unhurried.homework.models import Assignment, Invitation, Practice

_WITH_TOUCH: Final = (Evening.STEP.value, Evening.SMALLER.value)


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What may be asked about beforehand: the next phase, or the exercise that comes next on the way.

    `key` is what an answer is kept under.
    """

    key: str
    exercise: Exercise
    phase: Phase

    @property
    def title(self) -> str:
        is_whole = self.key == self.exercise.id
        return self.exercise.says("title" if is_whole else f"phase.{self.phase.key}.title")

    @property
    def aim(self) -> str:
        return self.exercise.says(f"phase.{self.phase.key}.aim")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """How a joint step stands on the board. `asks_about` is the next step, when it is time to ask."""

    shown: Shown
    place: Place
    posted_at: datetime
    next_posting: datetime
    asks_about: NextStep | None

    @property
    def is_resting(self) -> bool:
        return self.shown is Shown.RESTING


@dataclass(frozen=True, kw_only=True)
class Posted:
    """As of when something given is shown, and where people are in it then."""

    at: datetime
    place: Place


def posted_of(assignment: Assignment, *, now: datetime) -> Posted:
    """Now, for one person alone; else the last posting: what a clinician changed follows somebody's words."""
    people = 1 if assignment.client_id else assignment.relationship.participations.count()
    at = posted_at(board_of(assignment.relationship_id), people=people, now=now)
    return Posted(at=at, place=place_shown(assignment, now))


def offers_among(assignments: Sequence[Assignment], keyring: Keyring, *, now: datetime) -> dict[UUID, Offer]:
    """The offers of steps that need everybody; nothing for whatever opens by itself."""
    waiting = [one for one in assignments if needs_everyone(one, now)]
    offers: dict[UUID, Offer] = {}
    for relationship in sorted({one.relationship_id for one in waiting}):
        own = [one for one in waiting if one.relationship_id == relationship]
        offers |= _offers_of_one(own, keyring, now)
    return offers


def _offers_of_one(waiting: Sequence[Assignment], keyring: Keyring, now: datetime) -> dict[UUID, Offer]:
    board = board_of(waiting[0].relationship_id)
    posting, histories = board.schedule.last(now), histories_of(waiting, keyring)
    started, held = _started(waiting, posting), _held(waiting, posting)
    return {
        one.pk: Offer(
            shown=shown_of(
                histories[one.pk], one, board, started=started.get(_key(one, posting), []), posting=posting
            ),
            place=place_shown(one, posting),
            posted_at=posting,
            next_posting=board.schedule.next(now),
            asks_about=_asks_about(one, held.get(_key(one, posting), []), posting),
        )
        for one in waiting
    }


def offer_of(assignment: Assignment, keyring: Keyring, *, now: datetime) -> Offer | None:
    return offers_among([assignment], keyring, now=now).get(assignment.pk)


def _exercise(assignment: Assignment) -> Exercise:
    return exercise_by_digest(assignment.exercise_id)


def _key(assignment: Assignment, posting: datetime) -> tuple[UUID, str]:
    return assignment.pk, place_shown(assignment, posting).phase


def _started(assignments: Sequence[Assignment], posting: datetime) -> dict[tuple[UUID, str], list[datetime]]:
    rows = Invitation.objects.filter(assignment__in=assignments, started_at__lt=posting)
    return _grouped(rows.values_list("assignment_id", "phase", "started_at"))


def _held(assignments: Sequence[Assignment], posting: datetime) -> dict[tuple[UUID, str], list[datetime]]:
    """When each phase was practised, as everybody knows who was there."""
    rows = Practice.objects.filter(assignment__in=assignments, begun_at__lt=posting, evening__in=_WITH_TOUCH)
    return _grouped(rows.values_list("assignment_id", "phase", "begun_at"))


def _grouped(rows: Iterable[tuple[UUID, str, datetime]]) -> dict[tuple[UUID, str], list[datetime]]:
    found: dict[tuple[UUID, str], list[datetime]] = {}
    for assignment, phase, at in rows:
        found.setdefault((assignment, phase), []).append(at)
    return found


def _asks_about(assignment: Assignment, held: list[datetime], posting: datetime) -> NextStep | None:
    """Joint facts only: were it timed by ratings, being asked would tell how the other's evening went."""
    exercise = _exercise(assignment)
    place = [phase.key for phase in exercise.phases].index(place_shown(assignment, posting).phase)
    settled_when = exercise.phases[place].settled_when
    if not may_ask_next_phase(
        len(held), first_at=min(held, default=None), settled_when=settled_when, now=posting
    ):
        return None
    if place + 1 < len(exercise.phases):
        following = exercise.phases[place + 1]
        return NextStep(key=following.key, exercise=exercise, phase=following)
    return _next_on_the_way(assignment, exercise, posting)


def _next_on_the_way(assignment: Assignment, exercise: Exercise, posting: datetime) -> NextStep | None:
    """The exercise that comes next on their pathway, where it needs everybody and was not given by then."""
    pathway = pathway_by_digest(assignment.plan.pathway_id)
    stood = Q(let_go_at=None) | Q(let_go_at__gt=posting)
    given = Assignment.objects.filter(
        stood, relationship=assignment.relationship_id, client=None, assigned_at__lte=posting
    )
    after = item_after(pathway, exercise.id, set(given.values_list("exercise__name", flat=True)))
    item = newest_exercise(after.exercise) if after else None
    if after is None or item is None:
        return None
    coming = exercise_by_digest(item.pk)
    phase = coming.phase(after.phase)
    return NextStep(key=coming.id, exercise=coming, phase=phase) if coming.needs_everyone(phase.key) else None
