"""What stays usable when care ends, over every phase of every published exercise."""

import pytest

from tests.promises.stage import LIBRARY
from unhurried.core.endings import stays_usable
from unhurried.core.exercises import Exercise, Phase
from unhurried.core.gates import EROTIC_FAMILY

PHASES = [(one, phase) for one in LIBRARY.exercises.values() for phase in one.phases]
IDS = [f"{one.id}/{phase.key}" for one, phase in PHASES]


@pytest.mark.parametrize(("exercise", "phase"), PHASES, ids=IDS)
@pytest.mark.parametrize("is_for_one", [True, False])
def test_only_words_and_what_is_solo_stay(exercise: Exercise, phase: Phase, is_for_one: bool) -> None:
    waits = exercise.family == EROTIC_FAMILY and not is_for_one
    stays = stays_usable(exercise, phase.key, is_for_one=is_for_one)
    assert stays is (not phase.level.is_joint_touch and not waits)


def test_library_holds_each_kind() -> None:
    """The planted faults: to keep everything, or nothing, differs somewhere from what is kept."""
    kept = {stays_usable(one, phase.key, is_for_one=False) for one, phase in PHASES}
    moved = [
        one.id
        for one, phase in PHASES
        if stays_usable(one, phase.key, is_for_one=True) != stays_usable(one, phase.key, is_for_one=False)
    ]
    assert kept == {True, False}
    assert moved != []
