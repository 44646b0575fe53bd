"""Who of the clinic signed which version of the library off, and what its clinicians have taken on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from unhurried.core.exercises import Exercise
from unhurried.core.signing import Version, is_taken_on, may_sign_off
from unhurried.homework.library_items import exercise_by_digest, exercises_by_digest, pathway_by_digest
from unhurried.homework.models import LibraryItem, SignOff, TakenOn
from unhurried.homework.standing import standing_of_clinician
from unhurried.people.models import Clinician


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Of one item: those of this very version, and those of earlier ones, which do not count for it."""

    standing: tuple[SignOff, ...]
    earlier: tuple[SignOff, ...]


def signed_off_in(viewer: Clinician) -> dict[str, tuple[SignOff, ...]]:
    """By digest, every signature that stands in the viewer's clinic, the first one first."""
    found: defaultdict[str, list[SignOff]] = defaultdict(list)
    for row in _standing(viewer):
        found[row.digest].append(row)
    return {digest: tuple(rows) for digest, rows in found.items()}


def version_of(item: LibraryItem) -> Version:
    return Version(kind=item.kind, name=item.name, version=item.version, digest=item.pk)


def signatures_of(viewer: Clinician, version: Version) -> Signatures:
    rows = [row for row in _standing(viewer) if (row.kind, row.name) == (version.kind, version.name)]
    return Signatures(
        standing=tuple(row for row in rows if row.digest == version.digest),
        earlier=tuple(row for row in rows if row.digest != version.digest),
    )


def _standing(viewer: Clinician) -> Sequence[SignOff]:
    rows = SignOff.objects.filter(clinic=viewer.clinic_id, taken_back_at=None)
    return list(rows.order_by("signed_at", "pk"))


def may_sign(viewer: Clinician, version: Version, *, today: date) -> bool:
    return may_sign_off(standing_of_clinician(viewer), exercises_in(version), today=today)


def exercises_in(version: Version) -> list[Exercise]:
    """The exercise, or those that the pathway leads through, in their newest versions; in a leaflet none."""
    if version.kind == LibraryItem.Kind.EXERCISE:
        return [exercise_by_digest(version.digest)]
    if version.kind != LibraryItem.Kind.PATHWAY:
        return []
    pathway = pathway_by_digest(version.digest)
    names = [*(one.exercise for one in pathway.items), *pathway.companions]
    rows = LibraryItem.objects.filter(kind=LibraryItem.Kind.EXERCISE, name__in=names).defer("body")
    newest = {row.name: row.pk for row in rows.order_by("published_at", "version")}
    return list(exercises_by_digest(list(newest.values())).values())


def asks_to_take_on(viewer: Clinician, item: LibraryItem) -> bool:
    """Whether "Read, I take this on" is still to be said of this version."""
    if not is_taken_on(exercise_by_digest(item.pk)):
        return False
    return not TakenOn.objects.filter(clinician=viewer, exercise=item).exists()
