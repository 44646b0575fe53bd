"""What concerns a practice under way and happens before any page: the quick answer, and the locked phone."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from unhurried.core.evenings import holds_phone
from unhurried.homework.evenings import course_of
from unhurried.homework.queries.client import practice_polled
from unhurried.web import live
from unhurried.web.asking import Asked

if TYPE_CHECKING:
    from unhurried.homework.models import Practice

Handler = Callable[[HttpRequest], HttpResponse]
_POLLED = re.compile(r"/p/([^/]+)/")


def polled_first(get_response: Handler) -> Handler:
    """Phones in a practice ask more than once a second: they are answered before anybody is looked up."""

    def answered(request: HttpRequest) -> HttpResponse:
        asked = _POLLED.fullmatch(request.path_info)
        return live.poll(cast(Asked, request), asked[1]) if asked else get_response(request)

    return answered


def one_phone(get_response: Handler) -> Handler:
    """A phone that lies between people shows the practice and no other page of the one who signed in on it.

    So nobody who picks it up comes upon a journal, a note or an answer. What ends the practice lifts it, and
    so does time; Stop, Help now, signing out and the quick way out are never shut. Only a phone that is held
    asks the records for it.
    """

    def kept(request: HttpRequest) -> HttpResponse:
        held = request.session.get(live.ON_THIS_PHONE) if request.path_info.startswith("/c/") else None
        if held is None:
            return get_response(request)
        practice = practice_polled(UUID(held))
        if practice is None or not _is_held(practice, request.now):  # type: ignore[attr-defined]
            del request.session[live.ON_THIS_PHONE]
            return get_response(request)
        if not live.is_of(practice, request.path_info):
            return redirect(live.screen_of(practice))
        request.is_held = True  # type: ignore[attr-defined]
        return get_response(request)

    return kept


def _is_held(practice: "Practice", now: datetime) -> bool:
    return holds_phone(course_of(practice), now, is_evening=bool(practice.evening))
