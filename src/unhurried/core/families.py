"""A family of exercises that can be left out for good: by a clinic, a clinician, or whoever takes part.

It is left out until whoever left it out changes that; nobody else can. What is for several people is left
out by any of them, what one does alone by that one alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from unhurried.core.exercises import Exercise
from unhurried.core.vocabulary import EROTIC_FAMILY


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """`is_by_house`: the clinic never chose it, or the clinician leaves it out. `people`: who else does."""

    is_by_house: bool = False
    people: frozenset[str] = frozenset()


FOR_ALL: Final = LeftOut(is_by_house=True)


def is_left_out(exercise: Exercise, left_out: LeftOut, *, people: Collection[str]) -> bool:
    """Whether it cannot be given to these people together. One is enough, wherever they stand."""
    is_by_any = any(one in left_out.people for one in people)
    return exercise.family == EROTIC_FAMILY and (left_out.is_by_house or is_by_any)


def is_hidden(exercise: Exercise, left_out: LeftOut, *, people: Collection[str]) -> bool:
    """Whether it stands on no list for these people: it could be given neither to all nor to one of them."""
    if exercise.min_people == 1:
        return all(is_left_out(exercise, left_out, people=[one]) for one in people)
    return is_left_out(exercise, left_out, people=people)


def is_kept_from_room(exercise: Exercise, *, is_shared: bool) -> bool:
    """Beside people treated together it is left out whatever anybody chose: so its absence tells nothing."""
    return is_shared and is_left_out(exercise, FOR_ALL, people=())
