"""A practice together under way: one moment a screen, for every phone the same; a card; and the landing."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.consent.agreement_queries import agreement_for
from unhurried.consent.agreements import Heading
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import State, Way, elapsed_in, goes_on_in
from unhurried.core.exercises import Exercise, Version
from unhurried.core.runs import is_swap, minutes_at_most, people_in
from unhurried.homework import services
from unhurried.homework.evenings import course_of, state_of
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.evening_words import IDEAS, STEADY
from unhurried.web.client.forms.evenings import MoveForm
from unhurried.web.client.forms.private import STEADYING
from unhurried.web.client.views.evenings import time_of
from unhurried.web.live import key_of
from unhurried.web.practice_words import ROLE_LABELS, SIGNALS

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client


@require_safe
@for_client
def evening_now(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """What the evening came to, and where it stands: the same for everybody in it."""
    time = time_of(request, viewer, occasion_id)
    practice = time.practice
    if practice is None:
        return redirect("client:evening", occasion_id=occasion_id)
    if practice.evening == Evening.WITHOUT_TOUCH:
        return render(request, "client/evening/without_touch.html", {"ideas": IDEAS})
    state = state_of(practice, request.now)
    if state.is_ended:
        return redirect("client:evening_landing", occasion_id=occasion_id)
    return _screen(request, viewer, time, practice, state)


def _screen(
    request: Asked, viewer: "Client", time: queries.TimeTogether, practice: "Practice", state: State
) -> HttpResponse:
    has_moved = _was_told(request)
    context: dict[str, Any] = {
        "time": time,
        "practice": practice,
        "state": state,
        "key": key_of(practice),
        "exercise": time.exercise,
    }
    if state.place is None:
        context["has_moved"] = has_moved
        context["again_in"] = ceil(goes_on_in(course_of(practice), request.now).total_seconds()) or None
        return render(request, "client/evening/paused.html", context)
    if practice.way == Way.NO_PHONE:
        return render(request, "client/evening/by_card.html", context)
    context |= _moment(request, practice, state.place)
    if context["is_swap"] and context["step"].seconds and not context["remaining"]:
        return render(request, "client/evening/swap.html", context)
    context["signals"] = _signals(request, viewer, practice)
    context["agreed"] = _agreed(request, viewer, practice) if state.place == 0 else ()
    return render(request, "client/evening/moment.html", context)


def _was_told(request: Asked) -> bool:
    """Whether this phone's own move is still to be told, once. No address names it: a history keeps those."""
    return bool(list(messages.get_messages(request)))


def _moment(request: Asked, practice: "Practice", place: int) -> dict[str, Any]:
    run = services.run_of_practice(practice)
    moment = run[place]
    elapsed = int(elapsed_in(course_of(practice), request.now).total_seconds())
    return {
        "moment": moment,
        "step": moment.step,
        "roles": ROLE_LABELS,
        "remaining": max(0, (moment.step.seconds or 0) - elapsed),
        "is_swap": is_swap(run, place),
        "at_most": minutes_at_most(run, _version(practice)),
        "among_more": _exercise(practice).says_to_more(people_in(run)),
    }


def _exercise(practice: "Practice") -> Exercise:
    exercise, _ = services.steps_of(practice)
    return exercise


def _version(practice: "Practice") -> Version:
    versions = _exercise(practice).phase(practice.phase).versions
    return next(version for version in versions if version.key == practice.version)


def _signals(request: Asked, viewer: "Client", practice: "Practice") -> Sequence[Promise]:
    """How they let one another know. A talk has no hands, and words enough."""
    if practice.evening == Evening.TALK:
        return ()
    return SIGNALS[queries.communication_in(viewer, practice, request.keyring)]


def _agreed(request: Asked, viewer: "Client", practice: "Practice") -> list[str]:
    """The words and signs they gave one another, as they stood at the posting."""
    found = agreement_for(
        viewer,
        practice.assignment.relationship,
        posted_at=queries.posted_before(practice),
        keyring=request.keyring,
    )
    return [line.words for line in found.under(Heading.SIGNALS)] if found else []


@require_POST
@for_client
def evening_go(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """A button of a running screen, whoever pressed it. Then the screen that stands now, for all of them."""
    practice, form = time_of(request, viewer, occasion_id).practice, MoveForm(request.POST)
    if practice is None or not form.is_valid():
        return redirect("client:evening_now", occasion_id=occasion_id)
    act, said = act_of(request, viewer.clinic_id), form.cleaned_data
    what: dict[str, Any] = {"practice": practice}
    facts: dict[str, Any] = {**what, "keyring": request.keyring}
    moves: dict[str, Callable[[], UUID]] = {
        "on": lambda: services.move_on(act, place=said["place"], **facts),
        "stay": lambda: services.stay_a_little(act, place=said["place"], **facts),
        "pause": lambda: services.pause_practice(act, **what),
        "go_on": lambda: services.go_on(act, **facts),
        "finish": lambda: services.finish_evening(act, **what),
        "leave": lambda: services.leave_evening(act, **what),
    }
    moves[said["do"]]()
    if said["do"] == "leave":
        return redirect("client:evening_steadying", occasion_id=occasion_id)
    if said["do"] == "on" and said["place"] is None:
        messages.info(request, _("One part is left out."))
    return redirect("client:evening_now", occasion_id=occasion_id)


@require_safe
@for_client
def evening_card(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """The whole practice on paper. It is made from a practice under way, and from no other."""
    time = time_of(request, viewer, occasion_id)
    practice = time.practice
    if practice is None or not _is_under_way(request, practice):
        return redirect("client:evening_now", occasion_id=occasion_id)
    (exercise, steps), run = services.steps_of(practice), services.run_of_practice(practice)
    context = {
        "time": time,
        "exercise": exercise,
        "steps": steps,
        "version": _version(practice),
        "roles": ROLE_LABELS,
        "at_most": minutes_at_most(run, _version(practice)),
        "among_more": exercise.says_to_more(people_in(run)),
        "signals": _signals(request, viewer, practice),
        "agreed": _agreed(request, viewer, practice),
        "posted_at": queries.posted_before(practice).astimezone(time.zone),
    }
    return render(request, "client/evening/card.html", context)


@require_safe
@for_client
def evening_landing(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """The same landing for everybody, whoever or whatever ended it."""
    time = time_of(request, viewer, occasion_id)
    if time.practice is None or not _is_over(request, time.practice):
        return redirect("client:evening_now", occasion_id=occasion_id)
    return render(request, "client/evening/landing.html", {"time": time})


@require_safe
@for_client
def evening_steadying(request: Asked, viewer: "Client", occasion_id: UUID) -> HttpResponse:
    """What this person chose beforehand, on their own phone; between people, words for everybody."""
    time = time_of(request, viewer, occasion_id)
    practice = time.practice
    if practice is None or not _is_over(request, practice):
        return redirect("client:evening_now", occasion_id=occasion_id)
    is_shared = practice.way == Way.ONE_PHONE and practice.begun_by_id == viewer.pk
    chosen = None if is_shared else queries.landing_for(viewer, request.keyring)
    context = {
        "practice": practice,
        "exercise": time.exercise,
        "is_shared": is_shared,
        "steady": STEADYING[chosen.steadying][1] if chosen and chosen.steadying else STEADY,
        "aftercare": chosen.aftercare if chosen else "",
    }
    return render(request, "client/evening/steadying.html", context)


def _is_under_way(request: Asked, practice: "Practice") -> bool:
    """Time together without touch is no practice: nothing to print, and nothing to land from."""
    return practice.evening != Evening.WITHOUT_TOUCH and not state_of(practice, request.now).is_ended


def _is_over(request: Asked, practice: "Practice") -> bool:
    return practice.evening != Evening.WITHOUT_TOUCH and state_of(practice, request.now).is_ended
