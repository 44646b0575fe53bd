"""Places to turn to when it is urgent, by country. A number nobody has checked says so."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

CHECK_HOLDS = timedelta(days=183)
"""Six months: after that an entry counts as not verified until somebody looks again."""


@dataclass(frozen=True, kw_only=True)
class Helpline:
    """`name` and `about` are shown as written: services keep their own names in every language."""

    kind: Literal["emergency", "crisis", "domestic_abuse", "sexual_violence", "medical"]
    name: str
    about: str
    phone: str | None = None
    url: str | None = None
    last_checked: date | None = None
    checked_by: str | None = None

    def is_verified(self, *, today: date) -> bool:
        return self.last_checked is not None and today - self.last_checked <= CHECK_HOLDS


@dataclass(frozen=True, kw_only=True)
class HelpPage:
    """`country` is an ISO 3166 code, or `international` where a country has no page of its own."""

    country: str
    entries: tuple[Helpline, ...]
