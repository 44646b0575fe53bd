"""Rungs that are open on one's own ladder: low ones first, one up once answered, two down after too much."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.properties import finds_fault, searching
from unhurried.core.rungs import BEGINS_AT_MOST, Rung, TimeOnRung, rungs_of, rungs_open

Rule = Callable[[Sequence[Rung], Sequence[TimeOnRung]], Sequence[Rung]]
RATED = (10, 25, 40, 55, 70, 90)
LADDER = tuple(Rung(words=words, rated=rated) for words, rated in zip("abcdef", RATED, strict=True))


def opened(*times: TimeOnRung) -> str:
    return "".join(rung.words for rung in rungs_open(LADDER, times))


def on(rung: str, **went: Any) -> TimeOnRung:
    return TimeOnRung(rung=rung, **went)


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ((), "abc"),
        ((on("c", peak=60),), "abc"),
        ((on("c", peak=60, is_answered=True),), "abcd"),
        ((on("e", peak=80),), "abc"),
        ((on("e", peak=80, is_answered=True),), "abc"),
        ((on("e", was_far_away=True),), "abc"),
        ((on("b", peak=95),), "a"),
        ((on("e", peak=90), on("c", peak=30)), "abc"),
        ((on("gone from the ladder", peak=90),), "abc"),
        ((on("f", is_answered=True),), "abcdef"),
    ],
)
def test_rungs_that_are_open(times: tuple[TimeOnRung, ...], expected: str) -> None:
    assert opened(*times) == expected


def test_ladder_without_a_low_rung_begins_at_its_lowest() -> None:
    high = (Rung(words="x", rated=BEGINS_AT_MOST + 1), Rung(words="y", rated=90))
    assert rungs_open(high, ()) == high[:1]


times_told = st.lists(
    st.builds(
        TimeOnRung,
        rung=st.sampled_from([rung.words for rung in LADDER]),
        peak=st.none() | st.integers(0, 100),
        was_far_away=st.booleans(),
        is_answered=st.booleans(),
    ),
    min_size=1,
    max_size=5,
)


def nothing_leads_on_by_itself(rule: Rule) -> None:
    """Without an answer no rung above the last is open; too much leads two down; the lowest stays."""

    @searching
    @given(times=times_told)
    def prove(times: list[TimeOnRung]) -> None:
        last, reached = times[-1], list(rule(LADDER, times))
        place = [rung.words for rung in LADDER].index(last.rung)
        assert reached[:1] == [LADDER[0]]
        if last.was_too_much:
            assert len(reached) - 1 <= max(0, place - 2)
        elif not last.is_answered:
            assert len(reached) - 1 <= place
        assert len(reached) - 1 <= place + 1

    prove()


def test_nothing_leads_on_by_itself() -> None:
    nothing_leads_on_by_itself(rungs_open)


def test_rule_that_goes_on_after_a_calm_time_is_found() -> None:
    """The planted fault: a low number alone opens the next rung."""

    def eager(rungs: Sequence[Rung], times: Sequence[TimeOnRung]) -> Sequence[Rung]:
        calm = (times[-1].peak or 0) <= 30
        return rungs_open(rungs, [*times[:-1], on(times[-1].rung, peak=times[-1].peak, is_answered=calm)])

    finds_fault(nothing_leads_on_by_itself, eager)


def test_ladder_is_read_from_what_was_written_lowest_first() -> None:
    written = {
        "low.rung_1": " A film, alone ",
        "low.rated_1": "35",
        "low.rung_2": "The beach",
        "low.rated_2": "",
        "more.rung_6": "A hand held",
        "more.rated_6": "20",
        "theme.theme": "Being near",
    }
    assert rungs_of(written) == (Rung(words="A hand held", rated=20), Rung(words="A film, alone", rated=35))
