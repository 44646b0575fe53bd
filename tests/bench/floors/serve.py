"""Serve a floor just as `unhurried serve` serves the product: `python -m tests.bench.floors.serve plain`."""

import os
import sys

from granian import Granian
from granian.constants import Interfaces

if __name__ == "__main__":
    Granian(
        f"tests.bench.floors.{sys.argv[1]}.wsgi:application",
        interface=Interfaces.WSGI,
        port=int(os.environ["FLOOR_PORT"]),
        workers=2,
        blocking_threads=1,
        log_access=False,
    ).serve()
