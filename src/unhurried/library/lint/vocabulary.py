"""Ids that the rest of the house reads come from closed lists: a slip here could let a limit pass unseen."""

import re
from collections.abc import Collection, Iterator

from unhurried.core import vocabulary
from unhurried.core.exercises import Exercise, Phase
from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf

Use = tuple[Collection[str], Collection[str], *tuple[str | int, ...]]
"""The words there are, the words used, and where."""

_VERSION = re.compile(r"\d+\.\d+\.\d+")
_SEARCH_WORDS = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")
_VERSIONS = ("full", "short", "smallest", "near")


def known_words(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.exercises:
        for known, used, *where in _exercise_uses(sheet.item):
            for stranger in sorted(set(used) - set(known)):
                yield sheet.document.finding("vocabulary", f"{stranger} is not a word known here", *where)
    for pathway in shelf.pathways:
        for stranger in sorted(set(pathway.item.concerns) - set(vocabulary.CONCERNS)):
            yield pathway.document.finding("vocabulary", f"{stranger} is not a word known here", "concerns")


def version_numbers(shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.worded:
        if not _VERSION.fullmatch(sheet.item.version):
            yield sheet.document.finding("vocabulary", "a version is three numbers, as in 1.0.0", "version")


def also_called(shelf: Shelf) -> Iterator[Finding]:
    """Looked for as they stand: folded, and each once."""
    for sheet in shelf.worded:
        said = sheet.item.also_called
        for place, name in enumerate(said):
            if not _SEARCH_WORDS.fullmatch(name) or name != name.lower() or name in said[:place]:
                message = f"{name!r}: small letters and single spaces, as one looks for it, and once"
                yield sheet.document.finding("vocabulary", message, "also_called", place)


def _exercise_uses(exercise: Exercise) -> Iterator[Use]:
    yield vocabulary.CONCERNS, exercise.concerns, "concerns"
    yield vocabulary.MODALITIES, exercise.modalities, "modalities"
    yield vocabulary.ACTIVITIES, exercise.paused_meanwhile, "paused_meanwhile"
    yield vocabulary.BARRIERS, exercise.barriers, "barriers"
    yield vocabulary.ADAPTATIONS, exercise.adaptations, "adaptations"
    for moment in ("ratings_before", "ratings_after"):
        yield vocabulary.RATINGS, [asked.key for asked in getattr(exercise, moment)], moment
    for number, phase in enumerate(exercise.phases):
        yield from _phase_uses(phase, number)


def _phase_uses(phase: Phase, number: int) -> Iterator[Use]:
    yield _VERSIONS, [version.key for version in phase.versions], "phases", number, "versions"
    for index, step in enumerate(phase.steps):
        yield vocabulary.ZONES, step.zones, "phases", number, "steps", index, "zones"
        yield vocabulary.ACTIVITIES, step.activities, "phases", number, "steps", index, "activities"
        if step.roles:
            yield (
                {" + ".join(pair) for pair in vocabulary.TURN_ROLES},
                [" + ".join(step.roles)],
                "phases",
                number,
                "steps",
                index,
                "roles",
            )
