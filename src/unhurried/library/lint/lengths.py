"""Steps that can be shown, in the time that was promised, with something small for a tired day."""

from collections.abc import Iterator

from unhurried.core.exercises import FieldKind, Phase, Step, StepKind
from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf

SMALLEST_MINUTES = 10
FEWEST_IN_TURNS = 2
"""A version's minutes are those of two people; with a third, each turn comes round once more."""
_TIMED = frozenset({StepKind.TIMER, StepKind.BREATH, StepKind.SCAN, StepKind.REST})
_BETWEEN_PEOPLE = frozenset({StepKind.READ, StepKind.TIMER, StepKind.REST})
_CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.ZONES})


def steps_whole(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.exercises:
        for number, phase in enumerate(sheet.item.phases):
            for index, step in enumerate(phase.steps):
                for lack in _lacks(step):
                    yield sheet.document.finding(
                        "step", f"{step.key} {lack}", "phases", number, "steps", index
                    )


def shared_screens(shelf: Shelf) -> Iterator[Finding]:
    """What several people have before them shows words and time; it takes down nothing that one says."""
    for sheet in shelf.exercises:
        for number, phase in enumerate(sheet.item.phases if sheet.item.is_joint else ()):
            for index, step in enumerate(phase.steps):
                if step.kind not in _BETWEEN_PEOPLE:
                    message = f"{step.key} is for one person alone ({step.kind})"
                    yield sheet.document.finding("step", message, "phases", number, "steps", index)


def words_shown(shelf: Shelf) -> Iterator[Finding]:
    """What a step shows again was written before it; of an earlier phase, only what goes on."""
    for sheet in shelf.exercises:
        earlier: dict[str, Step] = {}
        for number, phase in enumerate(sheet.item.phases):
            earlier = {key: step for key, step in earlier.items() if step.goes_on}
            for index, step in enumerate(phase.steps):
                for key in step.shows:
                    if key not in earlier:
                        message = f"{step.key} shows {key}, in which nothing was written before"
                        yield sheet.document.finding("step", message, "phases", number, "steps", index)
                if step.fields:
                    earlier[step.key] = step


def versions_fit(shelf: Shelf) -> Iterator[Finding]:
    """A version lasts no longer than it says: somebody planned their evening around it."""
    for sheet in shelf.exercises:
        for number, phase in enumerate(sheet.item.phases):
            for index, version in enumerate(phase.versions):
                timed = _timed_seconds(phase, version.key)
                if timed > version.minutes * 60:
                    message = f"{version.key} is said to last {version.minutes} min; its steps take {timed} s"
                    yield sheet.document.finding("length", message, "phases", number, "versions", index)


def smallest(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.exercises:
        for number, phase in enumerate(sheet.item.phases):
            if min((version.minutes for version in phase.versions), default=0) > SMALLEST_MINUTES:
                message = f"no version lasts {SMALLEST_MINUTES} minutes or less"
                yield sheet.document.finding("length", message, "phases", number, "versions")
            if not any(version.key == "full" for version in phase.versions):
                yield sheet.document.finding("length", "there is no `full` version", "phases", number)


def _lacks(step: Step) -> Iterator[str]:
    if step.goes_on and not step.fields:
        yield "goes on from time to time, and nothing is written in it"
    if step.kind in _TIMED and not step.seconds:
        yield "has no seconds"
    if (step.kind is StepKind.BREATH) != (step.pattern is not None):
        yield "needs a pattern if it is breath, and only then"
    if (step.kind is StepKind.SCAN) != bool(step.areas):
        yield "needs areas if it is a scan, and only then"
    if (step.kind is StepKind.WRITE) != bool(step.fields):
        yield "needs fields if there is writing, and only then"
    for field in step.fields:
        if (field.kind in _CHOSEN) != bool(field.options):
            yield f"needs options for {field.key} if it is a choice or a map, and only then"


def _timed_seconds(phase: Phase, version_key: str) -> int:
    keys = {step.key for step in phase.steps}
    version = next(version for version in phase.versions if version.key == version_key)
    if not keys.issuperset(version.steps):
        return 0
    return sum(
        (step.seconds or 0) * (FEWEST_IN_TURNS if step.roles else 1) for step in phase.steps_of(version_key)
    )
