from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import JournalEntry
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def write_journal_entry(act: Act, *, author: Client, text: str, keyring: Keyring) -> UUID:
    entry = JournalEntry(clinic_id=author.clinic_id, author=author, written_at=act.at, changed_at=act.at)
    entry.text = keyring.seal(entry, "text", text)
    entry.save(force_insert=True)
    return entry.pk


@is_act
def change_journal_entry(act: Act, *, entry: JournalEntry, text: str, keyring: Keyring) -> UUID:
    JournalEntry.objects.filter(pk=entry.pk).update(text=keyring.seal(entry, "text", text), changed_at=act.at)
    return entry.pk


@is_act
def remove_journal_entry(act: Act, *, entry: JournalEntry) -> UUID:
    entry_id: UUID = entry.pk
    entry.delete()
    return entry_id
