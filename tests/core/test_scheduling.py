from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from tests.core.properties import finds_fault
from unhurried.core.scheduling import (
    Recurrence,
    appointments_from,
    earliest_after,
    instant_of,
    is_skipped,
    next_appointment,
)

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Berlin", "Europe/London", "America/New_York", "America/Havana", "Australia/Lord_Howe",
        "Africa/Cairo", "Pacific/Chatham", "America/Santiago", "Asia/Kolkata", "UTC",
    )
]  # fmt: skip
"""Changes at 01:00, 02:00, 03:00 and midnight, by an hour and by half an hour, north and south, and never."""

BERLIN = ZoneInfo("Europe/Berlin")
FIRST_DAY, LAST_DAY = date(2020, 1, 1), date(2030, 12, 31)


def changes(zone: ZoneInfo) -> list[date]:
    """Every local day from 2020 to 2030 on which the zone's clocks change."""
    days = [FIRST_DAY + timedelta(days=nth) for nth in range((LAST_DAY - FIRST_DAY).days)]
    noons = [datetime.combine(day, time(12), zone).utcoffset() for day in days]
    return [
        later for later, before, after in zip(days[1:], noons, noons[1:], strict=False) if before != after
    ]


CHANGES = [(zone, day) for zone in ZONES for day in changes(zone)]


def test_the_zones_change_their_clocks_both_ways_through_the_decade() -> None:
    assert len(CHANGES) > 150
    assert len(changes(BERLIN)) == 22


# The same local time on both sides

Appointments = Callable[..., tuple[datetime, ...]]


def prove_the_local_time_is_kept(appointments: Appointments) -> None:
    """Four appointments around every change of every zone, at each half hour that it may touch."""
    for zone, day in CHANGES:
        for half_hours in (0, 1, 2, 3, 4, 5, 6, 7, 36):
            at = time(half_hours // 2, 30 * (half_hours % 2))
            first = datetime.combine(day - timedelta(weeks=4), at)
            found = appointments(first, zone=zone, every=Recurrence.FORTNIGHTLY, times=4)
            wanted = [first + timedelta(weeks=2 * nth) for nth in range(4)]
            kept = [
                instant.replace(tzinfo=None) == local or is_skipped(local, zone)
                for instant, local in zip(found, wanted, strict=True)
            ]
            assert all(kept), (zone, first, found)


def test_appointments_keep_their_local_time_across_every_change() -> None:
    prove_the_local_time_is_kept(appointments_from)


def test_appointments_that_add_hours_are_found() -> None:
    def adds_hours(first, *, zone, every, times):  # type: ignore[no-untyped-def]
        start = instant_of(first, zone).astimezone(UTC)
        return tuple((start + timedelta(weeks=every * nth)).astimezone(zone) for nth in range(times))

    finds_fault(prove_the_local_time_is_kept, adds_hours)


def test_appointments_that_carry_a_shifted_hour_along_are_found() -> None:
    def steps_on(first, *, zone, every, times):  # type: ignore[no-untyped-def]
        found = [instant_of(first, zone)]
        while len(found) < times:
            found.append(instant_of(found[-1].replace(tzinfo=None) + timedelta(weeks=every), zone))
        return tuple(found)

    finds_fault(prove_the_local_time_is_kept, steps_on)


@pytest.mark.parametrize("every", Recurrence)
def test_appointments_lie_whole_weeks_apart(every: Recurrence) -> None:
    found = appointments_from(datetime(2026, 3, 5, 18), zone=BERLIN, every=every, times=3)
    assert [(after.date() - before.date()).days for before, after in pairwise(found)] == [7 * every] * 2


def test_the_next_appointment_is_the_first_one_later() -> None:
    first = datetime(2026, 3, 19, 18)
    second = instant_of(datetime(2026, 3, 26, 18), BERLIN)
    third = instant_of(datetime(2026, 4, 2, 18), BERLIN)
    assert (
        next_appointment(first, zone=BERLIN, every=Recurrence.WEEKLY, after=second - timedelta(seconds=1))
        == second
    )
    assert next_appointment(first, zone=BERLIN, every=Recurrence.WEEKLY, after=second) == third


def test_a_skipped_time_moves_on_by_the_gap_and_a_repeated_one_is_its_first_passing() -> None:
    assert instant_of(datetime(2026, 3, 29, 2, 30), BERLIN).isoformat() == "2026-03-29T03:30:00+02:00"
    assert instant_of(datetime(2026, 10, 25, 2, 30), BERLIN).isoformat() == "2026-10-25T02:30:00+02:00"
    assert is_skipped(datetime(2026, 3, 29, 2, 30), BERLIN)
    assert not is_skipped(datetime(2026, 10, 25, 2, 30), BERLIN)


def test_a_local_time_has_no_zone_of_its_own() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant_of(datetime(2026, 1, 1, tzinfo=UTC), BERLIN)


def test_every_four_weeks_is_twenty_eight_days() -> None:
    assert [every.value for every in Recurrence] == [1, 2, 4]


# Rest gaps and reading hours


def prove_rest_is_counted_in_hours_gone_by(earliest: Callable[..., datetime]) -> None:
    for zone, day in CHANGES:
        ended_at = instant_of(datetime.combine(day - timedelta(days=1), time(21)), zone)
        rested_at = earliest(ended_at, rest_hours=36)
        assert rested_at.astimezone(UTC) - ended_at.astimezone(UTC) == timedelta(hours=36)


def test_rest_is_counted_in_hours_gone_by() -> None:
    prove_rest_is_counted_in_hours_gone_by(earliest_after)


def test_a_rest_counted_on_the_clock_face_is_found() -> None:
    finds_fault(
        prove_rest_is_counted_in_hours_gone_by, lambda at, *, rest_hours: at + timedelta(hours=rest_hours)
    )
