"""Notes from paper, keyed in: all that an exercise asks on one page, with the readers that the guide has."""

from typing import TYPE_CHECKING, Any

from unhurried.core.exercises import Exercise, FieldKind
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.people.acts import beside
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.practices import BEFORE, KeyedInForm
from unhurried.web.words import rating_labels

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client


def keyed_in_form(
    request: Asked, viewer: "Client", practice: "Practice", exercise: Exercise, kept: dict[str, Any]
) -> KeyedInForm:
    """What goes on from an earlier time stands in it, so that leaving it alone takes nothing away."""
    going_on = queries.going_on_for(viewer, practice.assignment, request.keyring)
    ratings = queries.ratings_for(viewer, [practice], request.keyring)[practice.pk]
    before = {f"{BEFORE}.{key}": value for (moment, key), value in ratings.items() if moment == "before"}
    steps = exercise.phase(practice.phase).steps_of(practice.version)
    has_rungs = any(field.kind is FieldKind.RUNG for step in steps for field in step.fields)
    return KeyedInForm(
        request.POST or None,
        exercise=exercise,
        labels=rating_labels(exercise),
        steps=[step for step in steps if step.fields],
        rungs=queries.rungs_open_for(viewer, practice, request.keyring) if has_rungs else (),
        initial={key: note.words for key, note in going_on.items()} | before | kept,  # type: ignore[attr-defined]
    )


def keep_in_steps(request: Asked, viewer: "Client", practice: "Practice", form: KeyedInForm) -> None:
    """What was asked before, and what the steps ask to write."""
    written = {
        name: services.Written(text=text, audience=step.audience)
        for step in form.steps
        for name, text in form.words_of(step).items()
    }
    services.note_practice(
        beside(act_of(request, viewer.clinic_id), "from_paper"),
        client=viewer,
        practice=practice,
        written=written,
        moment="before",
        ratings=form.ratings_before(),
        keyring=request.keyring,
    )
