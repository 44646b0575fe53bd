from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import JournalEntry
from unhurried.people.models import Client


def journal_for(viewer: Client, keyring: Keyring) -> list[tuple[JournalEntry, str]]:
    """The author's own writing, newest first. There is no reader but the author.

    The words are those that were kept; of an entry that was only begun, those that were saved.
    """
    rows = list(JournalEntry.objects.filter(author=viewer).order_by("-written_at", "pk"))
    keyring.prepare(rows, "text", "draft")
    return [(row, keyring.open(row, "draft" if row.is_begun else "text")) for row in rows]


def journal_entry_for(viewer: Client, entry_id: UUID) -> JournalEntry | None:
    return JournalEntry.objects.filter(author=viewer, pk=entry_id).first()


def journal_begun_for(viewer: Client) -> JournalEntry | None:
    """The entry that this person began last and has neither kept nor left."""
    return JournalEntry.objects.filter(author=viewer, text=None).order_by("-written_at", "pk").first()
