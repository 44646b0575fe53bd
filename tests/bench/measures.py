"""What is measured, and the bar that each figure is held against."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.houses import House, Street
from tests.bench.load import Load, load
from tests.faults.served import CHECKOUT, free_port, product, running

ROUNDS: Final = 7
SECONDS: Final = 0.3
CONNECTIONS: Final = (1, 8, 32)
STATUS: Final = {"today": 200, "note": 302}
NAMES: Final = {"today": "Today", "note": "a note"}
BARS: Final = {
    ("today", "plain"): 2.0,
    ("today", "lean"): 0.7,
    ("note", "plain"): 1.2,
    ("note", "lean"): 0.7,
}
SLOWEST_BAR: Final = 1.5


@dataclass(frozen=True, kw_only=True)
class Line:
    """`is_ceiling`: the figure may not be above the bar; otherwise not below it."""

    name: str
    figure: float
    bar: float
    unit: str = "×"
    is_ceiling: bool = False
    beside: str = ""

    def __str__(self) -> str:
        held = self.figure <= self.bar if self.is_ceiling else self.figure >= self.bar
        figure = f"{self.figure:.2f}" if self.unit == "×" else f"{self.figure:,.0f}"
        bar = f"{'≤' if self.is_ceiling else '≥'} {self.bar:,g} {self.unit}"
        return f"{self.name} | {figure} {self.unit}{self.beside} | {bar} | {'held' if held else 'short'}"


@dataclass(frozen=True, kw_only=True)
class Size:
    octets: int
    notes: int


@dataclass(frozen=True, kw_only=True)
class Fetched:
    octets: int
    text: str


def ratios(street: Street) -> Iterator[Line]:
    """Ours against each floor, measured in turns; the middle one of several rounds counts."""
    for what in STATUS:
        for connections in CONNECTIONS:
            rounds = [
                {name: _loaded(house, what, connections) for name, house in street.houses.items()}
                for _ in range(ROUNDS)
            ]
            yield from _against_floors(what, connections, rounds)


def _loaded(house: House, what: str, connections: int) -> Load:
    requests = house.today if what == "today" else house.note
    return load(house.port, requests, status=STATUS[what], connections=connections, seconds=SECONDS)


def _against_floors(what: str, connections: int, rounds: list[dict[str, Load]]) -> Iterator[Line]:
    lanes = f"{connections} connection{'s' if connections > 1 else ''}"
    for (measured, floor), bar in BARS.items():
        if measured == what:
            yield Line(
                name=f"{NAMES[what]} against {floor} Django, {lanes}",
                figure=median(one["product"].rate / one[floor].rate for one in rounds),
                bar=bar,
                beside=f" ({_rate(rounds, 'product')} : {_rate(rounds, floor)} a second)",
            )
    if connections == max(CONNECTIONS):
        slow = [one["product"].percentile(0.99) / one["lean"].percentile(0.99) for one in rounds]
        name = f"{NAMES[what]}, slowest in a hundred against lean Django, {lanes}"
        yield Line(name=name, figure=median(slow), bar=SLOWEST_BAR, is_ceiling=True)


def _rate(rounds: list[dict[str, Load]], house: str) -> str:
    return f"{median(one[house].rate for one in rounds):.0f}"


def size(street: Street) -> Size:
    return Size(**json.loads(street.place.run("tests.bench.filled", "size")))


def bytes_a_note(before: Size, after: Size) -> Line:
    return Line(
        name="bytes for a stored 1 KB note, sealed, with its audit entry",
        figure=(after.octets - before.octets) / (after.notes - before.notes),
        bar=2000,
        unit="bytes",
        is_ceiling=True,
    )


def memory(street: Street) -> Line:
    """Resident memory of the product's workers after load; what they share is counted for each."""
    kilobytes = sum(_resident(pid) for pid in street.houses["product"].server.workers())
    return Line(name="memory of two workers", figure=kilobytes / 1024, bar=150, unit="MB", is_ceiling=True)


def _resident(pid: int) -> int:
    found = re.search(r"VmRSS:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0


def visits(street: Street) -> Iterator[Line]:
    """What goes over the wire, heads included: Today with all it needs, and Today alone once that is kept."""
    page = _fetched(street, "/c/")
    needed = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text))
    sheets = [_fetched(street, path) for path in needed]
    drawn = {path for sheet in sheets for path in re.findall(r'url\("?(/static/[^")]+)', sheet.text)}
    first = page.octets + sum(one.octets for one in sheets)
    first += sum(_fetched(street, path).octets for path in drawn)
    for name, octets, bar in (("first", first, 90), ("repeat", page.octets, 15)):
        yield Line(name=f"{name} visit to Today", figure=octets / 1000, bar=bar, unit="kB", is_ceiling=True)


def _fetched(street: Street, path: str) -> Fetched:
    """Ask twice: compressed, for the size; plain, to read what else it needs."""
    plain, compressed = (_asked(street, path, coding) for coding in ("identity", "br, gzip"))
    heads = sum(len(name) + len(value) + 4 for name, value in compressed.getheaders())
    return Fetched(octets=heads + len(compressed.read()), text=plain.read().decode(errors="replace"))


def _asked(street: Street, path: str, coding: str) -> HTTPResponse:
    connection = HTTPConnection("127.0.0.1", street.place.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": street.guests[0].cookies, "Accept-Encoding": coding})
    return connection.getresponse()


def cold_start(street: Street) -> Line:
    """From nothing to a signed-in page, against a bare `django.setup()` with the same settings."""
    setup = [sys.executable, "-c", "import django; django.setup()"]
    began = time.perf_counter()
    subprocess.run(setup, env=street.place.environment, cwd=CHECKOUT, check=True)
    bare = time.perf_counter() - began
    again = replace(street.place, port=free_port())
    began = time.perf_counter()
    with running(product(again)):
        answer = load(again.port, street.houses["product"].today, status=200, connections=1, seconds=0.001)
        whole = time.perf_counter() - began
    assert answer.milliseconds
    name = "cold start to the first signed-in page against django.setup()"
    return Line(
        name=name, figure=whole / bare, bar=2, is_ceiling=True, beside=f" ({whole:.2f} : {bare:.2f} s)"
    )
