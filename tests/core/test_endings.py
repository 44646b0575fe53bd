"""What stays usable when care ends, over every phase of every published exercise."""

import pytest

from tests.promises.stage import LIBRARY
from unhurried.core.endings import stays_usable
from unhurried.core.exercises import Exercise, Phase
from unhurried.core.vocabulary import EROTIC_FAMILY

PHASES = [(one, phase) for one in LIBRARY.exercises.values() for phase in one.phases]
IDS = [f"{one.id}/{phase.key}" for one, phase in PHASES]


@pytest.mark.parametrize(("exercise", "phase"), PHASES, ids=IDS)
def test_only_words_and_what_is_solo_stay(exercise: Exercise, phase: Phase) -> None:
    is_erotic_together = exercise.family == EROTIC_FAMILY and exercise.min_people > 1
    stays = stays_usable(exercise, phase.key)
    assert stays is (not phase.level.is_joint_touch and not is_erotic_together)


def test_library_holds_each_kind() -> None:
    """The planted faults: to keep everything, or nothing, differs somewhere from what is kept."""
    without_touch = [(one, phase) for one, phase in PHASES if not phase.level.is_joint_touch]
    assert {stays_usable(one, phase.key) for one, phase in without_touch} == {True, False}
