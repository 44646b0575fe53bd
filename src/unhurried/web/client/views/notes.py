"""After a practice: what was noticed, and one practice looked back on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from unhurried.core.disclosure import LANDS, Own
from unhurried.core.exercises import Exercise
from unhurried.core.ladders import is_pain_told
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of, for_client
from unhurried.web.client.forms.practices import KeyedInForm, NotesForm
from unhurried.web.client.given import given_to
from unhurried.web.client.keying_in import keep_in_steps, keyed_in_form
from unhurried.web.client.looking_back import (
    answered_in,
    answers_going_on,
    feeling_shift,
    feeling_shifts,
    is_looked_back_on,
    numbers_over_time,
    rating_shifts,
    single_ratings,
    words_after,
)
from unhurried.web.client.practising import code_once_over, practice_of
from unhurried.web.client.unlocking import code_before, near
from unhurried.web.client.unseen import code_for_shown, is_unseen
from unhurried.web.client.words import readers, zone_of
from unhurried.web.words import rating_labels

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment, Note, Practice
    from unhurried.people.models import Client


@for_client
def notes(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """What was noticed, with the reader named before anything is typed. Writing needs no code."""
    practice = practice_of(request, viewer, practice_id)
    asked = _code_for_notes(request, viewer, practice)
    if asked:
        return asked
    exercise, unseen = exercise_by_digest(practice.assignment.exercise_id), is_unseen(request, viewer)
    form = _notes_form(request, viewer, practice, exercise, unseen=unseen)
    if form.is_valid():
        _keep(request, viewer, practice, form, unseen=unseen)
        return _after_notes(request, practice, unseen=unseen)
    context = {"practice": practice, "exercise": exercise, "form": form, "readers": readers(request, viewer)}
    return render(request, "client/practice/notes.html", {**context, "is_unseen": unseen})


def _notes_form(
    request: Asked, viewer: "Client", practice: "Practice", exercise: Exercise, *, unseen: bool
) -> NotesForm:
    kept = _kept_notes(request, viewer, practice, exercise, unseen=unseen)
    if practice.is_from_paper:
        return keyed_in_form(request, viewer, practice, exercise, kept, unseen=unseen)
    return NotesForm(request.POST or None, exercise=exercise, labels=rating_labels(exercise), initial=kept)


def _keep(request: Asked, viewer: "Client", practice: "Practice", form: NotesForm, *, unseen: bool) -> None:
    if isinstance(form, KeyedInForm):
        keep_in_steps(request, viewer, practice, form, unseen=unseen)
    services.note_practice(
        act_of(request, viewer.clinic_id),
        client=viewer,
        practice=practice,
        written=_prompted(exercise_by_digest(practice.assignment.exercise_id), form),
        ratings=_said(form) if unseen else form.ratings(),
        is_added=unseen,
        keyring=request.keyring,
    )


def _code_for_notes(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse | None:
    """What everybody was given has a page to write on at any time; one's own has it while it goes on.

    What comes from paper has it for the moment after it was told of, as after the end of a guide.
    """
    if practice.is_from_paper:
        is_just_told = request.now < practice.step_began_at + LANDS
        return code_for_shown(request, viewer) if is_just_told else code_before(request, viewer, Own.WORDS)
    is_shared = queries.is_shared(practice.assignment, near(request, viewer).shared)
    closed = None if is_shared else code_once_over(request, viewer, practice)
    return closed or code_for_shown(request, viewer)


def _said(form: NotesForm) -> dict[str, int | None]:
    """Without the numbers left out: they were not in sight, and stay as they were."""
    return {key: value for key, value in form.ratings().items() if value is not None}


def _after_notes(request: Asked, practice: "Practice", *, unseen: bool) -> HttpResponse:
    if unseen:
        messages.success(request, _("Kept. It opens with your code."))
        return redirect("client:today")
    return redirect("client:look_back", practice_id=practice.pk)


def _kept_notes(
    request: Asked, viewer: "Client", practice: "Practice", exercise: Exercise, *, unseen: bool
) -> dict[str, Any]:
    if unseen:
        return {"reader": _reader_chosen(exercise, {})}
    notes = queries.notes_for(viewer, [practice], request.keyring)[practice.pk]
    ratings = queries.ratings_for(viewer, [practice], request.keyring)[practice.pk]
    words: dict[str, Any] = {key: note.words for key, note in notes.items()}  # type: ignore[attr-defined]
    words["reader"] = _reader_chosen(exercise, notes)
    return words | {f"rating.{key}": value for (moment, key), value in ratings.items() if moment == "after"}


def _reader_chosen(exercise: Exercise, notes: Mapping[str, "Note"]) -> str:
    """The choice as it was made, so that a later change does not send on what was kept to oneself.

    Before any was made: oneself, where anything that the exercise asks to write on the way is for oneself.
    """
    shared = {f"prompt.{prompt.key}" for prompt in exercise.prompts if prompt.audience is not Audience.SELF}
    chosen = {note.audience for key, note in notes.items() if key in shared}
    asked = {step.audience for phase in exercise.phases for step in phase.steps if step.fields}
    is_own = chosen == {Audience.SELF} if chosen else Audience.SELF in asked
    return "self" if is_own else "clinician"


def _prompted(exercise: Exercise, form: NotesForm) -> dict[str, services.Written]:
    """Each prompt's own audience, or the author alone when that was chosen for the page."""
    only_self = form.cleaned_data["reader"] == "self"
    audiences = {f"prompt.{prompt.key}": prompt.audience for prompt in exercise.prompts}
    return {
        name: services.Written(text=text, audience=Audience.SELF if only_self else audiences[name])
        for name, text in form.words().items()
    }


@for_client
def look_back(request: Asked, viewer: "Client", practice_id: UUID) -> HttpResponse:
    """One practice as its own person kept it."""
    practice = practice_of(request, viewer, practice_id)
    return code_before(request, viewer, Own.WORDS) or _look_back(request, viewer, practice)


@require_safe
def _look_back(request: Asked, viewer: "Client", practice: "Practice") -> HttpResponse:
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
        "has_hurt": is_pain_told(exercise, ratings.get(("after", "pain"))),
        "readers": readers(request, viewer),
        "zone": zone_of(viewer),
    }
    return render(request, "client/practice/look_back.html", context)


@for_client
def written(request: Asked, viewer: "Client", assignment_id: UUID) -> HttpResponse:
    """What one person has written in an exercise: as it stands now, and time by time."""
    given = given_to(request, viewer, assignment_id)
    return code_before(request, viewer, Own.WORDS) or _written(request, viewer, given.assignment)


@require_safe
def _written(request: Asked, viewer: "Client", given: "Assignment") -> HttpResponse:
    exercise, zone = exercise_by_digest(given.exercise_id), zone_of(viewer)
    practices = queries.own_practices_in(viewer, given, now=request.now)
    notes = queries.notes_for(viewer, practices, request.keyring)
    ratings = queries.ratings_for(viewer, practices, request.keyring)
    exercises = {one.pk: exercise_by_digest(one.assignment.exercise_id) for one in practices}
    standing = queries.going_on_for(viewer, given, request.keyring)
    context = {
        "assignment": given,
        "exercise": exercise,
        "answers": answers_going_on(exercise, standing),
        "practices": [
            one for one in practices if is_looked_back_on(exercises[one.pk], notes[one.pk], ratings[one.pk])
        ],
        "exercises": exercises,
        "said": {one.pk: words_after(exercises[one.pk], notes[one.pk]) for one in practices},
        "shifts": feeling_shifts(practices, notes, zone),
        "numbers": numbers_over_time(practices, exercises, ratings, zone),
        "readers": readers(request, viewer),
        "zone": zone,
    }
    return render(request, "client/written.html", context)
