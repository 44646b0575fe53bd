"""The guided practice: ratings before, one step a screen, Stop at any time, a soft landing."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.exercises import Exercise, Step
from unhurried.core.runs import Moment
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.people.acts import further
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.choosing_reading import to_read_now
from unhurried.web.client.forms.practices import RatingsForm, StepForm
from unhurried.web.client.low_days import less_for
from unhurried.web.client.practising import alone_in, goes_on
from unhurried.web.client.step_words import form_of_step, kept_on, shown_beside, words_of
from unhurried.web.client.words import readers
from unhurried.web.practice_words import ROLE_LABELS
from unhurried.web.words import rating_labels

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client


@goes_on
def before(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
    """How it is beforehand, where the exercise asks; every question can be left out."""
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    if not exercise.ratings_before or practice.ended_at or practice.step:
        return redirect("client:step", practice_id=practice.pk)
    if request.method == "GET" and _has_rated_before(request, viewer, practice):
        return redirect("client:step", practice_id=practice.pk)
    form = RatingsForm(request.POST or None, asked=exercise.ratings_before, labels=rating_labels(exercise))
    if form.is_valid():
        services.note_practice(
            act_of(request, viewer.clinic_id),
            client=viewer,
            practice=practice,
            written={},
            moment="before",
            ratings=form.ratings(),
            keyring=request.keyring,
        )
        return redirect("client:step", practice_id=practice.pk)
    context = {"practice": practice, "exercise": exercise, "form": form, "readers": readers(request, viewer)}
    return render(request, "client/practice/before.html", context)


def _has_rated_before(request: Asked, viewer: "Client", practice: "Practice") -> bool:
    ratings = queries.ratings_for(viewer, [practice], request.keyring)[practice.pk]
    return any(moment == "before" for moment, _key in ratings)


@goes_on
def step(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
    """The step this practice has come to. A reload, or another day, finds it where it was left."""
    if practice.ended_at:
        return redirect("client:landing", practice_id=practice.pk)
    exercise, run = exercise_by_digest(practice.assignment.exercise_id), services.moments_of(practice)
    moment = _moment(practice, run)
    here = moment.step
    form = _step_form(request, viewer, practice, here, exercise)
    if request.method == "POST" and form.is_valid():
        return _go(request, viewer, practice, here, form, len(run))
    elapsed = int((request.now - practice.step_began_at).total_seconds())
    context = {
        "practice": practice,
        "exercise": exercise,
        "step": here,
        "place": practice.step,
        "steps": run,
        "turn": moment.turn,
        "roles": ROLE_LABELS,
        "form": form,
        "areas": [exercise.says(f"step.{here.key}.{area}") for area in here.areas],
        "remaining": max(0, (here.seconds or 0) - elapsed),
        "elapsed": elapsed,
        "reader": readers(request, viewer)[here.audience],
        "shown": shown_beside(request, viewer, practice, here, exercise),
        "less": less_for(request, viewer, practice),
        "to_read": to_read_now(request, viewer, practice, here, exercise),
    }
    return render(request, f"client/practice/{here.kind.value}.html", context)


def _moment(practice: "Practice", run: Sequence[Moment]) -> Moment:
    return run[min(practice.step, len(run) - 1)]


def _step_form(
    request: Asked, viewer: "Client", practice: "Practice", here: Step, exercise: Exercise
) -> StepForm:
    initial = words_of(kept_on(request, viewer, practice, here))
    data = request.POST if request.method == "POST" else None
    return form_of_step(request, viewer, practice, here, exercise, data, initial=initial)


def _go(
    request: Asked, viewer: "Client", practice: "Practice", here: Step, form: StepForm, count: int
) -> HttpResponse:
    """On or back by one from the step that was on the screen, so that two taps are one."""
    act = act_of(request, viewer.clinic_id)
    written = _written(form, here.audience)
    onward = request.POST.get("go") != "back"
    target = practice.step + (1 if onward else -1)
    if request.POST.get("place") != str(practice.step):
        target = practice.step
    if target >= count:
        services.finish_practice(
            act, client=viewer, practice=practice, written=written, keyring=request.keyring
        )
        return redirect("client:landing", practice_id=practice.pk)
    services.go_to_step(
        act,
        client=viewer,
        practice=practice,
        step=max(0, target),
        written=written,
        keyring=request.keyring,
    )
    return redirect("client:step", practice_id=practice.pk)


def _sent(request: Asked, viewer: "Client", practice: "Practice") -> tuple[Step, StepForm]:
    """The step that they are on, and what was sent of it."""
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    here = _moment(practice, services.moments_of(practice)).step
    return here, form_of_step(request, viewer, practice, here, exercise, request.POST)


def _written(form: StepForm, audience: Audience) -> dict[str, services.Written]:
    return {
        name: services.Written(text="" if value is None else str(value), audience=audience)
        for name, value in form.cleaned_data.items()
        if name in form.data
    }


@require_POST
@goes_on
def smaller(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
    """The smaller version instead, from its first step; what was typed on this one is kept."""
    here, form = _sent(request, viewer, practice)
    form.is_valid()
    services.take_smaller(
        act_of(request, viewer.clinic_id),
        client=viewer,
        practice=practice,
        written=_written(form, here.audience),
        keyring=request.keyring,
    )
    return redirect("client:step", practice_id=practice.pk)


@require_POST
@for_client
def draft(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """Keep what is being written. The page says "Saved." only when this has answered."""
    practice = alone_in(request, viewer, practice_id)
    here, form = _sent(request, viewer, practice)
    if not form.is_valid():
        return HttpResponse(status=422)
    services.note_practice(
        act_of(request, viewer.clinic_id),
        client=viewer,
        practice=practice,
        written=_written(form, here.audience),
        keyring=request.keyring,
    )
    return HttpResponse(status=204)


@require_POST
@for_client
def stop(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """Stop, whatever the form holds. What was written and can be kept is kept.

    It is an act of its own: tapped after Continue on the same page it is never taken for that one sent again.
    """
    practice = alone_in(request, viewer, practice_id)
    here, form = _sent(request, viewer, practice)
    form.is_valid()
    services.stop_practice(
        further(act_of(request, viewer.clinic_id)),
        client=viewer,
        practice=practice,
        written=_written(form, here.audience),
        keyring=request.keyring,
    )
    return redirect("client:landing", practice_id=practice_id)


@goes_on
@require_safe
def landing(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
    """The same soft landing however it ended."""
    if practice.ended_at is None:
        return redirect("client:step", practice_id=practice.pk)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    return render(request, "client/practice/landing.html", {"practice": practice, "exercise": exercise})
