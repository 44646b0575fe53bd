"""The library that homework is given from."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from unhurried.core.exercises import Exercise
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked, for_clinician
from unhurried.web.clinician.library_words import LIBRARY_WORDS
from unhurried.web.clinician.words import VERSION_NAMES
from unhurried.web.words import BARRIER_LABELS, rating_labels

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


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
def exercise(request: Asked, viewer: "Clinician", exercise_id: str) -> HttpResponse:
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
