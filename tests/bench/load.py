"""A small load generator: raw requests over kept connections, one thread, no other program needed."""

import re
import selectors
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Final

Requests = Callable[[], bytes]
"""Gives the next request to send."""

CHUNK: Final = 1 << 16
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Load:
    """What came back: answers a second, and milliseconds for all of them in order."""

    rate: float
    milliseconds: tuple[float, ...]

    def percentile(self, share: float) -> float:
        return self.milliseconds[min(len(self.milliseconds) - 1, int(len(self.milliseconds) * share))]


class UnexpectedAnswer(Exception):
    """The figure would be that of an error page."""


@dataclass
class _Line:
    """One kept connection with at most one request under way."""

    connection: socket.socket
    received: bytearray = field(default_factory=bytearray)
    sent_at: float = 0.0

    def send(self, request: bytes) -> None:
        self.received.clear()
        self.sent_at = time.perf_counter()
        self.connection.sendall(request)

    def is_answered(self, status: bytes) -> bool:
        """Take in what has arrived; true once the answer is whole."""
        self.received += self.connection.recv(CHUNK)
        head = self.received.find(b"\r\n\r\n")
        if head < 0:
            return False
        length = _LENGTH.search(self.received, 0, head + 2)
        if self.received[9:12] != status or (length is None and status != b"204"):
            raise UnexpectedAnswer(bytes(self.received[:400]))
        return len(self.received) >= head + 4 + int(length[1] if length else 0)


def load(port: int, requests: Requests, *, status: int, connections: int, seconds: float) -> Load:
    """Keep so many connections busy for so long. Raises UnexpectedAnswer for any other status."""
    with ExitStack() as kept:
        selector = kept.enter_context(selectors.DefaultSelector())
        for _ in range(connections):
            line = _Line(kept.enter_context(socket.create_connection(("127.0.0.1", port))))
            selector.register(line.connection, selectors.EVENT_READ, line)
            line.send(requests())
        began = time.perf_counter()
        took = sorted(_answers(selector, requests, str(status).encode(), until=began + seconds))
        return Load(rate=len(took) / (time.perf_counter() - began), milliseconds=tuple(took))


def _answers(
    selector: selectors.BaseSelector, requests: Requests, status: bytes, *, until: float
) -> Iterator[float]:
    """Go on until the time is over, and at least until somebody was answered."""
    answered = 0
    while time.perf_counter() < until or not answered:
        for key, _ in selector.select(timeout=1):
            line: _Line = key.data
            if line.is_answered(status):
                yield 1000 * (time.perf_counter() - line.sent_at)
                answered += 1
                line.send(requests())
