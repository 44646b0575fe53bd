"""What may lie on paper, and what somebody may tell of it later. Paper hears nothing said after it."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from unhurried.core.scheduling import instant_of
from unhurried.core.vocabulary import EROTIC_FAMILY, Level

LOOKS_BACK: Final = timedelta(days=60)
"""For so long a practice on paper may be told of."""


def carries_steps(level: Level, family: str | None) -> bool:
    """Whether somebody prints the steps of what they were given by themselves: of words and quiet, yes.

    A limit, a hold or a pain of today reaches the guide and no paper. What these may rest is guided, or comes
    from the clinician, on paper that says since when it stands.
    """
    return level is Level.L0 and family != EROTIC_FAMILY


def may_be_told_later(level: Level, family: str | None, *, is_joint: bool) -> bool:
    """Whether one person says that they practised it. Touch together is told by the evening's own pages."""
    return not (level.is_joint_touch or (is_joint and family == EROTIC_FAMILY))


def earliest_day(*, given_on: date, today: date) -> date:
    return max(given_on, today - LOOKS_BACK)


def moment_of(day: date, *, zone: ZoneInfo, given_at: datetime, now: datetime) -> datetime:
    """Noon of the day, for nobody is asked the hour; never before it was given, and never ahead of now."""
    return min(max(instant_of(datetime.combine(day, time(12)), zone), given_at), now)
