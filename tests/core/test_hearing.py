"""What a person tells is heard in time, whatever day it is and whatever the clocks do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.hearing import Reach, ReadingHours, next_working_day, reach_of, reaches_at

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = ReadingHours(zone=BERLIN)
TWO_DAYS = ReadingHours(zone=BERLIN, closes=time(12), weekdays=frozenset({1, 3}))
"""Tuesdays and Thursdays until noon."""

FRIDAY, MONDAY, TUESDAY = date(2026, 3, 27), date(2026, 3, 30), date(2026, 3, 31)
"""The clocks go on an hour in the night before the Sunday between them."""

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
instants = st.integers(0, 400 * 24 * 60).map(lambda minutes: EARLIEST + timedelta(minutes=minutes))
reading_hours = st.builds(
    ReadingHours,
    zone=st.sampled_from([BERLIN, ZoneInfo("America/Havana"), ZoneInfo("Australia/Lord_Howe")]),
    closes=st.sampled_from([time(0), time(2, 30), time(12), time(17), time(23, 59)]),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
)
Rule = Callable[..., Reach]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("sent", "hours", "cover", "manager"),
    [
        ("2026-03-02T09:00", OFFICE, "2026-03-03T17:00+01:00", "2026-03-04T17:00+01:00"),
        ("2026-03-02T23:59", OFFICE, "2026-03-03T17:00+01:00", "2026-03-04T17:00+01:00"),
        ("2026-03-05T18:00", OFFICE, "2026-03-06T17:00+01:00", "2026-03-09T17:00+01:00"),
        ("2026-03-27T22:30", OFFICE, "2026-03-30T17:00+02:00", "2026-03-31T17:00+02:00"),
        ("2026-03-28T11:00", OFFICE, "2026-03-30T17:00+02:00", "2026-03-31T17:00+02:00"),
        ("2026-10-23T19:00", OFFICE, "2026-10-26T17:00+01:00", "2026-10-27T17:00+01:00"),
        ("2026-03-03T11:00", TWO_DAYS, "2026-03-05T12:00+01:00", "2026-03-10T12:00+01:00"),
        ("2026-03-06T20:00", TWO_DAYS, "2026-03-10T12:00+01:00", "2026-03-12T12:00+01:00"),
    ],
)
def test_what_nobody_opens_goes_on_as_reading_closes(
    sent: str, hours: ReadingHours, cover: str, manager: str
) -> None:
    came = [
        reaches_at(reach, sent_at=local(sent), hours=hours, has_cover=True)
        for reach in (Reach.COVER, Reach.MANAGER)
    ]
    assert came == [datetime.fromisoformat(cover), datetime.fromisoformat(manager)]


def test_day_it_was_sent_on_is_the_clinics() -> None:
    already_monday_in_berlin = datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
    came = reaches_at(Reach.COVER, sent_at=already_monday_in_berlin, hours=OFFICE, has_cover=True)
    assert came is not None and came.isoformat() == "2026-03-31T17:00:00+02:00"


def test_where_nobody_covers_the_manager_hears_when_the_cover_would_have() -> None:
    sent = {"sent_at": local("2026-03-27T22:30"), "hours": OFFICE, "has_cover": False}
    assert reaches_at(Reach.COVER, **sent) is None
    assert reaches_at(Reach.MANAGER, **sent) == local("2026-03-30T17:00")
    assert reach_of(now=local("2026-03-30T17:00"), **sent) is Reach.MANAGER


def test_from_a_desk_at_which_nobody_reads_it_goes_on_one_step_sooner() -> None:
    friday, sunday, monday = (local(f"2026-03-{day}") for day in ("27T22:30", "29T10:00", "30T17:00"))
    came = {
        away: [
            reaches_at(one, sent_at=friday, hours=OFFICE, has_cover=True, away_since=away)
            for one in (Reach.COVER, Reach.MANAGER)
        ]
        for away in (friday - timedelta(days=9), sunday)
    }
    assert came == {friday - timedelta(days=9): [friday, monday], sunday: [sunday, monday]}
    alone = {"sent_at": friday, "hours": OFFICE, "has_cover": False}
    assert reaches_at(Reach.MANAGER, away_since=sunday, **alone) == reaches_at(Reach.MANAGER, **alone)


@pytest.mark.parametrize(
    ("now", "reach"),
    [
        ("2026-03-27T22:30", Reach.CLINICIAN),
        ("2026-03-30T16:59", Reach.CLINICIAN),
        ("2026-03-30T17:00", Reach.COVER),
        ("2026-03-31T16:59", Reach.COVER),
        ("2026-03-31T17:00", Reach.MANAGER),
        ("2026-05-01T09:00", Reach.MANAGER),
    ],
)
def test_friday_evening_written_out(now: str, reach: Reach) -> None:
    said = {"sent_at": local("2026-03-27T22:30"), "hours": OFFICE, "has_cover": True}
    assert reach_of(now=local(now), **said) is reach


def prove_it_never_steps_back(rule: Rule) -> None:
    @searching
    @given(sent=instants, hours=reading_hours, has_cover=st.booleans(), ahead=st.lists(st.integers(0, 500)))
    def prove(sent: datetime, hours: ReadingHours, *, has_cover: bool, ahead: list[int]) -> None:
        said = {"sent_at": sent, "hours": hours, "has_cover": has_cover}
        gone = [rule(now=sent + timedelta(hours=hour), **said) for hour in sorted(ahead)]
        assert gone == sorted(gone)

    prove()


def today_only(*, sent_at: datetime, hours: ReadingHours, has_cover: bool, now: datetime) -> Reach:
    """Planted: asked of the hours of the day alone."""
    return Reach.COVER if now.astimezone(hours.zone).time() >= hours.closes else Reach.CLINICIAN


def test_it_never_steps_back_while_nobody_opens_it() -> None:
    prove_it_never_steps_back(reach_of)
    finds_fault(prove_it_never_steps_back, today_only)


def prove_a_whole_working_day_lies_before_each_step(rule: Rule) -> None:
    """Nobody else hears on the day it was sent, and everybody has by a fortnight and a half."""

    @searching
    @given(sent=instants, hours=reading_hours, has_cover=st.booleans())
    def prove(sent: datetime, hours: ReadingHours, *, has_cover: bool) -> None:
        said = {"sent_at": sent, "hours": hours, "has_cover": has_cover}
        on = sent.astimezone(hours.zone)
        last_minute = datetime.combine(on.date(), time(23, 59), hours.zone)
        assert rule(now=max(sent, last_minute), **said) is Reach.CLINICIAN
        assert rule(now=sent + timedelta(days=15), **said) is Reach.MANAGER

    prove()


def hours_gone_by(*, sent_at: datetime, hours: ReadingHours, has_cover: bool, now: datetime) -> Reach:
    """Planted: counted from the hour at which it was sent."""
    return Reach(min((now - sent_at) // timedelta(hours=1), 2))


def test_a_whole_working_day_lies_before_each_step() -> None:
    prove_a_whole_working_day_lies_before_each_step(reach_of)
    finds_fault(prove_a_whole_working_day_lies_before_each_step, hours_gone_by)


@searching
@given(sent=instants, hours=reading_hours, now=instants)
def test_only_who_is_there_hears(sent: datetime, hours: ReadingHours, now: datetime) -> None:
    with_cover = reach_of(sent_at=sent, hours=hours, has_cover=True, now=now)
    without = reach_of(sent_at=sent, hours=hours, has_cover=False, now=now)
    assert without is (Reach.CLINICIAN if with_cover is Reach.CLINICIAN else Reach.MANAGER)


def test_next_working_day_leaves_out_the_days_on_which_nobody_reads() -> None:
    assert next_working_day(FRIDAY, OFFICE) == MONDAY
    assert next_working_day(MONDAY, OFFICE) == TUESDAY
    assert next_working_day(FRIDAY, TWO_DAYS) == TUESDAY


def test_clinic_that_reads_on_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no day"):
        ReadingHours(zone=BERLIN, weekdays=frozenset({7}))
