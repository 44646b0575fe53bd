"""Times that suit everybody, and who arranges: properties of the rules, each with faults it has to find."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, pairwise, permutations
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, BEN, GUS, HANA, exercise
from unhurried.core.meeting import (
    BEGINS,
    WEEK,
    Kind,
    Part,
    WeekPart,
    arranges_next,
    common_parts,
    goes_with,
    is_free,
    kind_of,
    offered_after,
    suggested_times,
)
from unhurried.core.scheduling import instant_of
from unhurried.core.vocabulary import Level

LONDON: Final = ZoneInfo("Europe/London")
ZONES: Final = [LONDON, *map(ZoneInfo, ("America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"))]
THE_CLOCKS_CHANGE: Final = [date(2026, 3, 26), date(2026, 10, 22), date(2026, 3, 5), date(2026, 4, 2)]
Suggest = Callable[..., tuple[datetime, ...]]
Offered = Sequence[Collection[WeekPart]]

parts = st.sets(st.sampled_from(WEEK), max_size=6)
offers = st.builds(
    lambda all_offer, each: [all_offer | own for own in each], parts, st.lists(parts, min_size=1, max_size=3)
)
asked = st.fixed_dictionaries(
    {
        "week": st.sampled_from(THE_CLOCKS_CHANGE) | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
        "zone": st.sampled_from(ZONES),
        "per_week": st.integers(1, 4),
        "minutes": st.sampled_from([10, 30, 70, 120]),
        "rest_hours": st.sampled_from([0, 15, 20, 24, 36, 48]),
    }
)


def evening(weekday: int) -> WeekPart:
    return WeekPart(weekday=weekday, part=Part.EVENING)


def in_utc(times: Sequence[datetime]) -> list[datetime]:
    return [at.astimezone(UTC) for at in times]


def starts(offered: Offered, week: date, zone: ZoneInfo) -> list[datetime]:
    """The instants everybody offers, told over again, day by day, without the rule's own arithmetic."""
    days = [week + timedelta(days=nth) for nth in range(7)]
    common = set.intersection(*map(set, offered))
    return sorted(
        instant_of(datetime.combine(day, at), zone)
        for day in days
        for part, at in BEGINS.items()
        if WeekPart(weekday=day.weekday(), part=part) in common
    )


def is_rested(one: datetime, other: datetime, minutes: int, rest_hours: int) -> bool:
    gap = other.astimezone(UTC) - one.astimezone(UTC)
    return gap >= timedelta(minutes=minutes, hours=rest_hours) and one.date() != other.date()


# A time that is suggested suits everybody


def prove_it_suits_everybody(suggest: Suggest) -> None:
    @searching
    @given(offered=offers, asked=asked)
    def proof(offered: Offered, asked: dict[str, Any]) -> None:
        found = suggest(offered, **asked)
        assert set(found) <= set(starts(offered, asked["week"], asked["zone"]))
        assert list(found) == sorted(found)

    proof()


def test_suggested_time_suits_everybody() -> None:
    prove_it_suits_everybody(suggested_times)


def test_suggestion_from_what_anybody_offers_is_found() -> None:
    def anybodys(offered: Offered, **asked: Any) -> tuple[datetime, ...]:
        return suggested_times([set().union(*offered)], **asked)

    finds_fault(prove_it_suits_everybody, anybodys)


def test_suggestion_that_leaves_out_whoever_offers_nothing_is_found() -> None:
    def of_those_who_offer(offered: Offered, **asked: Any) -> tuple[datetime, ...]:
        return suggested_times([one for one in offered if one], **asked)

    finds_fault(prove_it_suits_everybody, of_those_who_offer)


def test_suggestion_that_adds_hours_to_the_first_day_is_found() -> None:
    """It is an hour off after the clocks have changed."""

    def by_hours(offered: Offered, *, week: date, zone: ZoneInfo, **asked: Any) -> tuple[datetime, ...]:
        first = instant_of(datetime.combine(week, datetime.min.time()), zone).astimezone(UTC)
        found = suggested_times(offered, week=week, zone=zone, **asked)
        return tuple(
            first + (at.replace(tzinfo=None) - datetime.combine(week, datetime.min.time())) for at in found
        )

    finds_fault(prove_it_suits_everybody, by_hours)


# As many as fit, rested


TWENTY_HOURS_APART: Final = {
    "offered": [{evening(0), WeekPart(weekday=1, part=Part.AFTERNOON)}],
    "asked": {
        "week": date(2026, 8, 3),
        "zone": LONDON,
        "per_week": 2,
        "minutes": 30,
        "rest_hours": 20,
    },
}


def prove_two_are_suggested_where_two_fit(suggest: Suggest) -> None:
    @searching
    @given(offered=offers, asked=asked)
    @example(**TWENTY_HOURS_APART)
    def proof(offered: Offered, asked: dict[str, Any]) -> None:
        rest = {"minutes": asked["minutes"], "rest_hours": asked["rest_hours"]}
        able = starts(offered, asked["week"], asked["zone"])
        pairs = [pair for pair in combinations(able, 2) if is_rested(*pair, **rest)]
        found = suggest(offered, **asked)
        assert len(found) == (2 if pairs and asked["per_week"] > 1 else min(1, len(able)))
        assert all(is_rested(*pair, **rest) for pair in pairwise(found))

    proof()


def test_two_are_suggested_where_two_fit_and_never_more() -> None:
    prove_two_are_suggested_where_two_fit(suggested_times)


def test_rest_that_begins_with_the_time_and_not_after_it_is_found() -> None:
    def unending(offered: Offered, *, minutes: int, **asked: Any) -> tuple[datetime, ...]:
        return suggested_times(offered, minutes=0, **asked)

    finds_fault(prove_two_are_suggested_where_two_fit, unending)


def test_suggestion_that_gives_up_after_the_next_time_is_found() -> None:
    def hasty(offered: Offered, **asked: Any) -> tuple[datetime, ...]:
        able = starts(offered, asked["week"], asked["zone"])[:2]
        rest = {"minutes": asked["minutes"], "rest_hours": asked["rest_hours"]}
        fits = len(able) == 2 and asked["per_week"] > 1 and is_rested(*able, **rest)
        return tuple(able) if fits else tuple(able[:1])

    finds_fault(prove_two_are_suggested_where_two_fit, hasty)


# Far apart, and the same for whoever reads it


def gap_of(pair: Sequence[datetime]) -> timedelta:
    """The shorter way from one to the other, through the week or round it."""
    one, other = in_utc(pair)
    return min(other - one, one + timedelta(days=7) - other)


def prove_they_lie_far_apart(suggest: Suggest) -> None:
    @searching
    @given(offered=offers, asked=asked)
    def proof(offered: Offered, asked: dict[str, Any]) -> None:
        rest = {"minutes": asked["minutes"], "rest_hours": asked["rest_hours"]}
        able = starts(offered, asked["week"], asked["zone"])
        found = suggest(offered, **asked)
        if len(found) == 2:
            pairs = [pair for pair in combinations(able, 2) if is_rested(*pair, **rest)]
            assert gap_of(found) == max(map(gap_of, pairs))

    proof()


def test_two_times_lie_as_far_apart_as_the_offers_allow() -> None:
    prove_they_lie_far_apart(suggested_times)


def test_the_first_two_that_fit_are_found_to_lie_too_near() -> None:
    def first_two(offered: Offered, **asked: Any) -> tuple[datetime, ...]:
        rest = {"minutes": asked["minutes"], "rest_hours": asked["rest_hours"]}
        able = starts(offered, asked["week"], asked["zone"])
        return next((pair for pair in combinations(able, 2) if is_rested(*pair, **rest)), ())

    finds_fault(prove_they_lie_far_apart, first_two)


def prove_it_is_the_same_whoever_stands_first(suggest: Suggest) -> None:
    @searching
    @given(offered=offers, asked=asked)
    def proof(offered: Offered, asked: dict[str, Any]) -> None:
        found = {suggest(order, **asked) for order in permutations(offered)}
        assert len(found) == 1

    proof()


def test_suggestion_is_the_same_whoever_stands_first() -> None:
    prove_it_is_the_same_whoever_stands_first(suggested_times)


def test_suggestion_that_follows_the_first_person_is_found() -> None:
    def follows(offered: Offered, **asked: Any) -> tuple[datetime, ...]:
        return suggested_times(offered[:1], **asked)

    finds_fault(prove_it_is_the_same_whoever_stands_first, follows)


def test_two_dates_as_the_second_step_asks_for_them() -> None:
    """Tuesday, Friday and Saturday evening are offered by both; 36 hours of rest lie between."""
    both = [{evening(1), evening(4), evening(5)}, {evening(1), evening(3), evening(4), evening(5)}]
    found = suggested_times(both, week=date(2026, 7, 30), zone=LONDON, per_week=2, minutes=70, rest_hours=36)
    assert [at.isoformat() for at in found] == ["2026-07-31T19:00:00+01:00", "2026-08-04T19:00:00+01:00"]


@pytest.mark.parametrize("offered", [[], [set()], [{evening(1)}, {evening(2)}], [{evening(1)}, set()]])
def test_windows_that_do_not_meet_suggest_nothing(offered: Offered) -> None:
    assert common_parts(offered) == frozenset()
    wish = {"per_week": 2, "minutes": 30, "rest_hours": 0}
    assert suggested_times(offered, week=date(2026, 8, 3), zone=LONDON, **wish) == ()  # type: ignore[arg-type]


# What is offered once a form was sent

PARTS = st.frozensets(st.sampled_from(WEEK))


def prove_only_what_was_shown_is_withdrawn(offered: Callable[..., frozenset[WeekPart]]) -> None:
    @searching
    @given(PARTS, PARTS, PARTS)
    def proven(
        standing: frozenset[WeekPart], shown: frozenset[WeekPart], ticked: frozenset[WeekPart]
    ) -> None:
        found = offered(standing, shown=shown, ticked=ticked)
        assert {one for one in WEEK if one in found} == {
            one for one in WEEK if (one in standing if (one in shown) == (one in ticked) else one in ticked)
        }
        assert offered(found, shown=shown, ticked=ticked) == found, "sent again, it changes nothing"

    proven()


def test_only_what_was_shown_is_withdrawn() -> None:
    prove_only_what_was_shown_is_withdrawn(offered_after)
    finds_fault(prove_only_what_was_shown_is_withdrawn, lambda standing, *, shown, ticked: frozenset(ticked))


# Who arranges


def prove_everybody_has_a_turn(arranges: Callable[..., str]) -> None:
    for names in permutations([ANA, BEN, GUS, HANA]):
        turns = [arranges(names, held=held) for held in range(9)]
        assert turns == [sorted(names)[held % 4] for held in range(9)]


def test_everybody_has_a_turn_in_an_order_that_says_nothing() -> None:
    prove_everybody_has_a_turn(arranges_next)


@pytest.mark.parametrize(
    "faulty",
    [
        lambda names, *, held: names[held % len(names)],
        lambda names, *, held: sorted(names)[held // 2 % len(names)],
        lambda names, *, held: sorted(names)[min(held, 1)],
    ],
    ids=["by the order they came in", "two turns each", "a last turn that never ends"],
)
def test_order_that_tells_or_does_not_go_round_is_found(faulty: Callable[..., str]) -> None:
    finds_fault(prove_everybody_has_a_turn, faulty)


def test_small_letters_stand_where_large_ones_do() -> None:
    assert [arranges_next(["ben", "Ana", "Cai"], held=held) for held in range(3)] == ["Ana", "ben", "Cai"]


# Names and kinds


@pytest.mark.parametrize(
    ("level", "modalities", "kind"),
    [
        (Level.L0, ("communication", "routine"), Kind.CONVERSATION),
        (Level.L1, ("routine",), Kind.CONNECTION),
        (Level.L2, ("communication",), Kind.CLOSENESS),
        (Level.L3, (), Kind.CLOSENESS),
    ],
)
def test_any_touch_together_is_closeness(level: Level, modalities: tuple[str, ...], kind: Kind) -> None:
    assert kind_of(replace(exercise(level=level), modalities=modalities), "a") is kind


def test_touch_stands_under_its_own_name_and_nothing_else_does() -> None:
    together = [(kind, other) for kind in Kind for other in Kind if goes_with(kind, other)]
    talk, connection, closeness = Kind.CONVERSATION, Kind.CONNECTION, Kind.CLOSENESS
    assert set(together) == {
        (closeness, closeness),
        *((one, other) for one in (talk, connection) for other in (talk, connection)),
    }


# Beside what is set aside already


@pytest.mark.parametrize(
    ("begins", "ends", "free"),
    [(-30, 0, True), (-30, 1, False), (10, 20, False), (29, 60, False), (30, 60, True)],
)
def test_time_is_free_up_to_the_minute_another_begins(begins: int, ends: int, free: bool) -> None:
    at = instant_of(datetime(2026, 8, 4, 19), LONDON)
    taken = [(at + timedelta(minutes=begins), at + timedelta(minutes=ends))]
    assert is_free(at, minutes=30, taken=taken) is free


def test_time_that_runs_through_a_clock_change_takes_its_real_length() -> None:
    before = instant_of(datetime(2026, 10, 25, 0, 45), LONDON)
    ninety_minutes_on = before.astimezone(UTC) + timedelta(minutes=90)
    assert is_free(before, minutes=90, taken=[(ninety_minutes_on, ninety_minutes_on + timedelta(hours=1))])
    assert not is_free(
        before, minutes=91, taken=[(ninety_minutes_on, ninety_minutes_on + timedelta(hours=1))]
    )
