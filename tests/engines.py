"""The databases of a test run: both engines, records and keys apart, everything in a temporary folder."""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.postgres import PostgresServer, running_postgres
from unhurried.config.databases import POSTGRESQL_OPTIONS
from unhurried.crypto.root import RootKey

Databases = dict[str, dict[str, Any]]


def temporary_home() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="unhurried-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "data").mkdir()
    return folder


def databases(engine: str, *, home: Path, root: RootKey) -> Databases:
    """Give DATABASES for "default" and "keys".

    A PostgreSQL server, with its tools first on the PATH, lives as long as this process.
    """
    if engine == "embedded":
        return {alias: embedded(alias, home / "data", root) for alias in ("default", "keys")}
    if engine == "postgresql":
        kept = ExitStack()
        server = kept.enter_context(running_postgres())
        atexit.register(kept.close)
        os.environ["PATH"] = f"{server.binaries}{os.pathsep}{os.environ['PATH']}"
        return {alias: postgresql(alias, server) for alias in ("default", "keys")}
    raise ValueError(f"UNHURRIED_TEST_ENGINE is `embedded` or `postgresql`, not {engine!r}")


def embedded(alias: str, folder: Path, root: RootKey) -> dict[str, Any]:
    return {
        "ENGINE": "unhurried.storage.sqlcipher",
        "NAME": folder / f"{alias}.db",
        "OPTIONS": {"key_hex": root.derive(f"file:{alias}").hex()},
        "TEST": {"NAME": folder / f"test-{alias}.db"},
    }


def postgresql(alias: str, server: PostgresServer) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": f"unhurried_{alias}",
        "HOST": str(server.socket_folder),
        "USER": server.account,
        "OPTIONS": POSTGRESQL_OPTIONS,
    }
