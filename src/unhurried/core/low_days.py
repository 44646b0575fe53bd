"""Less on a low day: numbers given beforehand that ask for something smaller. They hold nothing."""

from collections.abc import Iterable, Mapping
from typing import Final

from unhurried.core.exercises import RatingAsked

HIGH_FROM: Final[Mapping[str, int]] = {"distress": 6, "worry": 8, "tension": 8}
"""Of ten. Six is where exercises say to stop for distress; worry and tension ask for less a little later."""
LOW_UNTIL: Final[Mapping[str, int]] = {"energy": 2}
INSTEAD: Final = "min.grounding-kit"
"""What steadies, and asks for nothing first."""


def asks_for_less(asked: Iterable[RatingAsked], said: Mapping[str, int]) -> bool:
    """One number is enough. What was left out says nothing."""
    return any(_asks(one, said[one.key]) for one in asked if one.key in said)


def _asks(asked: RatingAsked, number: int) -> bool:
    of_ten = number * 10 / asked.top
    is_high = asked.key in HIGH_FROM and of_ten >= HIGH_FROM[asked.key]
    return is_high or (asked.key in LOW_UNTIL and of_ten <= LOW_UNTIL[asked.key])
