"""When a safety record asks to be looked at again. It says what is due, and never that somebody is safe."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from unhurried.core.gates import SafetyRecord
from unhurried.core.history import GRACE

WARNED_BEFORE: Final = timedelta(days=14)
"""How long before its day a review is named."""


class Due(StrEnum):
    """`PAST`: the day has been, and what is under way goes on. `RUN_OUT`: nothing with touch goes on."""

    FOLLOW_UP = "follow_up"
    SOON = "soon"
    PAST = "past"
    RUN_OUT = "run_out"


def due_of(outcome: SafetyRecord, *, review_on: date, today: date) -> Due | None:
    """Follow-up is due until another check says otherwise, whatever its day."""
    if outcome is SafetyRecord.FOLLOW_UP:
        return Due.FOLLOW_UP
    if today > review_on + GRACE:
        return Due.RUN_OUT
    if today > review_on:
        return Due.PAST
    return Due.SOON if today >= review_on - WARNED_BEFORE else None
