from dataclasses import dataclass
from uuid import UUID, uuid5

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import JournalEntry
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


def entry_of_page(author: Client, page: UUID) -> UUID:
    """The one entry that a page for writing makes, however often it is sent. Nobody can name another's."""
    return uuid5(author.pk, str(page))


@dataclass(frozen=True, kw_only=True)
class Writing:
    """What a page sends. `before`: the words it began with, or saved last; None where it does not say."""

    page: UUID
    text: str
    before: str | None = None

    def takes_nothing_from(self, words: str) -> bool:
        return self.before is None or words in ("", self.before) or self.text.startswith(words)

    @property
    def beside(self) -> UUID:
        """The page as it goes on for itself, once its entry went on somewhere else."""
        return uuid5(self.page, "beside")


@is_act
def write_journal_entry(act: Act, *, author: Client, writing: Writing, keyring: Keyring) -> UUID:
    """Keep an entry. What was saved of it while it was written goes into it.

    A page that is come back to goes on with its entry, or makes another one: no words are written over.
    """
    entry = _entry_for(act, author, entry_of_page(author, writing.page), writing, keyring)
    if not writing.text.startswith(keyring.open(entry, "text")):
        JournalEntry.objects.filter(pk=entry.pk).update(draft=None)
        entry = _entry(act, author, entry_of_page(author, act.id))
    return _keep(act, entry, writing.text, keyring)


@is_act
def change_journal_entry(act: Act, *, entry: JournalEntry, writing: Writing, keyring: Keyring) -> UUID:
    changed = _entry_for(act, entry.author, entry.pk, writing, keyring)
    return _keep(act, changed, writing.text, keyring)


@is_act
def draft_journal_entry(
    act: Act, *, author: Client, entry_id: UUID, writing: Writing, keyring: Keyring
) -> UUID:
    """Save what is being written. It stands beside the words that were kept, and takes none away."""
    entry = _entry_for(act, author, entry_id, writing, keyring)
    if not writing.text:
        return _let_go_of_draft(author, entry.pk)
    is_kept = writing.text == keyring.open(entry, "text")
    entry.draft = None if is_kept else keyring.seal(entry, "draft", writing.text)
    entry.save()
    return entry.pk


@is_act
def leave_journal_draft(act: Act, *, author: Client, entry_id: UUID) -> UUID:
    """Let go of what was saved while writing. What was kept before stays as it was."""
    return _let_go_of_draft(author, entry_id)


@is_act
def remove_journal_entry(act: Act, *, entry: JournalEntry) -> UUID:
    entry_id: UUID = entry.pk
    entry.delete()
    return entry_id


def _keep(act: Act, entry: JournalEntry, text: str, keyring: Keyring) -> UUID:
    entry.text, entry.draft, entry.changed_at = keyring.seal(entry, "text", text), None, act.at
    entry.save()
    return entry.pk


def _let_go_of_draft(author: Client, entry_id: UUID) -> UUID:
    found = JournalEntry.objects.filter(author=author, pk=entry_id)
    found.filter(text=None).delete()
    found.update(draft=None)
    return entry_id


def _entry_for(act: Act, author: Client, entry_id: UUID, writing: Writing, keyring: Keyring) -> JournalEntry:
    """The entry; another one, beside it, where words stand in it that this page never saw."""
    entry = _entry(act, author, entry_id)
    words = keyring.open(entry, "draft" if entry.is_unfinished else "text")
    if writing.takes_nothing_from(words):
        return entry
    return _entry(act, author, entry_of_page(author, writing.beside))


def _entry(act: Act, author: Client, entry_id: UUID) -> JournalEntry:
    found = JournalEntry.objects.filter(author=author, pk=entry_id).first()
    return found or JournalEntry(
        pk=entry_id, clinic_id=author.clinic_id, author=author, written_at=act.at, changed_at=act.at
    )
