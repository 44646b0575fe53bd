"""What somebody let go of since the last posting: nobody else has seen it, and they may put it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from unhurried.core.exercises import Exercise
from unhurried.core.meeting import Kind
from unhurried.homework.boards import board_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import LettingGo, Occasion
from unhurried.homework.queries.client.occasions import leaves_at
from unhurried.people.models import Client


@dataclass(frozen=True, kw_only=True)
class LetGo:
    """A time that this person let go of. `kind`: None for a time of their own."""

    occasion: Occasion
    kind: Kind | None
    exercise: Exercise | None


def let_go_lately_for(viewer: Client, *, now: datetime) -> list[LetGo]:
    """Soonest first; for the eyes of whoever let go, and behind their code."""
    rows = LettingGo.objects.filter(client=viewer, put_back_at=None).select_related("occasion__assignment")
    posted = _postings(now)
    found = {
        row.occasion_id: row.occasion for row in rows if row.let_go_at > posted(row.occasion.relationship_id)
    }
    ahead = (one for one in found.values() if leaves_at(one) > now)
    return [_let_go(one) for one in sorted(ahead, key=lambda one: one.starts_at)]


def _postings(now: datetime) -> Callable[[UUID], datetime]:
    @cache
    def posted(relationship_id: UUID) -> datetime:
        return board_of(relationship_id).schedule.last(now)

    return posted


def _let_go(row: Occasion) -> LetGo:
    is_own = row.block == Occasion.Block.OWN
    return LetGo(
        occasion=row,
        kind=None if is_own else Kind(row.block),
        exercise=exercise_by_digest(row.assignment.exercise_id) if row.assignment else None,
    )
