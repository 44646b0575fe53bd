"""Texts call an exercise or a pathway by its title: an id is for files, and tells a reader nothing."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final

from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf

_LISTS_IDS: Final = "exercises"
"""Where a leaflet lists what it may be read beside."""


def by_title(shelf: Shelf) -> Iterator[Finding]:
    ids = sorted(shelf.planned | {sheet.item.id for sheet in shelf.worded}, key=len, reverse=True)
    if not ids:
        return
    named = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])")
    for guide in (*(one for sheet in shelf.worded for one in sheet.guides), *chain(*shelf.read_only)):
        for key, text in guide.texts.items():
            if key == _LISTS_IDS:
                continue
            for number, line in enumerate(text.splitlines()):
                for found in named.findall(line):
                    message = f"“{found}” in `{key}` is an id; say its title"
                    yield Finding(guide.name, guide.lines[key] + 1 + number, "title", message)
