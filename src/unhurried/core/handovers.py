"""Care that goes to a colleague: what each person may say, and whose hands people treated together are in."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum
from typing import Final, TypeVar

Hand = TypeVar("Hand")

STANDS_FOR: Final = timedelta(days=14)
"""For how long somebody can answer, from when their pages tell of it: docs/decisions/0022-*."""

TOLD_FOR: Final = timedelta(weeks=8)
"""For how long whoever treated somebody before reads that care has gone over, and nothing of whose."""


class Said(StrEnum):
    """No answer moves nothing, as a no does."""

    YES = "yes"
    NO = "no"


def one_hand(hands: Collection[Hand]) -> Hand | None:
    """The clinician who treats each of these people; None: there is no such one.

    What people did together is read by nobody who is not everybody's clinician.
    """
    found = set(hands)
    return found.pop() if len(found) == 1 else None


def may_end_between(hand: Hand, hands: Collection[Hand]) -> bool:
    """Whoever treats somebody here may end, for all of them, what lies between several hands.

    Else nobody could: docs/decisions/0022-*. In one hand it is closed as ever.
    """
    return hand in hands and one_hand(hands) is None
