"""An evening by the clock: when it settles, when it may begin, and how a practice under way stands.

What people did is stored. The guide's own pauses, its early end and the end of what nobody ended come about
by time alone. A page and every phone ask the same function here, so that none is told what another is not.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

SETTLING: Final = timedelta(seconds=90)
"""How long the settling screen lasts, always and for everybody."""
STAYS_OPEN: Final = timedelta(hours=4)
"""How long after its time an evening may still begin."""
LEAST_PAUSE: Final = timedelta(seconds=10)
"""A pause lasts so long at least, whatever made it: in that time any hand leaves out a few parts."""
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
    """What is stored of one practice: where it stands, and what was settled before anything happened.

    Nothing in it counts or names what brought it there.
    """

    begun_at: datetime
    place: int
    place_began_at: datetime
    paused_at: datetime | None = None
    pauses: tuple[datetime, ...] = ()
    ends_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class State:
    """All that a phone is ever told. Nothing in it has room for who or why.

    Where it goes on from is seen when it goes on: in a pause and after the end there is no place to be told.
    So nobody can watch a limit land, or somebody move on.
    """

    is_paused: bool
    is_ended: bool
    place: int | None = None
    place_began_at: datetime | None = None

    @property
    def revision(self) -> str:
        """What a phone knows this state by. It follows from the state alone and counts no act."""
        if self.place is None or self.place_began_at is None:
            return "ended" if self.is_ended else "paused"
        return f"{self.place}-{int(self.place_began_at.timestamp() * 1000)}"


def hour_of(starts_at: datetime, now: datetime) -> Hour:
    if now < starts_at:
        return Hour.AHEAD
    if now < starts_at + SETTLING:
        return Hour.SETTLING
    return Hour.TONIGHT if now <= starts_at + STAYS_OPEN else Hour.OVER


def state_at(course: Course, now: datetime) -> State:
    """How it stands; what time brought is told as if somebody had done it by hand."""
    is_ended = over_since(course, now) is not None
    if is_ended or paused_since(course, now):
        return State(is_paused=not is_ended, is_ended=is_ended)
    return State(is_paused=False, is_ended=False, place=course.place, place_began_at=course.place_began_at)


def paused_since(course: Course, now: datetime) -> datetime | None:
    """Since when it pauses, by anybody's hand or the guide's own; None: it does not."""
    planned = [one for one in course.pauses if one <= now]
    by_hand = [course.paused_at] if course.paused_at else []
    return min([*planned, *by_hand], default=None)


def goes_on_in(course: Course, now: datetime) -> timedelta:
    """How long a pause still lasts before anybody may go on. Nothing left: they may, or it does not pause.

    Else whoever went on at once, and found several parts left out, would know that it was a limit.
    """
    since = paused_since(course, now)
    return max(since + LEAST_PAUSE - now, timedelta()) if since else timedelta()


def ends_by_itself(begun_at: datetime, *, early: timedelta | None) -> datetime:
    """Settled at the beginning. `early`: after so long the guide ends it, by a draw."""
    return begun_at + min(LASTS, early or LASTS)


def over_since(course: Course, now: datetime) -> datetime | None:
    """Since when it is over, whatever ended it; None: it is under way."""
    if course.ended_at:
        return course.ended_at
    return course.ends_at if course.ends_at and course.ends_at <= now else None


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


# What people, limits and the guide may do with it. Each gives the course as it is afterwards.


def brought_to(course: Course, now: datetime) -> Course:
    """With what time itself has brought by now written down."""
    return replace(
        course,
        paused_at=paused_since(course, now),
        pauses=pauses_ahead(course, now),
        ended_at=over_since(course, now),
    )


def paused(course: Course, at: datetime) -> Course:
    """Two who pause make one pause."""
    return replace(course, paused_at=paused_since(course, at) or at)


def moved(course: Course, at: datetime) -> Course:
    """On by one, always. A pause stays a pause, and may be moved on as often as anybody likes."""
    return landed(course, course.place + 1, at)


def landed(course: Course, place: int, at: datetime) -> Course:
    """At another place from now on, and paused if it was."""
    return replace(course, place=place, place_began_at=at)


def resumed(course: Course, at: datetime, *, is_passed_by: bool) -> Course:
    """After a pause: with the rest of the moment's time, or one further, where the draw says so.

    The draw ends what a pause fell into. Where anybody moved on in the pause, that is over already.
    """
    running = replace(course, paused_at=None, pauses=pauses_ahead(course, at))
    if is_passed_by and not was_moved_in_pause(course, at):
        return moved(running, at)
    return replace(running, place_began_at=at - elapsed_in(course, at))


def was_moved_in_pause(course: Course, now: datetime) -> bool:
    since = paused_since(course, now)
    return since is not None and course.place_began_at >= since


def stayed(course: Course, at: datetime, *, lasts: timedelta, longer: timedelta) -> Course:
    """A little longer from now on, of a moment that lasts `lasts`."""
    return replace(course, place_began_at=at - lasts + longer)
