"""What is written on a step's screen: its fields with what there is to choose from, and what stands there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from unhurried.core.exercises import Exercise, FieldKind, Step
from unhurried.core.rungs import Rung
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked
from unhurried.web.client.choosing_reading import to_choose_from
from unhurried.web.client.forms.practices import StepForm
from unhurried.web.client.looking_back import Answered, answers_shown

if TYPE_CHECKING:
    from unhurried.homework.models import Note, Practice
    from unhurried.people.models import Client


def form_of_step(
    request: Asked,
    viewer: "Client",
    practice: "Practice",
    here: Step,
    exercise: Exercise,
    data: QueryDict | None,
    **kept: Any,
) -> StepForm:
    """The fields of a step, with what there is to choose from just now."""
    rungs, readings = _rungs(request, viewer, practice, here), to_choose_from(viewer, here)
    return StepForm(data, step=here, exercise=exercise, rungs=rungs, readings=readings, **kept)


def _rungs(request: Asked, viewer: "Client", practice: "Practice", here: Step) -> Sequence[Rung]:
    if not any(field.kind is FieldKind.RUNG for field in here.fields):
        return ()
    return queries.rungs_open_for(viewer, practice, request.keyring)


def kept_on(request: Asked, viewer: "Client", practice: "Practice", here: Step) -> Mapping[str, "Note"]:
    """What stands on this screen already; on a plan, a map or a list, as it was left the time before."""
    if here.goes_on:
        return queries.going_on_for(viewer, practice.assignment, request.keyring)
    return queries.notes_for(viewer, [practice], request.keyring)[practice.pk] if here.fields else {}


def shown_beside(
    request: Asked, viewer: "Client", practice: "Practice", here: Step, exercise: Exercise
) -> list[Answered]:
    """One's own words of earlier steps, to be read where a step asks to look at them."""
    if not here.shows:
        return []
    notes = queries.notes_for(viewer, [practice], request.keyring)[practice.pk]
    going_on = queries.going_on_for(viewer, practice.assignment, request.keyring)
    return answers_shown(exercise, here, going_on | notes)


def words_of(kept: Mapping[str, "Note"]) -> dict[str, Any]:
    return {key: note.words for key, note in kept.items()}  # type: ignore[attr-defined]
