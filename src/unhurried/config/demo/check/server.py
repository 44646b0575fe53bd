"""An `unhurried` process on a port of this machine, for as long as somebody looks at its pages."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"
PATIENCE = 180
"""Seconds in which a demo is told and answers, even on a slow machine."""


class NotAnswering(Exception):
    """The server ended, or did not answer in time; it has said why on its own standard error."""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


@contextmanager
def served(*arguments: str, port: int) -> Iterator[str]:
    """Run `unhurried` with these arguments and give the address at which it answers.

    It runs with the product's own settings, whatever those of the process that looks at it.
    """
    command = [sys.executable, "-m", "unhurried.config.cli", *arguments]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "unhurried.config.settings"}
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL) as server:  # noqa: S603  our own command
        try:
            _wait_for(server, port)
            yield f"http://{HOST}:{port}"
        finally:
            server.terminate()


def _wait_for(server: "subprocess.Popen[bytes]", port: int) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > give_up_at:
            raise NotAnswering("The demo ended or did not answer; what it said stands above.")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("HEAD", "/")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True
