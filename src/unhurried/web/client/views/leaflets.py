"""Leaflets as a client reads them. Opening one is nobody's business: nothing is written."""

from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unhurried.homework.queries.client import is_signed_off_for
from unhurried.library.pages import Leaflet
from unhurried.people.queries import reading_entries_for
from unhurried.web.asking import Asked, for_client
from unhurried.web.came_from import page_before
from unhurried.web.client.marking import company_of, own_of
from unhurried.web.client.words import ZONE_GROUPS
from unhurried.web.leaflets import below, leaflet_named, version_of
from unhurried.web.library import shipped

if TYPE_CHECKING:
    from unhurried.people.models import Client

_GOES_BACK_TO: Final = frozenset({"client:exercise", "client:step"})


@require_safe
@for_client
def leaflets(request: Asked, viewer: "Client") -> HttpResponse:
    context = {"leaflets": shipped().leaflets.values(), "entries": reading_entries_for(viewer)}
    return render(request, "client/leaflets.html", context)


@require_safe
@for_client
def leaflet(request: Asked, viewer: "Client", leaflet: str) -> HttpResponse:
    """The same for everybody, but for the words that somebody chose for their own body."""
    found, before = leaflet_named(leaflet), page_before(request)
    context = {
        "leaflet": found,
        "entries": below(found, reading_entries_for(viewer)),
        "is_signed_off": is_signed_off_for(viewer, version_of(found).digest),
        "back_to": before.path if before and before.name in _GOES_BACK_TO else "",
        **_own_words(request, viewer, found),
    }
    return render(request, "client/leaflet.html", context)


def _own_words(request: Asked, viewer: "Client", leaflet: Leaflet) -> dict[str, object]:
    """Behind the code wherever the body map is: somebody else may hold this phone."""
    if not leaflet.shows_own_words:
        return {"own_words": [], "are_hidden": False}
    own = own_of(request, viewer, company_of(request, viewer))
    places = [place for _heading, zones in ZONE_GROUPS for place in zones]
    named = [(words, own.words[zone]) for zone, words in places if zone in own.words]
    return {"own_words": named, "are_hidden": own.is_hidden}
