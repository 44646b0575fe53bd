"""A person's own ladder, for the page on which they choose a rung."""

from collections.abc import Callable

from unhurried.core.exercises import Exercise, Field, FieldKind
from unhurried.core.rungs import FAR_AWAY, Rung, TimeOnRung, rungs_of, rungs_open
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Note, Practice
from unhurried.homework.queries.client.practices import going_on_for, notes_for, ratings_for
from unhurried.homework.reports import answered_at
from unhurried.people.models import Client


def rungs_open_for(viewer: Client, practice: Practice, keyring: Keyring) -> tuple[Rung, ...]:
    """What may be chosen this time, from the ladder as it stands and the times before; empty: none built."""
    standing = going_on_for(viewer, practice.assignment, keyring)
    rungs = rungs_of({key: note.words for key, note in standing.items()})  # type: ignore[attr-defined]
    return rungs_open(rungs, _times(viewer, practice, keyring)) if rungs else ()


def _times(viewer: Client, practice: Practice, keyring: Keyring) -> list[TimeOnRung]:
    """The times before this one, in order."""
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    same = Practice.objects.filter(assignment=practice.assignment_id, begun_by=viewer)
    before = list(same.exclude(pk=practice.pk).order_by("begun_at", "pk"))
    notes, ratings = notes_for(viewer, before, keyring), ratings_for(viewer, before, keyring)
    rung = _key_of(exercise, lambda field: field.kind is FieldKind.RUNG)
    far_away = _key_of(exercise, lambda field: field.key == FAR_AWAY)
    answered = answered_at(practice.assignment)
    return [
        TimeOnRung(
            rung=_said(notes[one.pk], rung),
            peak=ratings[one.pk].get(("after", "exposure_peak")),
            was_far_away=_said(notes[one.pk], far_away) == "yes",
            is_answered=answered is not None and one.over_at is not None and answered > one.over_at,
        )
        for one in before
    ]


def _key_of(exercise: Exercise, is_wanted: Callable[[Field], bool]) -> str:
    steps = (step for phase in exercise.phases for step in phase.steps)
    found = (f"{step.key}.{field.key}" for step in steps for field in step.fields if is_wanted(field))
    return next(found, "")


def _said(notes: dict[str, Note], key: str) -> str:
    return str(notes[key].words) if key in notes else ""  # type: ignore[attr-defined]
