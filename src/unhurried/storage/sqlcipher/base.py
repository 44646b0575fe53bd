import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.db.backends.sqlite3 import base as sqlite
from django.db.backends.sqlite3._functions import register as register_functions  # type: ignore[import-untyped]
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2

from unhurried.storage.lock import file_lock

Database: Any = dbapi2
"""The driver; its names come from C, where the type checker cannot see them."""

WAIT_SECONDS: Final = 20.0

_SETTINGS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA foreign_keys = ON",
    "PRAGMA legacy_alter_table = OFF",
)

_READS: Final = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", sqlite.decoder(parse_date))
Database.register_converter("time", sqlite.decoder(parse_time))
Database.register_converter("datetime", sqlite.decoder(parse_datetime))
Database.register_converter("timestamp", sqlite.decoder(parse_datetime))
Database.register_adapter(Decimal, str)
Database.register_adapter(date, sqlite.adapt_date)
Database.register_adapter(datetime, sqlite.adapt_datetime)


def connect(*, database: str, key_hex: str, **options: Any) -> Any:
    """Open an encrypted file. The key comes first: before it, every statement would fail."""
    if not re.fullmatch(r"[0-9a-f]{64}", key_hex):
        raise ImproperlyConfigured("An encrypted database needs `key_hex`: 64 hexadecimal characters.")
    connection = Database.connect(database, **options)
    connection.execute(f"PRAGMA key = \"x'{key_hex}'\"")
    return connection


def _refuse_writes(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
    if not sql.startswith(_READS):
        raise DatabaseError("A page that is being read may not write.")
    return execute(sql, *others)


class DatabaseWrapper(sqlite.DatabaseWrapper):
    display_name = "SQLCipher"
    Database = Database

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._is_writer = False

    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        return {"key_hex": "", "timeout": WAIT_SECONDS, **parameters, "database": str(parameters["database"])}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = connect(**conn_params)
        register_functions(connection)
        for setting in _SETTINGS:
            connection.execute(setting)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=SQLCipherCursor)

    @contextmanager
    def writer(self) -> Iterator[None]:
        """Be the only writer of this file; transactions begun inside may write from their first statement.

        A hook that runs after the commit, still inside, may write again without waiting for itself.
        """
        if self._is_writer:
            yield
            return
        with file_lock(self._lock_file(), wait_seconds=WAIT_SECONDS):
            self._is_writer = True
            try:
                yield
            finally:
                self._is_writer = False

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Refuse every write meanwhile, so that a page cannot change what it shows.

        SQLite's own `query_only` would make every statement be prepared anew each time it is turned.
        """
        with self.execute_wrapper(_refuse_writes):
            yield

    def _start_transaction_under_autocommit(self) -> None:
        self.cursor().execute("BEGIN IMMEDIATE" if self._is_writer else "BEGIN DEFERRED")

    def _lock_file(self) -> Path:
        return Path(f"{self.settings_dict['NAME']}.lock")


class SQLCipherCursor(Database.Cursor):  # type: ignore[misc]
    """Turns Django's `%s` into SQLite's `?`, as Django's own cursor does for the standard library."""

    convert_query = sqlite.SQLiteCursorWrapper.convert_query

    def execute(self, query: str, params: Sequence[Any] | Mapping[str, Any] | None = None) -> Any:
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        rows = list(param_list)
        names = list(rows[0]) if rows and isinstance(rows[0], Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), rows)
