"""What points to what: nothing into the void, nothing in a circle, and every pathway comes to an end."""

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from unhurried.core.exercises import Exercise, Pathway
from unhurried.library.findings import Finding
from unhurried.library.loading import Sheet, Shelf

REST = "rest"
"""A barrier may answer with no exercise at all."""


def ids(shelf: Shelf) -> Iterator[Finding]:
    """Folder = id, so that a therapist finds an exercise without a search."""
    for sheet in shelf.worded:
        if sheet.folder.name != sheet.item.id:
            yield sheet.document.finding("id", f"the folder is called {sheet.folder.name}", "id")
    for page in shelf.help:
        if page.document.name.rpartition("/")[2] != f"{page.item.country.lower()}.yaml":
            yield page.document.finding("id", f"the file of {page.item.country} has another name", "country")


def references(shelf: Shelf) -> Iterator[Finding]:
    known = shelf.planned | {sheet.item.id for sheet in shelf.worded}
    for sheet in shelf.exercises:
        for target, *where in _exercise_targets(sheet.item):
            if target not in known:
                yield sheet.document.finding("graph", f"nothing is called {target}", *where)
        yield from _unknown_versions(sheet)
    for pathway in shelf.pathways:
        for target, *where in _pathway_targets(pathway.item):
            if target not in known:
                yield pathway.document.finding("graph", f"nothing is called {target}", *where)
        yield from _unknown_phases(shelf, pathway)


def circles(shelf: Shelf) -> Iterator[Finding]:
    """Two exercises that each wait for the other would never open."""
    exercises = {sheet.item.id: sheet for sheet in shelf.exercises}
    back = {key: (sheet.item.step_back_to,) for key, sheet in exercises.items() if sheet.item.step_back_to}
    waits = {key: sheet.item.prerequisites for key, sheet in exercises.items()}
    for name, circle in (("prerequisites", circle_in(waits)), ("step_back_to", circle_in(back))):
        for start in circle[:1]:
            message = f"{name} go in a circle: {' → '.join(circle)}"
            yield exercises[start].document.finding("graph", message, name)


def endings(shelf: Shelf) -> Iterator[Finding]:
    """Whoever starts a pathway can come to its end: it has a beginning and no item waits for itself."""
    for sheet in shelf.pathways:
        items = sheet.item.items
        own = {item.exercise for item in items}
        for index, item in enumerate(items):
            for before in set(item.after) - own:
                yield sheet.document.finding(
                    "graph", f"{before} is not on this pathway", "items", index, "after"
                )
        circle = circle_in({item.exercise: item.after for item in items})
        if not items or circle:
            yield sheet.document.finding(
                "graph", f"it does not end: {' → '.join(circle) or 'no items'}", "items"
            )


def _exercise_targets(exercise: Exercise) -> Iterator[tuple[str, *tuple[str | int, ...]]]:
    for index, target in enumerate(exercise.prerequisites):
        yield target, "prerequisites", index
    if exercise.step_back_to:
        yield exercise.step_back_to, "step_back_to"
    if exercise.solo_variant:
        yield exercise.solo_variant, "solo_variant"
    shapes = {version.key for phase in exercise.phases for version in phase.versions}
    for code, target in exercise.barriers.items():
        if target not in shapes | {REST}:
            yield target, "barriers", code


def _pathway_targets(pathway: Pathway) -> Iterator[tuple[str, *tuple[str | int, ...]]]:
    for index, item in enumerate(pathway.items):
        yield item.exercise, "items", index, "exercise"
    for index, companion in enumerate(pathway.companions):
        yield companion, "companions", index
    if pathway.solo_variant:
        yield pathway.solo_variant, "solo_variant"


def _unknown_versions(sheet: Sheet[Exercise]) -> Iterator[Finding]:
    for number, phase in enumerate(sheet.item.phases):
        steps = {step.key for step in phase.steps}
        for index, version in enumerate(phase.versions):
            where = ("phases", number, "versions", index)
            for missing in sorted({*version.steps, *version.seconds} - steps):
                yield sheet.document.finding("graph", f"no step is called {missing}", *where)
        kept = {key for version in phase.versions for key in version.steps}
        for index, step in enumerate(phase.steps):
            if step.key not in kept:
                yield sheet.document.finding(
                    "graph", f"no version keeps {step.key}", "phases", number, "steps", index
                )


def _unknown_phases(shelf: Shelf, sheet: Sheet[Pathway]) -> Iterator[Finding]:
    phases = {known.item.id: {phase.key for phase in known.item.phases} for known in shelf.exercises}
    for index, item in enumerate(sheet.item.items):
        if item.exercise in phases and item.phase not in phases[item.exercise]:
            yield sheet.document.finding(
                "graph", f"{item.exercise} has no phase {item.phase}", "items", index, "phase"
            )


def circle_in(edges: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    try:
        TopologicalSorter(edges).prepare()
    except CycleError as error:
        return tuple(error.args[1])
    return ()
