"""An exercise as it was given: what it is, a private answer, a time, and what got in the way."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services
from unhurried.homework.facts import may_be_told
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.library.pages import leaflets_beside
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.exercises import BarrierForm, OccasionForm, ReadinessForm
from unhurried.web.client.given import Given, shows_given, shows_own_of_given, writes_to_given
from unhurried.web.client.open_now import open_now, open_today
from unhurried.web.client.reading_first import read_first, reading_for
from unhurried.web.client.unlocking import code_asked
from unhurried.web.client.views.offers import answer_together, offer_page
from unhurried.web.client.words import readers, zone_of
from unhurried.web.library import shipped
from unhurried.web.live import ON_THIS_PHONE
from unhurried.web.words import ADAPTATION_WORDS, BARRIER_LABELS

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment, Occasion
    from unhurried.people.models import Client


@shows_given
@require_safe
def exercise(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """The same page before and after answering: an answer is written here and never shown back."""
    offer = queries.offer_of(given.assignment, request.keyring, now=request.now)
    if offer:
        return offer_page(request, viewer, given, offer)
    return _exercise_page(request, viewer, given)


def _exercise_page(
    request: Asked,
    viewer: "Client",
    given: Given,
    *,
    is_resting: bool = False,
    asks_answer: bool = False,
    status: int = 200,
) -> HttpResponse:
    assignment = given.assignment
    posted = queries.posted_of(assignment, now=request.now)
    exercise = exercise_by_digest(assignment.exercise_id)
    has_menu = "open_today" in exercise.pages
    context = {
        "assignment": assignment,
        "place": posted.place,
        "exercise": exercise,
        "sheet": queries.sheet_for(viewer, assignment, request.keyring),
        "is_signed_off": queries.is_signed_off_for(viewer, assignment.exercise_id),
        "viewer": viewer,
        "occasion": None if given.hides_own else queries.occasion_for(viewer, assignment),
        "open_now": open_now(request, viewer, given) if is_resting or asks_answer else {},
        "open_today": open_today(request, viewer, given) if has_menu else None,
        "running": None if given.hides_own else queries.running_practice_for(viewer, assignment),
        "reviews": queries.review_words_for(viewer, assignment, request.keyring, by=posted.at),
        "is_resting": is_resting,
        "asks_answer": asks_answer,
        "may_be_told": may_be_told(assignment, posted.place),
        "which": given.which,
        "adaptation_words": ADAPTATION_WORDS,
        "leaflets": leaflets_beside(exercise.id, shipped().leaflets),
        "reading": reading_for(request, viewer),
        "readers": readers(request, viewer),
        "zone": zone_of(viewer),
    }
    return render(request, "client/exercise.html", context, status=status)


@require_POST
@writes_to_given
def answer(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """Keep the private answer; afterwards a page that never depends on anybody else."""
    back = reverse("client:exercise", kwargs={"assignment_id": given.assignment.pk})
    return read_first(request, viewer, back=back) or _answered(request, viewer, given)


def _answered(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    assignment = given.assignment
    offer = queries.offer_of(assignment, request.keyring, now=request.now)
    if offer:
        return answer_together(request, viewer, given, offer)
    form = ReadinessForm(request.POST)
    if not form.is_valid():
        return redirect("client:exercise", assignment_id=assignment.pk)
    services.record_readiness(
        act_of(request, viewer.clinic_id),
        client=viewer,
        assignment=assignment,
        kind=ReadinessKind.ASSIGNMENT,
        answer=Answer(form.cleaned_data["answer"]),
        keyring=request.keyring,
    )
    return redirect("client:kept", assignment_id=assignment.pk)


@require_safe
@writes_to_given
def kept(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """What follows an answer, at one address for all: a browser remembers addresses.

    Of what several people were given, and before the code, it is the same page whatever was said.
    """
    assignment = given.assignment
    if given.is_shared or given.is_hidden:
        return _kept_page(request, viewer, given)
    said = queries.just_answered(viewer, assignment, at=request.now, keyring=request.keyring)
    if said is None:
        return redirect("client:exercise", assignment_id=assignment.pk)
    if said is not Answer.NOT_YET:
        form = _time_form(request, viewer, assignment)
        return _time_page(request, viewer, assignment, form, is_lighter=said is Answer.LIGHTER)
    exercise = exercise_by_digest(assignment.exercise_id)
    context = {"assignment": assignment, "exercise": exercise, "viewer": viewer}
    return render(request, "client/not_yet.html", context)


def _kept_page(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    offer = queries.offer_of(given.assignment, request.keyring, now=request.now)
    context = {"assignment": given.assignment, "viewer": viewer, "needs_everyone": offer is not None}
    return render(request, "client/kept_together.html", {**context, "is_shared": given.is_shared})


@shows_own_of_given
def time(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """Set a time aside, or begin now, or leave it open."""
    assignment = given.assignment
    form = _time_form(request, viewer, assignment)
    if form.is_valid():
        services.set_occasion(
            act_of(request, viewer.clinic_id),
            client=viewer,
            assignment=assignment,
            starts_at=form.cleaned_data["starts_at"],
            place=form.cleaned_data["place"],
            keyring=request.keyring,
        )
        messages.success(request, _("Kept. The time you set aside stands with its exercise below."))
        return redirect("client:own" if given.near.is_in_company else "client:today")
    return _time_page(request, viewer, assignment, form)


def _time_form(request: Asked, viewer: "Client", assignment: "Assignment") -> OccasionForm:
    occasion = queries.occasion_for(viewer, assignment)
    initial = _kept_time(request, occasion, zone_of(viewer)) if occasion else {}
    return OccasionForm(request.POST or None, zone=zone_of(viewer), now=request.now, initial=initial)


def _time_page(
    request: Asked,
    viewer: "Client",
    assignment: "Assignment",
    form: OccasionForm,
    *,
    is_lighter: bool = False,
) -> HttpResponse:
    zone = zone_of(viewer)
    exercise = exercise_by_digest(assignment.exercise_id)
    versions = exercise.phase(queries.posted_of(assignment, now=request.now).place.phase).versions
    context = {
        "assignment": assignment,
        "exercise": exercise,
        "lighter_minutes": min(version.minutes for version in versions) if is_lighter else 0,
        "occasion": queries.occasion_for(viewer, assignment),
        "form": form,
        "zone": zone,
        "today": request.now.astimezone(zone).date(),
        "readers": readers(request, viewer),
    }
    return render(request, "client/time.html", context)


def _kept_time(request: Asked, occasion: "Occasion", zone: ZoneInfo) -> dict[str, Any]:
    starts_at = occasion.starts_at.astimezone(zone)
    place = request.keyring.open(occasion, "place")
    return {"day": starts_at.date(), "at": starts_at.strftime("%H:%M"), "place": place}


@require_POST
@writes_to_given
def let_go_of_time(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    occasion = queries.occasion_for(viewer, given.assignment)
    if occasion:
        act = act_of(request, viewer.clinic_id)
        services.let_go_of_occasion(act, client=viewer, occasion=occasion)
        if not given.hides_own:
            messages.success(request, _("That time is let go. No time is set aside for this now."))
            return redirect("client:put_back")
    return redirect("client:exercise", assignment_id=given.assignment.pk)


@require_POST
@writes_to_given
def begin(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """What needs everybody begins with an evening: who tries it by hand is led back, whatever was said."""
    if queries.offer_of(given.assignment, request.keyring, now=request.now):
        return redirect("client:exercise", assignment_id=given.assignment.pk)
    asked = code_asked(request, viewer) if given.hides_own else None
    return asked or _begin(request, viewer, given)


def _begin(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """Begin, where one's own answer and the facts allow it: whether they do is for one's own eyes.

    Somebody on their own is told where nothing is missing but their answer; in company a refusal has one
    shape.

    What is for several people lies between them on this phone: nothing is asked on it first.
    """
    assignment = given.assignment
    try:
        practice_id = services.begin_practice(
            act_of(request, viewer.clinic_id), client=viewer, assignment=assignment, keyring=request.keyring
        )
    except services.NotJustNow as refused:
        asks = refused.waits_for_answer_alone and not given.near.is_in_company
        return _exercise_page(request, viewer, given, is_resting=not asks, asks_answer=asks, status=409)
    if exercise_by_digest(assignment.exercise_id).is_joint:
        request.session[ON_THIS_PHONE] = str(practice_id)
        return redirect("client:step", practice_id=practice_id)
    return redirect("client:before", practice_id=practice_id)


@shows_given
def barrier(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """What got in the way, leading to a kinder next step. Nothing here counts against anybody."""
    assignment = given.assignment
    form = BarrierForm(request.POST or None)
    if form.is_valid():
        services.tell_barrier(
            act_of(request, viewer.clinic_id),
            client=viewer,
            assignment=assignment,
            keyring=request.keyring,
            **form.cleaned_data,
        )
        return redirect("client:kinder", assignment_id=assignment.pk)
    context = {
        "assignment": assignment,
        "exercise": exercise_by_digest(assignment.exercise_id),
        "form": form,
        "barriers": BARRIER_LABELS,
        "readers": readers(request, viewer),
    }
    return render(request, "client/barrier.html", context)


@require_safe
@writes_to_given
def kinder(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """What follows a barrier, for a moment; later the same address leads back to the exercise.

    Before the code it is the page that follows whatever was said.
    """
    assignment = given.assignment
    if given.hides_own:
        return _kept_page(request, viewer, given)
    code = queries.just_told_barrier(viewer, assignment, at=request.now, keyring=request.keyring)
    if not code:
        return redirect("client:exercise", assignment_id=assignment.pk)
    exercise = exercise_by_digest(assignment.exercise_id)
    words = exercise.may_say(f"barrier.{code}")
    opens = queries.opens_by_itself(viewer, assignment, now=request.now)
    context = {
        "assignment": assignment,
        "exercise": exercise,
        "sheet": queries.sheet_for(viewer, assignment, request.keyring),
        "words": words,
        "is_offered": exercise.barriers.get(code) != "rest" and opens,
        "viewer": viewer,
    }
    return render(request, "client/kinder.html", context)
