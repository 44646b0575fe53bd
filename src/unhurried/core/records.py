"""What is kept about people: by when a request is answered, how long a copy lies open, who may authorise.

A partner who stands beside can make somebody ask. So nothing is handed out by asking: a clinician gives it,
once they have spoken with that person alone: docs/decisions/0023.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

COPY_STAYS: Final = timedelta(days=14)
"""How long a copy that was given lies in the private area. It can be asked for again."""
JOINT_LAPSES: Final = timedelta(weeks=8)
"""After so long nothing that anybody authorised counts any more."""


class Asked(StrEnum):
    """What one person can ask for, of what is kept about them."""

    COPY = "copy"
    ERASURE = "erasure"


class Authorised(StrEnum):
    """One adult's word on the joint record; none is no word, and hands nothing over."""

    YES = "yes"
    NO = "no"


def due_on(asked_on: date) -> date:
    """A month later (GDPR, article 12): the same day, or the last one where that month has no such day."""
    year, month = divmod(asked_on.year * 12 + asked_on.month, 12)
    return date(year, month + 1, min(asked_on.day, monthrange(year, month + 1)[1]))


def is_copy_open(open_until: datetime | None, *, now: datetime) -> bool:
    return open_until is not None and now < open_until


def is_asked_still(*, lapses_at: datetime, taken_back_at: datetime | None, now: datetime) -> bool:
    return taken_back_at is None and now < lapses_at


def may_hand_over(
    adults: Collection[str], authorised: Mapping[str, Authorised | None], *, is_asked: bool
) -> bool:
    """Everybody who ever took part has said yes. One no is enough, one silence, one who was not asked."""
    return is_asked and bool(adults) and all(authorised.get(one) is Authorised.YES for one in adults)
