"""Places to turn to when it is urgent, by country. A number nobody has checked says so."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

CHECK_HOLDS = timedelta(days=183)
"""Six months: after that an entry counts as not verified until somebody looks again."""


def check_holds(checked_on: date | None, *, today: date) -> bool:
    """Whether somebody looked within six months. A day still to come is a slip, and counts as none."""
    return checked_on is not None and timedelta(0) <= today - checked_on <= CHECK_HOLDS


@dataclass(frozen=True, kw_only=True)
class Helpline:
    """`name` and `about` are shown as written: services keep their own names in every language.

    `source` is where a number was read, and `read_on` when; neither is a person's check.
    """

    kind: Literal["emergency", "crisis", "domestic_abuse", "sexual_violence", "medical"]
    name: str
    about: str
    phone: str | None = None
    source: str | None = None
    read_on: date | None = None
    url: str | None = None
    last_checked: date | None = None
    checked_by: str | None = None

    def is_verified(self, *, today: date) -> bool:
        return check_holds(self.last_checked, today=today)


@dataclass(frozen=True, kw_only=True)
class HelpPage:
    """`country` is an ISO 3166 code, or `international` where a country has no page of its own.

    `urgent` says in words, without any number, where a body that needs help at once is taken.
    """

    country: str
    urgent: str
    entries: tuple[Helpline, ...]

    def emergency_number(self, *, today: date) -> Helpline | None:
        """The first one that somebody checked lately; where there is none, words stand in its place."""
        numbers = (entry for entry in self.entries if entry.kind == "emergency" and entry.phone)
        return next((entry for entry in numbers if entry.is_verified(today=today)), None)
