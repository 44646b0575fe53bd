"""Who does what between people treated together: something to ask each of them about, alone.

It says nothing of why, and gives no verdict. Who stopped an evening, or let go of a time, is not counted.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

Counts = Mapping["Doing", Counter[str]]

LOOKS_BACK: Final = timedelta(weeks=8)


class Doing(StrEnum):
    SUGGESTS = "suggests"
    ARRANGES = "arranges"
    ANSWERS = "answers"
    BEGINS = "begins"
    NOTES = "notes"
    GIVES_LINES = "gives_lines"
    SAYS_LIMITS = "says_limits"


FOR_ALL: Final = frozenset({Doing.SUGGESTS, Doing.ARRANGES, Doing.BEGINS})
"""What one of them can do in everybody's place. Limits, answers and words are each one's own."""
ENOUGH: Final = 6
"""Below that it tells nothing, whoever it was."""


def asks_for_time_alone(counts: Counts, people: Collection[str]) -> bool:
    """Whether nearly all of what is for all of them comes from one: five of six, of enough. Never who."""
    each = [sum(counts[doing][person] for doing in FOR_ALL) for person in people]
    return len(each) > 1 and sum(each) >= ENOUGH and max(each) * 6 >= sum(each) * 5
