"""The two ways to talk to the records: `write` for an act, `snapshot` for a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import IsolationLevel

from unhurried.storage.lock import StorageBusy
from unhurried.storage.sqlcipher.base import DatabaseWrapper as SQLCipher

__all__ = ["StorageBusy", "snapshot", "write"]


@contextmanager
def write(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """One act, whole or not at all; inside another act it is part of that one.

    On the embedded engine writers take turns, and a transaction that will write says so from its start:
    what it has read can then not be overtaken by another's write.
    """
    connection = connections[using]
    if isinstance(connection, SQLCipher) and not connection.in_atomic_block:
        with connection.writer(), transaction.atomic(using=using):
            yield
    else:
        with transaction.atomic(using=using):
            yield


@contextmanager
def snapshot(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """All reads inside see the records of one instant; nothing can be written, nobody is kept waiting."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif isinstance(connection, SQLCipher):
        with transaction.atomic(using=using), connection.read_only():
            yield
    else:
        with _beginning_as_reader(connection), transaction.atomic(using=using):
            yield


@contextmanager
def _beginning_as_reader(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The next BEGIN says that it only reads, and from one instant; to say so afterwards is another trip."""
    connection.ensure_connection()
    session = connection.connection
    session.isolation_level, session.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        yield
    finally:
        if not session.closed:
            session.isolation_level = session.read_only = None
