"""The real server as a process of its own, in an installation of its own, and people who use its pages."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Final

import psycopg

from tests.postgres import PostgresServer, running_postgres

CHECKOUT: Final = Path(__file__).parents[2]
START_SECONDS: Final = 30
DATABASES: Final = ("records", "keystore")


@dataclass(frozen=True, kw_only=True)
class Installed:
    """An installation in a temporary folder; `postgres` is None on the embedded engine."""

    folder: Path
    port: int
    postgres: PostgresServer | None
    is_demo: bool = True

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        tools = f"{self.postgres.binaries}{os.pathsep}" if self.postgres else ""
        own = {
            "UNHURRIED_HOME": str(self.home),
            "UNHURRIED_ROOT_KEY": str(self.folder / "keys" / "root.key"),
            "UNHURRIED_PORT": str(self.port),
            "UNHURRIED_DEMO": "1" if self.is_demo else "",
            "UNHURRIED_DATABASE": self._database("records"),
            "UNHURRIED_KEY_STORE": self._database("keystore"),
            "DJANGO_SETTINGS_MODULE": "unhurried.config.settings",
            "PATH": f"{tools}{os.environ['PATH']}",
        }
        return os.environ | own

    def run(self, module: str, *arguments: str) -> str:
        """Run a module as a process inside this installation, and give what it printed."""
        command = [sys.executable, "-m", module, *arguments]
        done = subprocess.run(command, env=self.environment, cwd=CHECKOUT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def ask(self, what: str, *arguments: str) -> Any:
        """Let `tests.faults.inside` answer; it opens the records as the operator of this installation."""
        return json.loads(self.run("tests.faults.inside", what, *arguments))

    def _database(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.postgres.socket_folder}" if self.postgres else ""


@contextmanager
def installed(engine: str, folder: Path, *, is_demo: bool = True) -> Iterator[Installed]:
    """A new installation without anybody in it. PostgreSQL waits for the disk, as it would at a clinic."""
    with ExitStack() as kept:
        postgres = kept.enter_context(running_postgres(fsync=True)) if engine == "postgresql" else None
        if postgres:
            create_databases(postgres, DATABASES)
        yield Installed(folder=folder, port=free_port(), postgres=postgres, is_demo=is_demo)


def create_databases(postgres: PostgresServer, names: tuple[str, ...]) -> None:
    address = f"host={postgres.socket_folder} user={postgres.account} dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}".encode())


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class Server:
    """Kept running until it is stopped, as a machine's service manager does.

    It has a process group of its own, so that all of it can be killed at once, and nothing else.
    """

    def __init__(self, command: tuple[str, ...], *, port: int, log: Path, environment: Mapping[str, str]):
        self._command = [sys.executable, "-m", *command]
        self._port, self._log, self._environment = port, log, environment
        self._is_wanted = False
        self.process = self._begin()

    def keep_running(self) -> None:
        self._is_wanted = True
        Thread(target=self._begin_again, daemon=True).start()
        self.await_answer()

    def await_answer(self) -> None:
        until = time.monotonic() + START_SECONDS
        while not _is_listening(self._port):
            assert time.monotonic() < until, f"the server did not answer; see {self._log}"
            time.sleep(0.01)

    def workers(self) -> list[int]:
        """The pids of its worker processes; one that has ended has no command line any more."""
        try:
            children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        except FileNotFoundError:
            return []
        return [int(pid) for pid in children if _command_line(pid)]

    def kill_worker(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        _signal_group(self.process.pid, signal.SIGKILL)

    def stop(self) -> None:
        self._is_wanted = False
        _signal_group(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill_all()
            self.process.wait()

    def _begin(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=CHECKOUT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _begin_again(self) -> None:
        while self._is_wanted:
            self.process.wait()
            if self._is_wanted:
                self.process = self._begin()


def product(place: Installed) -> Server:
    """`unhurried serve`."""
    command = ("unhurried.config.cli", "serve")
    return Server(command, port=place.port, log=place.log, environment=place.environment)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    try:
        server.keep_running()
        yield server
    finally:
        server.stop()


def _signal_group(pid: int, kind: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, kind)


def _is_listening(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def _command_line(pid: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""
