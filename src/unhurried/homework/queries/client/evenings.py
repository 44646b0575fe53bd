"""A time set aside together, as each of its people finds it, and what a phone in a practice asks for."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import UUIDField

from unhurried.core.evenings import STAYS_OPEN, Hour, hour_of
from unhurried.core.exercises import Communication, Exercise
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.evenings import day_of, needs_everyone
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Occasion, Practice
from unhurried.homework.sheets import sheet_from
from unhurried.people.models import Client
from unhurried.people.queries import seen
from unhurried.storage.prepared import Given, Prepared

_SEAT: Final = "relationship__participations__"


@dataclass(frozen=True, kw_only=True)
class TimeTogether:
    """The same for everybody in it. `is_posted`: it stands on pages until a posting after it was let go.

    `practice` is what the evening came to, once somebody has begun it.
    """

    occasion: Occasion
    exercise: Exercise | None
    zone: ZoneInfo
    needs_everyone: bool
    is_posted: bool
    practice: Practice | None

    @property
    def day(self) -> date:
        return day_of(self.occasion, self.occasion.relationship)

    @property
    def is_talk(self) -> bool:
        """Something for several without touch: whoever begins it begins it for all of their phones."""
        return self.exercise is not None and self.exercise.is_joint and not self.needs_everyone

    def asks(self, now: datetime) -> bool:
        """Whether it is the day, by the clock they share. Only touch together is asked about."""
        return self.needs_everyone and now.astimezone(self.zone).date() >= self.day

    def hour(self, now: datetime) -> Hour:
        return hour_of(self.occasion.starts_at, now) if self.is_posted else Hour.OVER


def time_together_for(viewer: Client, occasion_id: UUID, *, now: datetime) -> TimeTogether | None:
    """For whoever takes part. What was set aside by one person for themselves is not here."""
    rows = Occasion.objects.filter(
        seen(now, through=_SEAT),
        pk=occasion_id,
        relationship__participations__client=viewer,
    ).exclude(block=Occasion.Block.OWN)
    occasion = rows.select_related("relationship", "assignment__relationship").first()
    return _time_together(occasion, now) if occasion else None


def evenings_to_come_for(viewer: Client, *, now: datetime) -> list[TimeTogether]:
    """This day's evenings with touch that nobody has begun: the clock and the calendar decide, no answer."""
    rows = Occasion.objects.filter(
        seen(now, through=_SEAT),
        relationship__participations__client=viewer,
        block=Occasion.Block.CLOSENESS,
        starts_at__gt=now - STAYS_OPEN,
        starts_at__lt=now + timedelta(days=1),
    )
    related = rows.select_related("relationship", "assignment__relationship")
    found = [_time_together(row, now) for row in related.order_by("starts_at", "pk")]
    return [one for one in found if one.asks(now) and not one.practice and one.hour(now) is not Hour.OVER]


def _time_together(occasion: Occasion, now: datetime) -> TimeTogether:
    given, board = occasion.assignment, board_of(occasion.relationship_id)
    related = ("assignment__relationship", "occasion")
    return TimeTogether(
        occasion=occasion,
        exercise=exercise_by_digest(given.exercise_id) if given else None,
        zone=board.schedule.zone,
        needs_everyone=given is not None and needs_everyone(given, now),
        is_posted=occasion.let_go_at is None or occasion.let_go_at > board.schedule.last(now),
        practice=Practice.objects.filter(occasion=occasion).select_related(*related).first(),
    )


def posted_before(practice: Practice) -> datetime:
    """The posting that stood when this practice began: what a printed card was made from."""
    return board_of(practice.assignment.relationship_id).schedule.last(practice.begun_at)


def communication_in(viewer: Client, practice: Practice, keyring: Keyring) -> Communication:
    """How they let one another know: as it stood when it began, or else as the exercise has it."""
    chosen = sheet_from(keyring.open(practice.assignment, "sheet")).communication_at(practice.begun_at)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    return Communication(chosen) if chosen else exercise.communication


_by_id = Prepared(lambda: Practice.objects.filter(pk=Given("id", UUIDField())))


def practice_polled(practice_id: UUID) -> Practice | None:
    """For whoever holds the practice's own key: one read by primary key, and no viewer."""
    return next(iter(_by_id(id=practice_id)), None)
