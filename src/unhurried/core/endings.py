"""What stays usable when care ends, and nobody hears any more what happens in a practice."""

from unhurried.core.exercises import Exercise
from unhurried.core.gates import EROTIC_FAMILY


def stays_usable(exercise: Exercise, phase: str, *, is_for_one: bool) -> bool:
    """Words, and what one does alone. Touch together, and what waits for a release, ends with the care."""
    is_touch = exercise.phase(phase).level.is_joint_touch
    return not is_touch and (is_for_one or exercise.family != EROTIC_FAMILY)
