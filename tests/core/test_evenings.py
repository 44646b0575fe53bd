"""An evening by the clock alone: nothing but instants goes in, so nothing else can come out."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.evenings import (
    LASTS,
    LEAST_PAUSE,
    SETTLING,
    STAYS_OPEN,
    Course,
    Hour,
    State,
    brought_to,
    elapsed_in,
    ends_by_itself,
    goes_on_in,
    hour_of,
    landed,
    moved,
    over_since,
    paused,
    pauses_ahead,
    resumed,
    state_at,
    stayed,
)

AT = datetime(2026, 3, 3, 20, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def course(**changed: object) -> Course:
    begun = Course(begun_at=AT, place=2, place_began_at=AT, ends_at=ends_by_itself(AT, early=None))
    return replace(begun, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "hour"),
    [
        (-A_MOMENT, Hour.AHEAD),
        (timedelta(), Hour.SETTLING),
        (SETTLING - A_MOMENT, Hour.SETTLING),
        (SETTLING, Hour.TONIGHT),
        (STAYS_OPEN, Hour.TONIGHT),
        (STAYS_OPEN + A_MOMENT, Hour.OVER),
    ],
)
def test_hour_follows_the_clock_to_the_moment(since: timedelta, hour: Hour) -> None:
    assert hour_of(AT, AT + since) is hour


def test_settling_lasts_a_minute_and_a_half() -> None:
    assert timedelta(seconds=90) == SETTLING


def test_phone_is_told_four_things_and_no_more() -> None:
    told = ["is_paused", "is_ended", "place", "place_began_at"]
    assert [field.name for field in fields(State)] == told


RUNS, PAUSES, ENDED = (
    State(is_paused=False, is_ended=False, place=2, place_began_at=AT),
    State(is_paused=True, is_ended=False),
    State(is_paused=False, is_ended=True),
)


def test_planned_pause_is_told_as_one_by_hand() -> None:
    planned = course(pauses=(AT + minutes(6), AT + minutes(12)))
    by_hand = course(paused_at=AT + minutes(6))
    assert state_at(planned, AT + minutes(5)) == RUNS
    assert state_at(planned, AT + minutes(7)) == state_at(by_hand, AT + minutes(7)) == PAUSES


def test_early_end_is_told_as_one_by_hand() -> None:
    planned = course(ends_at=ends_by_itself(AT, early=minutes(15)))
    by_hand = course(ended_at=AT + minutes(15))
    assert not state_at(planned, AT + minutes(15) - A_MOMENT).is_ended
    assert state_at(planned, AT + minutes(15)) == state_at(by_hand, AT + minutes(15)) == ENDED


def test_pause_of_what_is_over_is_no_pause() -> None:
    ended = course(paused_at=AT + minutes(3), ended_at=AT + minutes(4))
    assert state_at(ended, AT + minutes(5)) == ENDED


def test_pause_tells_no_place() -> None:
    """Else a phone could watch a limit land, or count how often somebody moved on."""
    found = {state_at(course(place=place, paused_at=AT), AT + minutes(1)) for place in range(9)}
    assert {state.revision for state in found} == {"paused"}
    assert found == {PAUSES}


def test_what_nobody_ends_is_over_by_itself() -> None:
    assert over_since(course(), AT + LASTS - A_MOMENT) is None
    assert over_since(course(), AT + LASTS + minutes(90)) == AT + LASTS


def test_time_of_a_moment_stands_still_in_a_pause() -> None:
    paused = course(paused_at=AT + minutes(2))
    assert elapsed_in(course(), AT + minutes(5)) == minutes(5)
    assert elapsed_in(paused, AT + minutes(5)) == minutes(2)


def test_pause_from_before_a_moment_leaves_it_whole() -> None:
    assert elapsed_in(course(paused_at=AT - minutes(1)), AT + minutes(5)) == timedelta()


@pytest.mark.parametrize(
    ("since", "left"),
    [
        (timedelta(), LEAST_PAUSE),
        (LEAST_PAUSE - A_MOMENT, A_MOMENT),
        (LEAST_PAUSE, timedelta()),
        (minutes(5), timedelta()),
    ],
)
def test_pause_lasts_its_least_whoever_made_it(since: timedelta, left: timedelta) -> None:
    by_hand, by_guide = course(paused_at=AT), course(pauses=(AT,))
    assert [goes_on_in(one, AT + since) for one in (by_hand, by_guide)] == [left, left]


def test_nothing_is_waited_for_where_nothing_pauses() -> None:
    assert goes_on_in(course(), AT + minutes(1)) == timedelta()


def test_pauses_that_have_passed_are_no_longer_ahead() -> None:
    assert pauses_ahead(course(pauses=(AT, AT + minutes(6))), AT) == (AT + minutes(6),)


def test_moment_that_a_pause_fell_into_goes_on_or_is_over_as_the_draw_says() -> None:
    at = AT + minutes(5)
    one = paused(course(), AT + minutes(2))
    stays, goes = (resumed(one, at, is_passed_by=drawn) for drawn in (False, True))
    assert (stays.place, elapsed_in(stays, at)) == (2, minutes(2))
    assert (goes.place, elapsed_in(goes, at)) == (3, timedelta())


def test_draw_takes_nothing_from_where_somebody_moved_to() -> None:
    one = moved(paused(course(), AT + minutes(2)), AT + minutes(3))
    for drawn in (False, True):
        gone_on = resumed(one, AT + minutes(5), is_passed_by=drawn)
        assert (gone_on.place, elapsed_in(gone_on, AT + minutes(5))) == (3, timedelta())


def test_staying_leaves_as_long_as_was_said() -> None:
    one, at = course(), AT + minutes(9)
    longer = stayed(one, at, lasts=minutes(5), longer=minutes(2))
    assert minutes(5) - elapsed_in(longer, at) == minutes(2)


seconds = st.integers(min_value=-600, max_value=20_000).map(lambda count: AT + timedelta(seconds=count))
courses = st.builds(
    Course,
    begun_at=st.just(AT),
    place=st.integers(0, 9),
    place_began_at=seconds,
    paused_at=st.none() | seconds,
    pauses=st.lists(seconds, max_size=4).map(tuple),
    ends_at=st.none() | seconds,
)


@given(course=courses, now=seconds, later=seconds)
def test_what_time_brings_is_never_taken_back_by_time(course: Course, now: datetime, later: datetime) -> None:
    """So that a phone which has heard of one state hears of every other."""
    first, then = state_at(course, min(now, later)), state_at(course, max(now, later))
    assert then.revision != first.revision or then == first
    assert then.is_ended or not first.is_ended
    assert first.place is not None or then.place is None


@given(course=courses, now=seconds)
def test_what_is_written_down_later_is_told_as_it_was(course: Course, now: datetime) -> None:
    """A service writes what time brought as phones were told it: nobody hears it twice."""
    assert state_at(brought_to(course, now), now) == state_at(course, now)


def is_followed_alike(one: Course, other: Course, now: datetime, later: datetime) -> bool:
    """Whether two courses look the same to every phone: in the pause, and however they then go on."""
    if state_at(one, now) != state_at(other, now):
        return False
    for drawn in (False, True):
        ways = [resumed(way, later, is_passed_by=drawn) for way in (one, other)]
        onward = [moved(way, later + minutes(1)) for way in ways]
        for pair, at in ((ways, later), (onward, later + minutes(1))):
            if state_at(pair[0], at) != state_at(pair[1], at):
                return False
    return True


@given(course=courses, now=seconds, moves=st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_limit_is_a_pause_and_so_many_moves(course: Course, now: datetime, moves: list[int]) -> None:
    """Whatever a limit does in an evening, any person could have done by hand, at their own pace."""
    course = replace(course, paused_at=course.paused_at and min(course.paused_at, now))
    by_limit = landed(paused(course, now), course.place + len(moves), now)
    by_hand, at = paused(course, now), now
    for after in moves:
        at += timedelta(seconds=after)
        by_hand = moved(by_hand, at)
    assert is_followed_alike(by_limit, by_hand, at, at + minutes(1))


def test_landing_that_a_phone_can_watch_is_found() -> None:
    """As it was before: the place is told in a pause, and what is off-limits is passed by only afterwards."""
    one = course()
    late = paused(one, AT)
    assert not is_followed_alike(late, moved(moved(late, AT), AT), AT, AT + minutes(1))


def test_two_who_pause_make_one_pause() -> None:
    once = paused(course(), AT + minutes(1))
    assert paused(once, AT + minutes(2)) == once
