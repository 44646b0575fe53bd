"""Writing without reading back: what is typed before the code is added, and takes nothing away."""

from typing import TYPE_CHECKING, Final

from django.http import HttpResponse

from unhurried.core.disclosure import Own
from unhurried.web.asking import Asked
from unhurried.web.client.unlocking import code_before, near

if TYPE_CHECKING:
    from unhurried.people.models import Client

WAS_SHOWN: Final = "was_shown"
"""What a form says of itself that came with earlier words in it: `parts/shown.html`."""


def code_for_shown(request: Asked, viewer: "Client") -> HttpResponse | None:
    """Earlier words were in the form and may be changed or taken away by it: then the code comes first."""
    return code_before(request, viewer, Own.WORDS) if WAS_SHOWN in request.POST else None


def is_unseen(request: Asked, viewer: "Client") -> bool:
    """Whether this person writes without what they wrote before in sight."""
    return WAS_SHOWN not in request.POST and near(request, viewer).hides(Own.WORDS)
