"""Whoever has read "Kept" finds it kept, once and whole, however often the server is killed meanwhile."""

import os
import random
import time
from dataclasses import replace
from typing import Any, Final

import pytest

from tests.faults.ledger import VERB, Audited, Entry, Ledger, Records, Sent, faults_in
from tests.faults.served import START_SECONDS, Installed, Server, product, running
from tests.faults.writers import writing

pytestmark = [pytest.mark.faults, pytest.mark.usefixtures("socket_enabled")]

CYCLES: Final = int(os.environ.get("N") or 6)
WRITERS: Final = ("ivo", "dov", "ana", "fay")
WHOLE_SERVER_ODDS: Final = 0.2


def test_what_was_acknowledged_is_kept_once_and_whole(place: Installed) -> None:
    ledger, faults = _killed_while_writing(place, product(place), cycles=CYCLES)

    assert ledger.interrupted, "not trustworthy: no kill cut a request off"
    assert not faults
    assert not ledger.refused


def test_a_server_that_answers_too_early_is_caught(place: Installed) -> None:
    hasty = Server(("tests.faults.hasty",), port=place.port, log=place.log, environment=place.environment)

    _ledger, faults = _killed_while_writing(place, hasty, cycles=3)

    assert any(fault.startswith("lost:") for fault in faults)


def _killed_while_writing(place: Installed, server: Server, *, cycles: int) -> tuple[Ledger, list[str]]:
    chance, ledger, before = random.Random(), Ledger(), _records(place)
    with running(server), writing(WRITERS, place.ask("accounts"), place.port, ledger):
        for _ in range(cycles):
            _await_some_more(ledger)
            time.sleep(chance.uniform(0, 0.2))
            _kill_something(server, chance)
    return ledger, faults_in(ledger, before, _records(place))


def _await_some_more(ledger: Ledger) -> None:
    """A server that has only just come back has nothing under way that a kill could cut off."""
    until, enough = time.monotonic() + START_SECONDS, len(ledger.acknowledged) + len(WRITERS)
    while len(ledger.acknowledged) < enough:
        assert time.monotonic() < until, "nobody was told that anything is kept"
        time.sleep(0.005)


def _kill_something(server: Server, chance: random.Random) -> None:
    workers = server.workers()
    if not workers or chance.random() < WHOLE_SERVER_ODDS:
        server.kill_all()
    else:
        server.kill_worker(chance.choice(workers))


def _records(place: Installed) -> Records:
    told: dict[str, Any] = place.ask("records")
    return Records(
        entries=tuple(Entry(**one) for one in told["entries"]),
        audit=tuple(Audited(**one) for one in told["audit"]),
        broken=tuple(told["broken"]),
        damage=tuple(told["damage"]),
    )


def _sound() -> tuple[Ledger, Records]:
    """One act of Ana's, acknowledged, and records that keep it."""
    ledger = Ledger(sent={"a1": Sent(act="a1", writer="ana", text="rain")}, acknowledged={"a1"})
    entry = Entry(id="e1", writer="ana", text="rain")
    audited = Audited(act="a1", writer="ana", verb=VERB, about="e1")
    return ledger, Records(entries=(entry,), audit=(audited,))


def test_the_checker_finds_nothing_in_sound_records() -> None:
    ledger, records = _sound()

    assert faults_in(ledger, Records(entries=(), audit=()), records) == []


@pytest.mark.parametrize(
    ("kind", "planted"),
    [
        ("lost", {"entries": (), "audit": ()}),
        ("lost", {"entries": (Entry(id="e1", writer="ana", text="ra"),)}),
        ("lost", {"entries": (Entry(id="e1", writer="dov", text="rain"),)}),
        ("doubled", {"entries": tuple(Entry(id=one, writer="ana", text="rain") for one in ("e1", "e2"))}),
        ("doubled", {"audit": (Audited(act="a1", writer="ana", verb=VERB, about="e1"),) * 2}),
        ("half", {"audit": ()}),
        ("half", {"entries": ()}),
        ("foreign", {"entries": (Entry(id="e9", writer="dov", text="never sent"),)}),
        ("altered", {"broken": ("a1",)}),
        ("damaged", {"damage": ("default integrity_check: page 7",)}),
    ],
)
def test_the_checker_finds_what_is_planted(kind: str, planted: dict[str, Any]) -> None:
    ledger, records = _sound()

    found = faults_in(ledger, Records(entries=(), audit=()), replace(records, **planted))

    assert any(fault.startswith(f"{kind}:") for fault in found)
