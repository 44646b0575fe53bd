"""On the first screen of a practice: something smaller, where the numbers of before ask for less."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unhurried.core.disclosure import Own
from unhurried.core.low_days import asks_for_less
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked
from unhurried.web.client.unlocking import near

if TYPE_CHECKING:
    from unhurried.core.exercises import Exercise, Version
    from unhurried.homework.models import Assignment, Practice
    from unhurried.people.models import Client


@dataclass(frozen=True, kw_only=True)
class Less:
    """`instead`: what steadies; in company it is not named, for this page stays without the code."""

    smaller: "Version | None"
    instead: "tuple[Assignment, Exercise] | None"


def less_for(request: Asked, viewer: "Client", practice: "Practice") -> Less | None:
    """None later on, and where nothing was given that asks for it."""
    asked = exercise_by_digest(practice.assignment.exercise_id).ratings_before
    if practice.step or not asked:
        return None
    said = queries.just_rated_before(viewer, practice, at=request.now, keyring=request.keyring)
    if not asks_for_less(asked, said):
        return None
    hides = near(request, viewer).hides(Own.GIVEN)
    return Less(
        smaller=queries.smaller_for(viewer, practice, request.keyring, now=request.now),
        instead=None if hides else queries.steadying_for(viewer, practice, now=request.now),
    )
