"""What an author writes becomes exactly what the rest of the house reads."""

from datetime import date
from pathlib import Path

import pytest

from tests.library.conftest import Plant
from unhurried.core.exercises import BreathPattern
from unhurried.core.vocabulary import Audience, Level, Scope
from unhurried.library.findings import ContentError
from unhurried.library.helplines import Helpline, HelpPage
from unhurried.library.loading import load_library

WALK = "exercises/out.walk/exercise.yaml"


def test_library_holds_what_lies_in_the_folder(root: Path) -> None:
    library = load_library(root)
    assert sorted(library.exercises) == ["out.bench", "out.walk"]
    assert list(library.pathways) == ["p0-outdoors"]
    assert list(library.help) == ["GB"]


def test_library_cannot_be_changed_by_its_readers(root: Path) -> None:
    library = load_library(root)
    with pytest.raises(TypeError):
        library.exercises["out.walk"] = library.exercises["out.bench"]  # type: ignore[index]


def test_exercise_is_made_of_the_core_types(root: Path) -> None:
    walk = load_library(root).exercises["out.walk"]
    stroll = walk.phase("stroll")
    assert walk.scope is Scope.P
    assert stroll.level is Level.L0
    assert stroll.steps[1].audience is Audience.SELF
    assert stroll.steps[2].pattern == BreathPattern(breathe_in=4, breathe_out=6)
    assert walk.says("step.notice.sky") == "The sky."


def test_version_gives_a_step_its_own_length(root: Path) -> None:
    stroll = load_library(root).exercises["out.walk"].phase("stroll")
    assert [step.seconds for step in stroll.steps_of("smallest")] == [120]
    assert [step.seconds for step in stroll.steps_of("full")] == [300, 60, 60, None]


def test_missing_translation_falls_back_to_english(root: Path) -> None:
    walk = load_library(root).exercises["out.walk"]
    assert walk.says("title", "cy") == "A short walk"


def test_half_a_library_is_never_served(root: Path, plant: Plant) -> None:
    plant(WALK, "kind: timer", "kind: race")
    with pytest.raises(ContentError) as raised:
        load_library(root)
    assert [finding.path for finding in raised.value.findings] == [f"content/{WALK}"]


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "1:30", "2024-01-01", "0x1F", "1_000", "010", "1e3"]
)
def test_plain_words_stay_words(root: Path, plant: Plant, word: str) -> None:
    plant(WALK, "authors: [Ana]", f"authors: [{word}]")
    assert load_library(root).exercises["out.walk"].authors == (word,)


def helpline(last_checked: date | None) -> Helpline:
    return Helpline(kind="crisis", name="A line", about="To talk.", last_checked=last_checked)


def test_check_that_is_still_to_come_counts_as_none() -> None:
    assert not helpline(date(2030, 1, 2)).is_verified(today=date(2030, 1, 1))


def test_emergency_number_is_one_that_somebody_checked_lately() -> None:
    today, old = date(2030, 7, 1), date(2029, 1, 1)
    lines = [
        Helpline(kind=kind, name="A line", about="To talk.", phone=phone, last_checked=checked)
        for kind, phone, checked in (
            ("crisis", "1", today), ("emergency", "2", old), ("emergency", "3", None),
            ("emergency", None, today), ("emergency", "4", today), ("emergency", "5", today),
        )
    ]  # fmt: skip
    page = HelpPage(country="GB", urgent="Go.", entries=tuple(lines))
    found = page.emergency_number(today=today)
    assert found is not None and found.phone == "4"
    assert (
        HelpPage(country="GB", urgent="Go.", entries=tuple(lines[:4])).emergency_number(today=today) is None
    )


def test_helpline_nobody_checked_is_not_verified() -> None:
    assert not helpline(None).is_verified(today=date(2030, 1, 1))


def test_helpline_is_verified_for_half_a_year() -> None:
    checked = helpline(date(2030, 1, 1))
    assert checked.is_verified(today=date(2030, 7, 3))
    assert not checked.is_verified(today=date(2030, 7, 4))
