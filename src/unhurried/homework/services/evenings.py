"""An evening together under way: how it goes on, and how it comes to rest. No event has an author."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from unhurried.core.discretion import is_passed_by
from unhurried.core.evenings import Course, goes_on_in, moved, paused, resumed, stayed
from unhurried.core.runs import Moment
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.evenings import course_of, state_of
from unhurried.homework.models import Practice
from unhurried.homework.services.running import end, keep, settled, under_lock
from unhurried.people.acts import Act, is_act

A_LITTLE_LONGER: Final = timedelta(minutes=2)


@is_act
def move_on(act: Act, *, practice: Practice, place: int | None, keyring: Keyring) -> UUID:
    """On by one from the place that the screen told; from a pause, which tells none, on by one within it.

    Always by one: what is off-limits was left behind when it became so. Past the last moment it is finished.
    """
    running = under_lock(practice, act.at)
    if running and state_of(running, act.at).place == place:
        run = settled(act, running, keyring)
        _go(act, running, run, moved(course_of(running), act.at))
    return practice.pk


@is_act
def stay_a_little(act: Act, *, practice: Practice, place: int | None, keyring: Keyring) -> UUID:
    """Stay in this turn for a little longer before anybody swaps."""
    running = under_lock(practice, act.at)
    if running and running.paused_at is None and running.step == place:
        run = settled(act, running, keyring)
        lasts = timedelta(seconds=run[running.step].step.seconds or 0) if run else timedelta()
        _go(act, running, run, stayed(course_of(running), act.at, lasts=lasts, longer=A_LITTLE_LONGER))
    return practice.pk


@is_act
def pause_practice(act: Act, *, practice: Practice) -> UUID:
    running = under_lock(practice, act.at)
    if running:
        keep(running, paused(course_of(running), act.at))
    return practice.pk


@is_act
def go_on(act: Act, *, practice: Practice, keyring: Keyring) -> UUID:
    """Go on after a pause with the rest of the moment's time, or by a draw with the next one.

    Before a pause has lasted its least nothing happens: see `goes_on_in`.
    """
    running = under_lock(practice, act.at)
    if running and running.paused_at and not goes_on_in(course_of(running), act.at):
        run = settled(act, running, keyring)
        ended = _is_passed_by(running)
        _go(act, running, run, resumed(course_of(running), act.at, is_passed_by=ended))
    return practice.pk


@is_act
def stop_evening(act: Act, *, practice_id: UUID) -> UUID:
    """Stop. It takes no lock, asks no facts and waits for nobody."""
    end(practice_id, act, Practice.Outcome.STOPPED)
    return practice_id


@is_act
def finish_evening(act: Act, *, practice: Practice) -> UUID:
    """To the end, from a printed card: no phone has gone along."""
    if under_lock(practice, act.at):
        end(practice.pk, act, Practice.Outcome.FINISHED)
    return practice.pk


@is_act
def leave_evening(act: Act, *, practice: Practice) -> UUID:
    """Go from the landing. An end that time alone brought is written down now."""
    under_lock(practice, act.at)
    return practice.pk


def _go(act: Act, running: Practice, run: Sequence[Moment], course: Course) -> None:
    """To where the course leads; with no run left to go through, what stood in the way has been heeded."""
    if not run:
        return
    if course.place < len(run):
        keep(running, course)
    else:
        end(running.pk, act, Practice.Outcome.FINISHED)


def _is_passed_by(running: Practice) -> bool:
    """By where the evening is, so that another pause draws nothing anew."""
    board = board_of(running.assignment.relationship_id)
    return is_passed_by(board.preset, board.chance, practice=str(running.occasion_id), place=running.step)
