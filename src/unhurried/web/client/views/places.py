"""The four places: Today, Together, Mine, More."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from unhurried.core.disclosure import Own, Tiding, is_told_before_code
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.notify.sentences import lines_of
from unhurried.people.queries import has_given_intake, notices_for, shared_by
from unhurried.web.asking import Asked, for_client
from unhurried.web.client.calendar_lines import KIND_LABELS
from unhurried.web.client.looking_back import (
    feeling_shifts,
    is_looked_back_on,
    numbers_over_time,
    words_after,
)
from unhurried.web.client.plain_day import cards_on_today, is_plain, practised, reader_of, whole
from unhurried.web.client.unlocking import Near, for_client_own, near
from unhurried.web.client.words import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unhurried.core.exercises import Exercise
    from unhurried.homework.models import Assignment
    from unhurried.people.models import Client


@require_safe
@for_client
def today(request: Asked, viewer: "Client") -> HttpResponse:
    """What lies open; in company, what all were given, and a door that never changes."""
    zone, shared = zone_of(viewer), shared_by(viewer, now=request.now)
    cards = cards_on_today(request, viewer, shared)
    given = [card.assignment for card in cards]
    ended = queries.endings_for(viewer, shared, request.keyring, is_own=not shared, now=request.now)
    tidings = notices_for(viewer, now=request.now)
    context = {
        "here": "today",
        "now": request.now.astimezone(zone),
        "cards": cards,
        "next_time": queries.next_time_for(viewer, now=request.now) if shared else None,
        "kinds": KIND_LABELS,
        "offers": queries.offers_among(given, request.keyring, now=request.now),
        "always": [] if shared else _always(request, viewer, cards, ended),
        "is_in_company": bool(shared),
        "asks_intake": not shared and not has_given_intake(viewer),
        "leads_back": Tiding.STILL_HERE in tidings,
        "told": lines_of([one for one in tidings if is_told_before_code(one, is_in_company=bool(shared))]),
        "endings": ended,
        "clinic": viewer.clinic.name,
        "zone": zone,
    }
    return render(request, "client/today.html", context)


def _always(
    request: Asked, viewer: "Client", cards: "Sequence[queries.Card]", ended: "list[queries.Ending]"
) -> "list[tuple[Assignment, Exercise]]":
    """What stands on a sheet to keep is there, and not a second time."""
    beside = [*cards, *(card for one in ended for card in one.kept)]
    return queries.always_for(viewer, beside=beside, now=request.now)


@require_safe
@for_client
def again(request: Asked, viewer: "Client") -> HttpResponse:
    """Ways back after a while. The same page for everybody: it follows nothing that anybody did or left."""
    return render(request, "client/again.html", {"here": "more"})


@for_client_own(Own.GIVEN)
@require_safe
def own(request: Asked, viewer: "Client") -> HttpResponse:
    """What was given to this person alone, and what is their own about the rest."""
    shared, cards = shared_by(viewer, now=request.now), queries.cards_for(viewer, now=request.now)
    alone = [card for card in cards if not queries.is_shared(card.assignment, shared)]
    ended = queries.endings_for(viewer, shared, request.keyring, is_own=True, now=request.now)
    context = {
        "here": "today",
        "cards": alone,
        "always": _always(request, viewer, cards, ended),
        "ahead": [card for card in cards if card not in alone and (card.occasion or card.is_begun)],
        "asks_intake": not has_given_intake(whole(request)),
        "endings": ended,
        "clinic": viewer.clinic.name,
        "zone": zone_of(viewer),
    }
    return render(request, "client/own.html", context)


@require_safe
@for_client
def mine(request: Asked, viewer: "Client") -> HttpResponse:
    """What this person did, in their own words, and what stays theirs. No score, no order of merit."""
    around = near(request, viewer)
    if around.hides(Own.WORDS) and not is_plain(request):
        return _mine_closed(request, viewer, around)
    kept = _kept_for(request, viewer, around)
    practices = practised(request, viewer, around.shared)
    viewer = reader_of(request, viewer)
    zone = zone_of(viewer)
    exercises = {one.pk: exercise_by_digest(one.assignment.exercise_id) for one in practices}
    notes = queries.notes_for(viewer, practices, request.keyring)
    ratings = queries.ratings_for(viewer, practices, request.keyring)
    context = {
        "here": "mine",
        "is_closed": False,
        "practices": [
            one for one in practices if is_looked_back_on(exercises[one.pk], notes[one.pk], ratings[one.pk])
        ],
        "exercises": exercises,
        "said": {one.pk: words_after(exercises[one.pk], notes[one.pk]) for one in practices},
        "shifts": feeling_shifts(practices, notes, zone),
        "numbers": numbers_over_time(practices, exercises, ratings, zone),
        "kept": kept,
        "zone": zone,
    }
    return render(request, "client/mine.html", context)


def _mine_closed(request: Asked, viewer: "Client", around: Near) -> HttpResponse:
    """The same whatever was practised or written; in company, whatever was given to one alone."""
    kept = _kept_for(request, viewer, around)
    return render(request, "client/mine.html", {"here": "mine", "is_closed": True, "kept": kept})


def _kept_for(request: Asked, viewer: "Client", around: Near) -> list[queries.Card]:
    if around.hides(Own.GIVEN):
        return queries.shared_kept_for(viewer, around.shared, now=request.now)
    return queries.kept_for(viewer, now=request.now)


@for_client_own(Own.WORDS)
@require_safe
def open_mine(request: Asked, viewer: "Client") -> HttpResponse:
    """The way through one's code to what one did."""
    return redirect("client:mine")


@require_safe
@for_client
def more(request: Asked, viewer: "Client") -> HttpResponse:
    around = near(request, viewer)
    context = {
        "here": "more",
        "viewer": viewer,
        "tells_intake": not around.is_in_company,
        "is_intake_given": not around.is_in_company and has_given_intake(viewer),
    }
    return render(request, "client/more.html", context)
