"""Pages of a practice: whose it is, and how long they stay without the code."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse

from unhurried.core.disclosure import Own, goes_on_without_code
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, for_client
from unhurried.web.client.unlocking import code_asked, near

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client


def practice_of(request: Asked, viewer: "Client", practice_id: UUID) -> "Practice":
    practice = queries.practice_for(viewer, practice_id, now=request.now)
    if practice is None:
        raise Http404
    return practice


def alone_in(request: Asked, viewer: "Client", practice_id: UUID) -> "Practice":
    """What one person goes through by themselves: an evening goes on by its own pages and rules alone."""
    practice = practice_of(request, viewer, practice_id)
    if practice.evening:
        raise Http404
    return practice


AlonePage = Callable[[Asked, "Client", "Practice"], HttpResponse]


def goes_on(view: AlonePage) -> Callable[[Asked, UUID], HttpResponse]:
    """A page of a practice by oneself: it stays while that is under way, and is behind the code later."""

    @for_client
    @wraps(view)
    def shown(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
        practice = alone_in(request, viewer, practice_id)
        return code_once_over(request, viewer, practice) or view(request, viewer, practice)

    return shown


def code_once_over(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse | None:
    lasts = goes_on_without_code(
        last_step_at=practice.step_began_at, ended_at=practice.ended_at, now=request.now
    )
    is_closed = not lasts and near(request, viewer).hides(Own.GIVEN)
    return code_asked(request, viewer) if is_closed else None
