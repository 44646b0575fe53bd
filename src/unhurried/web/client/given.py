"""Pages of what was given. What was given to one person alone stands behind their code, title and all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse

from unhurried.core.disclosure import Own
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, for_client
from unhurried.web.client.unlocking import Near, code_asked, near
from unhurried.web.client.which import Which

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment
    from unhurried.people.models import Client


@dataclass(frozen=True, kw_only=True)
class Given:
    """Something given to this viewer, and what this phone may tell of it."""

    assignment: "Assignment"
    near: Near

    @property
    def is_shared(self) -> bool:
        return queries.is_shared(self.assignment, self.near.shared)

    @property
    def which(self) -> Which:
        """For the ways from its page to what these people share."""
        is_one_of_several = self.is_shared and len(self.near.shared) > 1
        return {"relationship_id": self.assignment.relationship_id} if is_one_of_several else {}

    @property
    def hides_own(self) -> bool:
        """Whether times, answers and practices of one's own are not on its pages just now."""
        return self.near.hides(Own.GIVEN)

    @property
    def is_hidden(self) -> bool:
        return self.hides_own and not self.is_shared


Page = Callable[[Asked, UUID], HttpResponse]
GivenPage = Callable[[Asked, "Client", Given], HttpResponse]


def given_to(request: Asked, viewer: "Client", assignment_id: UUID) -> Given:
    assignment = queries.assignment_for(viewer, assignment_id, now=request.now)
    if assignment is None:
        raise Http404
    return Given(assignment=assignment, near=near(request, viewer))


def writes_to_given(view: GivenPage) -> Page:
    """Something is sent and nothing shown: it asks for no code."""

    @for_client
    @wraps(view)
    def found(request: Asked, viewer: "Client", assignment_id: UUID) -> HttpResponse:
        return view(request, viewer, given_to(request, viewer, assignment_id))

    return found


def shows_given(view: GivenPage) -> Page:
    """It shows what was given, and nothing that would tell what its reader did with it."""
    return _behind_code(view, lambda given: given.is_hidden)


def shows_own_of_given(view: GivenPage) -> Page:
    """What it shows or does follows what its reader said, also where it was given to everybody."""
    return _behind_code(view, lambda given: given.hides_own)


def _behind_code(view: GivenPage, is_closed: Callable[[Given], bool]) -> Page:
    @for_client
    @wraps(view)
    def found(request: Asked, viewer: "Client", assignment_id: UUID) -> HttpResponse:
        given = given_to(request, viewer, assignment_id)
        asked = code_asked(request, viewer) if is_closed(given) else None
        return asked or view(request, viewer, given)

    return found
