from uuid import UUID, uuid5

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import JournalEntry
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


def entry_of_page(author: Client, page: UUID) -> UUID:
    """The one entry that a page for writing makes, however often it is sent. Nobody can name another's."""
    return uuid5(author.pk, str(page))


@is_act
def write_journal_entry(act: Act, *, author: Client, page: UUID, text: str, keyring: Keyring) -> UUID:
    """Keep an entry. What was saved of it while it was written goes into it.

    A page that is come back to goes on with its entry, or makes another one: no words are written over.
    """
    entry = _entry(act, author, entry_of_page(author, page))
    if not text.startswith(keyring.open(entry, "text")):
        JournalEntry.objects.filter(pk=entry.pk).update(draft=None)
        entry = _entry(act, author, entry_of_page(author, act.id))
    return _keep(act, entry, text, keyring)


@is_act
def change_journal_entry(act: Act, *, entry: JournalEntry, text: str, keyring: Keyring) -> UUID:
    return _keep(act, entry, text, keyring)


@is_act
def draft_journal_entry(act: Act, *, author: Client, entry_id: UUID, text: str, keyring: Keyring) -> UUID:
    """Save what is being written. It stands beside the words that were kept, and takes none away."""
    entry = _entry(act, author, entry_id)
    is_kept = text == keyring.open(entry, "text")
    entry.draft = None if is_kept else keyring.seal(entry, "draft", text)
    entry.save()
    return entry.pk


@is_act
def leave_journal_draft(act: Act, *, author: Client, entry_id: UUID) -> UUID:
    """Let go of what was saved while writing. What was kept before stays as it was."""
    found = JournalEntry.objects.filter(author=author, pk=entry_id)
    found.filter(text=None).delete()
    found.update(draft=None)
    return entry_id


@is_act
def remove_journal_entry(act: Act, *, entry: JournalEntry) -> UUID:
    entry_id: UUID = entry.pk
    entry.delete()
    return entry_id


def _keep(act: Act, entry: JournalEntry, text: str, keyring: Keyring) -> UUID:
    entry.text, entry.draft, entry.changed_at = keyring.seal(entry, "text", text), None, act.at
    entry.save()
    return entry.pk


def _entry(act: Act, author: Client, entry_id: UUID) -> JournalEntry:
    found = JournalEntry.objects.filter(author=author, pk=entry_id).first()
    return found or JournalEntry(
        pk=entry_id, clinic_id=author.clinic_id, author=author, written_at=act.at, changed_at=act.at
    )
