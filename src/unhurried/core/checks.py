"""When a safety record asks to be looked at again. It says what is due, and never that somebody is safe."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from unhurried.core.gates import SafetyRecord
from unhurried.core.history import GRACE
from unhurried.core.holds import HoldReason

WARNED_BEFORE: Final = timedelta(days=14)
"""How long before its day a review is named."""


RECHECKED_AFTER: Final = frozenset(
    {HoldReason.FELT_PRESSED, HoldReason.LIMITS_KEPT, HoldReason.WANTED, HoldReason.CONCERN}
)
"""What calls for another check with everybody in the relationship, whoever said it."""


class Due(StrEnum):
    """`PAST`: the day has been, and what is under way goes on. `RUN_OUT`: nothing with touch goes on.

    `AGAIN`: something was said since the check. It asks, and holds nothing.
    """

    FOLLOW_UP = "follow_up"
    AGAIN = "again"
    SOON = "soon"
    PAST = "past"
    RUN_OUT = "run_out"


def due_of(
    outcome: SafetyRecord, *, review_on: date, today: date, was_called_for: bool = False
) -> Due | None:
    """Follow-up is due until another check says otherwise, whatever its day."""
    if outcome is SafetyRecord.FOLLOW_UP:
        return Due.FOLLOW_UP
    if today > review_on + GRACE:
        return Due.RUN_OUT
    if today > review_on:
        return Due.PAST
    if was_called_for:
        return Due.AGAIN
    return Due.SOON if today >= review_on - WARNED_BEFORE else None
