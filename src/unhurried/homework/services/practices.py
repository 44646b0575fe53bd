"""Practising. Whether one may begin is asked of the facts now, inside the act that begins it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from unhurried.core.disclosure import added_below
from unhurried.core.ladders import is_ladder
from unhurried.core.paper import moment_of
from unhurried.core.progression import reason_to_rest
from unhurried.core.runs import Moment, run_of
from unhurried.core.vocabulary import Audience
from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import needs_everyone, steps_of
from unhurried.homework.facts import may_be_told, place_shown, standing_of
from unhurried.homework.going_on import notes_going_on
from unhurried.homework.histories import history_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Note, Practice
from unhurried.homework.reports import answered_at, reports_of
from unhurried.homework.services.holds import raise_hold
from unhurried.homework.services.ladders import heed_ladder
from unhurried.homework.services.ratings import keep_ratings
from unhurried.homework.services.running import end
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client
from unhurried.people.queries import relationship_under_lock, seen


@dataclass(frozen=True, kw_only=True)
class Written:
    """One answer and who may read it."""

    text: str
    audience: Audience


class NotJustNow(Exception):
    """It cannot begin or go on just now; no cause is given.

    But for one, which is for whoever asks about what is theirs alone: nothing is missing but their answer.
    """

    def __init__(self, *, waits_for_answer_alone: bool = False) -> None:
        super().__init__()
        self.waits_for_answer_alone = waits_for_answer_alone


@is_act
def begin_practice(act: Act, *, client: Client, assignment: Assignment, keyring: Keyring) -> UUID:
    """Begin what one person opens for themselves, or go on with it. Raises NotJustNow.

    What needs everybody begins with an evening: see `begin_evening`.
    """
    relationship_under_lock(assignment.relationship_id)
    running = Practice.objects.filter(assignment=assignment, begun_by=client, ended_at=None).first()
    place = place_shown(assignment, act.at)
    if needs_everyone(assignment, act.at):
        raise NotJustNow
    standing = standing_of(str(client.pk), history_of(assignment, keyring), place, at=act.at)
    if not standing.gate.is_open or standing.version is None:
        raise NotJustNow(waits_for_answer_alone=standing.gate.waits_for_answer_alone)
    if running:
        Practice.objects.filter(pk=running.pk).update(step_began_at=act.at)
        return running.pk
    return Practice.objects.create(
        clinic_id=client.clinic_id,
        assignment=assignment,
        begun_by=client,
        phase=place.phase,
        version=standing.version.key,
        begun_at=act.at,
        step_began_at=act.at,
    ).pk


@is_act
def tell_of_paper(
    act: Act, *, client: Client, assignment: Assignment, day: date, outcome: Practice.Outcome
) -> UUID:
    """Somebody practised from paper, today or on an earlier day. Raises NotJustNow.

    It happened, so nothing holds it back; what is then said of it may hold the next.
    """
    relationship_under_lock(assignment.relationship_id)
    place = place_shown(assignment, act.at)
    if not may_be_told(assignment, place):
        raise NotJustNow
    zone = ZoneInfo(client.time_zone)
    begun_at = moment_of(day, zone=zone, given_at=assignment.assigned_at, now=act.at)
    return Practice.objects.create(
        clinic_id=client.clinic_id,
        assignment=assignment,
        begun_by=client,
        way=Practice.Way.ON_PAPER,
        phase=place.phase,
        version=place.version,
        begun_at=begun_at,
        step_began_at=act.at,
        ended_at=begun_at,
        outcome=outcome,
    ).pk


@is_act
def go_to_step(
    act: Act,
    *,
    client: Client,
    practice: Practice,
    step: int,
    written: Mapping[str, Written],
    keyring: Keyring,
) -> UUID:
    """Keep what was written and go on or back to a step. After the end no step moves."""
    keep_all(act, client, practice, written, keyring)
    elsewhere = Practice.objects.filter(pk=practice.pk, ended_at=None).exclude(step=step)
    elsewhere.update(step=step, step_began_at=act.at, paused_at=None)
    return practice.pk


@is_act
def finish_practice(
    act: Act, *, client: Client, practice: Practice, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    return _end(act, client, practice, Practice.Outcome.FINISHED, written, keyring)


@is_act
def stop_practice(
    act: Act, *, client: Client, practice: Practice, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    """Stop, at once and without a reason. It asks nothing, costs nothing and loses nothing written."""
    return _end(act, client, practice, Practice.Outcome.STOPPED, written, keyring)


def _end(
    act: Act,
    client: Client,
    practice: Practice,
    outcome: Practice.Outcome,
    written: Mapping[str, Written],
    keyring: Keyring,
) -> UUID:
    keep_all(act, client, practice, written, keyring)
    end(practice.pk, act, outcome)
    return practice.pk


@is_act
def note_practice(
    act: Act,
    *,
    client: Client,
    practice: Practice,
    written: Mapping[str, Written],
    moment: str = "after",
    ratings: Mapping[str, int | None] = MappingProxyType({}),
    is_added: bool = False,
    keyring: Keyring,
) -> UUID:
    """Keep words and ratings together, and apply the rules that may hold or step back; none goes on.

    A hold that a rating made stays until the clinician has seen it, also where the rating is taken back.
    `is_added`: earlier words were not in sight. They stay, with the new ones below.
    """
    kept = _kept(client, practice)
    keep_all(act, client, practice, _below(kept, written, keyring) if is_added else written, keyring)
    where = {"practice": practice, "author_id": client.pk, "moment": moment}
    keep_ratings(act, where, ratings, keyring)
    heed_reports(act, client, practice, keyring)
    return practice.pk


def _kept(client: Client, practice: Practice) -> dict[str, Note]:
    """What stands here, and what goes on from an earlier time."""
    here = {note.key: note for note in Note.objects.filter(practice=practice, author=client)}
    return notes_going_on(client, practice.assignment) | here


def _below(kept: Mapping[str, Note], written: Mapping[str, Written], keyring: Keyring) -> dict[str, Written]:
    """Only what was written; below earlier words it has the readers that these had, where they were fewer."""
    found = {}
    for key, one in written.items():
        if one.text:
            before = keyring.open(kept[key], "text") if key in kept else ""
            is_own = key in kept and kept[key].audience == Audience.SELF.value
            audience = Audience.SELF if is_own else one.audience
            found[key] = Written(text=added_below(before, one.text), audience=audience)
    return found


def keep_all(
    act: Act, client: Client, practice: Practice, written: Mapping[str, Written], keyring: Keyring
) -> None:
    """One note a question; an emptied field takes its note away. What goes on comes along to this time."""
    kept = _kept(client, practice)
    for key, one in written.items():
        note = kept.get(key) or Note(clinic_id=act.clinic_id, practice=practice, author=client, key=key)
        if one.text:
            note.practice, note.text = practice, keyring.seal(note, "text", one.text)
            note.audience, note.written_at = one.audience.value, act.at
            note.save()
        elif key in kept:
            note.delete()


def heed_reports(act: Act, client: Client, practice: Practice, keyring: Keyring) -> None:
    """What this person's own reports ask for: for bodies now, for pages from the next posting."""
    given = practice.assignment
    own = [one for one in reports_of([given.pk], keyring)[given.pk] if one.client == str(client.pk)]
    if own and is_ladder(exercise_by_digest(given.exercise_id)):
        heed_ladder(act, client, practice, own, keyring)
        return
    reason = reason_to_rest(own, released_at=answered_at(given))
    if reason:
        raise_hold(act, given.relationship, reason, client=client, assignment=given, keyring=keyring)


def moments_of(practice: Practice) -> tuple[Moment, ...]:
    """Every screen of what is not an evening: with turns, one for each who was seen to take part then."""
    _, steps = steps_of(practice)
    if not any(step.roles for step in steps):
        return run_of(steps, people=1)
    seats = practice.assignment.relationship.participations.filter(joined_at__lte=practice.begun_at)
    return run_of(steps, people=seats.filter(seen(practice.begun_at)).count())
