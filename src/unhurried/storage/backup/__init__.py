"""Backups: records and keys to two separate places, proved whole when written and before they return.

A copy of the keys beside a copy of the records would make the erasing of keys an empty word.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.db import connections

from unhurried.storage.backup import embedded, postgres
from unhurried.storage.backup.manifest import BackupRefused, Manifest, TableFacts, file_sha256
from unhurried.storage.sqlcipher.base import DatabaseWrapper as SQLCipher

__all__ = ["Backup", "BackupRefused", "Manifest", "TableFacts", "back_up", "restore"]

RECORDS = "records"
KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Backup:
    records: Manifest
    keys: Manifest | None
    """None when a restore left a living key store as it was."""


def back_up(
    *, into: Path, keys_into: Path, at: datetime, using: str = "default", keys_using: str = "keys"
) -> Backup:
    """Copy the records to `into/records-<time>` and the keys to `keys_into/keys-<time>`.

    Records first: a key is committed before its first use, so the later copy holds every key the earlier
    one needs.
    """
    _refuse_together(into, keys_into)
    records = _copy_out(RECORDS, into, at, using)
    return Backup(records, _copy_out(KEYS, keys_into, at, keys_using))


def restore(*, source: Path, keys_from: Path, using: str = "default", keys_using: str = "keys") -> Backup:
    """Put one copy of the records (`source`) back, with the newest key store there is.

    A living key store is newer than any copy in `keys_from`: it stays, or erased people would come back.
    """
    records, keys_folder = Manifest.read(source), newest_keys(keys_from)
    keys = Manifest.read(keys_folder)
    _refuse_unfit(records, RECORDS, using)
    _refuse_unfit(keys, KEYS, keys_using)
    if not _engine(using).is_empty(using):
        raise BackupRefused("There are records already; restoring would overwrite them.")
    records_file, keys_file = records.verified_file(source), keys.verified_file(keys_folder)
    keys_are_missing = _engine(keys_using).is_empty(keys_using)
    if keys_are_missing:
        _engine(keys_using).copy_in(keys_using, keys_file, keys.tables)
    _engine(using).copy_in(using, records_file, records.tables)
    return Backup(records, keys if keys_are_missing else None)


def newest_keys(folder: Path) -> Path:
    found = [one for one in folder.glob(f"{KEYS}-*") if not one.name.endswith(_UNFINISHED)]
    if not found:
        raise BackupRefused(f"{folder} holds no copy of the key store.")
    return max(found, key=lambda one: Manifest.read(one).at)


_UNFINISHED = ".unfinished"


def _copy_out(part: str, into: Path, at: datetime, using: str) -> Manifest:
    engine = _engine(using)
    with _new_folder(into / f"{part}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}") as folder:
        file = folder / engine.FILE_NAME
        tables = engine.copy_out(using, file)
        manifest = Manifest(part, engine.ENGINE, at, file.name, file_sha256(file), tables)
        manifest.write(folder)
    return manifest


@contextmanager
def _new_folder(place: Path) -> Iterator[Path]:
    """Fill a folder under another name first: what bears the name of a backup is a whole one."""
    if place.exists():
        raise BackupRefused(f"{place} exists already.")
    unfinished = place.with_name(place.name + _UNFINISHED)
    unfinished.mkdir(mode=0o700, parents=True)
    yield unfinished
    unfinished.rename(place)


def _refuse_together(into: Path, keys_into: Path) -> None:
    records, keys = into.resolve(), keys_into.resolve()
    if records.is_relative_to(keys) or keys.is_relative_to(records):
        raise BackupRefused("Records and keys go to separate places: neither inside the other.")


def _refuse_unfit(manifest: Manifest, part: str, using: str) -> None:
    if (manifest.part, manifest.engine) != (part, _engine(using).ENGINE):
        raise BackupRefused(f"A copy of {manifest.part} on {manifest.engine} does not fit here.")


def _engine(using: str) -> ModuleType:
    return embedded if isinstance(connections[using], SQLCipher) else postgres
