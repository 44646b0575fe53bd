"""On paper: an exercise as a hand-out, paper for notes, and what was done from them."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from unhurried.core.paper import carries_steps, earliest_day
from unhurried.homework import services
from unhurried.homework.facts import level_of, may_be_told
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.practices import OnPaperForm
from unhurried.web.client.given import Given, shows_given, shows_own_of_given
from unhurried.web.client.words import zone_of
from unhurried.web.paper import PaperForm, Printed, help_lines_of, printed_reply

if TYPE_CHECKING:
    from unhurried.people.models import Client


@shows_given
@require_safe
def paper(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """How it is to be printed."""
    context = {
        "assignment": given.assignment,
        "exercise": exercise_by_digest(given.assignment.exercise_id),
        "form": PaperForm(country=viewer.clinic.country),
    }
    return render(request, "client/paper.html", context)


@shows_given
@require_safe
def paper_page(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """What its page shows, and the steps where nothing private can rest them: see `core.paper`."""
    form = PaperForm(request.GET, country=viewer.clinic.country)
    if not form.is_valid():
        return redirect("client:paper", assignment_id=given.assignment.pk)
    return printed_reply(_printed(request, viewer, given), form)


def _printed(request: Asked, viewer: "Client", given: Given) -> Printed:
    posted = queries.posted_of(given.assignment, now=request.now)
    exercise = exercise_by_digest(given.assignment.exercise_id)
    return Printed(
        exercise=exercise,
        sheet=queries.sheet_for(viewer, given.assignment, request.keyring),
        phase=posted.place.phase,
        version=posted.place.version,
        people=2 if exercise.is_joint else 1,
        has_steps=carries_steps(level_of(exercise, posted.place), exercise.family),
        help_lines=help_lines_of(viewer.clinic, today=request.now.date()),
    )


@shows_own_of_given
def on_paper(request: Asked, viewer: "Client", given: Given) -> HttpResponse:
    """A practice from paper, told of later: the day and how it ended, and then its notes."""
    assignment, zone = given.assignment, zone_of(viewer)
    if not may_be_told(assignment, queries.posted_of(assignment, now=request.now).place):
        raise Http404
    today = request.now.astimezone(zone).date()
    earliest = earliest_day(given_on=assignment.assigned_at.astimezone(zone).date(), today=today)
    form = OnPaperForm(request.POST or None, earliest=earliest, latest=today)
    if form.is_valid():
        practice_id = services.tell_of_paper(
            act_of(request, viewer.clinic_id), client=viewer, assignment=assignment, **form.cleaned_data
        )
        return redirect("client:notes", practice_id=practice_id)
    context = {
        "assignment": assignment,
        "exercise": exercise_by_digest(assignment.exercise_id),
        "form": form,
    }
    return render(request, "client/on_paper.html", context)
