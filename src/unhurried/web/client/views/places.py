"""The four places: Today, Together, Mine, More."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unhurried.homework import queries
from unhurried.homework.library_items import exercise_by_digest
from unhurried.people.queries import appointments_for_client, has_given_intake
from unhurried.web.asking import Asked, for_client
from unhurried.web.client.looking_back import feeling_shifts, numbers_over_time, words_after
from unhurried.web.client.words import zone_of
from unhurried.web.words import appointments_ahead

if TYPE_CHECKING:
    from unhurried.people.models import Client


@require_safe
@for_client
def today(request: Asked, viewer: "Client") -> HttpResponse:
    zone = zone_of(viewer)
    context = {
        "here": "today",
        "now": request.now.astimezone(zone),
        "cards": queries.cards_for(viewer, now=request.now),
        "is_intake_given": has_given_intake(viewer),
        "zone": zone,
    }
    return render(request, "client/today.html", context)


@require_safe
@for_client
def together(request: Asked, viewer: "Client") -> HttpResponse:
    """Appointments, and what is done with others; for somebody on their own it says so kindly."""
    at_clinic, here = ZoneInfo(viewer.clinic.time_zone), zone_of(viewer)
    kept = appointments_for_client(viewer)
    ahead = appointments_ahead(kept, at_clinic=at_clinic, seen_from=here, now=request.now)
    return render(request, "client/together.html", {"here": "together", "appointments": ahead})


@require_safe
@for_client
def mine(request: Asked, viewer: "Client") -> HttpResponse:
    """What this person did, in their own words, and what stays theirs. No score, no order of merit."""
    zone = zone_of(viewer)
    practices = queries.own_practices_for(viewer)
    exercises = {one.pk: exercise_by_digest(one.assignment.exercise_id) for one in practices}
    notes = queries.notes_for(viewer, practices, request.keyring)
    ratings = queries.ratings_for(viewer, practices, request.keyring)
    context = {
        "here": "mine",
        "practices": practices,
        "exercises": exercises,
        "said": {one.pk: words_after(exercises[one.pk], notes[one.pk]) for one in practices},
        "shifts": feeling_shifts(practices, notes, zone),
        "numbers": numbers_over_time(practices, exercises, ratings, zone),
        "kept": queries.kept_for(viewer, now=request.now),
        "zone": zone,
    }
    return render(request, "client/mine.html", context)


@require_safe
@for_client
def more(request: Asked, viewer: "Client") -> HttpResponse:
    given = has_given_intake(viewer)
    return render(request, "client/more.html", {"here": "more", "viewer": viewer, "is_intake_given": given})
