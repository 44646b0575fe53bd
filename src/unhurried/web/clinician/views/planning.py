"""Choosing a pathway, and saying what it is for."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from unhurried.core.exercises import Exercise, Pathway
from unhurried.homework import services
from unhurried.homework.library_items import pathway_by_digest
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.choosing import shown_on_shelf
from unhurried.web.clinician.courses import About, about
from unhurried.web.clinician.fitting import suggested_pathways
from unhurried.web.clinician.forms import ENDS_ANOTHER, PlanForm
from unhurried.web.clinician.order_words import titles_of, usually_before
from unhurried.web.clinician.room import is_in_room, names_whom
from unhurried.web.clinician.views.caseload import client_in_care

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unhurried.homework.models import LibraryItem, Plan
    from unhurried.people.models import Clinician


@for_clinician
@names_whom
def plan(request: Asked, viewer: "Clinician", client_id: UUID, pathway: str = "") -> HttpResponse:
    """Choose a pathway, and say in the person's words what it is for."""
    person = client_in_care(viewer, client_id)
    found = about(request, viewer, person)
    fitting = _pathways_for(request, found) if found else []
    chosen = next((one for one in fitting if one[1].id == pathway), None)
    hoped_for = request.keyring.open(found.course.episode, "goal") if found else ""
    ends = _title_of(found.course.plan) if found else ""
    form = PlanForm(request.POST or None, initial={"goal": hoped_for}, ends=ends)
    if chosen and found and form.is_valid() and _is_begun(request, viewer, found, chosen[0], form):
        return redirect(found.page("client"))
    listed = _listed(request, viewer, found) if found else {}
    context = {
        "here": "caseload",
        "client": person,
        "name": request.keyring.open(person, "name"),
        "about": found,
        "ends": ends,
        "pathways": fitting,
        "suggested": suggested_pathways(request, viewer, found.course, fitting) if found else [],
        "exercises": listed,
        "comes_before": usually_before(chosen[1], titles_of(listed.values())) if chosen else {},
        "with_it": _given_with_it(chosen[1], listed) if chosen else [],
        "chosen": chosen,
        "form": form,
    }
    return render(request, "clinician/plan.html", context)


def _listed(request: Asked, viewer: "Clinician", found: About) -> dict[str, Exercise]:
    """What a pathway's list can name here, by id."""
    return {exercise.id: exercise for _item, exercise in shown_on_shelf(request, viewer, found.course)}


def _given_with_it(pathway: Pathway, listed: "Mapping[str, Exercise]") -> list[str]:
    """Titles of what each person has from the first day of the plan."""
    beside = (listed[name] for name in pathway.companions if name in listed)
    return [one.says("title") for one in beside if one.is_for_one_at_any_time]


def _title_of(under_way: "Plan | None") -> str:
    return pathway_by_digest(under_way.pathway_id).says("title") if under_way else ""


def _is_begun(
    request: Asked, viewer: "Clinician", found: About, pathway: "LibraryItem", form: PlanForm
) -> bool:
    """Begin it; or ask first, where another plan of the same people would end with it."""
    try:
        services.start_plan(
            act_of(request, viewer.clinic_id),
            episode=found.course.episode,
            pathway=pathway,
            goal=form.cleaned_data["goal"],
            ends_another=form.cleaned_data.get("ends_another", False),
            keyring=request.keyring,
        )
    except services.PlanUnderWay:
        form.add_error("ends_another" if "ends_another" in form.fields else None, ENDS_ANOTHER)
        return False
    return True


def _pathways_for(request: Asked, found: About) -> list[tuple["LibraryItem", Pathway]]:
    """Those written for this many people: what is given for one is read by everybody in the relationship."""
    people = _people_in(request, found)
    return [one for one in queries.pathway_items() if one[1].min_people <= people <= one[1].max_people]


def _people_in(request: Asked, found: About) -> int:
    """Without those who ended their part; beside people in the room, everybody they know of."""
    if is_in_room(request):
        return found.people
    return sum(not part.has_ended for part in found.course.parts)
