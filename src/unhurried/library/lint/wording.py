"""The house's way of speaking, for everything a client reads. Words for the clinician may be professional."""

from collections.abc import Iterator
from itertools import chain

from unhurried.core.wording import findings_in, reading_age
from unhurried.library.findings import Finding
from unhurried.library.guides import Guide
from unhurried.library.loading import Shelf

OLDEST_READER = 12
_PROFESSIONAL = ("for_clinician", "contraindication.", "sources")


def kind(shelf: Shelf) -> Iterator[Finding]:
    for guide in _english(shelf):
        for key, text in _for_clients(guide):
            for found in findings_in(text):
                line = guide.lines[key] + found.line
                yield Finding(guide.name, line, "wording", f"“{found.word}” in `{key}`; say: {found.instead}")


def easy(shelf: Shelf) -> Iterator[Finding]:
    for guide in _english(shelf):
        age = reading_age("\n\n".join(text for _, text in _for_clients(guide)))
        if age > OLDEST_READER:
            yield guide.finding("wording", f"reads like a text for age {age:.0f}; shorten the sentences")


def _english(shelf: Shelf) -> Iterator[Guide]:
    for sheet in shelf.worded:
        yield from (guide for guide in sheet.guides if guide.language == "en")
    yield from (guide for guide in chain(*shelf.read_only) if guide.language == "en")


def _for_clients(guide: Guide) -> Iterator[tuple[str, str]]:
    return ((key, text) for key, text in guide.texts.items() if not key.startswith(_PROFESSIONAL))
