"""What writers were told, held against what the records say afterwards."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

VERB: Final = "write_journal_entry"


@dataclass(frozen=True, kw_only=True)
class Sent:
    act: str
    writer: str
    text: str


@dataclass
class Ledger:
    """Kept by the writers: every act sent, which of them were acknowledged, how often one was cut off."""

    sent: dict[str, Sent] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    interrupted: int = 0
    refused: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, kw_only=True)
class Entry:
    id: str
    writer: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Audited:
    act: str
    writer: str
    verb: str
    about: str


@dataclass(frozen=True, kw_only=True)
class Records:
    """Read by a second process: journal entries opened, every audit entry, and what is damaged."""

    entries: tuple[Entry, ...]
    audit: tuple[Audited, ...]
    broken: tuple[str, ...] = ()
    damage: tuple[str, ...] = ()


def faults_in(ledger: Ledger, before: Records, after: Records) -> list[str]:
    """Every way in which the records break their word; an empty list when they keep it."""
    return [
        *_lost(ledger, after),
        *_doubled(ledger, after),
        *_half(after),
        *_foreign(ledger, before, after),
        *(f"altered: audit entry {one}" for one in after.broken),
        *(f"damaged: {one}" for one in after.damage),
    ]


def _lost(ledger: Ledger, after: Records) -> Iterator[str]:
    entries = {entry.id: entry for entry in after.entries}
    audit = {one.act: one for one in after.audit}
    for act in sorted(ledger.acknowledged):
        sent, audited = ledger.sent[act], audit.get(act)
        entry = entries.get(audited.about) if audited else None
        if entry is None or (entry.writer, entry.text) != (sent.writer, sent.text):
            yield f"lost: act {act} was acknowledged and is not there as it was sent"


def _doubled(ledger: Ledger, after: Records) -> Iterator[str]:
    texts = Counter(entry.text for entry in after.entries)
    acts = Counter(one.act for one in after.audit)
    yield from (f"doubled: act {one.act}" for one in ledger.sent.values() if texts[one.text] > 1)
    yield from (f"doubled: audit entry {act}" for act, count in acts.items() if count > 1)


def _half(after: Records) -> Iterator[str]:
    entries = {entry.id for entry in after.entries}
    audited = {one.about for one in after.audit if one.verb == VERB}
    yield from (f"half: entry {one} has no audit entry" for one in sorted(entries - audited))
    yield from (f"half: audit entry about {one}, which is not there" for one in sorted(audited - entries))


def _foreign(ledger: Ledger, before: Records, after: Records) -> Iterator[str]:
    known = {entry.id for entry in before.entries}
    said = {(sent.writer, sent.text) for sent in ledger.sent.values()}
    for entry in after.entries:
        if entry.id not in known and (entry.writer, entry.text) not in said:
            yield f"foreign: entry {entry.id} is not what its writer sent"
