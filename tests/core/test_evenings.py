"""An evening by the clock alone: nothing but instants goes in, so nothing else can come out."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.evenings import (
    LASTS,
    SETTLING,
    STAYS_OPEN,
    Course,
    Hour,
    State,
    elapsed_in,
    hour_of,
    over_since,
    paused_since,
    pauses_ahead,
    state_at,
)

AT = datetime(2026, 3, 3, 20, tzinfo=UTC)
A_MOMENT = timedelta(microseconds=1)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def course(**changed: object) -> Course:
    begun = Course(begun_at=AT, place=2, place_began_at=AT, revision=7)
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
    assert [field.name for field in fields(State)] == ["revision", "place", "is_paused", "is_ended"]


def test_planned_pause_is_told_as_one_by_hand() -> None:
    planned = course(pauses=(AT + minutes(6), AT + minutes(12)))
    by_hand = course(paused_at=AT + minutes(6), revision=8)
    assert state_at(planned, AT + minutes(5)) == State(revision=7, place=2, is_paused=False, is_ended=False)
    assert state_at(planned, AT + minutes(7)) == state_at(by_hand, AT + minutes(7))


def test_early_end_is_told_as_one_by_hand() -> None:
    planned = course(ends_early_at=AT + minutes(15))
    by_hand = course(ended_at=AT + minutes(15), revision=8)
    assert not state_at(planned, AT + minutes(15) - A_MOMENT).is_ended
    assert state_at(planned, AT + minutes(15)) == state_at(by_hand, AT + minutes(15))


def test_pause_of_what_is_over_is_no_pause() -> None:
    ended = course(paused_at=AT + minutes(3), ended_at=AT + minutes(4))
    assert state_at(ended, AT + minutes(5)) == State(revision=7, place=2, is_paused=False, is_ended=True)


def test_what_nobody_ends_is_over_by_itself() -> None:
    assert over_since(course(), AT + LASTS - A_MOMENT) is None
    assert over_since(course(), AT + LASTS + minutes(90)) == AT + LASTS


def test_time_of_a_moment_stands_still_in_a_pause() -> None:
    paused = course(paused_at=AT + minutes(2))
    assert elapsed_in(course(), AT + minutes(5)) == minutes(5)
    assert elapsed_in(paused, AT + minutes(5)) == minutes(2)


def test_pause_from_before_a_moment_leaves_it_whole() -> None:
    assert elapsed_in(course(paused_at=AT - minutes(1)), AT + minutes(5)) == timedelta()


def test_pauses_that_have_passed_are_no_longer_ahead() -> None:
    assert pauses_ahead(course(pauses=(AT, AT + minutes(6))), AT) == (AT + minutes(6),)


seconds = st.integers(min_value=-600, max_value=20_000).map(lambda count: AT + timedelta(seconds=count))
courses = st.builds(
    Course,
    begun_at=st.just(AT),
    place=st.integers(0, 9),
    place_began_at=seconds,
    revision=st.integers(0, 50),
    paused_at=st.none() | seconds,
    pauses=st.lists(seconds, max_size=4).map(tuple),
    ends_early_at=st.none() | seconds,
)


@given(course=courses, now=seconds, later=seconds)
def test_what_time_brings_is_never_taken_back_by_time(course: Course, now: datetime, later: datetime) -> None:
    """So that a phone which has heard of one state hears of every other."""
    first, then = state_at(course, min(now, later)), state_at(course, max(now, later))
    assert then.revision > first.revision or then == first
    assert then.is_ended or not first.is_ended


@given(course=courses, now=seconds)
def test_what_is_written_down_later_is_told_as_it_was(course: Course, now: datetime) -> None:
    """A service writes what time brought under the revision that phones were told: nobody hears it twice."""
    since, over = paused_since(course, now), over_since(course, now)
    told = state_at(course, now)
    written = replace(
        course,
        paused_at=since,
        pauses=pauses_ahead(course, now),
        ended_at=over,
        revision=told.revision,
    )
    assert state_at(written, now) == told
