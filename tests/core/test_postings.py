"""A board is renewed at five in the morning where its people live, whatever the clocks do meanwhile."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.postings import CUT_OFF, POSTED_AT, Schedule, monday_of

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Chatham", "UTC",
    )
]  # fmt: skip
BERLIN = ZoneInfo("Europe/Berlin")
TWICE = frozenset({0, 3})
CLOCKS_CHANGE = (date(2026, 3, 29), date(2026, 10, 25))
"""Sundays in Berlin; the posting of the Monday after follows them."""

schedules = st.builds(
    Schedule,
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    zone=st.sampled_from(ZONES),
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))


def local(instant: datetime, schedule: Schedule) -> datetime:
    return instant.astimezone(schedule.zone)


def gone_by(earlier: datetime, later: datetime) -> timedelta:
    """In hours that passed: two times of one zone are subtracted on the clock's face otherwise."""
    return later.astimezone(UTC) - earlier.astimezone(UTC)


# The posting that stands, and the one that comes

Standing = Callable[[Schedule, datetime], datetime]


def prove_the_newest_stands(last: Standing) -> None:
    """At a posting it stands already, a second before it the one before does, and none lies in between."""

    @searching
    @given(schedule=schedules, now=moments)
    def holds(schedule: Schedule, now: datetime) -> None:
        standing = last(schedule, now)
        assert standing <= now < next(one for one in schedule.following(standing) if one > standing)
        assert last(schedule, standing) == standing
        assert last(schedule, standing - timedelta(seconds=1)) < standing

    holds()


def test_last_posting_is_the_newest_that_is_not_to_come() -> None:
    prove_the_newest_stands(Schedule.last)


def test_posting_that_stands_too_late_is_found() -> None:
    def only_after(schedule: Schedule, now: datetime) -> datetime:
        return schedule.last(now - timedelta(microseconds=1))

    finds_fault(prove_the_newest_stands, only_after)


def test_posting_that_stands_early_is_found() -> None:
    finds_fault(prove_the_newest_stands, Schedule.next)


def prove_the_next_is_to_come(following: Standing) -> None:
    @searching
    @given(schedule=schedules, now=moments)
    def holds(schedule: Schedule, now: datetime) -> None:
        coming = following(schedule, now)
        assert schedule.last(now) <= now < coming
        assert schedule.last(coming - timedelta(microseconds=1)) == schedule.last(now)
        assert following(schedule, coming) > coming

    holds()


def test_next_posting_is_the_first_that_is_to_come() -> None:
    prove_the_next_is_to_come(Schedule.next)


def test_next_posting_that_is_already_here_is_found() -> None:
    finds_fault(prove_the_next_is_to_come, lambda schedule, now: next(schedule.following(now)))


# Five in the morning, on its own days

Postings = Callable[[Schedule, datetime], Iterator[datetime]]


def prove_each_is_at_five_on_its_day(postings: Postings) -> None:
    @searching
    @given(schedule=schedules, since=moments)
    def holds(schedule: Schedule, since: datetime) -> None:
        found = [local(one, schedule) for one in islice(postings(schedule, since), 30)]
        assert {one.time() for one in found} == {POSTED_AT}
        assert {one.weekday() for one in found} == schedule.weekdays
        assert all(0 < (after.date() - before.date()).days <= 7 for before, after in pairwise(found))

    holds()


def test_every_posting_is_at_five_on_one_of_its_days() -> None:
    prove_each_is_at_five_on_its_day(Schedule.following)


def test_postings_that_lie_whole_hours_apart_are_found() -> None:
    """The planted fault: it adds twenty-four hours, and is at four or six after a change."""

    def adds_hours(schedule: Schedule, since: datetime) -> Iterator[datetime]:
        first = next(schedule.following(since)).astimezone(UTC)
        ahead = (first + timedelta(hours=24 * days) for days in range(400))
        return (one for one in ahead if local(one, schedule).weekday() in schedule.weekdays)

    finds_fault(prove_each_is_at_five_on_its_day, adds_hours)


@pytest.mark.parametrize("sunday", CLOCKS_CHANGE)
def test_posting_after_the_clocks_changed_is_at_five_again(sunday: date) -> None:
    twice = Schedule(weekdays=TWICE, zone=BERLIN)
    thursday = datetime.combine(sunday - timedelta(days=3), time(12), UTC)
    assert local(twice.last(thursday), twice).time() == time(5)
    assert local(twice.next(thursday), twice).isoformat()[:16] == f"{sunday + timedelta(days=1)}T05:00"
    apart = gone_by(twice.last(thursday), twice.next(thursday))
    assert apart == timedelta(days=4, hours=-1 if sunday.month == 3 else 1)


def test_days_of_a_week_are_its_postings_in_order() -> None:
    twice = Schedule(weekdays=TWICE, zone=BERLIN)
    assert [one.isoformat() for one in twice.of_week(date(2026, 3, 23))] == [
        "2026-03-23T05:00:00+01:00",
        "2026-03-26T05:00:00+01:00",
    ]
    assert twice.of_week(date(2026, 3, 30))[0].isoformat() == "2026-03-30T05:00:00+02:00"


@searching
@given(schedule=schedules, moment=moments)
def test_postings_of_the_weeks_are_those_that_follow(schedule: Schedule, moment: datetime) -> None:
    monday = monday_of(moment, schedule.zone)
    listed = [*schedule.of_week(monday), *schedule.of_week(monday + timedelta(weeks=1))]
    start = datetime.combine(monday, time(0), schedule.zone)
    assert list(islice(schedule.following(start), len(listed))) == listed


@searching
@given(zone=st.sampled_from(ZONES), moment=moments)
def test_week_of_a_moment_is_told_where_it_is_lived(zone: ZoneInfo, moment: datetime) -> None:
    monday = monday_of(moment, zone)
    assert monday.weekday() == 0
    assert 0 <= (moment.astimezone(zone).date() - monday).days < 7


def test_sunday_night_is_monday_further_east() -> None:
    sunday_night = datetime(2026, 3, 22, 23, 30, tzinfo=UTC)
    assert monday_of(sunday_night, ZoneInfo("UTC")) == date(2026, 3, 16)
    assert monday_of(sunday_night, BERLIN) == date(2026, 3, 23)


# The cut-off

CutOff = Callable[[Schedule, datetime], datetime]


def prove_answers_count_until_nine_the_evening_before(cut_off: CutOff) -> None:
    """For a board that is renewed every day, through the nights in which the clocks change too."""
    for zone in ZONES:
        daily = Schedule(weekdays=frozenset(range(7)), zone=zone)
        for posting in islice(daily.following(datetime(2026, 1, 1, tzinfo=UTC)), 365):
            closed, posted = local(cut_off(daily, posting), daily), local(posting, daily)
            assert (closed.time(), closed.date()) == (CUT_OFF, posted.date() - timedelta(days=1))


def test_answers_count_until_nine_the_evening_before() -> None:
    prove_answers_count_until_nine_the_evening_before(Schedule.cut_off)


def test_cut_off_counted_in_hours_is_found() -> None:
    """The planted fault: eight hours before is ten or eight when the clocks change that night."""

    def eight_hours(schedule: Schedule, posting: datetime) -> datetime:
        return posting.astimezone(UTC) - timedelta(hours=8)

    finds_fault(prove_answers_count_until_nine_the_evening_before, eight_hours)


@pytest.mark.parametrize(("day", "hours"), [(CLOCKS_CHANGE[0], 7), (CLOCKS_CHANGE[1], 9)])
def test_night_of_the_change_is_shorter_or_longer_and_the_cut_off_stays_at_nine(
    day: date, hours: int
) -> None:
    sunday = Schedule(weekdays=frozenset({6}), zone=BERLIN)
    posting = sunday.next(datetime.combine(day - timedelta(days=1), time(12), UTC))
    closed = sunday.cut_off(posting)
    assert local(closed, sunday).time() == CUT_OFF
    assert gone_by(closed, posting) == timedelta(hours=hours)


@pytest.mark.parametrize("weekdays", [frozenset(), frozenset({7}), frozenset({-1, 3})])
def test_schedule_without_a_day_of_the_week_is_refused(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Schedule(weekdays=weekdays, zone=BERLIN)
