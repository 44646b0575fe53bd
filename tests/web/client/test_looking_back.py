"""What a person finds again, from the shipped exercises and their own words."""

from types import SimpleNamespace

import pytest

from unhurried.core.exercises import Exercise
from unhurried.library.loading import load_library
from unhurried.library.place import content_root
from unhurried.web.client.looking_back import (
    answered_in,
    feeling_shift,
    rating_shifts,
    single_ratings,
    words_after,
)

EXERCISES = load_library(content_root()).exercises


def note(words: str, audience: str = "clinician") -> SimpleNamespace:
    return SimpleNamespace(words=words, audience=audience, practice_id=None)


def asked(exercise: Exercise, notes: dict[str, SimpleNamespace]) -> list[tuple[str, str]]:
    practice = SimpleNamespace(phase=exercise.phases[0].key)
    return [(one.question, one.words) for one in answered_in(exercise, practice, notes)]  # type: ignore[arg-type]


def test_answers_stand_in_the_order_in_which_they_were_asked() -> None:
    notes = {
        "prompt.learned": note("Later."),
        "feeling.feeling": note("Dread"),
        "situation.situation": note("Home."),
    }
    assert [words for _question, words in asked(EXERCISES["cbt.thought-record"], notes)] == [
        "Home.",
        "Dread",
        "Later.",
    ]


def test_marks_on_the_map_are_told_in_words() -> None:
    notes = {"mark.map.hands": note("not_now", "self")}
    assert asked(EXERCISES["bod.body-map"], notes) == [("Hands", "Not for now")]


@pytest.mark.parametrize("missing", ["feeling.feeling_before", "again.feeling_after"])
def test_feeling_noted_on_one_side_has_not_moved(missing: str) -> None:
    notes = {"feeling.feeling_before": note("70"), "again.feeling_after": note("0")}
    moved = feeling_shift("", notes)
    assert moved is not None
    assert (moved.before, moved.after) == (70, 0)
    del notes[missing]
    assert feeling_shift("", notes) is None


def test_number_stands_either_as_a_shift_or_alone() -> None:
    ratings = {("before", "tension"): 6, ("after", "tension"): 0, ("after", "ease"): 4}
    exercise = EXERCISES["min.breath"]
    assert [(one.before, one.after, one.top) for one in rating_shifts(exercise, ratings)] == [(6, 0, 10)]
    assert [said for _label, said in single_ratings(exercise, ratings)] == ["4 of 10"]


def test_first_words_after_a_practice_are_quoted_and_its_steps_are_not() -> None:
    exercise = EXERCISES["cbt.thought-record"]
    assert (
        words_after(exercise, {"prompt.again_thought": note("Before."), "thought.thought": note("It will")})
        == "Before."
    )
    assert words_after(exercise, {"thought.thought": note("It will")}) == ""
