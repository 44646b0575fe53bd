"""One writer at a time across processes, each waiting its turn."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

_FIRST_PAUSE: Final = 0.00005
_LONGEST_PAUSE: Final = 0.002
"""Seconds between two looks: an act takes a fraction of a millisecond, so look often, then ever less."""


class StorageBusy(Exception):
    """Another writer held the records for too long: nothing was saved, the same act may be sent again."""


@contextmanager
def file_lock(path: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold an exclusive lock on the file, or raise `StorageBusy`.

    A turnstile stands before it: whoever has just written queues behind the one who waits, so that a busy
    writer cannot keep a quiet one out.
    """
    until = monotonic() + wait_seconds
    with ExitStack() as held:
        with ExitStack() as turnstile:
            _take(path.with_name(f"{path.name}.next"), until, turnstile)
            _take(path, until, held)
        yield


def _take(path: Path, until: float, held: ExitStack) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    held.callback(os.close, descriptor)
    pause = _FIRST_PAUSE
    while not _is_taken(descriptor):
        if monotonic() >= until:
            raise StorageBusy(f"Another writer has held {path.name} for too long.")
        sleep(pause)
        pause = min(1.5 * pause, _LONGEST_PAUSE)


def _is_taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
