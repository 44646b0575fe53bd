"""Plan, compose, see what happened, review."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from unhurried.core.exercises import Exercise, Pathway, Phase
from unhurried.homework import queries, services
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.sheets import Sheet, prefilled
from unhurried.people.queries import client_for, episode_for
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import (
    COMMUNICATION,
    CONNECTION,
    EFFORT,
    NEXT_STEPS,
    ComposeForm,
    GoalForm,
    ReviewForm,
)
from unhurried.web.clinician.library_words import LIBRARY_WORDS
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import HOLD_WORDS, READINESS_WORDS, REFUSALS, VERSION_NAMES, zone_of
from unhurried.web.words import BARRIER_LABELS, note_lines, rating_labels, shifts_in

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment, LibraryItem
    from unhurried.people.models import Clinician, Episode

SHEET_PARTS = ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping", "words")


@for_clinician
def plan(request: Asked, viewer: "Clinician", client_id: UUID, pathway: str = "") -> HttpResponse:
    """Choose a pathway, and say in the person's words what it is for."""
    person = client_in_care(viewer, client_id)
    episode = episode_for(viewer, person)
    fitting = _pathways_for(episode)
    chosen = next((one for one in fitting if one[1].id == pathway), None)
    hoped_for = request.keyring.open(episode, "goal") if episode else ""
    form = GoalForm(request.POST or None, initial={"goal": hoped_for})
    if chosen and episode and form.is_valid():
        services.start_plan(
            act_of(request, viewer.clinic_id),
            episode=episode,
            pathway=chosen[0],
            goal=form.cleaned_data["goal"],
            keyring=request.keyring,
        )
        return redirect("clinician:client", client_id=client_id)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "pathways": fitting,
        "exercises": {exercise.id: exercise for _item, exercise in queries.exercise_items()},
        "chosen": chosen,
        "form": form,
    }
    return render(request, "clinician/plan.html", context)


def _pathways_for(episode: "Episode | None") -> list[tuple["LibraryItem", Pathway]]:
    """Those written for this many people: what is given for one is read by everybody in the relationship."""
    people = episode.relationship.clients.count() if episode else 0
    return [one for one in queries.pathway_items() if one[1].min_people <= people <= one[1].max_people]


@for_clinician
def compose(request: Asked, viewer: "Clinician", client_id: UUID, exercise_id: str) -> HttpResponse:
    """Compose an assignment: all of it prefilled, so that it can be given as it stands."""
    person = client_in_care(viewer, client_id)
    under_way = queries.plan_under(viewer, person)
    found = queries.exercise_item(exercise_id)
    if under_way is None or found is None:
        raise Http404
    item, exercise = found
    phase = exercise.phases[0]
    form = _compose_form(request, exercise, phase)
    if form.is_valid():
        try:
            services.assign(
                act_of(request, viewer.clinic_id),
                clinician=viewer,
                plan=under_way,
                exercise=item,
                composed=_composed(form.cleaned_data, phase, request),
                keyring=request.keyring,
            )
            messages.success(request, _("Given. It stands on their Today page."))
            return redirect("clinician:client", client_id=client_id)
        except services.MayNotAssign as refused:
            for reason in refused.reasons:
                form.add_error(None, REFUSALS[reason])
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "exercise": exercise,
        "phase": phase,
        "form": form,
    }
    return render(request, "clinician/compose.html", context)


def _compose_form(request: Asked, exercise: Exercise, phase: Phase) -> ComposeForm:
    sheet = prefilled(exercise)
    initial = {part: getattr(sheet, part) for part in SHEET_PARTS} | {"version": phase.versions[0].key}
    versions = [(version.key, _version_words(version.key, version.minutes)) for version in phase.versions]
    return ComposeForm(request.POST or None, initial=initial, versions=versions)


def _version_words(key: str, minutes: int) -> str:
    length = ngettext("about %(count)d minute", "about %(count)d minutes", minutes) % {"count": minutes}
    return f"{VERSION_NAMES.get(key, key)}, {length}"


def _composed(words: dict[str, Any], phase: Phase, request: Asked) -> services.Composed:
    starts = request.now.date()
    return services.Composed(
        phase=phase.key,
        version=words["version"],
        sheet=Sheet(**{part: words[part] for part in SHEET_PARTS}),
        from_on=starts,
        until_on=starts + timedelta(weeks=words["weeks"]),
    )


@for_clinician
def given(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """What happened with one assignment, and the review of it."""
    assignment = queries.assignment_under(viewer, assignment_id)
    if assignment is None:
        raise Http404
    people = _people_of(viewer, assignment, request)
    if not people:
        raise Http404
    form = ReviewForm(request.POST or None, initial={"next_step": "talk"})
    if form.is_valid():
        services.review(
            act_of(request, viewer.clinic_id),
            clinician=viewer,
            assignment=assignment,
            answer=services.Answer(**form.cleaned_data),
            keyring=request.keyring,
        )
        messages.success(request, _("Answered. It stands on their page."))
        return redirect("clinician:client", client_id=next(iter(people)))
    exercise = exercise_by_digest(assignment.exercise_id)
    context = {
        "here": "review",
        "assignment": assignment,
        "client": next(iter(people)),
        "people": people,
        "exercise": exercise,
        "sheet": queries.sheet_under(viewer, assignment, request.keyring),
        "happenings": queries.happenings_for(viewer, assignment, request.keyring),
        "form": form,
        "zone": zone_of(viewer),
    }
    return render(request, "clinician/given.html", context | _given_words(exercise))


def _people_of(viewer: "Clinician", assignment: "Assignment", request: Asked) -> dict[UUID, str]:
    """Those it was given to and whom this clinician cares for, by name."""
    found = [client_for(viewer, one.pk) for one in assignment.relationship.clients.order_by("pk")]
    return {client.pk: request.keyring.open(client, "name") for client in found if client}


def _given_words(exercise: Exercise) -> dict[str, Any]:
    return {
        "labels": rating_labels(exercise),
        "barriers": BARRIER_LABELS,
        "readiness": READINESS_WORDS,
        "holds": HOLD_WORDS,
        "next_steps": dict(NEXT_STEPS),
        "chosen_words": dict([*EFFORT, *COMMUNICATION, *CONNECTION]),
        "versions": VERSION_NAMES,
        "note_lines": note_lines,
        "shifts_in": shifts_in,
    }


@require_safe
@for_clinician
def library(request: Asked, viewer: "Clinician") -> HttpResponse:
    """The shelf, with a plain search over titles, concerns and kinds."""
    sought = request.GET.get("q", "").strip().casefold()[:80]
    shelf = [exercise for _item, exercise in queries.exercise_items() if sought in _shelf_words(exercise)]
    context = {"here": "library", "exercises": shelf, "pathways": queries.pathway_items(), "sought": sought}
    return render(request, "clinician/library.html", context | LIBRARY_WORDS)


def _shelf_words(exercise: Exercise) -> str:
    return " ".join(
        [exercise.says("title"), *exercise.concerns, *exercise.modalities, exercise.id]
    ).casefold()


@require_safe
@for_clinician
def library_exercise(request: Asked, viewer: "Clinician", exercise_id: str) -> HttpResponse:
    found = queries.exercise_item(exercise_id)
    if found is None:
        raise Http404
    titles = {exercise.id: exercise.says("title") for _item, exercise in queries.exercise_items()}
    context = {
        "here": "library",
        "exercise": found[1],
        "titles": titles,
        "barriers": BARRIER_LABELS,
        "labels": rating_labels(found[1]),
        "versions": VERSION_NAMES,
    }
    return render(request, "clinician/library_exercise.html", context | LIBRARY_WORDS)
