"""A server with a planted fault: it says "kept" before anything is kept. The kill test must notice."""

import os
from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Timer
from typing import Any, Final

from granian import Granian
from granian.constants import Interfaces

from unhurried.config.wsgi import application as honest

HASTE_SECONDS: Final = 0.05


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", "/c/journal/new/"):
        return honest(environ, start_response)
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    Timer(HASTE_SECONDS, _keep, [environ | {"wsgi.input": BytesIO(body)}]).start()
    start_response("302 Found", [("Location", "/c/journal/"), ("Content-Length", "0")])
    return [b""]


def _keep(environ: dict[str, Any]) -> None:
    honest(environ, lambda *_: lambda _: None).close()


if __name__ == "__main__":
    Granian(
        "tests.faults.hasty:application",
        interface=Interfaces.WSGI,
        port=int(os.environ["UNHURRIED_PORT"]),
        workers=2,
        blocking_threads=1,
        respawn_failed_workers=True,
    ).serve()
