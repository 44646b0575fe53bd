"""The library that homework is given from."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from unhurried.homework.queries import clinician as queries
from unhurried.people.services import leave_erotic_out
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.choosing import leaving_out, to_choose_from
from unhurried.web.clinician.courses import about, to_plan_first
from unhurried.web.clinician.finding import find_form
from unhurried.web.clinician.fitting import suggested_exercises
from unhurried.web.clinician.library_words import LIBRARY_WORDS
from unhurried.web.clinician.order_words import titles_of, usually_before
from unhurried.web.clinician.room import names_whom
from unhurried.web.clinician.signing import signing_of
from unhurried.web.clinician.views.caseload import client_in_care
from unhurried.web.clinician.words import VERSION_NAMES
from unhurried.web.words import BARRIER_LABELS, rating_labels

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


@require_safe
@for_clinician
def library(request: Asked, viewer: "Clinician") -> HttpResponse:
    """The shelf, searched by its words and narrowed by what an exercise asks of people."""
    shelf = queries.shelf_of(viewer)
    form = find_form(request, shelf)
    context = {
        "here": "library",
        "form": form,
        "found": queries.found_among(shelf, form.sought),
        "pathways": queries.pathways_among(queries.pathway_items(), form.sought),
        "signed": queries.signed_off_in(viewer),
    }
    return render(request, "clinician/library.html", context | LIBRARY_WORDS)


@require_safe
@for_clinician
@names_whom
def choose(request: Asked, viewer: "Clinician", client_id: UUID) -> HttpResponse:
    """The same for whoever a page is about: every line leads to giving it."""
    person = client_in_care(viewer, client_id)
    whom = about(request, viewer, person)
    if whom is None:
        raise Http404
    if whom.course.plan is None:
        return to_plan_first(request, whom)
    shelf = to_choose_from(request, viewer, whom.course)
    form = find_form(request, shelf)
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "about": whom,
        "form": form,
        "found": queries.found_among(shelf, form.sought),
        "signed": queries.signed_off_in(viewer),
        "suggested": [] if form.is_sought else suggested_exercises(request, viewer, whom.course, shelf),
        "left_out": leaving_out(request, viewer, whom.course),
    }
    return render(request, "clinician/choose.html", context | LIBRARY_WORDS)


@require_POST
@for_clinician
def leave_out(request: Asked, viewer: "Clinician") -> HttpResponse:
    """Whether exercises with erotic words are on one's own lists."""
    is_out = request.POST.get("leave_out") == "yes"
    leave_erotic_out(act_of(request, viewer.clinic_id), clinician=viewer, is_out=is_out)
    return redirect("clinician:library")


@for_clinician
def exercise(request: Asked, viewer: "Clinician", exercise_id: str) -> HttpResponse:
    found = queries.exercise_item(exercise_id)
    if found is None:
        raise Http404
    signing = signing_of(request, viewer, queries.version_of(found[0]))
    if signing is None:
        return redirect("clinician:library_exercise", exercise_id=exercise_id)
    context = {
        "here": "library",
        "exercise": found[1],
        "titles": titles_of(exercise for _item, exercise in queries.exercise_items()),
        "barriers": BARRIER_LABELS,
        "labels": rating_labels(found[1]),
        "versions": VERSION_NAMES,
    }
    return render(request, "clinician/library_exercise.html", context | signing | LIBRARY_WORDS)


@for_clinician
def pathway(request: Asked, viewer: "Clinician", pathway: str) -> HttpResponse:
    """What it leads through, without anybody it would be for."""
    found = queries.pathway_item(pathway)
    if found is None:
        raise Http404
    signing = signing_of(request, viewer, queries.version_of(found[0]))
    if signing is None:
        return redirect("clinician:library_pathway", pathway=pathway)
    shelf = {exercise.id: exercise for _item, exercise in queries.shelf_of(viewer)}
    context = {
        "here": "library",
        "pathway": found[1],
        "exercises": shelf,
        "comes_before": usually_before(found[1], titles_of(shelf.values())),
    }
    return render(request, "clinician/library_pathway.html", context | signing | LIBRARY_WORDS)
