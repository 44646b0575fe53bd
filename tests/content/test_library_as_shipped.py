"""What this repository ships to read or do."""

import re
from datetime import date

import pytest

from unhurried.core.exercises import Exercise, FieldKind
from unhurried.core.vocabulary import Audience
from unhurried.library.lint import lint
from unhurried.library.lint.published import name_of, read_register
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

LIBRARY = load_library(content_root())
EXERCISES = pytest.mark.parametrize("exercise", LIBRARY.exercises.values(), ids=lambda exercise: exercise.id)


def test_shipped_content_is_clean() -> None:
    assert lint(content_root()) == []


def test_shipped_versions_are_in_the_register() -> None:
    shipped = {name_of(item) for item in (*LIBRARY.exercises.values(), *LIBRARY.pathways.values())}
    assert shipped <= read_register(content_root()).keys()


def test_solo_pathway_needs_nobody_else() -> None:
    solo = LIBRARY.pathways["p9-solo"]
    given = [*(item.exercise for item in solo.items), *solo.companions]
    assert (solo.min_people, solo.max_people) == (1, 1)
    assert {LIBRARY.exercises[key].min_people for key in given} == {1}


@EXERCISES
def test_exercise_meets_bodies_and_lives_that_differ(exercise: Exercise) -> None:
    assert len(exercise.adaptations) >= 6
    assert {"other", "did_not_want_to"} <= exercise.barriers.keys()


@EXERCISES
def test_exercise_says_where_it_comes_from(exercise: Exercise) -> None:
    assert exercise.sources
    assert exercise.carries


@EXERCISES
def test_every_guide_says_that_one_can_stop(exercise: Exercise) -> None:
    assert re.search(r"\bstop\b", exercise.says("permission"))


@EXERCISES
def test_writing_and_notes_are_never_open_to_the_relationship_by_default(exercise: Exercise) -> None:
    steps = [step for phase in exercise.phases for step in phase.steps]
    audiences = {step.audience for step in steps} | {prompt.audience for prompt in exercise.prompts}
    assert Audience.RELATIONSHIP not in audiences


@pytest.mark.parametrize("key", ["bod.body-map", "des.fantasy-journal"])
def test_most_private_writing_is_for_its_author_alone(key: str) -> None:
    written = [step for phase in LIBRARY.exercises[key].phases for step in phase.steps if step.fields]
    assert {step.audience for step in written} == {Audience.SELF}


def test_body_map_marks_zones_in_four_ways() -> None:
    fields = [field for step in LIBRARY.exercises["bod.body-map"].phase("map").steps for field in step.fields]
    assert {field.options for field in fields if field.kind is FieldKind.ZONES} == {
        ("good", "neutral", "uncomfortable", "not_now")
    }


def test_thought_record_asks_the_feeling_on_both_sides() -> None:
    record = LIBRARY.exercises["cbt.thought-record"].phase("record")
    for version in ("full", "short"):
        keys = [field.key for step in record.steps_of(version) for field in step.fields]
        assert keys.index("feeling_before") < keys.index("feeling_after")


def test_no_helpline_is_shown_as_verified_before_somebody_checks_it() -> None:
    entries = [entry for page in LIBRARY.help.values() for entry in page.entries]
    assert not [entry for entry in entries if entry.is_verified(today=date(2000, 1, 1))]
    assert {entry.last_checked for entry in entries} == {None}


def test_only_emergency_numbers_are_shipped() -> None:
    numbers = {entry.phone for page in LIBRARY.help.values() for entry in page.entries if entry.phone}
    assert numbers == {"112", "911", "999"}
