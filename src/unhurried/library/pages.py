"""What is only read: short pages for everybody, and longer leaflets for clients. The number is the order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from unhurried.core.exercises import Source
from unhurried.library.guides import Guide

FILE: Final = re.compile(r"(?P<number>[1-9][0-9]?)-(?P<id>[a-z]+(?:-[a-z]+)*)\.[a-z]{2}\.md")
SOURCE: Final = re.compile(r"(?P<ref>.+) — (?P<what_for>.+) — (?P<tag>V2?|K|P)")


@dataclass(frozen=True, kw_only=True)
class PlainPage:
    """`id` is in the address; `title` in the browser's history; `heading` and `text` on the page alone."""

    id: str
    guides: Mapping[str, Mapping[str, str]]

    @property
    def is_draft(self) -> bool:
        """Until a clinician is named under `reviewed`."""
        return "reviewed" not in self.guides["en"]

    def says(self, key: str, language: str = "en") -> str:
        guide = self.guides.get(language, {})
        return guide[key] if key in guide else self.guides["en"][key]


@dataclass(frozen=True, kw_only=True)
class Leaflet(PlainPage):
    """A page that also says where it comes from, and which exercises it may be read beside.

    `own_words`, where it is written, stands above the reader's own words for places of their body.
    """

    @property
    def sources(self) -> tuple[Source, ...]:
        """Lines that cannot be read are left out here; the lint names them."""
        found = (source_in(line) for line in self.says("sources").splitlines())
        return tuple(source for source in found if source)

    @property
    def exercises(self) -> tuple[str, ...]:
        return tuple(self.guides["en"].get("exercises", "").split())

    @property
    def shows_own_words(self) -> bool:
        return "own_words" in self.guides["en"]


PageT = TypeVar("PageT", bound=PlainPage)


def source_in(line: str) -> Source | None:
    """`who wrote it — what for — tag`; nothing, where it is written otherwise."""
    found = SOURCE.fullmatch(line.strip())
    if found is None:
        return None
    return Source(ref=found["ref"], what_for=found["what_for"], tag=found["tag"])  # type: ignore[arg-type]


def page_id(guide: Guide) -> str:
    """What the file is called between its number and its language; nothing, where it is called otherwise."""
    found = FILE.fullmatch(guide.name.rpartition("/")[2])
    return found["id"] if found else ""


def _number(guide: Guide) -> int:
    found = FILE.fullmatch(guide.name.rpartition("/")[2])
    return int(found["number"]) if found else 0


def plain_pages(guides: Sequence[Guide], kind: type[PageT]) -> dict[str, PageT]:
    """By id, in the order to read them in."""
    texts: dict[str, dict[str, Mapping[str, str]]] = {}
    for guide in sorted(guides, key=_number):
        texts.setdefault(page_id(guide), {})[guide.language] = guide.texts
    return {name: kind(id=name, guides=guides) for name, guides in texts.items()}


def leaflets_beside(exercise: str, leaflets: Mapping[str, Leaflet]) -> list[Leaflet]:
    """Those that may be read beside an exercise, in their order."""
    return [one for one in leaflets.values() if exercise in one.exercises]
