"""Who signs a version of the library off, and what is taken on before it is first given.

A signature is of one version, by its digest: whatever changes in it, in any language, has none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from unhurried.core.exercises import Exercise
from unhurried.core.scopes import REACH, Standing, licence_gaps, may_assign
from unhurried.core.vocabulary import Scope

TAKEN_ON_FROM: Final = 3
"""Touch together this near, anywhere in the exercise."""


@dataclass(frozen=True, kw_only=True)
class Version:
    """What is signed: an exercise, a pathway or a leaflet as it stands, word for word."""

    kind: str
    name: str
    version: str
    digest: str


def may_sign_off(standing: Standing, exercises: Iterable[Exercise], *, today: date) -> bool:
    """Whoever holds a licence in force, and may give all of it themselves.

    A pathway is all its exercises; a leaflet, which is only read, has none.
    """
    is_licensed = REACH[standing.discipline].needs_licence and not licence_gaps(
        standing, regions=(), today=today
    )
    return is_licensed and all(_may_give(standing, exercise, today) for exercise in exercises)


def _may_give(standing: Standing, exercise: Exercise, today: date) -> bool:
    levels = {phase.level for phase in exercise.phases}
    return all(
        may_assign(standing, exercise, level, on_file=(), regions=(), today=today).is_given
        for level in levels
    )


def is_taken_on(exercise: Exercise) -> bool:
    """Whether a clinician says once, for this version, "Read, I take this on" before they first give it."""
    levels = (phase.level for phase in exercise.phases)
    is_near = any(level.is_joint_touch and level.depth >= TAKEN_ON_FROM for level in levels)
    return is_near or exercise.scope is Scope.IT
