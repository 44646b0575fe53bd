"""What of a person's own stands behind their code, and how long a practice goes on without it."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unhurried.core.disclosure import (
    GOES_ON,
    LANDS,
    Own,
    Tiding,
    added_below,
    goes_on_without_code,
    is_behind_code,
    is_told_before_code,
)

NOW = datetime(2026, 3, 3, 20, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def behind(own: Own) -> set[tuple[bool, bool]]:
    """(in company, has a code) each."""
    pairs = product((False, True), repeat=2)
    return {(near, code) for near, code in pairs if is_behind_code(own, is_in_company=near, has_code=code)}


def test_in_company_all_of_it_is_behind_the_code_chosen_or_not() -> None:
    assert behind(Own.GIVEN) == {(True, False), (True, True)}


def test_whoever_takes_part_with_others_is_asked_behind_the_code() -> None:
    assert behind(Own.ASKED) == {(True, False), (True, True)}


def test_times_alone_of_whoever_takes_part_with_others_are_behind_the_code() -> None:
    assert behind(Own.MET) == {(True, False), (True, True)}


@pytest.mark.parametrize("is_in_company", [True, False])
def test_only_what_is_nobody_elses_waits_behind_the_code(is_in_company: bool) -> None:
    hidden = {one for one in Tiding if not is_told_before_code(one, is_in_company=is_in_company)}
    own = {Tiding.TIME_ALONE_HAS_CHANGED, Tiding.QUESTION_TAKEN_BACK}
    assert hidden == (own if is_in_company else set())


def test_alone_words_are_closed_once_a_code_was_chosen_and_the_plan_stays() -> None:
    assert behind(Own.WORDS) == {(True, False), (True, True), (False, True)}


@pytest.mark.parametrize(
    ("step_ago", "ended_ago", "goes_on"),
    [
        (timedelta(), None, True),
        (GOES_ON - MINUTE, None, True),
        (GOES_ON, None, False),
        (GOES_ON, timedelta(), True),
        (timedelta(), LANDS - MINUTE, True),
        (timedelta(), LANDS, False),
    ],
)
def test_practice_goes_on_while_it_is_under_way_and_lands(
    step_ago: timedelta, ended_ago: timedelta | None, goes_on: bool
) -> None:
    ended_at = None if ended_ago is None else NOW - ended_ago
    assert goes_on_without_code(last_step_at=NOW - step_ago, ended_at=ended_at, now=NOW) is goes_on


@given(before=st.text(), words=st.text())
def test_nothing_written_before_is_taken_away(before: str, words: str) -> None:
    found = added_below(before, words)
    assert found.startswith(before)
    assert found.endswith(words)
