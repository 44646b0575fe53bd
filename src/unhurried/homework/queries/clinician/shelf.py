"""What the library offers: the newest published version of each exercise and pathway."""

from unhurried.core.exercises import Exercise, Pathway
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import LibraryItem


def _newest(kind: str) -> dict[str, LibraryItem]:
    rows = LibraryItem.objects.filter(kind=kind).defer("body").order_by("name", "published_at", "version")
    return {row.name: row for row in rows}


def exercise_items() -> list[tuple[LibraryItem, Exercise]]:
    return [(item, exercise_by_digest(item.pk)) for item in _newest("exercise").values()]


def pathway_items() -> list[tuple[LibraryItem, Pathway]]:
    return [(item, pathway_by_digest(item.pk)) for item in _newest("pathway").values()]


def exercise_item(name: str) -> tuple[LibraryItem, Exercise] | None:
    item = _newest("exercise").get(name)
    return (item, exercise_by_digest(item.pk)) if item else None


def pathway_item(name: str) -> tuple[LibraryItem, Pathway] | None:
    item = _newest("pathway").get(name)
    return (item, pathway_by_digest(item.pk)) if item else None
