"""What the library offers: the newest published version of each exercise and pathway, and finding one."""

from collections.abc import Collection, Iterable
from typing import Final, TypeVar

from unhurried.core.exercises import Exercise, Pathway
from unhurried.core.families import LeftOut, is_left_out
from unhurried.core.finding import Sought, Words, fits, is_whole_within, leads_there, nearness, words_of
from unhurried.homework.library_items import exercise_by_digest, exercises_by_digest, pathway_by_digest
from unhurried.homework.models import LibraryItem
from unhurried.homework.standing import left_out_by
from unhurried.people.models import Client, Clinician

Shelved = tuple[LibraryItem, Exercise]
Way = tuple[LibraryItem, Pathway]
Item = TypeVar("Item", Exercise, Pathway)
_folded: Final[dict[str, Words]] = {}
"""By digest: what was published never changes."""


def _newest(kind: str) -> dict[str, LibraryItem]:
    rows = LibraryItem.objects.filter(kind=kind).defer("body").order_by("name", "published_at", "version")
    return {row.name: row for row in rows}


def exercise_items() -> list[Shelved]:
    items = _newest("exercise").values()
    exercises = exercises_by_digest([item.pk for item in items])
    return [(item, exercises[item.pk]) for item in items]


def found_among(shelf: Iterable[Shelved], sought: Sought) -> list[Shelved]:
    """What is looked for: what comes nearest to the words first, then what fits whole into the time there is.

    Else in the order of the shelf.
    """
    fitting = [(item, exercise) for item, exercise in shelf if fits(exercise, sought)]
    fitting.sort(key=lambda one: not is_whole_within(one[1], sought.minutes))
    return _nearest_first(fitting, sought)


def pathways_among(pathways: Iterable[Way], sought: Sought) -> list[Way]:
    """The same of pathways."""
    return _nearest_first(((item, one) for item, one in pathways if leads_there(one, sought)), sought)


def _nearest_first(
    fitting: Iterable[tuple[LibraryItem, Item]], sought: Sought
) -> list[tuple[LibraryItem, Item]]:
    near = ((nearness(_words(item.pk, one), sought.words), item, one) for item, one in fitting)
    found = [(place, item, one) for place, item, one in near if place is not None]
    return [(item, one) for _place, item, one in sorted(found, key=lambda row: row[0])]


def shelf_of(viewer: Clinician) -> list[Shelved]:
    """Without what the clinic does not offer, or the viewer leaves out, whoever it were for."""
    left_out = left_out_by(viewer, [])
    return [one for one in exercise_items() if not is_left_out(one[1], left_out, people=[])]


def left_out_under(viewer: Clinician, people: Collection[Client]) -> LeftOut:
    """Who leaves the erotic family out; of people, those in the viewer's care."""
    return left_out_by(viewer, [one for one in people if one.clinician_id == viewer.pk])


def _words(digest: str, item: Exercise | Pathway) -> Words:
    if digest not in _folded:
        _folded[digest] = words_of(item)
    return _folded[digest]


def pathway_items() -> list[Way]:
    return [(item, pathway_by_digest(item.pk)) for item in _newest("pathway").values()]


def exercise_item(name: str) -> Shelved | None:
    item = _newest("exercise").get(name)
    return (item, exercise_by_digest(item.pk)) if item else None


def pathway_item(name: str) -> Way | None:
    item = _newest("pathway").get(name)
    return (item, pathway_by_digest(item.pk)) if item else None
