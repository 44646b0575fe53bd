"""What the product set out to carry, with what carries it and its test: `content/inventory.yaml`.

Exercises name what they carry themselves. A row that is not carried in whole says what it lacks, and which
part of the work it waits for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import TypeAdapter, ValidationError

from unhurried.library.documents import Document, read_document
from unhurried.library.findings import ContentError, Finding
from unhurried.library.loading import Shelf
from unhurried.library.pages import page_id

FILE: Final = "inventory.yaml"
HOW_MANY: Final = {"EX": 49, "Q": 15, "PR": 32, "PN": 15, "RO": 11, "CN": 11, "R": 40, "CF": 14}
IDS: Final = tuple(f"{kind}-{number:02}" for kind, most in HOW_MANY.items() for number in range(1, most + 1))
"""What was listed at the beginning. A row that is taken out is missed."""

OF_WORDS_ALONE: Final = ("content/", "library/")
"""Tests that read the library and open no page."""


@dataclass(frozen=True, kw_only=True)
class Row:
    name: str
    by: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    waits_for: Literal["library", "exchange", "desk", "trust"] | None = None
    lacks: str = ""

    @property
    def is_held_by_words_alone(self) -> bool:
        return all(test.startswith(OF_WORDS_ALONE) for test in self.tests)


_ROWS: Final = TypeAdapter(dict[str, Row])


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """`carriers`: by id, the exercises that say so themselves and whatever else the row names."""

    document: Document
    rows: Mapping[str, Row]
    carriers: Mapping[str, tuple[str, ...]]


def read_inventory(shelf: Shelf) -> Inventory:
    """Raises ContentError when the file cannot be read."""
    document = read_document(shelf.root / FILE, f"{shelf.root.name}/{FILE}")
    try:
        rows = _ROWS.validate_python(document.data, extra="forbid")
    except ValidationError as error:
        found = (document.finding("inventory", one["msg"], *one["loc"]) for one in error.errors())
        raise ContentError(tuple(found)) from error
    carriers = {key: (*_exercises_for(key, shelf), *row.by) for key, row in rows.items()}
    return Inventory(document=document, rows=rows, carriers=carriers)


def faults(inventory: Inventory, shelf: Shelf) -> Iterator[Finding]:
    say = inventory.document.finding
    for key in sorted(set(IDS) - inventory.rows.keys()):
        yield say("inventory", f"{key} is missing")
    for key, row in inventory.rows.items():
        for lack in _lacks(key, row, inventory.carriers[key]):
            yield say("inventory", f"{key} {lack}", key)
        for name in _dead_names(row, shelf):
            yield say("inventory", f"{key}: nothing is called {name}", key)
    yield from _unlisted(inventory, shelf)


def _dead_names(row: Row, shelf: Shelf) -> Iterator[str]:
    ids, house = _ids_of(shelf), shelf.root.parent
    yield from (name for name in row.by if name not in ids and not _is_there(house / "src/unhurried", name))
    yield from (name for name in row.tests if not _is_there(house / "tests", name))


def _unlisted(inventory: Inventory, shelf: Shelf) -> Iterator[Finding]:
    for sheet in shelf.exercises:
        for index, key in enumerate(sheet.item.carries):
            if key not in inventory.rows:
                yield sheet.document.finding("inventory", f"{key} is not in the inventory", "carries", index)


def _lacks(key: str, row: Row, carriers: tuple[str, ...]) -> Iterator[str]:
    if key not in IDS:
        yield "was never listed"
    if not carriers and not row.waits_for:
        yield "is carried by nothing"
    if carriers and not row.tests:
        yield "has no test"
    if bool(row.waits_for) != bool(row.lacks):
        yield "says what it waits for and what it lacks, or neither"


def _exercises_for(key: str, shelf: Shelf) -> list[str]:
    return [sheet.item.id for sheet in shelf.exercises if key in sheet.item.carries]


def _ids_of(shelf: Shelf) -> set[str]:
    return {
        *(sheet.item.id for sheet in shelf.worded),
        *(page_id(one) for kind in shelf.read_only for one in kind),
    }


def _is_there(folder: Path, name: str) -> bool:
    """A file, and where `::` follows, what it calls by that name."""
    place, _, inside = name.partition("::")
    file = folder / place
    if not file.is_file():
        return False
    named = rf"^\s*(?:def|class)\s+{re.escape(inside)}\b|^{re.escape(inside)}\b"
    return not inside or bool(re.search(named, file.read_text(encoding="utf-8"), re.MULTILINE))
