"""Whoever is treated together with others reads the honest page before their first answer.

What was chosen meanwhile goes on with the reading. "Not yet", a no, a stricter limit and Stop never come
here: what protects somebody waits for nothing.
"""

from collections.abc import Callable
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from unhurried.homework.queries import seats_for
from unhurried.people import services
from unhurried.people.acts import further
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.fields import OwnCodeForm
from unhurried.web.client.honest_words import honest_words

if TYPE_CHECKING:
    from unhurried.people.models import Client

Rest = ParamSpec("Rest")
HAS_READ: Final = "has_read"
GOES_BACK: Final = "back"
NEVER_HELD_UP: Final = frozenset({"not_yet", "no", ""})
"""Answers that protect, and the Enter key, which says nothing."""
_OF_THIS_PAGE: Final = {HAS_READ, "code", "csrfmiddlewaretoken", "act", "sequence"}


class Reading(Enum):
    """What a private question says of the honest page: nothing to somebody on their own."""

    NONE = "none"
    FIRST = "first"
    AGAIN = "again"


def reading_for(viewer: "Client") -> Reading:
    if not seats_for(viewer):
        return Reading.NONE
    return Reading.AGAIN if viewer.honesty_read_at else Reading.FIRST


def reads_first(
    *, back: str
) -> Callable[
    [Callable[Concatenate[Asked, "Client", Rest], HttpResponse]],
    Callable[Concatenate[Asked, "Client", Rest], HttpResponse],
]:
    """A page that takes answers. `back`: the page with the question, for whoever thinks again."""

    def guard(
        view: Callable[Concatenate[Asked, "Client", Rest], HttpResponse],
    ) -> Callable[Concatenate[Asked, "Client", Rest], HttpResponse]:
        @wraps(view)
        def guarded(
            request: Asked, viewer: "Client", /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponse:
            if not _is_held_up(request, viewer):
                return view(request, viewer, *args, **kwargs)
            if HAS_READ not in request.POST:
                return render(request, "client/honesty.html", _context(request, viewer))
            _has_read(request, viewer)
            if request.POST[HAS_READ] == GOES_BACK:
                return redirect(reverse(back, args=args, kwargs=kwargs))
            return view(request, viewer, *args, **kwargs)

        return guarded

    return guard


def _is_held_up(request: Asked, viewer: "Client") -> bool:
    if request.method != "POST" or request.POST.get("answer") in NEVER_HELD_UP:
        return False
    return reading_for(viewer) is Reading.FIRST


def _has_read(request: Asked, viewer: "Client") -> None:
    services.acknowledge_honesty(further(act_of(request, viewer.clinic_id)), client=viewer)
    viewer.honesty_read_at = request.now


def _context(request: Asked, viewer: "Client") -> dict[str, Any]:
    """The code is asked for again: it is written into no page."""
    assert request.person is not None, "a client's page knows who asks"
    needs_code = "code" in request.POST and not request.person.is_unlocked(request.now)
    return honest_words(viewer) | {
        "goes_on": True,
        "code_form": OwnCodeForm() if needs_code else None,
        "typed": [pair for pair in request.POST.lists() if pair[0] not in _OF_THIS_PAGE],
        "same_act": {"id": request.POST.get("act", ""), "sequence": request.POST.get("sequence", "")},
    }
