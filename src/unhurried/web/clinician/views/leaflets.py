"""Leaflets as a clinician reads them, with what they rest on and which exercises they stand beside."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from unhurried.people.queries import reading_entries_for
from unhurried.web.asking import Asked, for_clinician
from unhurried.web.clinician.library_words import SOURCE_TAGS
from unhurried.web.clinician.signing import signing_of
from unhurried.web.leaflets import below, leaflet_named, version_of
from unhurried.web.library import shipped

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


@require_safe
@for_clinician
def leaflets(request: Asked, viewer: "Clinician") -> HttpResponse:
    context = {
        "here": "library",
        "leaflets": shipped().leaflets.values(),
        "entries": reading_entries_for(viewer),
    }
    return render(request, "clinician/leaflets.html", context)


@for_clinician
def leaflet(request: Asked, viewer: "Clinician", leaflet: str) -> HttpResponse:
    found, exercises = leaflet_named(leaflet), shipped().exercises
    signing = signing_of(request, viewer, version_of(found))
    if signing is None:
        return redirect("clinician:leaflet", leaflet=leaflet)
    context = {
        "here": "library",
        "leaflet": found,
        "entries": below(found, reading_entries_for(viewer)),
        "beside": [exercises[one] for one in found.exercises if one in exercises],
        "source_tags": SOURCE_TAGS,
    }
    return render(request, "clinician/leaflet.html", context | signing)
