"""What a person says of their life that their clinician is to know: it holds touch, and asks to be read."""

from collections.abc import Collection
from enum import StrEnum


class Change(StrEnum):
    """`MOVED`: to where their clinician's licence does not hold. `LIFE`: it is another life just now."""

    MOVED = "moved"
    LIFE = "life"


def is_to_read(change: Change, *, was_read: bool, is_over: bool, gaps: Collection[object] = ()) -> bool:
    """It waits until it was read, or is over. Moving waits only where the licence has a gap because of it."""
    return not was_read and not is_over and (change is Change.LIFE or bool(gaps))
