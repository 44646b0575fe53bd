"""On paper: an exercise of the library, or what was given with the sheet of these people."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from unhurried.core.exercises import Exercise, Phase, Version
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.homework.sheets import prefilled
from unhurried.web.asking import Asked, for_clinician
from unhurried.web.clinician.room import off_screen, takes_off_screen
from unhurried.web.clinician.words import VERSION_NAMES
from unhurried.web.paper import PaperForm, Printed, about_minutes, help_lines_of, printed_reply

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment
    from unhurried.homework.queries.clinician import PrintedCard
    from unhurried.people.models import Clinician


@require_safe
@for_clinician
def exercise(request: Asked, viewer: "Clinician", exercise_id: str) -> HttpResponse:
    """How an exercise of the library is to be printed, and which version of it."""
    found = _in_library(exercise_id)
    form = PaperForm(country=viewer.clinic.country, versions=_versions(found))
    context = {"here": "library", "exercise": found, "form": form}
    return render(request, "clinician/paper.html", context)


@require_safe
@for_clinician
def exercise_page(request: Asked, viewer: "Clinician", exercise_id: str) -> HttpResponse:
    found = _in_library(exercise_id)
    form = PaperForm(request.GET, country=viewer.clinic.country, versions=_versions(found))
    if not form.is_valid():
        return redirect("clinician:paper", exercise_id=exercise_id)
    phase, version = form.cleaned_data["version"].split(".")
    people = 2 if found.is_joint else 1
    printed = Printed(
        exercise=found,
        sheet=prefilled(found),
        phase=phase,
        version=version,
        people=people,
        help_lines=help_lines_of(viewer.clinic, today=request.now.date()),
    )
    return printed_reply(printed, form)


def _in_library(exercise_id: str) -> Exercise:
    found = queries.exercise_item(exercise_id)
    if found is None:
        raise Http404
    return found[1]


def _versions(found: Exercise) -> list[tuple[str, str]]:
    """Every version of every part, in their order."""
    pairs = [(phase, version) for phase in found.phases for version in phase.versions]
    return [(f"{phase.key}.{version.key}", _named(found, phase, version)) for phase, version in pairs]


def _named(found: Exercise, phase: Phase, version: Version) -> str:
    part = [found.says(f"phase.{phase.key}.title")] if len(found.phases) > 1 else []
    return " · ".join([*part, str(VERSION_NAMES[version.key]), about_minutes(version.minutes)])


@require_safe
@for_clinician
def given(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    """How what was given is to be printed. As with a card: no paper says more than was chosen since."""
    assignment = _given(viewer, assignment_id)
    if assignment.client_id and takes_off_screen(request):
        return off_screen(request)
    context = {
        "here": "caseload",
        "assignment": assignment,
        "exercise": exercise_by_digest(assignment.exercise_id),
        "form": PaperForm(country=viewer.clinic.country),
        "is_there": _card(request, viewer, assignment) is not None,
    }
    return render(request, "clinician/given_paper.html", context)


@require_safe
@for_clinician
def given_page(request: Asked, viewer: "Clinician", assignment_id: UUID) -> HttpResponse:
    assignment = _given(viewer, assignment_id)
    if assignment.client_id and takes_off_screen(request):
        return off_screen(request)
    form, card = PaperForm(request.GET, country=viewer.clinic.country), _card(request, viewer, assignment)
    if card is None or not form.is_valid():
        return redirect("clinician:given_paper", assignment_id=assignment_id)
    printed = Printed(
        exercise=card.exercise,
        sheet=queries.sheet_under(viewer, assignment, request.keyring),
        phase=card.phase,
        version=card.version.key,
        people=card.people,
        communication=card.communication,
        posted_on=date_format(card.posted_at, "j F Y"),
        help_lines=help_lines_of(viewer.clinic, today=request.now.date()),
    )
    return printed_reply(printed, form)


def _given(viewer: "Clinician", assignment_id: UUID) -> "Assignment":
    found = queries.assignment_under(viewer, assignment_id)
    if found is None:
        raise Http404
    return found


def _card(request: Asked, viewer: "Clinician", assignment: "Assignment") -> "PrintedCard | None":
    return queries.card_under(viewer, assignment, now=request.now, keyring=request.keyring)
