"""Notes read back in the exercise's own words and order, and a check that is too old says so."""

from datetime import date, timedelta

import pytest

from unhurried.core.exercises import Exercise
from unhurried.core.vocabulary import BARRIERS, RATINGS, ZONES
from unhurried.library.helplines import CHECK_HOLDS
from unhurried.library.loading import load_library
from unhurried.library.place import content_root
from unhurried.web.words import (
    BARRIER_LABELS,
    RATING_LABELS,
    ZONE_LABELS,
    check_words,
    note_label,
    note_lines,
    note_words,
    shifts_in,
    unchecked_words,
)

TODAY = date(2027, 3, 1)
RECORD = {
    "again.feeling_after": "35",
    "prompt.learned": "New.",
    "feeling.feeling_before": "60",
    "situation.situation": "Before sleep.",
}


@pytest.fixture(scope="module")
def thoughts() -> Exercise:
    return load_library(content_root()).exercises["cbt.thought-record"]


@pytest.fixture(scope="module")
def body_map() -> Exercise:
    return load_library(content_root()).exercises["bod.body-map"]


def test_notes_come_in_the_order_the_exercise_asks(thoughts: Exercise) -> None:
    asked = ["situation.situation", "feeling.feeling_before", "again.feeling_after", "prompt.learned"]
    lines = note_lines(thoughts, RECORD)
    assert [line.label for line in lines] == [note_label(thoughts, key) for key in asked]
    assert [line.words for line in lines] == [RECORD[key] for key in asked]


def test_a_zone_stands_under_its_own_name(body_map: Exercise) -> None:
    (line,) = note_lines(body_map, {"mark.map.hands": "good"})
    assert (line.label, line.words) == ("Hands", body_map.says("field.map.good"))


def test_words_that_look_like_an_option_elsewhere_stay_as_written(body_map: Exercise) -> None:
    assert note_words(body_map, "words.words_mine", "good") == "good"


def test_a_shift_needs_both_marks(thoughts: Exercise) -> None:
    (shift,) = shifts_in(thoughts, RECORD)
    assert (shift.before, shift.after, shift.top) == (60, 35, 100)
    assert shifts_in(thoughts, {"feeling.feeling_before": "60"}) == []


def test_a_mark_that_is_no_number_draws_nothing(thoughts: Exercise) -> None:
    assert shifts_in(thoughts, RECORD | {"again.feeling_after": "less"}) == []


@pytest.mark.parametrize("days", [0, 1, CHECK_HOLDS.days])
def test_a_fresh_check_says_its_day(days: int) -> None:
    words = check_words(TODAY - timedelta(days=days), today=TODAY)
    assert words.startswith("Checked on")


@pytest.mark.parametrize(
    "checked_on", [None, TODAY - CHECK_HOLDS - timedelta(days=1), TODAY + timedelta(days=1)]
)
def test_no_check_an_old_one_and_one_to_come_are_not_verified(checked_on: date | None) -> None:
    assert check_words(checked_on, today=TODAY).startswith("Not verified")


def test_what_the_mark_means_is_said_once_where_it_stands_at_all() -> None:
    fresh, stale = TODAY - CHECK_HOLDS, TODAY - CHECK_HOLDS - timedelta(days=1)
    told = [unchecked_words(days, today=TODAY) for days in ([fresh], [fresh, stale], [None, stale])]
    assert [words.partition(" means")[0] for words in told] == ["", "“Not verified”", "“Not verified”"]


def test_everything_that_can_be_named_has_words() -> None:
    named = [set(ZONE_LABELS), set(BARRIER_LABELS), set(RATING_LABELS)]
    assert named == [set(ZONES), set(BARRIERS), set(RATINGS)]
