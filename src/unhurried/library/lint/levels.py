"""What a phase of a given depth may contain, and who may give it."""

from collections.abc import Iterator

from unhurried.core.exercises import Criteria, Exercise, Phase, Step
from unhurried.core.scopes import REACH, Discipline
from unhurried.core.vocabulary import EROTIC_FAMILY, Level, Scope
from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf

_DEPTH_OF_ZONE = {
    "lips": 3, "chest": 4, "buttocks": 4, "thighs_inner": 4,
    "personal_external": 4, "anal_area": 4, "personal_internal": 6,
}  # fmt: skip
_DEPTH_OF_ACTIVITY = {
    "clothed_touch": 2, "hand_touch": 2, "lips": 3, "whole_body_touch": 3, "chest_touch": 4,
    "personal_touch": 4, "mutual_touch": 5, "oral_contact": 5, "anal_contact": 5,
    "insertion_by_partner": 6, "still_closeness": 6, "moving_closeness": 7,
}  # fmt: skip
_SOLO_DEPTH = {
    "own_touch": 1, "chest": 2, "buttocks": 2, "thighs_inner": 2, "personal_external": 2, "anal_area": 2,
    "personal_internal": 3, "insertion_solo": 3,
}  # fmt: skip


def limits(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.exercises:
        for number, phase in enumerate(sheet.item.phases):
            for message in _breaches(sheet.item, phase):
                yield sheet.document.finding("level", f"{phase.key}: {message}", "phases", number, "level")


def _breaches(exercise: Exercise, phase: Phase) -> Iterator[str]:
    level = phase.level
    if level.depth == 0 and exercise.family != EROTIC_FAMILY and phase.settled_when != Criteria():
        yield f"{level} is always open and has no criteria"
    if level not in REACH[Discipline.COACH].levels and exercise.scope < Scope.SS:
        yield f"{level} asks for a scope of SS or IT"
    if level.is_solo and exercise.max_people > 1:
        yield f"{level} is for one person"
    for step in phase.steps:
        if step.roles and exercise.min_people < 2:
            yield f"turns need two people or more ({step.key})"
        for part in sorted(step.zones | step.activities):
            if _depth_needed(part, step, level) > level.depth:
                yield f"{part} does not belong in {level} ({step.key})"


def _depth_needed(part: str, step: Step, level: Level) -> int:
    if level.is_solo:
        return _SOLO_DEPTH.get(part, 1 if part in step.zones else 0)
    return _DEPTH_OF_ZONE.get(part) or _DEPTH_OF_ACTIVITY.get(part) or (2 if part in step.zones else 0)
