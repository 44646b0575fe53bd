"""Published text is never changed, only followed by a new version: somebody agreed to the old one."""

import json
from collections.abc import Iterator
from pathlib import Path

from unhurried.core.exercises import Exercise, Pathway
from unhurried.library.findings import Finding
from unhurried.library.loading import Shelf
from unhurried.library.shape import digest_of

REGISTER = "published.json"


def unchanged(shelf: Shelf) -> Iterator[Finding]:
    register = read_register(shelf.root)
    for sheet in shelf.worded:
        known = register.get(name_of(sheet.item))
        if known is not None and known != digest_of(sheet.item):
            message = f"{name_of(sheet.item)} is published and reads differently now: raise the version"
            yield sheet.document.finding("published", message, "version")


def name_of(item: Exercise | Pathway) -> str:
    return f"{item.id}@{item.version}"


def read_register(root: Path) -> dict[str, str]:
    """`id@version` → digest, of everything that was ever published."""
    path = root / REGISTER
    register: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return register
