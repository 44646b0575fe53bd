"""An evening together: how it begins, how it goes on, and how it comes to rest. No event has an author."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F

from unhurried.core.boundaries import limits_in_force
from unhurried.core.disclosure import Evening, Shown, evening_for
from unhurried.core.discretion import early_end_of, is_quiet_evening, is_short_version_drawn, pauses_within
from unhurried.core.exercises import Version
from unhurried.core.history import Asked, History, people_at, tonight_at, version_at
from unhurried.core.holds import HoldReason
from unhurried.core.invitations import Board
from unhurried.core.runs import Moment, is_free, next_place, run_of
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.facts import Place, invitations_of, place_now, place_shown, shown_of, standing_of
from unhurried.homework.histories import history_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, Practice
from unhurried.homework.services.practices import end, steps_of
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client
from unhurried.people.queries import relationship_under_lock

SETTLING: Final = timedelta(seconds=90)
"""How long the settling screen lasts, always and for everybody."""
STAYS_OPEN: Final = timedelta(hours=4)
A_LITTLE_LONGER: Final = timedelta(minutes=2)


class NotTheTime(Exception):
    """The evening has not begun, or it is over: the same for everybody, whatever anybody said."""


@is_act
def begin_evening(act: Act, *, client: Client, occasion: Occasion, way: str, keyring: Keyring) -> UUID:
    """Begin what this evening comes to, once for all phones. Raises NotTheTime."""
    relationship_under_lock(occasion.relationship_id)
    if not occasion.starts_at + SETTLING <= act.at <= occasion.starts_at + STAYS_OPEN:
        raise NotTheTime
    begun = Practice.objects.filter(occasion=occasion).first()
    if begun or occasion.assignment is None:
        return begun.pk if begun else occasion.pk
    return _begin(act, client, occasion, occasion.assignment, way, keyring)


@dataclass(frozen=True, kw_only=True)
class _Tonight:
    evening: Evening
    version: Version | None


def _begin(
    act: Act, client: Client, occasion: Occasion, given: Assignment, way: str, keyring: Keyring
) -> UUID:
    board, place = board_of(given.relationship_id), place_shown(given, act.at)
    tonight = _tonight(act.at, client, occasion, given, place, board, keyring)
    practice = Practice(
        clinic_id=act.clinic_id,
        assignment=given,
        begun_by=client,
        occasion=occasion,
        evening=tonight.evening.value,
        way=way,
        phase=place.phase,
        version=tonight.version.key if tonight.version else place.version,
        begun_at=act.at,
        step_began_at=act.at,
    )
    if tonight.version:
        _plan_events(practice, board, occasion, tonight.version.minutes)
    practice.save(force_insert=True)
    return practice.pk


def _tonight(
    at: datetime,
    client: Client,
    occasion: Occasion,
    given: Assignment,
    place: Place,
    board: Board,
    keyring: Keyring,
) -> _Tonight:
    """The lightest of all choices, of all holds, and of the draw made beforehand."""
    history, day = history_of(given, keyring), occasion.starts_at.astimezone(board.schedule.zone).date()
    posting = board.schedule.last(at)
    shown = shown_of(history, given, board, started=invitations_of(given, posting), posting=posting)
    standing = standing_of(str(client.pk), history, place, at=at, day=day)
    is_gone = occasion.let_go_at is not None or _is_further_back(given, place)
    evening = evening_for(
        shown=Shown.RESTING if is_gone else shown,
        gate=standing.gate,
        tonight=tonight_at(history, day, at),
        is_quiet=is_quiet_evening(board.preset, board.chance, day=str(day)),
    )
    return _with_version(evening, history, client, given, place, board, at, standing.version)


def _with_version(
    evening: Evening,
    history: History,
    client: Client,
    given: Assignment,
    place: Place,
    board: Board,
    at: datetime,
    full: Version | None,
) -> _Tonight:
    if evening is Evening.WITHOUT_TOUCH:
        return _Tonight(evening=evening, version=None)
    if is_short_version_drawn(board.preset, board.chance, assignment=str(given.pk), phase=place.phase):
        evening = Evening.SMALLER
    asked = Asked(client=str(client.pk), phase=place.phase, version=place.version)
    smaller = version_at(history, asked, at, smallest=True)
    version = smaller if evening is Evening.SMALLER else full
    return _Tonight(evening=evening if version else Evening.WITHOUT_TOUCH, version=version)


def _is_further_back(given: Assignment, shown: Place) -> bool:
    """The clinician went back since the posting; a body hears of that at once, a page at the next one."""
    order = [phase.key for phase in exercise_by_digest(given.exercise_id).phases]
    return order.index(place_now(given).phase) < order.index(shown.phase)


def _plan_events(practice: Practice, board: Board, occasion: Occasion, minutes: int) -> None:
    """The guide's own pauses, and now and then its own early end, are settled before anything happens."""
    slot = str(occasion.pk)
    pauses = pauses_within(board.preset, board.chance, practice=slot, minutes=minutes)
    practice.pauses = [(practice.begun_at + after).isoformat() for after in pauses]
    early = early_end_of(board.preset, board.chance, practice=slot, minutes=minutes)
    practice.ends_early_at = practice.begun_at + early if early else None


@is_act
def move_on(act: Act, *, practice: Practice, place: int, keyring: Keyring) -> UUID:
    """On by one from `place`; past the last moment it is finished. What is off-limits now is passed by.

    If anything stands against going on now, it ends, as it would have ended anyway.
    """
    relationship_under_lock(practice.assignment.relationship_id)
    running = Practice.objects.filter(pk=practice.pk, ended_at=None).first()
    if running is None or running.step != place:
        return practice.pk
    if not may_go_on(running, act.at, keyring):
        end(practice.pk, act, Practice.Outcome.STOPPED)
    else:
        _step_to(act, running, _onward(running, act.at, keyring))
    return practice.pk


def _step_to(act: Act, running: Practice, place: int | None) -> None:
    if place is None:
        end(running.pk, act, Practice.Outcome.FINISHED)
        return
    Practice.objects.filter(pk=running.pk).update(
        step=place, step_began_at=act.at, paused_at=None, pauses=_still_ahead(running, act.at)
    )
    _heard(running)


@is_act
def stay_a_little(act: Act, *, practice: Practice, place: int) -> UUID:
    """Stay in this turn for a little longer before anybody swaps."""
    running = Practice.objects.filter(pk=practice.pk, ended_at=None, step=place).first()
    if running:
        run = run_of_practice(running)
        seconds = timedelta(seconds=run[place].step.seconds or 0)
        Practice.objects.filter(pk=running.pk).update(step_began_at=act.at - seconds + A_LITTLE_LONGER)
        _heard(running)
    return practice.pk


@is_act
def pause_practice(act: Act, *, practice: Practice) -> UUID:
    pause(practice, act.at)
    return practice.pk


def pause(practice: Practice, at: datetime) -> None:
    if Practice.objects.filter(pk=practice.pk, ended_at=None, paused_at=None).update(paused_at=at):
        _heard(practice)


@is_act
def go_on(act: Act, *, practice: Practice, keyring: Keyring) -> UUID:
    """Go on after a pause, with the rest of the moment's time; or end, if anything stands against it now."""
    relationship_under_lock(practice.assignment.relationship_id)
    running = Practice.objects.filter(pk=practice.pk, ended_at=None).first()
    since = paused_since(running, act.at) if running else None
    if running is None or since is None:
        return practice.pk
    if not may_go_on(running, act.at, keyring):
        end(practice.pk, act, Practice.Outcome.STOPPED)
        return practice.pk
    began = running.step_began_at + (act.at - max(since, running.step_began_at))
    Practice.objects.filter(pk=running.pk).update(
        paused_at=None, step_began_at=began, pauses=_still_ahead(running, act.at)
    )
    _heard(running)
    return practice.pk


def heed_limits(act: Act, *, relationship_id: UUID, keyring: Keyring) -> None:
    """A limit was tightened: every phone pauses, and what is off-limits now is passed by."""
    for running in Practice.objects.filter(
        assignment__relationship=relationship_id, ended_at=None, occasion__isnull=False
    ).select_related("assignment"):
        run = run_of_practice(running)
        if not run or _is_free(running, run[running.step], act.at, keyring):
            continue
        pause(running, act.at)
        onward = _onward(running, act.at, keyring)
        if onward is None:
            end(running.pk, act, Practice.Outcome.STOPPED)
        else:
            Practice.objects.filter(pk=running.pk).update(step=onward, step_began_at=act.at)


def may_go_on(running: Practice, at: datetime, keyring: Keyring) -> bool:
    """Whether the facts now would let this evening go on: nobody's no, no hold, no limit on all of it."""
    given = running.assignment
    history, place = history_of(given, keyring), place_shown(given, running.begun_at)
    people = people_at(history, at)
    if not people or _is_further_back(given, place):
        return False
    standing = standing_of(people[0], history, place, at=at, day=_day_of(running))
    return set(standing.gate.held_by) <= {HoldReason.LIMIT}


def run_of_practice(practice: Practice) -> tuple[Moment, ...]:
    """Every moment of this practice, for as many people as there were when it began."""
    _, steps = steps_of(practice)
    people = practice.assignment.relationship.participations.filter(joined_at__lte=practice.begun_at)
    count = people.exclude(left_at__lte=practice.begun_at).count()
    return run_of(steps, people=count)


def paused_since(practice: Practice, at: datetime) -> datetime | None:
    """Since when it pauses, by anybody's hand or the guide's own; None: it does not."""
    planned = [one for one in map(datetime.fromisoformat, practice.pauses) if one <= at]
    since = [*planned, *([practice.paused_at] if practice.paused_at else [])]
    return min(since, default=None)


def _still_ahead(practice: Practice, at: datetime) -> list[str]:
    return [one for one in practice.pauses if datetime.fromisoformat(one) > at]


def _onward(running: Practice, at: datetime, keyring: Keyring) -> int | None:
    run = run_of_practice(running)
    history = history_of(running.assignment, keyring)
    limits = limits_in_force(history.limits, at=at, practice_begun_at=running.begun_at)
    people = people_at(history, at)
    return next_place(run, running.step, limits=limits, people=people, paused=history.paused)


def _is_free(running: Practice, moment: Moment, at: datetime, keyring: Keyring) -> bool:
    history = history_of(running.assignment, keyring)
    limits = limits_in_force(history.limits, at=at, practice_begun_at=running.begun_at)
    return is_free(moment, limits=limits, people=people_at(history, at), paused=history.paused)


def _day_of(practice: Practice) -> date:
    """The local day the evening was set aside for, also when it goes on past midnight."""
    assert practice.occasion is not None, "an evening begins with a time set aside"
    return practice.occasion.starts_at.astimezone(ZoneInfo(practice.assignment.relationship.time_zone)).date()


def _heard(practice: Practice) -> None:
    Practice.objects.filter(pk=practice.pk).update(revision=F("revision") + 1)
