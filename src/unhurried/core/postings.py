"""When what is shown is worked out anew. Between two postings every page stands still."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from unhurried.core.scheduling import instant_of

POSTED_AT: Final = time(5)
CUT_OFF: Final = time(21)
"""The evening before: what is to be read together at a posting has been said by then."""
_LONGEST_GAP: Final = 7


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The weekdays of a relationship's postings, Monday 0, at five in the morning of its own time zone."""

    weekdays: frozenset[int]
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError("a board is renewed on at least one day of the week")

    def last(self, now: datetime) -> datetime:
        """The posting that stands at `now`: the newest that is not after it."""
        today = now.astimezone(self.zone).date()
        back = (self._posting(today - timedelta(days=days)) for days in range(_LONGEST_GAP + 1))
        return next(at for at in back if at is not None and at <= now)

    def next(self, now: datetime) -> datetime:
        """The first posting after `now`."""
        return next(at for at in self.following(now) if at > now)

    def following(self, since: datetime) -> Iterator[datetime]:
        """Every posting from `since` on, without end."""
        first = since.astimezone(self.zone).date()
        ahead = (self._posting(first + timedelta(days=days)) for days in count())
        return (at for at in ahead if at is not None and at >= since)

    def cut_off(self, posting: datetime) -> datetime:
        """Until when an answer counts for this posting: nine in the evening before."""
        day = posting.astimezone(self.zone).date() - timedelta(days=1)
        return instant_of(datetime.combine(day, CUT_OFF), self.zone)

    def of_week(self, monday: date) -> tuple[datetime, ...]:
        days = (monday + timedelta(days=weekday) for weekday in sorted(self.weekdays))
        return tuple(instant_of(datetime.combine(day, POSTED_AT), self.zone) for day in days)

    def weeks_later(self, posting: datetime, weeks: int) -> datetime:
        """The posting on the same weekday, so many weeks on."""
        day = posting.astimezone(self.zone).date() + timedelta(weeks=weeks)
        return next(self.following(instant_of(datetime.combine(day, POSTED_AT), self.zone)))

    def _posting(self, day: date) -> datetime | None:
        if day.weekday() not in self.weekdays:
            return None
        return instant_of(datetime.combine(day, POSTED_AT), self.zone)


def monday_of(instant: datetime, zone: ZoneInfo) -> date:
    """The week an instant falls in, by its Monday."""
    day = instant.astimezone(zone).date()
    return day - timedelta(days=day.weekday())
