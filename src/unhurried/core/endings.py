"""What stays usable when care ends, and nobody hears any more what happens in a practice."""

from unhurried.core.exercises import Exercise


def stays_usable(exercise: Exercise, phase: str) -> bool:
    """Words, and what one does alone. What needs everybody waits for a release, and ends with the care."""
    return not exercise.needs_everyone(phase)
