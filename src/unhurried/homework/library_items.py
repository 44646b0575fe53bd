"""Published versions as core types. They never change, so each is read once and kept by its digest."""

from functools import lru_cache

from unhurried.core.exercises import Exercise, Pathway
from unhurried.homework.models import LibraryItem
from unhurried.library.shape import from_json, pathway_from_json


@lru_cache(maxsize=512)
def exercise_by_digest(digest: str) -> Exercise:
    return from_json(LibraryItem.objects.get(pk=digest, kind="exercise").body)


def newest_exercise(name: str) -> LibraryItem | None:
    rows = LibraryItem.objects.filter(kind="exercise", name=name).defer("body")
    return rows.order_by("published_at", "version").last()


@lru_cache(maxsize=64)
def pathway_by_digest(digest: str) -> Pathway:
    return pathway_from_json(LibraryItem.objects.get(pk=digest, kind="pathway").body)
