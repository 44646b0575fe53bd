"""When people meet: the kinds of time they set aside, the times that suit everybody, and who arranges.

What somebody offers is said to the others; what fills the rest of their week is never asked. A suggestion
binds nobody.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations, pairwise
from typing import Final
from zoneinfo import ZoneInfo

from unhurried.core.exercises import Exercise
from unhurried.core.scheduling import earliest_after, instant_of

MOST_SUGGESTED: Final = 2
"""Times suggested for one exercise in one week, however often it could be done."""
_SEVEN_DAYS: Final = timedelta(days=7)


class Kind(StrEnum):
    """What a time together is for. Its name on a page says no more than this."""

    CONNECTION = "connection"
    CONVERSATION = "conversation"
    CLOSENESS = "closeness"


class Part(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


BEGINS: Final = {Part.MORNING: time(10), Part.AFTERNOON: time(15), Part.EVENING: time(19)}


@dataclass(frozen=True, kw_only=True)
class WeekPart:
    """A part of every week, Monday 0, by the relationship's own clock."""

    weekday: int
    part: Part

    def begins_in(self, week: date, zone: ZoneInfo) -> datetime:
        """When it begins in the seven days from `week`."""
        day = week + timedelta(days=(self.weekday - week.weekday()) % 7)
        return instant_of(datetime.combine(day, BEGINS[self.part]), zone)


WEEK: Final = tuple(WeekPart(weekday=weekday, part=part) for weekday in range(7) for part in Part)
"""Every part of a week, in the order in which they come."""


def kind_of(exercise: Exercise, phase: str) -> Kind:
    """What needs everybody is closeness, however much is said in it."""
    if exercise.needs_everyone(phase):
        return Kind.CLOSENESS
    return Kind.CONVERSATION if "communication" in exercise.modalities else Kind.CONNECTION


def goes_with(kind: Kind, exercise: Kind) -> bool:
    """An exercise with touch stands under no other name, and no other exercise under that one."""
    return (kind is Kind.CLOSENESS) == (exercise is Kind.CLOSENESS)


def offered_after(
    standing: Collection[WeekPart], *, shown: Collection[WeekPart], ticked: Collection[WeekPart]
) -> frozenset[WeekPart]:
    """What is offered once a form was sent: the ticks it gained are added, those it lost are withdrawn.

    What the form did not show stays as it was: nobody takes back what they do not see.
    """
    gained, lost = set(ticked) - set(shown), set(shown) - set(ticked)
    return frozenset((set(standing) - lost) | gained)


def common_parts(offered: Sequence[Collection[WeekPart]]) -> frozenset[WeekPart]:
    """What everybody offers, `offered` person by person; nothing where one of them offers nothing."""
    return frozenset.intersection(*map(frozenset, offered)) if offered else frozenset()


def suggested_times(
    offered: Sequence[Collection[WeekPart]],
    *,
    week: date,
    zone: ZoneInfo,
    per_week: int,
    minutes: int,
    rest_hours: int,
    taken: Collection[tuple[datetime, datetime]] = (),
) -> tuple[datetime, ...]:
    """Times in the seven days from `week` that lie in a part everybody offers, and in nothing `taken`.

    As many as are wished for and fit, up to `MOST_SUGGESTED`: on different days, as far apart as the offers
    allow, with the rest gap after each. Of two ways that are as good it is the earlier one.
    """
    starts = sorted(
        at
        for at in (part.begins_in(week, zone) for part in common_parts(offered))
        if is_free(at, minutes=minutes, taken=taken)
    )
    for count in range(min(per_week, MOST_SUGGESTED), 0, -1):
        rested = [some for some in combinations(starts, count) if _is_rested(some, minutes, rest_hours)]
        if rested:
            return max(rested, key=_smallest_gap)
    return ()


def is_free(starts_at: datetime, *, minutes: int, taken: Iterable[tuple[datetime, datetime]]) -> bool:
    """Whether a time touches none of those already set aside, each told from its start to its end."""
    ends_at = _end(starts_at, minutes)
    return not any(start < ends_at and starts_at < end for start, end in taken)


def arranges_next(names: Collection[str], *, held: int) -> str:
    """Whose turn it is to arrange, by the alphabet and by what was held together: both are known to all."""
    return sorted(names, key=lambda name: (name.casefold(), name))[held % len(names)]


def _is_rested(chosen: Sequence[datetime], minutes: int, rest_hours: int) -> bool:
    return all(
        later.date() > sooner.date() and later >= earliest_after(_end(sooner, minutes), rest_hours=rest_hours)
        for sooner, later in pairwise(chosen)
    )


def _end(starts_at: datetime, minutes: int) -> datetime:
    return starts_at.astimezone(UTC) + timedelta(minutes=minutes)


def _smallest_gap(chosen: Sequence[datetime]) -> timedelta:
    """The shortest way from one to the next, round into the week that follows."""
    hours = [at.astimezone(UTC) for at in chosen]
    return min(later - sooner for sooner, later in pairwise([*hours, hours[0] + _SEVEN_DAYS]))
