"""Small pages on loopback with something wrong in them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def planted_server(pages: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        Thread(target=partial(server.serve_forever, poll_interval=0.02)).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
