"""What people are told, with the act that causes it: everybody concerned, in the same words."""

from unhurried.core.disclosure import Tiding
from unhurried.homework.boards import board_of, lands_at
from unhurried.homework.models import Assignment
from unhurried.people.acts import Act
from unhurried.people.models import Client
from unhurried.people.services import tell


def tell_plan_changed(act: Act, assignment: Assignment) -> None:
    """From the next posting on: a notice never runs ahead of the page it speaks of."""
    people = _concerned(assignment)
    board = board_of(assignment.relationship_id)
    from_at = lands_at(board, people=len(people), now=act.at)
    tell(act, people, Tiding.PLAN_HAS_CHANGED, from_at=from_at)


def _concerned(assignment: Assignment) -> list[Client]:
    if assignment.client:
        return [assignment.client]
    return list(assignment.relationship.clients.order_by("pk"))
