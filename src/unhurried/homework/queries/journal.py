from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import JournalEntry
from unhurried.people.models import Client


def journal_for(viewer: Client, keyring: Keyring) -> list[tuple[JournalEntry, str]]:
    """The author's own writing, newest first. There is no reader but the author."""
    rows = list(JournalEntry.objects.filter(author=viewer).order_by("-written_at", "pk"))
    keyring.prepare(rows, "text")
    return [(row, keyring.open(row, "text")) for row in rows]


def journal_entry_for(viewer: Client, entry_id: UUID) -> JournalEntry | None:
    return JournalEntry.objects.filter(author=viewer, pk=entry_id).first()
