"""Two notes at postings after three weeks and after four, then the clinician, and never a third."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.discretion import PRESETS
from unhurried.core.postings import Schedule
from unhurried.core.silence import CLINICIAN_AFTER, is_for_clinician, notes_of

SCHEDULES = st.sampled_from(
    [Schedule(weekdays=one.weekdays, zone=ZoneInfo("Europe/London")) for one in PRESETS.values()]
)
INSTANTS = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2027, 12, 31), timezones=st.just(UTC)
)


@given(since=INSTANTS, schedule=SCHEDULES)
def test_two_notes_at_postings_then_the_clinician(since: datetime, schedule: Schedule) -> None:
    first, second = notes_of(since, schedule)
    assert timedelta(weeks=3) < first - since <= timedelta(weeks=4, hours=1)
    assert timedelta(weeks=4) < second - since <= timedelta(weeks=5, hours=1)
    assert first < second
    assert all(schedule.last(one) == one for one in (first, second)), "each at a posting"


def test_clinician_hears_after_five_weeks() -> None:
    since = datetime(2026, 3, 3, 18, tzinfo=UTC)
    before, after = since + CLINICIAN_AFTER - timedelta(minutes=1), since + CLINICIAN_AFTER
    assert [is_for_clinician(since, now=at) for at in (before, after)] == [False, True]
