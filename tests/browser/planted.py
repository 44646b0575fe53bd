"""Small pages on loopback with something wrong in them, and pages of ours with a fault put in."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import BrowserContext, Route


@contextmanager
def planted_server(pages: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        Thread(target=partial(server.serve_forever, poll_interval=0.02)).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def altered(context: BrowserContext, address: str, old: str, new: str) -> None:
    """The page, or a script, as it would be with a fault in it."""

    def planted(route: Route) -> None:
        answer = route.fetch()
        assert re.search(old, answer.text(), re.DOTALL), "the fault has a place to be planted"
        route.fulfill(response=answer, body=re.sub(old, new, answer.text(), flags=re.DOTALL))

    context.route(re.compile(address), planted)
