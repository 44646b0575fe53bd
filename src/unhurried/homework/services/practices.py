"""Practising. Whether one may begin is asked of the facts now, inside the act that begins it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import UUID

from unhurried.core.exercises import Exercise, Step
from unhurried.core.holds import HoldReason
from unhurried.core.progression import Movement, movement_after
from unhurried.core.vocabulary import Audience
from unhurried.crypto.fields import Keyring
from unhurried.homework.facts import standing_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Note, Practice, Rating
from unhurried.homework.reports import answered_at, reports_of
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship


@dataclass(frozen=True, kw_only=True)
class Written:
    """One answer and who may read it."""

    text: str
    audience: Audience


class NotJustNow(Exception):
    """It cannot begin or go on just now; no cause is given."""


@is_act
def begin_practice(act: Act, *, client: Client, assignment: Assignment, keyring: Keyring) -> UUID:
    """Begin, or go on with what is open, its step's time whole again. Raises NotJustNow."""
    Relationship.objects.select_for_update().get(pk=assignment.relationship_id)
    running = Practice.objects.filter(assignment=assignment, begun_by=client, ended_at=None).first()
    standing = standing_of(client, assignment, at=act.at, keyring=keyring)
    if not standing.gate.is_open:
        raise NotJustNow
    if running:
        Practice.objects.filter(pk=running.pk).update(step_began_at=act.at)
        return running.pk
    return Practice.objects.create(
        clinic_id=client.clinic_id,
        assignment=assignment,
        begun_by=client,
        phase=assignment.phase,
        version=standing.version,
        begun_at=act.at,
        step_began_at=act.at,
    ).pk


@is_act
def go_to_step(
    act: Act, *, practice: Practice, step: int, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    """Keep what was written and go on or back to a step. After the end no step moves."""
    _keep_all(act, practice, written, keyring)
    Practice.objects.filter(pk=practice.pk, ended_at=None).exclude(step=step).update(
        step=step, step_began_at=act.at
    )
    return practice.pk


@is_act
def finish_practice(
    act: Act, *, practice: Practice, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    return _end(act, practice, Practice.Outcome.FINISHED, written, keyring)


@is_act
def stop_practice(act: Act, *, practice: Practice, written: Mapping[str, Written], keyring: Keyring) -> UUID:
    """Stop, at once and without a reason. It asks nothing, costs nothing and loses nothing written."""
    return _end(act, practice, Practice.Outcome.STOPPED, written, keyring)


def _end(
    act: Act, practice: Practice, outcome: Practice.Outcome, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    _keep_all(act, practice, written, keyring)
    Practice.objects.filter(pk=practice.pk, ended_at=None).update(ended_at=act.at, outcome=outcome)
    return practice.pk


@is_act
def note_practice(
    act: Act,
    *,
    practice: Practice,
    written: Mapping[str, Written],
    moment: str = "after",
    ratings: Mapping[str, int | None] = MappingProxyType({}),
    keyring: Keyring,
) -> UUID:
    """Keep words and ratings together, and apply the rules that may hold or step back; none goes on."""
    _keep_all(act, practice, written, keyring)
    for key, value in ratings.items():
        _rate(act, practice, moment, key, value, keyring)
    _hold_if_asked(act, practice, keyring)
    return practice.pk


def _rate(act: Act, practice: Practice, moment: str, key: str, value: int | None, keyring: Keyring) -> None:
    """Keep one rating; None takes it back. A hold that it made stays until the clinician has seen it."""
    where = {"practice": practice, "author_id": practice.begun_by_id, "moment": moment, "key": key}
    if value is None:
        Rating.objects.filter(**where).delete()
        return
    rating = Rating.objects.filter(**where).first() or Rating(clinic_id=act.clinic_id, **where)
    rating.value, rating.rated_at = keyring.seal(rating, "value", str(value)), act.at
    rating.save()


def _keep_all(act: Act, practice: Practice, written: Mapping[str, Written], keyring: Keyring) -> None:
    """One note a question; an emptied field takes its note away."""
    author = practice.begun_by_id
    kept = {note.key: note for note in Note.objects.filter(practice=practice, author=author)}
    for key, one in written.items():
        note = kept.get(key) or Note(clinic_id=act.clinic_id, practice=practice, author_id=author, key=key)
        if one.text:
            note.text = keyring.seal(note, "text", one.text)
            note.audience, note.written_at = one.audience.value, act.at
            note.save()
        elif key in kept:
            note.delete()


def _hold_if_asked(act: Act, practice: Practice, keyring: Keyring) -> None:
    given = practice.assignment
    advice = movement_after(reports_of(given, keyring), released_at=answered_at(given))
    if advice.movement not in (Movement.STEP_BACK, Movement.HOLD):
        return
    Hold.objects.get_or_create(
        assignment=given,
        client_id=practice.begun_by_id,
        cause=HoldReason.PAIN_RULE.value,
        lifted_at=None,
        defaults={"clinic_id": act.clinic_id, "effective_at": act.at},
    )


def steps_of(practice: Practice) -> tuple[Exercise, tuple[Step, ...]]:
    """The exercise as it was given and the steps of the version being practised."""
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    return exercise, exercise.phase(practice.phase).steps_of(practice.version)
