"""What is offered instead of something that does not open: the gentlest first, and nothing that goes far."""

from collections.abc import Iterable
from typing import TypeVar

from unhurried.core.exercises import Exercise
from unhurried.core.ladders import LADDER_FAMILY
from unhurried.core.vocabulary import Scope

Given = TypeVar("Given")


def gentlest_first(found: Iterable[tuple[Given, Exercise]]) -> list[tuple[Given, Exercise]]:
    """By level, then by how little time it takes. It follows what is published, and nothing of anybody."""
    return sorted((one for one in found if is_gentle(one[1])), key=lambda one: _reach_of(one[1]))


def is_gentle(exercise: Exercise) -> bool:
    """Not what a therapist gives step by step: intensive therapy, or a ladder of insertion."""
    return exercise.scope < Scope.IT and exercise.family != LADDER_FAMILY


def _reach_of(exercise: Exercise) -> tuple[int, int]:
    return exercise.phases[0].level.depth, exercise.dosage.minutes[0]
