"""Who hears in time of what a person tells: their clinician at once, then whoever covers, then the manager.

A clinic reads on certain days of the week until a certain local time. What nobody has opened as reading
closes on the next of these days goes to cover. Unopened as it closes on the day after that, the manager hears
that something lies unread, and nothing more. Where nobody covers, the manager hears when the cover would
have.

What is sent to a desk at which nobody reads goes a step further: to cover as soon as it is sent, and to the
manager when cover would else have had it. Where nobody covers it is as ever: an earlier day would tell the
manager when somebody wrote.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from unhurried.core.scheduling import instant_of

WORKING_DAYS: Final = frozenset(range(5))
CLOSES: Final = time(17)
STAYS_OPEN: Final = timedelta(minutes=15)
"""For how long what somebody opened as cover lies open to them; after that they open it once more."""


class Told(StrEnum):
    """What is to be heard in time. Nothing else ever goes to anybody but a person's own clinician."""

    CONCERN = "concern"
    AFTERWARDS = "afterwards"
    """Said in private from the day after, where it rests touch: pressed, a limit not kept, not wanted."""
    PAIN = "pain"
    DISTRESS = "distress"


class Reach(IntEnum):
    """How far something has gone that nobody has opened. Each still hears what they heard before."""

    CLINICIAN = 0
    COVER = 1
    MANAGER = 2


class Call(StrEnum):
    """All that mail tells those who work here. Never of whom, and never how much."""

    SOMETHING_TO_READ = "something_to_read"
    MAIL_COMES_HERE = "mail_comes_here"
    """Once for each address, so that whoever mistyped it learns that nothing came."""


@dataclass(frozen=True, kw_only=True)
class ReadingHours:
    """When a clinic reads what clients send; shown to clients. Weekdays count from Monday, 0."""

    zone: ZoneInfo
    closes: time = CLOSES
    weekdays: frozenset[int] = WORKING_DAYS

    def __post_init__(self) -> None:
        if not self.weekdays & set(range(7)):
            raise ValueError("a clinic that reads on no day must not promise to read")


def next_working_day(after: date, hours: ReadingHours) -> date:
    """The first day after `after` on which somebody reads."""
    days = (after + timedelta(days=ahead) for ahead in count(1))
    return next(day for day in days if day.weekday() in hours.weekdays)


def reaches_at(
    reach: Reach,
    *,
    sent_at: datetime,
    hours: ReadingHours,
    has_cover: bool,
    away_since: datetime | None = None,
) -> datetime | None:
    """When something unopened comes to them; None: it never does, since nobody covers.

    `away_since`: nobody reads at that desk. What lies there unopened goes on from then, if not before.
    """
    came = _reaches_from_desk(reach, sent_at=sent_at, hours=hours, has_cover=has_cover)
    if away_since is None or reach is Reach.CLINICIAN or came is None or not has_cover:
        return came
    start, sooner = max(sent_at, away_since), Reach(reach - 1)
    nearer = _reaches_from_desk(sooner, sent_at=start, hours=hours, has_cover=has_cover)
    return min(came, nearer) if nearer else came


def _reaches_from_desk(
    reach: Reach, *, sent_at: datetime, hours: ReadingHours, has_cover: bool
) -> datetime | None:
    if reach is Reach.CLINICIAN:
        return sent_at
    if reach is Reach.COVER and not has_cover:
        return None
    return _closes_on_working_day(reach if has_cover else Reach.COVER, sent_at, hours)


def reach_of(
    *,
    sent_at: datetime,
    hours: ReadingHours,
    has_cover: bool,
    away_since: datetime | None = None,
    now: datetime,
) -> Reach:
    """How far it has gone by now, while nobody opens it."""
    came = {
        reach: reaches_at(reach, sent_at=sent_at, hours=hours, has_cover=has_cover, away_since=away_since)
        for reach in (Reach.COVER, Reach.MANAGER)
    }
    return max((reach for reach, at in came.items() if at and at <= now), default=Reach.CLINICIAN)


def _closes_on_working_day(nth: int, sent_at: datetime, hours: ReadingHours) -> datetime:
    day = sent_at.astimezone(hours.zone).date()
    for _ in range(nth):
        day = next_working_day(day, hours)
    return instant_of(datetime.combine(day, hours.closes), hours.zone)
