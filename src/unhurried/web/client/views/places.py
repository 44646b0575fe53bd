"""The four places: Today, Together, Mine, More."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unhurried.homework import queries
from unhurried.homework.library_items import exercise_by_digest
from unhurried.notify.sentences import lines_of
from unhurried.people.queries import has_given_intake, notices_for
from unhurried.web.asking import Asked, for_client
from unhurried.web.client.calendar_lines import KIND_LABELS
from unhurried.web.client.looking_back import feeling_shifts, numbers_over_time, words_after
from unhurried.web.client.words import zone_of

if TYPE_CHECKING:
    from unhurried.people.models import Client


@require_safe
@for_client
def today(request: Asked, viewer: "Client") -> HttpResponse:
    zone = zone_of(viewer)
    cards = queries.cards_for(viewer, now=request.now)
    given = [card.assignment for card in cards]
    context = {
        "here": "today",
        "now": request.now.astimezone(zone),
        "cards": cards,
        "next_time": queries.next_time_for(viewer, now=request.now),
        "kinds": KIND_LABELS,
        "offers": queries.offers_among(given, request.keyring, now=request.now),
        "always": queries.always_for(viewer, now=request.now),
        "is_intake_given": has_given_intake(viewer),
        "told": lines_of(notices_for(viewer, now=request.now)),
        "zone": zone,
    }
    return render(request, "client/today.html", context)


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
