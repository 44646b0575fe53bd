"""When the server must not start: settings under which records could be lost, or read by a thief."""

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from django.db import connections

from unhurried.storage.sqlcipher.base import DatabaseWrapper as SQLCipher

SAFE_SQLITE: Final = (3, 51, 3)
"""The first release in which two processes writing at once cannot damage the write-ahead log."""

SYNCHRONOUS_FULL: Final = 2
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Embedded:
    """What an open connection of the embedded engine says of itself."""

    alias: str
    sqlite_version: tuple[int, ...]
    cipher_version: str
    journal_mode: str
    synchronous: int


@dataclass(frozen=True, slots=True)
class Postgres:
    """What an open connection to PostgreSQL says of itself; the values are the server's own words."""

    alias: str
    fsync: str
    synchronous_commit: str


Engine = Embedded | Postgres


def refusals(
    *,
    data_folder: Path,
    root_key_file: Path,
    debug: bool,
    addresses: Sequence[str],
    engines: Sequence[Engine],
) -> list[str]:
    """Give the reasons, as sentences for the operator; an empty list means that the server may start."""
    return [
        *_about_root_key(root_key_file, data_folder),
        *_about_addresses(addresses, debug=debug),
        *(reason for engine in engines for reason in _about_engine(engine)),
    ]


def live_engine(using: str) -> Engine:
    """Ask the open connection, not the settings: what counts is what is in force."""
    connection = connections[using]
    with connection.cursor() as cursor:

        def ask(statement: str) -> str:
            cursor.execute(statement)
            row = cursor.fetchone()
            return str(row[0]) if row else ""

        if not isinstance(connection, SQLCipher):
            return Postgres(using, ask("SHOW fsync"), ask("SHOW synchronous_commit"))
        return Embedded(
            alias=using,
            sqlite_version=tuple(int(part) for part in ask("SELECT sqlite_version()").split(".")),
            cipher_version=ask("PRAGMA cipher_version"),
            journal_mode=ask("PRAGMA journal_mode"),
            synchronous=int(ask("PRAGMA synchronous")),
        )


def _about_engine(engine: Engine) -> Iterator[str]:
    return _about_embedded(engine) if isinstance(engine, Embedded) else _about_postgres(engine)


def _about_embedded(engine: Embedded) -> Iterator[str]:
    if engine.sqlite_version < SAFE_SQLITE:
        found, needed = (".".join(map(str, version)) for version in (engine.sqlite_version, SAFE_SQLITE))
        yield f"SQLite {found} can damage a file that two processes write to; {needed} or newer is needed."
    if not engine.cipher_version:
        yield f"The database {engine.alias!r} is not encrypted: this SQLite was built without SQLCipher."
    if engine.journal_mode != "wal":
        yield f"The database {engine.alias!r} keeps its journal as {engine.journal_mode!r} instead of WAL."
    if engine.synchronous < SYNCHRONOUS_FULL:
        yield f"The database {engine.alias!r} does not wait for the disk: a power cut would lose saved words."


def _about_postgres(engine: Postgres) -> Iterator[str]:
    if engine.fsync != "on":
        yield f"PostgreSQL runs with fsync off for {engine.alias!r}: a power cut would lose saved words."
    if engine.synchronous_commit in {"off", "remote_write"}:
        yield f"PostgreSQL answers before {engine.alias!r} is on disk (synchronous_commit is not 'on')."


def _about_root_key(file: Path, data_folder: Path) -> Iterator[str]:
    if not file.is_file():
        yield f"There is no root key at {file}."
        return
    facts = file.stat()
    if facts.st_size < _KEY_BYTES:
        yield f"The root key at {file} is too short."
    if stat.S_IMODE(facts.st_mode) & (stat.S_IRWXG | stat.S_IRWXO):
        yield f"The root key at {file} can be reached by others; only its owner may read it (mode 0400)."
    if file.resolve().is_relative_to(data_folder.resolve()):
        yield f"The root key at {file} lies in the data folder: whoever takes the one would have the other."


def _about_addresses(addresses: Sequence[str], *, debug: bool) -> Iterator[str]:
    open_to_others = [address for address in addresses if not _is_loopback(address)]
    if debug and open_to_others:
        yield f"Debug pages show private words; they may not be served to {', '.join(open_to_others)}."


def _is_loopback(address: str) -> bool:
    """By number, or by a name that resolvers keep for this machine (RFC 6761)."""
    try:
        return ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost" or address.endswith(".localhost")
