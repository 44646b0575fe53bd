"""What the library offers: the newest published version of each exercise and pathway, and finding one."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.families import LeftOut, is_left_out
from unhurried.core.finding import Sought, Words, fits, nearness, words_of
from unhurried.homework.library_items import exercise_by_digest, exercises_by_digest, pathway_by_digest
from unhurried.homework.models import LibraryItem
from unhurried.homework.standing import left_out_by
from unhurried.people.models import Client, Clinician

Shelved = tuple[LibraryItem, Exercise]


def _newest(kind: str) -> dict[str, LibraryItem]:
    rows = LibraryItem.objects.filter(kind=kind).defer("body").order_by("name", "published_at", "version")
    return {row.name: row for row in rows}


def exercise_items() -> list[Shelved]:
    items = _newest("exercise").values()
    exercises = exercises_by_digest([item.pk for item in items])
    return [(item, exercises[item.pk]) for item in items]


def found_among(shelf: Iterable[Shelved], sought: Sought) -> list[Shelved]:
    """What is looked for, what comes nearest to the words first; else in the order of the shelf."""
    fitting = ((item, exercise) for item, exercise in shelf if fits(exercise, sought))
    near = ((nearness(_words(item.pk), sought.words), item, exercise) for item, exercise in fitting)
    found = [(place, item, exercise) for place, item, exercise in near if place is not None]
    return [(item, exercise) for _place, item, exercise in sorted(found, key=lambda one: one[0])]


def shelf_of(viewer: Clinician) -> list[Shelved]:
    """Without what the clinic does not offer, or the viewer leaves out, whoever it were for."""
    left_out = left_out_by(viewer, [])
    return [one for one in exercise_items() if not is_left_out(one[1], left_out, people=[])]


def left_out_under(viewer: Clinician, people: Collection[Client]) -> LeftOut:
    """Who leaves the erotic family out; of people, those in the viewer's care."""
    return left_out_by(viewer, [one for one in people if one.clinician_id == viewer.pk])


@lru_cache(maxsize=512)
def _words(digest: str) -> Words:
    return words_of(exercise_by_digest(digest))


def pathway_items() -> list[tuple[LibraryItem, Pathway]]:
    return [(item, pathway_by_digest(item.pk)) for item in _newest("pathway").values()]


def exercise_item(name: str) -> Shelved | None:
    item = _newest("exercise").get(name)
    return (item, exercise_by_digest(item.pk)) if item else None


def pathway_item(name: str) -> tuple[LibraryItem, Pathway] | None:
    item = _newest("pathway").get(name)
    return (item, pathway_by_digest(item.pk)) if item else None
