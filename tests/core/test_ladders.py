"""Pain on a ladder leads down, closes it, or asks for less. Nothing that anybody says leads up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from tests.core.samples import ANA, minutes
from unhurried.core.ladders import Next, holds_on_rung, next_on_ladder
from unhurried.core.progression import Report

Rule = Callable[..., Next]
RUNGS = ("learn", "outside", "fingertip", "one", "two", "three")


def told(*pains: int | None) -> list[Report]:
    return [
        Report(client=ANA, sequence=place, at=minutes(place), is_finished=True, pain=pain)
        for place, pain in enumerate(pains, start=1)
    ]


def after(*pains: int | None, rung: str = "two", **said: Any) -> Next:
    return next_on_ladder(told(*pains), rungs=RUNGS, rung=rung, **said)


@pytest.mark.parametrize(
    ("pains", "expected"),
    [
        ((2,), Next(rung="two")),
        ((None,), Next(rung="two")),
        ((4,), Next(rung="two", is_smaller=True)),
        ((5,), Next(rung="two", is_smaller=True)),
        ((6,), Next(rung="one", rests_from="two")),
        ((6, 2), Next(rung="two")),
        ((4, 4), Next(rung="two", is_closed=True)),
        ((7, None, 6), Next(rung="one", is_closed=True, rests_from="two")),
    ],
)
def test_numbers_are_those_of_the_pain_rule(pains: tuple[int | None, ...], expected: Next) -> None:
    assert after(*pains) == expected


def test_lowest_rung_has_none_below_it() -> None:
    assert after(9, rung="learn") == Next(rung="learn")


def test_what_the_clinician_has_answered_counts_no_more() -> None:
    assert after(7, 2, released_at=minutes(1)) == Next(rung="two")
    assert after(5, 5, released_at=minutes(1)) == Next(rung="two", is_smaller=True)


pains_told = st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=6)


@searching
@given(pains=pains_told, rung=st.sampled_from(RUNGS))
def test_nothing_leads_up_and_never_more_than_one_down(pains: list[int | None], rung: str) -> None:
    assert 0 <= RUNGS.index(rung) - RUNGS.index(after(*pains, rung=rung).rung) <= 1


def stops_lead_down(rule: Rule) -> None:
    @searching
    @given(pains=pains_told, rung=st.sampled_from(RUNGS[1:]))
    def prove(pains: list[int | None], rung: str) -> None:
        following = rule(told(*pains), rungs=RUNGS, rung=rung)
        if (pains[-1] or 0) >= 6:
            assert following.rests_from == rung and following.rung != rung

    prove()


def test_pain_that_stops_always_leads_down() -> None:
    stops_lead_down(next_on_ladder)


def test_rule_that_lets_one_stay_is_found() -> None:
    """The planted fault: six is taken for a five."""

    def milder(own: Sequence[Report], **where: Any) -> Next:
        return next_on_ladder([replace(one, pain=min(one.pain or 0, 5)) for one in own], **where)

    finds_fault(stops_lead_down, milder)


def test_what_waits_from_a_rung_on_leaves_the_ones_below() -> None:
    assert [one for one in RUNGS if holds_on_rung("one", asked=one, rungs=RUNGS)] == ["one", "two", "three"]
