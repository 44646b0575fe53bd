"""Published versions as core types. They never change, so each is read once and kept by its digest."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from unhurried.core.exercises import Exercise, Pathway
from unhurried.homework.models import LibraryItem
from unhurried.library.shape import from_json, pathway_from_json

_read: Final[dict[str, Exercise]] = {}
"""No more than were ever published."""


def exercise_by_digest(digest: str) -> Exercise:
    if digest not in _read:
        _read[digest] = from_json(LibraryItem.objects.get(pk=digest, kind="exercise").body)
    return _read[digest]


def exercises_by_digest(digests: Collection[str]) -> Mapping[str, Exercise]:
    """All of these, with one query for whatever has not been read yet."""
    unread = [digest for digest in digests if digest not in _read]
    for row in LibraryItem.objects.filter(pk__in=unread, kind="exercise") if unread else ():
        _read[row.pk] = from_json(row.body)
    return {digest: _read[digest] for digest in digests}


def newest_exercise(name: str) -> LibraryItem | None:
    rows = LibraryItem.objects.filter(kind="exercise", name=name).defer("body")
    return rows.order_by("published_at", "version").last()


@lru_cache(maxsize=64)
def pathway_by_digest(digest: str) -> Pathway:
    return pathway_from_json(LibraryItem.objects.get(pk=digest, kind="pathway").body)
