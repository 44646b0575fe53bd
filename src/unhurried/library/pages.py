"""Short pages in plain words, for clients and whoever thinks of becoming one. The number is the order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from unhurried.library.guides import Guide

FILE: Final = re.compile(r"[1-9]-(?P<id>[a-z]+(?:-[a-z]+)*)\.[a-z]{2}\.md")


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


def page_id(guide: Guide) -> str:
    """What the file is called between its number and its language; nothing, where it is called otherwise."""
    found = FILE.fullmatch(guide.name.rpartition("/")[2])
    return found["id"] if found else ""


def plain_pages(guides: Sequence[Guide]) -> dict[str, PlainPage]:
    """By id, in the order to read them in."""
    texts: dict[str, dict[str, Mapping[str, str]]] = {}
    for guide in guides:
        texts.setdefault(page_id(guide), {})[guide.language] = guide.texts
    return {name: PlainPage(id=name, guides=guides) for name, guides in texts.items()}
