"""Who told their clinician something as a secret, before anything is made that others read."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from unhurried.consent.models import Concern
from unhurried.core.secrets import warned_of
from unhurried.homework.models import Note, Practice
from unhurried.people.models import Client, Clinician, Relationship
from unhurried.people.queries import people_seen_in


def told_in_secret_under(viewer: Clinician, relationship: Relationship, *, now: datetime) -> list[Client]:
    """Of those who take part with others, whoever told something so. What it was is on their own page."""
    people = {str(one.pk): one for one in people_seen_in(relationship.pk, now=now)}
    told = _told(viewer, [one.pk for one in people.values()])
    return [people[one] for one in warned_of([str(one) for one in told], list(people))]


def _told(viewer: Clinician, people: Collection[UUID]) -> set[UUID]:
    own = {"secret_at__isnull": False}
    concerns = Concern.objects.filter(client__clinician=viewer, client__in=people, **own)
    notes = Note.objects.filter(author__clinician=viewer, author__in=people, **own)
    return {*concerns.values_list("client_id", flat=True), *notes.values_list("author_id", flat=True)}


def secret_notes_in(viewer: Clinician, practices: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """By practice and author, what is marked so."""
    rows = Note.objects.filter(practice__in=practices, author__clinician=viewer, secret_at__isnull=False)
    return set(rows.values_list("practice_id", "author_id"))


def notes_to_mark_in(viewer: Clinician, practices: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """By practice and author, where something was written for the clinician alone."""
    rows = Note.objects.filter(practice__in=practices, author__clinician=viewer, audience="clinician")
    return set(rows.values_list("practice_id", "author_id"))


def noted_under(viewer: Clinician, practice_id: UUID, author_id: UUID) -> tuple[Practice, Client] | None:
    """The practice and the author of notes in this care."""
    rows = Note.objects.filter(practice=practice_id, author=author_id, author__clinician=viewer)
    note = rows.select_related("practice", "author").first()
    return (note.practice, note.author) if note else None
