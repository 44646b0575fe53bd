"""What comes next on a pathway: an order to suggest to the clinician, never one to send anybody along."""

from collections.abc import Collection

from unhurried.core.exercises import Pathway, PathwayItem


def items_left(pathway: Pathway, given: Collection[str]) -> tuple[PathwayItem, ...]:
    """The items whose exercise has not been given yet, in pathway order."""
    return tuple(item for item in pathway.items if item.exercise not in given)


def next_item(pathway: Pathway, given: Collection[str]) -> PathwayItem | None:
    """The first item left whose predecessors have all been given; None when the pathway is through."""
    left = items_left(pathway, given)
    return next((item for item in left if set(item.after) <= set(given)), None)
