"""Copies of PostgreSQL databases, made by PostgreSQL's own tools.

Such a copy hides what is sealed, but not who is with whom: keep it on an encrypted disk.
"""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

from django.db import connections
from psycopg.conninfo import make_conninfo

from unhurried.storage.backup.manifest import BackupRefused, TableFacts, Tables, facts_of
from unhurried.storage.transactions import snapshot

ENGINE: Final = "postgresql"
FILE_NAME: Final = "database.dump"
_ADDRESS: Final = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}


def copy_out(using: str, file: Path) -> Tables:
    """Dump and count in one and the same snapshot."""
    with snapshot(using), connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (exported,) = cursor.fetchone()
        _run("pg_dump", using, "--format=custom", f"--snapshot={exported}", f"--file={file}")
        return _tables(using)


def is_empty(using: str) -> bool:
    return not _table_names(using)


def copy_in(using: str, file: Path, expected: Tables) -> None:
    _run("pg_restore", using, "--single-transaction", "--exit-on-error", "--no-owner", str(file))
    with snapshot(using):
        if _tables(using) != expected:
            raise BackupRefused(f"The tables in {file} are not those its manifest describes.")


def _run(tool: str, using: str, *arguments: str) -> None:
    """The password goes by the environment: a command line can be read by everybody on the machine."""
    path = shutil.which(tool)
    if path is None:
        raise BackupRefused(f"{tool} is not installed: PostgreSQL's client tools are needed here.")
    settings = connections[using].settings_dict
    secrets = {"PGPASSWORD": settings["PASSWORD"]} if settings["PASSWORD"] else {}
    done = subprocess.run(  # noqa: S603 (a fixed tool, its arguments are our own)
        [path, f"--dbname={address_of(settings)}", *arguments],
        env=os.environ | secrets,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused(f"{tool} failed: {done.stderr.strip()}")


def address_of(settings: dict[str, Any]) -> str:
    """The same server by the same way: how strictly its certificate is checked stands in OPTIONS."""
    told = {name: settings[setting] for name, setting in _ADDRESS.items() if settings[setting]}
    ways = {name: value for name, value in settings["OPTIONS"].items() if isinstance(value, str)}
    return make_conninfo(**told, **ways)


def _tables(using: str) -> Tables:
    return {name: _table_facts(using, name) for name in _table_names(using)}


def _table_facts(using: str, name: str) -> TableFacts:
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(f'SELECT one::text FROM "{name}" AS one')  # noqa: S608 (the name comes from the catalogue)
        return facts_of(iter(cursor))


def _table_names(using: str) -> list[str]:
    return sorted(connections[using].introspection.table_names())
