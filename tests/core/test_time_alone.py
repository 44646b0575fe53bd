"""A time alone with each falls due for all of them at once, and waits for whoever has one set."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.scheduling import Recurrence, occurrences_around
from unhurried.core.time_alone import TimesAlone, due_since

BEGAN = date(2026, 3, 2)
LONDON = ZoneInfo("Europe/London")
days = st.dates(BEGAN, BEGAN + timedelta(days=200))
people = st.builds(TimesAlone, began_on=st.just(BEGAN), last_on=st.none() | days, next_on=st.none() | days)


@given(st.lists(people, min_size=2, max_size=3), days)
def test_order_of_people_tells_nothing(found: list[TimesAlone], today: date) -> None:
    assert due_since(found, weeks=8, today=today) == due_since(found[::-1], weeks=8, today=today)


@given(people, days)
def test_somebody_alone_is_always_alone(one: TimesAlone, today: date) -> None:
    assert due_since([one], weeks=2, today=today) is None


def test_it_falls_due_on_its_day_for_whoever_was_not_seen_longest() -> None:
    recently = TimesAlone(began_on=BEGAN, last_on=BEGAN + timedelta(days=7))
    never = TimesAlone(began_on=BEGAN)
    eight = BEGAN + timedelta(weeks=8)
    assert due_since([recently, never], weeks=8, today=eight - timedelta(days=1)) is None
    assert due_since([recently, never], weeks=8, today=eight) == eight
    has_one_set = TimesAlone(began_on=BEGAN, next_on=eight + timedelta(days=5))
    assert due_since([recently, has_one_set], weeks=8, today=eight) is None


def test_a_series_has_a_last_and_a_next_time() -> None:
    first = datetime(2026, 3, 2, 18, tzinfo=LONDON)
    later, every = first + timedelta(days=30), Recurrence.FORTNIGHTLY
    around = occurrences_around(first, zone=LONDON, every=every, at=later)
    assert around == (datetime(2026, 3, 30, 18, tzinfo=LONDON), datetime(2026, 4, 13, 18, tzinfo=LONDON))
    assert occurrences_around(first, zone=LONDON, every=None, at=first) == (first, None)
    before = first - timedelta(seconds=1)
    for one in (None, Recurrence.WEEKLY):
        assert occurrences_around(first, zone=LONDON, every=one, at=before) == (None, first)
