"""The guided practice: ratings before, one step a screen, Stop at any time, a soft landing, notes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from unhurried.core.exercises import Exercise, Step
from unhurried.core.runs import Moment
from unhurried.core.vocabulary import Audience
from unhurried.homework import queries, services
from unhurried.homework.library_items import exercise_by_digest
from unhurried.people.acts import further
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.practices import NotesForm, RatingsForm, StepForm
from unhurried.web.client.looking_back import answered_in, feeling_shift, rating_shifts, single_ratings
from unhurried.web.client.words import readers, zone_of
from unhurried.web.practice_words import ROLE_LABELS
from unhurried.web.words import rating_labels

if TYPE_CHECKING:
    from unhurried.homework.models import Note, Practice
    from unhurried.people.models import Client


def _practice(viewer: "Client", practice_id: UUID) -> "Practice":
    practice = queries.practice_for(viewer, practice_id)
    if practice is None:
        raise Http404
    return practice


def _alone(viewer: "Client", practice_id: UUID) -> "Practice":
    """What one person goes through by themselves: an evening goes on by its own pages and rules alone."""
    practice = _practice(viewer, practice_id)
    if practice.evening:
        raise Http404
    return practice


@for_client
def before(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """How it is beforehand, where the exercise asks; every question can be left out."""
    practice = _alone(viewer, practice_id)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    if not exercise.ratings_before or practice.ended_at or practice.step:
        return redirect("client:step", practice_id=practice_id)
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
        return redirect("client:step", practice_id=practice_id)
    context = {"practice": practice, "exercise": exercise, "form": form, "readers": readers(viewer)}
    return render(request, "client/practice/before.html", context)


@for_client
def step(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """The step this practice has come to. A reload, or another day, finds it where it was left."""
    practice = _alone(viewer, practice_id)
    if practice.ended_at:
        return redirect("client:landing", practice_id=practice_id)
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
        "reader": readers(viewer)[here.audience],
    }
    return render(request, f"client/practice/{here.kind.value}.html", context)


def _moment(practice: "Practice", run: Sequence[Moment]) -> Moment:
    return run[min(practice.step, len(run) - 1)]


def _step_form(
    request: Asked, viewer: "Client", practice: "Practice", here: Step, exercise: Exercise
) -> StepForm:
    kept = queries.notes_for(viewer, [practice], request.keyring)[practice.pk] if here.fields else {}
    initial = {key: note.words for key, note in kept.items()}  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else None
    return StepForm(data, step=here, exercise=exercise, initial=initial)


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


def _written(form: StepForm, audience: Audience) -> dict[str, services.Written]:
    return {
        name: services.Written(text="" if value is None else str(value), audience=audience)
        for name, value in form.cleaned_data.items()
        if name in form.data
    }


@require_POST
@for_client
def draft(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """Keep what is being written. The page says "Saved." only when this has answered."""
    practice = _alone(viewer, practice_id)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    here = _moment(practice, services.moments_of(practice)).step
    form = StepForm(request.POST, step=here, exercise=exercise)
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
    practice = _alone(viewer, practice_id)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    here = _moment(practice, services.moments_of(practice)).step
    form = StepForm(request.POST, step=here, exercise=exercise)
    form.is_valid()
    services.stop_practice(
        further(act_of(request, viewer.clinic_id)),
        client=viewer,
        practice=practice,
        written=_written(form, here.audience),
        keyring=request.keyring,
    )
    return redirect("client:landing", practice_id=practice_id)


@require_safe
@for_client
def landing(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """The same soft landing however it ended."""
    practice = _alone(viewer, practice_id)
    if practice.ended_at is None:
        return redirect("client:step", practice_id=practice_id)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    return render(request, "client/practice/landing.html", {"practice": practice, "exercise": exercise})


@for_client
def notes(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """What was noticed, with the reader named before anything is typed."""
    practice = _practice(viewer, practice_id)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    form = NotesForm(
        request.POST or None,
        exercise=exercise,
        labels=rating_labels(exercise),
        initial=_kept_notes(request, viewer, practice, exercise),
    )
    if form.is_valid():
        services.note_practice(
            act_of(request, viewer.clinic_id),
            client=viewer,
            practice=practice,
            written=_prompted(exercise, form),
            ratings=form.ratings(),
            keyring=request.keyring,
        )
        return redirect("client:look_back", practice_id=practice_id)
    context = {"practice": practice, "exercise": exercise, "form": form, "readers": readers(viewer)}
    return render(request, "client/practice/notes.html", context)


def _kept_notes(request: Asked, viewer: "Client", practice: "Practice", exercise: Exercise) -> dict[str, Any]:
    notes = queries.notes_for(viewer, [practice], request.keyring)[practice.pk]
    ratings = queries.ratings_for(viewer, [practice], request.keyring)[practice.pk]
    words: dict[str, Any] = {key: note.words for key, note in notes.items()}  # type: ignore[attr-defined]
    words["reader"] = _reader_chosen(exercise, notes)
    return words | {f"rating.{key}": value for (moment, key), value in ratings.items() if moment == "after"}


def _reader_chosen(exercise: Exercise, notes: Mapping[str, "Note"]) -> str:
    """The choice as it was made, so that a later change does not send on what was kept to oneself.

    Before any was made: oneself, where all that the exercise asks to write is for oneself.
    """
    shared = {f"prompt.{prompt.key}" for prompt in exercise.prompts if prompt.audience is not Audience.SELF}
    chosen = {note.audience for key, note in notes.items() if key in shared}
    asked = {step.audience for phase in exercise.phases for step in phase.steps if step.fields}
    return "self" if (chosen or asked) == {Audience.SELF} else "clinician"


def _prompted(exercise: Exercise, form: NotesForm) -> dict[str, services.Written]:
    """Each prompt's own audience, or the author alone when that was chosen for the page."""
    only_self = form.cleaned_data["reader"] == "self"
    audiences = {f"prompt.{prompt.key}": prompt.audience for prompt in exercise.prompts}
    return {
        name: services.Written(text=text, audience=Audience.SELF if only_self else audiences[name])
        for name, text in form.words().items()
    }


@require_safe
@for_client
def look_back(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """One practice as its own person kept it."""
    practice = _practice(viewer, practice_id)
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    notes = queries.notes_for(viewer, [practice], request.keyring)[practice.pk]
    ratings = queries.ratings_for(viewer, [practice], request.keyring)[practice.pk]
    context = {
        "practice": practice,
        "exercise": exercise,
        "answers": answered_in(exercise, practice, notes),
        "feeling": feeling_shift(_("The feeling, before and after"), notes),
        "shifts": rating_shifts(exercise, ratings),
        "numbers": single_ratings(exercise, ratings),
        "readers": readers(viewer),
        "zone": zone_of(viewer),
    }
    return render(request, "client/practice/look_back.html", context)
