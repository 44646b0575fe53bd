"""Notes from paper, keyed in: all that an exercise asks on one page, with the readers that the guide has."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.forms import CharField

from unhurried.core.exercises import Exercise, FieldKind
from unhurried.homework import services
from unhurried.homework.queries import client as queries
from unhurried.people.acts import beside
from unhurried.web.asking import Asked, act_of
from unhurried.web.client.forms.practices import BEFORE, KeyedInForm
from unhurried.web.client.step_words import words_of
from unhurried.web.words import rating_labels

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client


def keyed_in_form(
    request: Asked,
    viewer: "Client",
    practice: "Practice",
    exercise: Exercise,
    kept: dict[str, Any],
    *,
    unseen: bool,
) -> KeyedInForm:
    """What goes on from an earlier time stands in it, so that leaving it alone takes nothing away."""
    earlier = {} if unseen else _earlier(request, viewer, practice)
    steps = exercise.phase(practice.phase).steps_of(practice.version)
    has_rungs = any(field.kind is FieldKind.RUNG for step in steps for field in step.fields)
    return KeyedInForm(
        request.POST or None,
        exercise=exercise,
        labels=rating_labels(exercise),
        steps=[step for step in steps if step.fields],
        rungs=queries.rungs_open_for(viewer, practice, request.keyring) if has_rungs else (),
        initial=earlier | kept,
    )


def _earlier(request: Asked, viewer: "Client", practice: "Practice") -> dict[str, Any]:
    going_on = queries.going_on_for(viewer, practice.assignment, request.keyring)
    ratings = queries.ratings_for(viewer, [practice], request.keyring)[practice.pk]
    before = {f"{BEFORE}.{key}": value for (moment, key), value in ratings.items() if moment == "before"}
    return words_of(going_on) | before


def keep_in_steps(
    request: Asked, viewer: "Client", practice: "Practice", form: KeyedInForm, *, unseen: bool
) -> None:
    """What was asked before, and what the steps ask to write.

    Unseen, a mark or a number takes the place of an earlier one, words are added, and nothing is taken away.
    """
    before = form.ratings_before()
    if not unseen:
        _keep(request, viewer, practice, "from_paper", _written(form), before)
        return
    said = {key: value for key, value in before.items() if value is not None}
    written = {name: one for name, one in _written(form).items() if one.text}
    words = {name for name in written if isinstance(form.fields[name], CharField)}
    marks = {name: one for name, one in written.items() if name not in words}
    _keep(request, viewer, practice, "from_paper", marks, said)
    added = {name: written[name] for name in words}
    _keep(request, viewer, practice, "words_from_paper", added, {}, is_added=True)


def _written(form: KeyedInForm) -> dict[str, services.Written]:
    return {
        name: services.Written(text=text, audience=step.audience)
        for step in form.steps
        for name, text in form.words_of(step).items()
    }


def _keep(
    request: Asked,
    viewer: "Client",
    practice: "Practice",
    part: str,
    written: dict[str, services.Written],
    ratings: Mapping[str, int | None],
    *,
    is_added: bool = False,
) -> None:
    services.note_practice(
        beside(act_of(request, viewer.clinic_id), part),
        client=viewer,
        practice=practice,
        written=written,
        moment="before",
        ratings=ratings,
        is_added=is_added,
        keyring=request.keyring,
    )
