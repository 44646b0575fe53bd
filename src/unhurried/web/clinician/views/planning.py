"""Choosing a pathway, and saying what it is for."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render

from unhurried.core.exercises import Pathway
from unhurried.homework import queries, services
from unhurried.people.queries import episode_for, people_seen_in
from unhurried.web.asking import Asked, act_of, for_clinician
from unhurried.web.clinician.forms import GoalForm
from unhurried.web.clinician.order_words import required_words, titles_of
from unhurried.web.clinician.room import is_in_room
from unhurried.web.clinician.views.caseload import client_in_care

if TYPE_CHECKING:
    from unhurried.homework.models import LibraryItem
    from unhurried.people.models import Clinician, Episode, Relationship


@for_clinician
def plan(request: Asked, viewer: "Clinician", client_id: UUID, pathway: str = "") -> HttpResponse:
    """Choose a pathway, and say in the person's words what it is for."""
    person = client_in_care(viewer, client_id)
    episode = episode_for(viewer, person)
    fitting = _pathways_for(request, episode)
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
        "comes_before": _comes_before(chosen[1]) if chosen else {},
        "chosen": chosen,
        "form": form,
    }
    return render(request, "clinician/plan.html", context)


def _comes_before(pathway: Pathway) -> dict[str, list[str]]:
    """By exercise, what usually comes before it."""
    titles = titles_of(exercise for _item, exercise in queries.exercise_items())
    return {
        item.exercise: [required_words(one, titles) for one in item.requires]
        for item in pathway.items
        if item.requires
    }


def _pathways_for(request: Asked, episode: "Episode | None") -> list[tuple["LibraryItem", Pathway]]:
    """Those written for this many people: what is given for one is read by everybody in the relationship."""
    people = _people_in(request, episode.relationship) if episode else 0
    return [one for one in queries.pathway_items() if one[1].min_people <= people <= one[1].max_people]


def _people_in(request: Asked, relationship: "Relationship") -> int:
    """Without those who ended their part; beside people in the room, everybody they know of."""
    if is_in_room(request):
        return len(people_seen_in(relationship.pk, now=request.now))
    return relationship.participations.filter(ended_at=None).count()
