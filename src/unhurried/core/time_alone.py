"""A time alone with the clinician, for each of those treated together: routine, and so it says nothing.

It falls due for all of them when it falls due for one. Whoever has one set is waited for.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

USUAL_WEEKS: Final = 8


@dataclass(frozen=True, kw_only=True)
class TimesAlone:
    """Of one person: since when they are treated with others, when it was last, and when it will be."""

    began_on: date
    last_on: date | None = None
    next_on: date | None = None


def due_on(people: Collection[TimesAlone], *, weeks: int) -> date | None:
    """The day on which a time alone with each falls due; None once each of them has one set."""
    every = timedelta(weeks=weeks)
    days = [(one.last_on or one.began_on) + every for one in people if one.next_on is None]
    return min(days, default=None) if len(people) > 1 else None


def due_since(people: Collection[TimesAlone], *, weeks: int, today: date) -> date | None:
    """Since when a time alone with each is due; None while it is not."""
    first = due_on(people, weeks=weeks)
    return first if first and first <= today else None
