from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import over
from unhurried.homework.going_on import notes_going_on
from unhurried.homework.models import Assignment, Note, Practice, Rating
from unhurried.homework.queries.client.today import JUST_NOW
from unhurried.people.models import Client
from unhurried.people.queries import seen


def practice_for(viewer: Client, practice_id: UUID, *, now: datetime) -> Practice | None:
    rows = _taken_part(viewer, now).filter(pk=practice_id)
    related = ("assignment__relationship", "assignment__plan__episode__clinician", "occasion")
    return rows.select_related(*related).first()


def _taken_part(viewer: Client, now: datetime) -> "QuerySet[Practice]":
    """Begun by oneself for oneself, or an evening together, whoever's phone it was begun on."""
    seat = "assignment__relationship__participations__"
    here = Q(seen(now, through=seat), **{f"{seat}client": viewer})
    together = Practice.objects.filter(here, occasion__isnull=False)
    return Practice.objects.filter(Q(begun_by=viewer) | Q(pk__in=together.values("pk")))


def running_practice_for(viewer: Client, assignment: Assignment) -> Practice | None:
    """What this person began for themselves; an evening together is under way on pages of its own."""
    own = Practice.objects.filter(assignment=assignment, begun_by=viewer, evening="")
    return own.filter(ended_at=None).first()


def own_practices_for(viewer: Client, *, now: datetime) -> list[Practice]:
    """Everything this person practised, newest first."""
    rows = _taken_part(viewer, now).filter(over(now)).select_related("assignment")
    return list(rows.defer("assignment__sheet").order_by("-begun_at", "pk"))


def own_practices_in(viewer: Client, given: Assignment, *, now: datetime) -> list[Practice]:
    """What this person practised of one exercise, every time it was given among the same people."""
    here = {"relationship": given.relationship_id, "exercise__name": given.exercise.name}
    same = Assignment.objects.filter(**here).values("pk")
    rows = _taken_part(viewer, now).filter(over(now), assignment__in=same).select_related("assignment")
    return list(rows.defer("assignment__sheet").order_by("-begun_at", "pk"))


def notes_for(viewer: Client, practices: list[Practice], keyring: Keyring) -> dict[UUID, dict[str, Note]]:
    """A person's own notes by practice and question; the words are opened into `note.words`."""
    rows = list(Note.objects.filter(author=viewer, practice__in=practices).order_by("key"))
    by_practice: dict[UUID, dict[str, Note]] = {practice.pk: {} for practice in practices}
    for row in _opened(rows, keyring):
        by_practice[row.practice_id][row.key] = row
    return by_practice


def going_on_for(viewer: Client, given: Assignment, keyring: Keyring) -> dict[str, Note]:
    """A person's own plan, map or list as it stands now, by question; opened into `note.words`."""
    found = notes_going_on(viewer, given)
    _opened(list(found.values()), keyring)
    return found


def _opened(rows: list[Note], keyring: Keyring) -> list[Note]:
    keyring.prepare(rows, "text")
    for row in rows:
        row.words = keyring.open(row, "text")  # type: ignore[attr-defined]
    return rows


def just_rated_before(
    viewer: Client, practice: Practice, *, at: datetime, keyring: Keyring
) -> dict[str, int]:
    """One's own numbers of before, for the moment after they were given: a guide may lie open for hours."""
    rows = Rating.objects.filter(
        author=viewer, practice=practice, moment="before", rated_at__gt=at - JUST_NOW
    )
    return {row.key: int(keyring.open(row, "value")) for row in rows}


def ratings_for(
    viewer: Client, practices: list[Practice], keyring: Keyring
) -> dict[UUID, dict[tuple[str, str], int]]:
    """A person's own ratings by practice, then by moment and key."""
    rows = list(Rating.objects.filter(author=viewer, practice__in=practices))
    keyring.prepare(rows, "value")
    by_practice: dict[UUID, dict[tuple[str, str], int]] = {practice.pk: {} for practice in practices}
    for row in rows:
        by_practice[row.of_practice][row.moment, row.key] = int(keyring.open(row, "value"))
    return by_practice
