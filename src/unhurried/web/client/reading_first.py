"""Whoever is treated together with others reads the honest page before their first answer.

What was chosen meanwhile goes on with the reading. "Not yet", a no, a stricter limit and Stop never come
here: what protects somebody waits for nothing.
"""

from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse
from django.shortcuts import redirect, render

from unhurried.homework.queries.client import seats_for
from unhurried.people import services
from unhurried.people.acts import further
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.fields import OwnCodeForm
from unhurried.web.client.honest_words import honest_words

if TYPE_CHECKING:
    from unhurried.people.models import Client

HAS_READ: Final = "has_read"
GOES_BACK: Final = "back"
NEVER_HELD_UP: Final = frozenset({"not_yet", "no", ""})
"""Answers that protect, and the Enter key, which says nothing."""
_OF_THIS_PAGE: Final = {HAS_READ, "code", "csrfmiddlewaretoken", "act", "sequence"}


def reading_for(request: Asked, viewer: "Client") -> bool:
    """Whether the honest page stands beside a private question: it does for whoever is not on their own.

    In the same words before and after they have read it: whoever holds the phone would know that there was
    no answer yet.
    """
    return bool(seats_for(viewer, now=request.now))


def read_first(request: Asked, viewer: "Client", *, back: str) -> HttpResponse | None:
    """The honest page, with what was chosen; None once it was read, and the view goes on.

    `back`: the address of the question, for whoever thinks again.
    """
    if not _is_held_up(request, viewer):
        return None
    if HAS_READ not in request.POST:
        return render(request, "client/honesty.html", _context(request, viewer))
    services.acknowledge_honesty(further(act_of(request, viewer.clinic_id)), client=viewer)
    viewer.honesty_read_at = request.now
    return redirect(back) if request.POST[HAS_READ] == GOES_BACK else None


def _is_held_up(request: Asked, viewer: "Client") -> bool:
    if request.method != "POST" or request.POST.get("answer") in NEVER_HELD_UP:
        return False
    return viewer.honesty_read_at is None and reading_for(request, viewer)


def _context(request: Asked, viewer: "Client") -> dict[str, Any]:
    """The code is asked for again: it is written into no page."""
    assert request.person is not None, "a client's page knows who asks"
    needs_code = "code" in request.POST and not request.person.stays_unlocked(request.now)
    return honest_words(request, viewer) | {
        "goes_on": True,
        "code_form": OwnCodeForm() if needs_code else None,
        "typed": [pair for pair in request.POST.lists() if pair[0] not in _OF_THIS_PAGE],
        "same_act": {"id": request.POST.get("act", ""), "sequence": request.POST.get("sequence", "")},
    }
