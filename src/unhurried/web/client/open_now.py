"""What else is open, on a page that has something resting: together, and on one's own."""

from typing import TYPE_CHECKING

from unhurried.core.gentleness import gentlest_first
from unhurried.homework.queries import client as queries
from unhurried.people.queries import has_given_intake
from unhurried.web.asking import Asked
from unhurried.web.client.given import Given

if TYPE_CHECKING:
    from unhurried.core.exercises import Exercise
    from unhurried.homework.models import Assignment
    from unhurried.people.models import Client

Open = list["tuple[Assignment, Exercise]"]


def open_now(request: Asked, viewer: "Client", given: Given) -> dict[str, Open | bool]:
    """By who does it. Steps with touch have a page of their own that says how they stand.

    In company it is what everybody was given, and the door to what is one's own, whatever is behind it.
    """
    if given.near.is_in_company:
        shared = queries.shared_beside(viewer, given.near.shared, given.assignment, now=request.now)
        return {**_by_who_does_it(shared), "has_door": True}
    cards = queries.open_beside(viewer, given.assignment, now=request.now)
    others, is_told = _by_who_does_it(cards), has_given_intake(viewer)
    always = queries.always_for(viewer, beside=cards, now=request.now) if is_told else []
    beside = [one for one in always if one[0].pk != given.assignment.pk]
    return {**others, "alone": gentlest_first(others["alone"] + beside), "has_door": False}


def open_today(request: Asked, viewer: "Client", given: Given) -> Open:
    """A menu of what these people have before them together and is not resting, as Today says it."""
    here = frozenset({given.assignment.relationship_id})
    cards = queries.shared_cards_for(viewer, here, now=request.now)
    offers = queries.offers_among([card.assignment for card in cards], request.keyring, now=request.now)
    resting = {assignment_id for assignment_id, offer in offers.items() if offer.is_resting}
    beside = (card for card in cards if card.assignment.pk not in {*resting, given.assignment.pk})
    return [(card.assignment, card.exercise) for card in beside if card.exercise.is_joint]


def _by_who_does_it(cards: list[queries.Card]) -> dict[str, Open]:
    return {
        "together": gentlest_first((card.assignment, card.exercise) for card in cards if not card.is_own),
        "alone": gentlest_first((card.assignment, card.exercise) for card in cards if card.is_own),
    }
