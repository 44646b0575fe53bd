"""A leaflet tells where its facts come from, and points to exercises that are there."""

from collections.abc import Iterator

from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf
from unhurried.library.pages import source_in


def sources(shelf: Shelf) -> Iterator[Finding]:
    for guide in shelf.leaflets:
        for line in filter(str.strip, guide.texts.get("sources", "").splitlines()):
            if source_in(line) is None:
                message = f"a source reads “who — what for — V, V2, K or P”, and not “{line.strip()[:40]}”"
                yield guide.finding("source", message, "sources")


def beside(shelf: Shelf) -> Iterator[Finding]:
    known = shelf.planned | {sheet.item.id for sheet in shelf.exercises}
    for guide in shelf.leaflets:
        for exercise in guide.texts.get("exercises", "").split():
            if exercise not in known:
                yield guide.finding("graph", f"nothing is called {exercise}", "exercises")
