"""The order of a pathway: what is required lies earlier, and a way back leads to no more than this."""

from collections.abc import Iterator

from unhurried.core.exercises import Exercise, Pathway, PathwayItem, Phase, Requirement, Waypoint
from unhurried.core.vocabulary import Level
from unhurried.library.findings import Finding
from unhurried.library.lint.graph import circle_in
from unhurried.library.loading import Sheet, Shelf

Where = tuple[str | int, ...]
Exercises = dict[str, Exercise]


def requirements(shelf: Shelf) -> Iterator[Finding]:
    exercises = {sheet.item.id: sheet.item for sheet in shelf.exercises}
    for sheet in shelf.pathways:
        for index, item in enumerate(sheet.item.items):
            for number, one in enumerate(item.requires):
                for message in _faults_of(one, exercises, _before(sheet.item, index)):
                    yield sheet.document.finding("order", message, "items", index, "requires", number)
        yield from _circles(sheet)


def ways_back(shelf: Shelf) -> Iterator[Finding]:
    """Somebody steps back for a reason: what is reached by it lies earlier and asks for no more."""
    exercises = {sheet.item.id: sheet.item for sheet in shelf.exercises}
    for pathway in shelf.pathways:
        for index, item in enumerate(pathway.item.items):
            for message in _faults_of_way(item, exercises, _before(pathway.item, index)):
                yield pathway.document.finding("order", message, "items", index, "step_back_to")
        yield from _after_breach(pathway, exercises)
    for sheet in shelf.exercises:
        target = exercises.get(sheet.item.step_back_to or "")
        if target and target.phases[-1].level.depth > sheet.item.phases[0].level.depth:
            message = f"{target.id} goes deeper than {sheet.item.id}"
            yield sheet.document.finding("order", message, "step_back_to")
        if target and _is_for_fewer(target, sheet.item):
            message = f"{target.id} is for fewer people than {sheet.item.id}"
            yield sheet.document.finding("order", message, "step_back_to")


def _is_for_fewer(target: Exercise, own: Exercise) -> bool:
    """What is one person's alone would come before everybody who steps back."""
    return target.max_people < own.min_people


def _before(pathway: Pathway, index: int) -> frozenset[str]:
    """What may be counted on: whatever lies earlier or beside the way."""
    return frozenset([*(item.exercise for item in pathway.items[:index]), *pathway.companions])


def _faults_of(one: Requirement, exercises: Exercises, before: frozenset[str]) -> Iterator[str]:
    target = exercises.get(one.exercise)
    if target is None:
        yield f"nothing is called {one.exercise}"
        return
    if one.exercise not in before:
        yield f"{one.exercise} does not come earlier on this pathway"
    if one.phase and _phase_at(target, one) is None:
        yield f"{one.exercise} has no phase {one.phase}"
    if one.is_settled and not one.phase:
        yield "what is to be settled is one phase"
    if not (one.practices > 0 or one.is_settled or one.is_agreed):
        yield "it asks for nothing: practices, is_settled or is_agreed"


def _circles(sheet: Sheet[Pathway]) -> Iterator[Finding]:
    circle = circle_in(
        {item.exercise: tuple(one.exercise for one in item.requires) for item in sheet.item.items}
    )
    if circle:
        yield sheet.document.finding("order", f"requires go in a circle: {' → '.join(circle)}", "items")


def _faults_of_way(item: PathwayItem, exercises: Exercises, before: frozenset[str]) -> Iterator[str]:
    way, own = item.step_back_to, exercises.get(item.exercise)
    if way is None or own is None:
        return
    target = exercises.get(way.exercise)
    found = _phase_at(target, way) if target else None
    if found is None:
        yield f"there is no {way.exercise} {way.phase}".rstrip()
        return
    if way.exercise not in before:
        yield f"{way.exercise} does not come earlier on this pathway"
    if found.level.depth > own.phases[0].level.depth:
        yield f"{way.exercise} goes deeper than {item.exercise}"
    if target and _is_for_fewer(target, own):
        yield f"{way.exercise} is for fewer people than {item.exercise}"


def _after_breach(sheet: Sheet[Pathway], exercises: Exercises) -> Iterator[Finding]:
    way = sheet.item.after_limit_breach
    if way is None:
        return
    target = exercises.get(way.exercise)
    found = _phase_at(target, way) if target else None
    if found is None:
        message = f"there is no {way.exercise} {way.phase}".rstrip()
        yield sheet.document.finding("order", message, "after_limit_breach")
    elif found.level is not Level.L0:
        message = f"{way.exercise} is more than words: after a breach the way leads to L0"
        yield sheet.document.finding("order", message, "after_limit_breach")


def _phase_at(exercise: Exercise, place: Waypoint | Requirement) -> Phase | None:
    if not place.phase:
        return exercise.phases[-1]
    return next((phase for phase in exercise.phases if phase.key == place.phase), None)
