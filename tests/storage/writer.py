"""A program that saves one row after another and says so only afterwards; the faults' tests kill it."""

import resource
import signal
import sys
from pathlib import Path

from django.conf import settings

from tests.engines import embedded
from unhurried.crypto.root import RootKey

ROOT = RootKey(bytes(range(32)))


def main(folder: str, first: str, largest_file: str) -> None:
    """Save pairs of rows from `first` on, until killed or until a file would pass its limit (0: none)."""
    settings.configure(DATABASES={"default": embedded("default", Path(folder), ROOT)})
    if int(largest_file):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest_file), int(largest_file)))
    number = int(first)
    while True:
        save(number)
        print(number, flush=True)
        number += 1


def save(number: int) -> None:
    from django.db import connection

    from unhurried.storage.transactions import write

    with write(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO act VALUES (%s, %s)", [number, "x" * 500])
        cursor.execute("INSERT INTO audit VALUES (%s)", [number])


if __name__ == "__main__":
    main(*sys.argv[1:])
