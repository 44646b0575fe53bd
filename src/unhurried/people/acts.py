"""Every change is an act: one transaction, exactly once, with one audit entry that has no content.

A person's device makes the act's id before it sends, so that a form sent twice happens once. The audit
entry is the record of that: its primary key is the act's id.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID, uuid4

from django.db import IntegrityError, models

from unhurried.crypto.seals import mac
from unhurried.people.models import Account, AuditEntry
from unhurried.storage.prepared import Given, Prepared
from unhurried.storage.transactions import write

Said = ParamSpec("Said")
UNSAID = frozenset({"keyring", "password", "sealer", "session_key"})
"""Arguments that are no part of what was said."""


class ActConflict(Exception):
    """The act's id was used before for something else."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who acts, where and when. `sequence` orders one account's acts: an older one cannot undo a newer.

    `keeps_nothing`: it was sent from a page that shows a plain day, and is answered as if it were done.
    """

    id: UUID
    sequence: int
    account_id: UUID | None
    clinic_id: UUID
    at: datetime
    keeps_nothing: bool = False


def next_sequence(latest: int, at: datetime) -> int:
    """What a page numbers its act with: by the clock, so that it does not tell how often somebody acted."""
    return max(latest + 1, int(at.timestamp() * 1000))


def act_by_clinic(*, clinic_id: UUID, at: datetime) -> Act:
    """An act of the clinic itself, such as a command on its own machine."""
    return Act(id=uuid4(), sequence=0, account_id=None, clinic_id=clinic_id, at=at)


def further(act: Act) -> Act:
    """A second act of the same person at the same moment, for services that set several things up."""
    return replace(act, id=uuid4())


def beside(act: Act, what: str) -> Act:
    """What is kept of an act that was refused: its id follows from the act's, so that it is kept once."""
    return replace(act, id=UUID(bytes=mac("beside", what, str(act.id))[:16], version=4))


_entry = Prepared(lambda: AuditEntry.objects.filter(pk=Given("id", models.UUIDField())))


def is_act(
    service: Callable[Concatenate[Act, Said], UUID],
) -> Callable[Concatenate[Act, Said], UUID]:
    """Make a service an act named after itself; it returns the id of what it was about.

    Raises ActConflict if the act's id stands for a different act. Sent again with the same words it
    changes nothing and returns the same id.
    """
    verb = service.__name__

    @wraps(service)
    def performed(act: Act, /, *args: Said.args, **said: Said.kwargs) -> UUID:
        if act.keeps_nothing:
            return act.id
        digest = _digest(verb, said)

        def perform() -> UUID:
            with write():
                for earlier in _entry(id=act.id):
                    return _replayed(earlier, act, digest)
                object_id = service(act, *args, **said)
                _enter(act, verb, object_id, digest)
            return object_id

        try:
            return perform()
        except IntegrityError:
            if not _entry(id=act.id):
                raise
            return perform()  # sent twice at once: the other one was first, and its answer holds for both

    return cast(Callable[Concatenate[Act, Said], UUID], performed)


def _replayed(earlier: AuditEntry, act: Act, digest: bytes) -> UUID:
    if bytes(earlier.digest) != digest or earlier.account_id != act.account_id:
        raise ActConflict(str(act.id))
    return earlier.object_id


def _enter(act: Act, verb: str, object_id: UUID, digest: bytes) -> None:
    entry = AuditEntry(
        id=act.id,
        clinic_id=act.clinic_id,
        account_id=act.account_id,
        sequence=act.sequence,
        verb=verb,
        object_id=object_id,
        digest=digest,
        at=act.at,
    )
    entry.mac = mac_of(entry)
    entry.save(force_insert=True)
    if act.account_id:
        Account.objects.filter(pk=act.account_id, last_sequence__lt=act.sequence).update(
            last_sequence=act.sequence
        )


def mac_of(entry: AuditEntry) -> bytes:
    """HMAC over every column, so that a changed or moved entry shows. Stated again by `verify`."""
    parts = (entry.id, entry.clinic_id, entry.account_id, entry.sequence, entry.verb, entry.object_id)
    return mac("audit", *map(str, parts), bytes(entry.digest), entry.at.astimezone(UTC).isoformat())


def broken_entries() -> list[UUID]:
    """The ids of audit entries that are not as they were written."""
    entries = AuditEntry.objects.order_by("at", "id").iterator()
    return [entry.id for entry in entries if bytes(entry.mac) != mac_of(entry)]


def _digest(verb: str, said: Mapping[str, Any]) -> bytes:
    """What was said, as a keyed digest: tells a repeat from a different act and nothing else."""
    words = sorted((key, _plain(value)) for key, value in said.items() if key not in UNSAID)
    return mac("act", verb, *(part for pair in words for part in pair))


def _plain(value: Any) -> str:
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Mapping):
        return repr(sorted((str(key), _plain(inner)) for key, inner in value.items()))
    return repr(value)
