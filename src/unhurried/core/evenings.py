"""An evening by the clock: when it settles, when it may begin, and how a practice under way stands.

What people did is stored. The guide's own pauses, its early end and the end of what nobody ended come about
by time alone. A page and every phone ask the same function here, so that none is told what another is not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

SETTLING: Final = timedelta(seconds=90)
"""How long the settling screen lasts, always and for everybody."""
STAYS_OPEN: Final = timedelta(hours=4)
"""How long after its time an evening may still begin."""
LASTS: Final = timedelta(hours=4)
"""After so long a practice that nobody ended is over by itself."""


class Hour(StrEnum):
    """Where the clock stands between a time set aside and its end. It follows nothing that anybody said."""

    AHEAD = "ahead"
    SETTLING = "settling"
    TONIGHT = "tonight"
    OVER = "over"


class Way(StrEnum):
    """How people have the guide before them. One phone is the default."""

    ONE_PHONE = "one_phone"
    EACH_PHONE = "each_phone"
    NO_PHONE = "no_phone"


@dataclass(frozen=True, kw_only=True)
class Course:
    """What is stored of one practice: what people did, and what was settled before anything happened."""

    begun_at: datetime
    place: int
    place_began_at: datetime
    revision: int
    paused_at: datetime | None = None
    pauses: tuple[datetime, ...] = ()
    ends_early_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class State:
    """All that a phone is ever told. Nothing in it has room for who or why."""

    revision: int
    place: int
    is_paused: bool
    is_ended: bool


def hour_of(starts_at: datetime, now: datetime) -> Hour:
    if now < starts_at:
        return Hour.AHEAD
    if now < starts_at + SETTLING:
        return Hour.SETTLING
    return Hour.TONIGHT if now <= starts_at + STAYS_OPEN else Hour.OVER


def state_at(course: Course, now: datetime) -> State:
    """How it stands. What time brought counts as one revision, as if somebody had done it by hand."""
    since, end = paused_since(course, now), over_since(course, now)
    by_time = (since is not None and course.paused_at is None) + (end is not None and course.ended_at is None)
    return State(
        revision=course.revision + by_time,
        place=course.place,
        is_paused=since is not None and end is None,
        is_ended=end is not None,
    )


def paused_since(course: Course, now: datetime) -> datetime | None:
    """Since when it pauses, by anybody's hand or the guide's own; None: it does not."""
    planned = [one for one in course.pauses if one <= now]
    by_hand = [course.paused_at] if course.paused_at else []
    return min([*planned, *by_hand], default=None)


def over_since(course: Course, now: datetime) -> datetime | None:
    """Since when it is over, whatever ended it; None: it is under way."""
    if course.ended_at:
        return course.ended_at
    ends = [course.begun_at + LASTS, *([course.ends_early_at] if course.ends_early_at else [])]
    return min((one for one in ends if one <= now), default=None)


def holds_phone(course: Course, now: datetime, *, is_evening: bool) -> bool:
    """Whether the one phone between people still shows this practice alone.

    A talk may be taken up again on another day, so it lets go of the phone after so long without a step.
    """
    if is_evening:
        return over_since(course, now) is None
    return course.ended_at is None and now < course.place_began_at + LASTS


def pauses_ahead(course: Course, now: datetime) -> tuple[datetime, ...]:
    return tuple(one for one in course.pauses if one > now)


def elapsed_in(course: Course, now: datetime) -> timedelta:
    """How much of the moment has gone by; during a pause it stands still."""
    until = paused_since(course, now) or now
    return max(until - course.place_began_at, timedelta())
