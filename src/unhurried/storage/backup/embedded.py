"""Copies of the embedded engine's files. A copy is encrypted with the same key as its original."""

import os
import shutil
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.db import connections

from unhurried.storage.backup.manifest import BackupRefused, Tables, facts_of
from unhurried.storage.sqlcipher.base import Database, connect

ENGINE: Final = "sqlcipher"
FILE_NAME: Final = "database.db"
_BESIDE: Final = ("", "-wal", "-journal")


def copy_out(using: str, file: Path) -> Tables:
    """Copy while others read and write; a plain file copy would tear the write-ahead log away."""
    with connections[using].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    return _checked(file, using)


def is_empty(using: str) -> bool:
    """A left-over write-ahead log counts as something: it must not meet a file it does not belong to."""
    return not any(Path(f"{_place(using)}{suffix}").exists() for suffix in _BESIDE)


def copy_in(using: str, file: Path, expected: Tables) -> None:
    place = _place(using)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    arriving = place.with_name(f"{place.name}.arriving")
    shutil.copyfile(file, arriving)
    if _checked(arriving, using) != expected:
        arriving.unlink()
        raise BackupRefused(f"The tables in {file} are not those its manifest describes.")
    connections[using].close()
    with arriving.open("rb") as content:
        os.fsync(content.fileno())
    arriving.rename(place)


def _checked(file: Path, using: str) -> Tables:
    key_hex = connections[using].settings_dict["OPTIONS"]["key_hex"]
    try:
        with closing(connect(database=f"{file.as_uri()}?mode=ro", uri=True, key_hex=key_hex)) as connection:
            _refuse_damage(connection, file)
            return {name: facts_of(_rows(connection, name)) for name in _tables(connection)}
    except Database.DatabaseError as error:
        raise BackupRefused(f"{file} does not open with this root key, or is damaged.") from error


def _refuse_damage(connection: Any, file: Path) -> None:
    """The first check proves every page's own seal, the second how the pages hang together."""
    found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    found += [row for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)]
    if found:
        raise BackupRefused(f"{file} is damaged: {found[0][0]}.")


def _tables(connection: Any) -> list[str]:
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [name for (name,) in rows]


def _rows(connection: Any, table: str) -> Iterable[object]:
    rows: Iterable[object] = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (from the file's own list)
    return rows


def _place(using: str) -> Path:
    return Path(connections[using].settings_dict["NAME"])
