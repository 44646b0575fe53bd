"""Every pathway, from its start to its end, by one, two and three people in random lives."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Final

import pytest

from tests.promises.printing import N, says
from tests.promises.walking import NAMES, MayBegin, Walk, may_begin_now, not_for, walked
from unhurried.core.exercises import Pathway
from unhurried.core.gates import Gate, SafetyRecord
from unhurried.core.history import Check, History
from unhurried.core.holds import HoldReason
from unhurried.core.readiness import Answer, Readiness
from unhurried.library.loading import load_library
from unhurried.library.place import content_root

LIBRARY = load_library(content_root())
IN_TIME: Final = date(2026, 12, 31)
LIVES: Final = 4 * N
"""Of each pathway and number of people; `make promises N=100` makes ten thousand walks of them."""


def all_walks(rule: MayBegin = may_begin_now, *, lives: int = LIVES) -> Iterator[Walk]:
    for life in range(lives):
        for pathway in LIBRARY.pathways.values():
            for people in range(pathway.min_people, min(pathway.max_people, len(NAMES)) + 1):
                seed = Random(f"{pathway.id} {people} {life}")
                yield walked(pathway, LIBRARY.exercises, NAMES[:people], seed, rule)


def test_nobody_is_stuck_and_nothing_begins_without_its_keys() -> None:
    walks = list(all_walks())
    faults = sorted({fault for walk in walks for fault in walk.faults})
    begun = sum(walk.begun for walk in walks)
    figure = f"{len(faults)} faults in {len(walks)} walks, {begun} beginnings"
    says("walks through every pathway", figure, 0, held=not faults)
    assert faults == []
    assert begun > len(walks)
    assert [walk.pathway.id for walk in walks if not _is_through(walk.pathway, walk)] == []


def _is_through(pathway: Pathway, walk: Walk) -> bool:
    """Every item that so many people can be given was reached, and none before what comes before it."""
    fits = {one.exercise for one in pathway.items} - not_for(LIBRARY.exercises, len(walk.people))
    place = {exercise: number for number, exercise in enumerate(walk.order)}
    in_order = (
        place[before] < place[item.exercise]
        for item in pathway.items
        for before in item.after
        if {before, item.exercise} <= fits
    )
    return fits == place.keys() and all(in_order)


def _all_checked(history: History) -> History:
    checks = tuple(
        Check(client=seat.client, outcome=SafetyRecord.CURRENT, at=seat.joined_at, review_on=IN_TIME)
        for seat in history.seats
    )
    return replace(history, checks=checks)


FORGETS: Final[Mapping[str, tuple[Callable[[History], History], str]]] = {
    "a limit": (lambda history: replace(history, limits=()), "which is refused"),
    "a hold": (lambda history: replace(history, holds=()), "it rests"),
    "a switch": (lambda history: replace(history, switches=()), "has it switched off"),
    "a check": (_all_checked, "is not checked"),
    "tonight": (
        lambda history: replace(history, tonight=tuple(map(_ready, history.tonight))),
        "has not said yes tonight",
    ),
}


def _ready(said: Readiness) -> Readiness:
    return replace(said, answer=Answer.READY)


@pytest.mark.parametrize("what", FORGETS)
def test_gate_that_forgets_something_is_found(what: str) -> None:
    """The planted faults: each forgets one thing that somebody said or set. Some lives meet it early."""
    forgotten, told = FORGETS[what]
    walks = all_walks(lambda history, asked: may_begin_now(forgotten(history), asked), lives=40)
    assert any(told in fault for walk in walks for fault in walk.faults)


def test_step_that_nothing_opens_is_found() -> None:
    walks = list(all_walks(lambda history, asked: Gate(held_by=(HoldReason.CLINICIAN,)), lives=1))
    assert all("nothing that they can do opens it" in walk.faults[0] for walk in walks)
