"""An evening together under way: how it goes on, and how it comes to rest. No event has an author."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet

from unhurried.core.boundaries import limits_in_force
from unhurried.core.disclosure import Evening
from unhurried.core.discretion import is_passed_by
from unhurried.core.evenings import elapsed_in, over_since, paused_since, pauses_ahead, state_at
from unhurried.core.history import paused_at, people_at
from unhurried.core.holds import HoldReason
from unhurried.core.runs import Moment, is_free, next_place, run_of
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.evenings import course_of, day_of, is_further_back
from unhurried.homework.facts import place_shown, standing_of
from unhurried.homework.histories import history_of
from unhurried.homework.models import Practice
from unhurried.homework.services.practices import end, steps_of
from unhurried.people.acts import Act, is_act
from unhurried.people.queries import relationship_under_lock

A_LITTLE_LONGER: Final = timedelta(minutes=2)


@is_act
def move_on(act: Act, *, practice: Practice, place: int, keyring: Keyring) -> UUID:
    """On by one from `place`; past the last moment it is finished. What is off-limits now is passed by.

    If anything stands against going on now, it ends, as it would have ended anyway.
    """
    running = _under_lock(practice, act.at)
    if running and running.step == place:
        now = _Now(running, act.at, keyring)
        _go_to(act, running, now.onward()) if now.may_go_on() else _stop(act, running)
    return practice.pk


@is_act
def stay_a_little(act: Act, *, practice: Practice, place: int, keyring: Keyring) -> UUID:
    """Stay in this turn for a little longer before anybody swaps. It asks what every move asks."""
    running = _under_lock(practice, act.at)
    if running and running.step == place and not running.paused_at:
        now = _Now(running, act.at, keyring)
        _stay(act, running, now.moment) if now.may_go_on() else _stop(act, running)
    return practice.pk


@is_act
def pause_practice(act: Act, *, practice: Practice) -> UUID:
    running = _under_lock(practice, act.at)
    if running:
        _pause(running, act.at)
    return practice.pk


@is_act
def go_on(act: Act, *, practice: Practice, keyring: Keyring) -> UUID:
    """Go on after a pause with the rest of the moment's time, or with the next: by a limit, or by a draw.

    If anything else stands against it now, it ends.
    """
    running = _under_lock(practice, act.at)
    if running is None or running.paused_at is None:
        return practice.pk
    now = _Now(running, act.at, keyring)
    if not now.may_go_on():
        _stop(act, running)
    elif not _is_passed_by(running) and now.is_free():
        _change(running, paused_at=None, step_began_at=act.at - elapsed_in(course_of(running), act.at))
    else:
        _go_to(act, running, now.onward())
    return practice.pk


@is_act
def stop_evening(act: Act, *, practice_id: UUID) -> UUID:
    """Stop. It takes no lock, asks no facts and waits for nobody."""
    end(practice_id, act, Practice.Outcome.STOPPED)
    return practice_id


@is_act
def finish_evening(act: Act, *, practice: Practice) -> UUID:
    """To the end, from a printed card: no phone has gone along."""
    if _under_lock(practice, act.at):
        end(practice.pk, act, Practice.Outcome.FINISHED)
    return practice.pk


@is_act
def leave_evening(act: Act, *, practice: Practice) -> UUID:
    """Go from the landing. An end that time alone brought is written down now."""
    _under_lock(practice, act.at)
    return practice.pk


def _is_passed_by(running: Practice) -> bool:
    """By where the evening is, so that another pause draws nothing anew."""
    board = board_of(running.assignment.relationship_id)
    return is_passed_by(board.preset, board.chance, practice=str(running.occasion_id), place=running.step)


def heed_limits(act: Act, *, relationship_id: UUID, keyring: Keyring) -> None:
    """A limit was tightened: where it is about this moment, every phone pauses, as at any other pause."""
    for row in under_way(relationship_id):
        running = brought_up_to(row, act.at)
        if running and not _Now(running, act.at, keyring).is_free():
            _pause(running, act.at)


class _Now:
    """A practice and the facts as they stand now, read once for all that is asked of them."""

    def __init__(self, running: Practice, at: datetime, keyring: Keyring) -> None:
        self.running, self.at = running, at
        self.run = run_of_practice(running)
        self.history = history_of(running.assignment, keyring)
        self._limits = limits_in_force(self.history.limits, at=at, practice_begun_at=running.begun_at)
        self._people = people_at(self.history, at)

    @property
    def moment(self) -> Moment:
        return self.run[self.running.step]

    def may_go_on(self) -> bool:
        """Whether this evening could go on: nobody's no, no hold. A limit is passed by."""
        given = self.running.assignment
        place = place_shown(given, self.running.begun_at)
        if not self._people or is_further_back(given, place):
            return False
        standing = standing_of(self._people[0], self.history, place, at=self.at, day=self._day())
        return set(standing.gate.held_by) <= {HoldReason.LIMIT}

    def _day(self) -> date:
        assert self.running.occasion is not None, "an evening begins with a time set aside"
        return day_of(self.running.occasion, self.running.assignment.relationship)

    def is_free(self) -> bool:
        """Whether this moment holds nothing that is off-limits now. Without anybody left nothing is free."""
        paused = paused_at(self.history, self.at)
        return bool(self._people) and is_free(
            self.moment, limits=self._limits, people=self._people, paused=paused
        )

    def onward(self) -> int | None:
        return next_place(
            self.run,
            self.running.step,
            limits=self._limits,
            people=self._people,
            paused=paused_at(self.history, self.at),
        )


def run_of_practice(practice: Practice) -> tuple[Moment, ...]:
    """Every moment of this practice, for as many people as there were when it began."""
    _, steps = steps_of(practice)
    people = practice.assignment.relationship.participations.filter(joined_at__lte=practice.begun_at)
    count = people.exclude(ended_at__lte=practice.begun_at).count()
    return run_of(steps, people=count)


def under_way(relationship_id: UUID) -> "QuerySet[Practice]":
    """Evenings with touch that nobody has ended; whether time has, `brought_up_to` tells."""
    rows = Practice.objects.filter(
        assignment__relationship=relationship_id, ended_at=None, occasion__isnull=False
    )
    rows = rows.exclude(evening=Evening.WITHOUT_TOUCH.value)
    return rows.select_related("assignment__relationship", "occasion")


def brought_up_to(running: Practice, at: datetime) -> Practice | None:
    """The practice with what time itself has brought written down; None: it is over."""
    course = course_of(running)
    since, over = paused_since(course, at), over_since(course, at)
    told, ahead = state_at(course, at).revision - course.revision, pauses_ahead(course, at)
    if told or ahead != course.pauses:
        end_by_time = {"ended_at": over, "outcome": Practice.Outcome.STOPPED} if over else {}
        pauses = [one.isoformat() for one in ahead]
        _change(running, told=told, paused_at=since, pauses=pauses, **end_by_time)
    return None if over else running


def _under_lock(practice: Practice, at: datetime) -> Practice | None:
    relationship_under_lock(practice.assignment.relationship_id)
    row = under_way(practice.assignment.relationship_id).filter(pk=practice.pk).first()
    return brought_up_to(row, at) if row else None


def _go_to(act: Act, running: Practice, place: int | None) -> None:
    if place is None:
        end(running.pk, act, Practice.Outcome.FINISHED)
    else:
        _change(running, step=place, step_began_at=act.at, paused_at=None)


def _stay(act: Act, running: Practice, moment: Moment) -> None:
    _change(running, step_began_at=act.at - timedelta(seconds=moment.step.seconds or 0) + A_LITTLE_LONGER)


def _pause(running: Practice, at: datetime) -> None:
    if running.paused_at is None:
        _change(running, paused_at=at)


def _stop(act: Act, running: Practice) -> None:
    end(running.pk, act, Practice.Outcome.STOPPED)


def _change(running: Practice, *, told: int = 1, **values: object) -> None:
    """Never a practice that has ended meanwhile; every phone hears of it by the revision."""
    rows = Practice.objects.filter(pk=running.pk, ended_at=None)
    rows.update(revision=F("revision") + told, **values)
    for name, value in values.items():
        setattr(running, name, value)
