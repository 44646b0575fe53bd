"""What people are told, with the act that causes it: everybody concerned, in the same words."""

from datetime import datetime

from unhurried.core.disclosure import Tiding
from unhurried.homework.boards import lands_in
from unhurried.homework.models import Assignment
from unhurried.people.acts import Act
from unhurried.people.models import Client
from unhurried.people.queries import people_seen_in
from unhurried.people.services import tell


def tell_plan_changed(act: Act, assignment: Assignment) -> None:
    """From the next posting on: a notice never runs ahead of the page it speaks of."""
    from_at = lands_in(assignment.relationship_id, is_own=assignment.client is not None, now=act.at)
    tell(act, _concerned(assignment, from_at), Tiding.PLAN_HAS_CHANGED, from_at=from_at)


def _concerned(assignment: Assignment, at: datetime) -> list[Client]:
    """Nobody, where one person of several was given something: a notice would tell whoever sees it."""
    people = people_seen_in(assignment.relationship_id, now=at)
    if assignment.client is None:
        return people
    is_alone = all(one.pk == assignment.client_id for one in people)
    return [assignment.client] if is_alone else []
