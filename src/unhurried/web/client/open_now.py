"""What else is open, on a page that has something resting: together, and on one's own."""

from typing import TYPE_CHECKING

from unhurried.homework import queries
from unhurried.people.queries import has_given_intake
from unhurried.web.asking import Asked

if TYPE_CHECKING:
    from unhurried.core.exercises import Exercise
    from unhurried.homework.models import Assignment
    from unhurried.people.models import Client

Open = list["tuple[Assignment, Exercise]"]


def open_now(request: Asked, viewer: "Client", *, besides: "Assignment") -> dict[str, Open]:
    """By who does it. Steps with touch have a page of their own that says how they stand."""
    others = queries.open_beside(viewer, besides, now=request.now)
    own = [(card.assignment, card.exercise) for card in others if card.is_own]
    always = queries.always_for(viewer, now=request.now) if has_given_intake(viewer) else []
    return {
        "together": [(card.assignment, card.exercise) for card in others if not card.is_own],
        "alone": own + [one for one in always if one[0].pk != besides.pk],
    }
