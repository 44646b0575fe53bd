"""`python -m tests.bench`: ratios within one run, so that a slow machine is slow for everybody.

Prints `name | figure | bar | held` or `short`, and ends with 1 when Today is slower than plain Django.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.bench.houses import street
from tests.bench.measures import Line, bytes_a_note, cold_start, memory, ratios, size, visits

ENGINES: Final = ("embedded", "postgresql")
MUST_HOLD: Final = "Today against plain Django"


def lines(engine: str) -> Iterator[Line]:
    with TemporaryDirectory(prefix="unhurried-bench-") as folder, street(engine, Path(folder)) as houses:
        before = size(houses)
        yield from ratios(houses)
        yield bytes_a_note(before, size(houses))
        yield memory(houses)
        yield from visits(houses)
        yield cold_start(houses)


def main() -> int:
    is_slow = False
    for engine in sys.argv[1:] or ENGINES:
        for line in lines(engine):
            print(f"{engine}: {line}", flush=True)
            is_slow |= line.name.startswith(MUST_HOLD) and line.figure < 1
    return int(is_slow)


if __name__ == "__main__":
    sys.exit(main())
