"""How a time together begins: a talk, or what was posted, the facts now and the lightest of what was said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.core.disclosure import Evening, Shown, evening_for
from unhurried.core.discretion import early_end_of, is_quiet_evening, is_short_version_drawn, pauses_within
from unhurried.core.evenings import Hour, ends_by_itself, hour_of
from unhurried.core.exercises import Version
from unhurried.core.facts import Asked, tonight_at, version_at
from unhurried.core.history import History
from unhurried.core.invitations import Board
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.evenings import day_of, is_further_back, needs_everyone
from unhurried.homework.facts import Place, invitations_of, place_shown, shown_of, standing_of
from unhurried.homework.histories import history_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, Practice
from unhurried.homework.services.practices import NotJustNow
from unhurried.homework.services.ratings import take_along
from unhurried.homework.services.running import brought_up_to, end, under_way
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client
from unhurried.people.queries import relationship_under_lock


class NotTheTime(Exception):
    """The evening has not begun, or it is over: the same for everybody, whatever anybody said."""


@is_act
def begin_evening(act: Act, *, client: Client, occasion: Occasion, way: str, keyring: Keyring) -> UUID:
    """Begin what this evening comes to, once for all phones. Raises NotTheTime.

    A talk is begun by whoever may begin it alone; where they may not just now, it raises NotJustNow. With
    nothing to practise there is nothing to begin: then it is the occasion's id.
    """
    relationship_under_lock(occasion.relationship_id)
    begun = Practice.objects.filter(occasion=occasion).first()
    if begun:
        return begun.pk
    fresh = Occasion.objects.select_related("assignment__relationship").get(pk=occasion.pk)
    if hour_of(fresh.starts_at, act.at) is not Hour.TONIGHT:
        raise NotTheTime
    if fresh.assignment is None or not exercise_by_digest(fresh.assignment.exercise_id).is_joint:
        return fresh.pk
    tonight = _tonight(act.at, client, fresh, fresh.assignment, keyring)
    _end_what_is_open(act, fresh.relationship_id)
    return _begin(act, client, fresh, tonight, way)


def _end_what_is_open(act: Act, relationship_id: UUID) -> None:
    """One evening at a time: a phone that was put away in another one has left it."""
    for row in under_way(relationship_id):
        if brought_up_to(row, act.at):
            end(row.pk, act, Practice.Outcome.STOPPED)


@dataclass(frozen=True, kw_only=True)
class _Tonight:
    evening: Evening
    place: Place
    version: Version | None


def _begin(act: Act, client: Client, occasion: Occasion, tonight: _Tonight, way: str) -> UUID:
    board = board_of(occasion.relationship_id)
    practice = Practice(
        clinic_id=act.clinic_id,
        assignment=occasion.assignment,
        begun_by=client,
        occasion=occasion,
        evening=tonight.evening.value,
        way=way,
        phase=tonight.place.phase,
        version=tonight.version.key if tonight.version else tonight.place.version,
        begun_at=act.at,
        step_began_at=act.at,
        ends_at=ends_by_itself(act.at, early=None),
    )
    if tonight.version and tonight.evening is not Evening.TALK:
        _plan_events(practice, board, occasion, tonight.version.minutes)
    practice.save(force_insert=True)
    take_along(practice)
    return practice.pk


def _tonight(
    at: datetime, client: Client, occasion: Occasion, given: Assignment, keyring: Keyring
) -> _Tonight:
    history, place = history_of(given, keyring), place_shown(given, at)
    if needs_everyone(given, at):
        return _with_touch(at, client, occasion, given, place, history)
    standing = standing_of(str(client.pk), history, place, at=at)
    if not standing.gate.is_open or standing.version is None:
        raise NotJustNow
    return _Tonight(evening=Evening.TALK, place=place, version=standing.version)


def _with_touch(
    at: datetime, client: Client, occasion: Occasion, given: Assignment, place: Place, history: History
) -> _Tonight:
    """The lightest of all choices, of all holds, and of the draw made beforehand."""
    board, day = board_of(given.relationship_id), day_of(occasion, given.relationship)
    posting = board.schedule.last(at)
    shown = shown_of(history, given, board, started=invitations_of(given, posting), posting=posting)
    standing = standing_of(str(client.pk), history, place, at=at, day=day)
    is_spent = _is_spent(occasion, board)
    is_gone = occasion.let_go_at is not None or is_further_back(given, place) or is_spent
    evening = evening_for(
        shown=Shown.RESTING if is_gone else shown,
        gate=standing.gate,
        tonight=tonight_at(history, day, at),
        is_quiet=is_quiet_evening(board.preset, board.chance, day=str(day)),
    )
    if evening is Evening.STEP:
        is_short = is_short_version_drawn(
            board.preset, board.chance, assignment=str(given.pk), phase=place.phase
        )
        evening = Evening.SMALLER if is_short else evening
    asked = Asked(client=str(client.pk), phase=place.phase, version=place.version)
    smallest = version_at(history, asked, at, smallest=True)
    return _as_told(evening, place, smallest if evening is Evening.SMALLER else standing.version)


def _is_spent(occasion: Occasion, board: Board) -> bool:
    """One beginning settles the day: another time on it would tell a draw from somebody's no."""
    begun = Practice.objects.filter(occasion__relationship=occasion.relationship_id)
    begun = begun.exclude(evening=Evening.TALK)
    days = (
        one.astimezone(board.schedule.zone) for one in begun.values_list("occasion__starts_at", flat=True)
    )
    today = occasion.starts_at.astimezone(board.schedule.zone).date()
    return today in {day.date() for day in days}


def _as_told(evening: Evening, place: Place, version: Version | None) -> _Tonight:
    """What is said follows the version alone: smaller for a wish, a limit or a draw is smaller for none."""
    if evening is Evening.WITHOUT_TOUCH or version is None:
        return _Tonight(evening=Evening.WITHOUT_TOUCH, place=place, version=None)
    is_whole = version.key == place.version
    return _Tonight(evening=Evening.STEP if is_whole else Evening.SMALLER, place=place, version=version)


def _plan_events(practice: Practice, board: Board, occasion: Occasion, minutes: int) -> None:
    """The guide's own pauses, and now and then its own early end, are settled before anything happens."""
    slot = str(occasion.pk)
    pauses = pauses_within(board.preset, board.chance, practice=slot, minutes=minutes)
    practice.pauses = [(practice.begun_at + after).isoformat() for after in pauses]
    early = early_end_of(board.preset, board.chance, practice=slot, minutes=minutes)
    practice.ends_at = ends_by_itself(practice.begun_at, early=early)
