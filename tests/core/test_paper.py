"""What lies on paper, and which day a practice from paper is of."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.paper import LOOKS_BACK, carries_steps, earliest_day, may_be_told_later, moment_of
from unhurried.core.vocabulary import Level

ZONES = st.sampled_from(["Europe/London", "America/St_Johns", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


def test_only_what_no_private_fact_may_rest_is_printed_with_its_steps_by_its_own_person() -> None:
    assert {level for level in Level if carries_steps(level, None)} == {Level.L0}
    assert not any(carries_steps(level, "erotic") for level in Level)


def test_touch_together_and_what_is_erotic_together_are_not_told_by_one_person() -> None:
    told = {level for level in Level if may_be_told_later(level, None, is_joint=True)}
    assert told == {Level.L0, Level.L1, *(level for level in Level if level.is_solo)}
    assert [may_be_told_later(Level.L0, "erotic", is_joint=joint) for joint in (True, False)] == [False, True]


@given(
    zone=ZONES.map(ZoneInfo),
    given_at=INSTANTS,
    after=st.timedeltas(timedelta(0), timedelta(200)),
    ago=st.integers(0, 60),
)
def test_it_is_of_its_day_or_as_near_as_it_can_be(
    zone: ZoneInfo, given_at: datetime, after: timedelta, ago: int
) -> None:
    now = given_at + after
    today = now.astimezone(zone).date()
    earliest = earliest_day(given_on=given_at.astimezone(zone).date(), today=today)
    day = max(earliest, today - timedelta(days=ago))
    moment = moment_of(day, zone=zone, given_at=given_at, now=now)
    assert given_at <= moment <= now
    assert moment.astimezone(zone).date() == day
    assert today - earliest <= LOOKS_BACK


def test_day_before_it_was_given_is_the_day_it_was_given() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert moment_of(date(2026, 1, 1), zone=ZoneInfo("UTC"), given_at=at, now=at + timedelta(days=3)) == at
