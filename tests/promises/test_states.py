"""States: the real services, driven by lot through every act, held against rules written twice."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import pytest

from tests.people import rolled_back, with_people
from tests.promises.exploring import Said, Walk, two_phases
from tests.promises.printing import N, says
from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, hours, set_up
from unhurried.core.discretion import PresetName
from unhurried.core.gates import Gate
from unhurried.homework import facts
from unhurried.homework.services import tonight

pytestmark = with_people
WALKS, LENGTH = 12 * N, 40
INVARIANTS = (
    "on offer only with everyone's yes, the clinician's key, no hold and nobody gone, as of the posting",
    "the card never changes between two postings",
    "it begins only if all that stands now, with everyone's yes for tonight, and while it is on offer",
    "no moment holds a place that somebody keeps out, from the instant it was marked",
    "nothing goes on after a no that was kept",
    "nothing goes forward without the clinician's release",
    "an evening without touch has no steps",
)


def stage_of(names: tuple[str, ...]) -> Stage:
    """A posting every day and no draws: what is ready is on offer, so that there is something to break."""
    return set_up(names, preset=PresetName.PLAIN, change=two_phases)


@dataclass(kw_only=True)
class Explored:
    states: set[Any] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    begun: int = 0


def explored(stage: Stage, walks: int, seed: int) -> Explored:
    found = Explored()
    for number in range(walks):
        with rolled_back(), draws(Draws(), PresetName.PLAIN):
            walk = _walk(stage, random.Random(seed + number))
            for _ in range(LENGTH):
                walk.step()
                found.states.add(walk.signature())
            found.faults += walk.faults
            found.begun += walk.begun
    return found


def _walk(stage: Stage, lot: random.Random) -> Walk:
    stage.sequences.clear()
    said = {name: Said() for name in stage.clients}
    first = stage.exercise.phases[0].key
    return Walk(stage=stage, lot=lot, now=hours(1), said=said, releases=[(first, GIVEN_AT)])


@pytest.mark.parametrize("names", [("Ana", "Ben"), ("Ana", "Ben", "Fay")], ids=["two", "three"])
def test_no_reachable_state_breaks_a_rule(db: None, names: tuple[str, ...]) -> None:
    found = explored(stage_of(names), WALKS, seed=len(names) * 10**6)
    figure = f"{len(found.states)} states, {found.begun} begun, {len(found.faults)} violations"
    says(f"states, {len(names)} people", figure, 0, held=not found.faults)
    for invariant in INVARIANTS:
        print(f"    {invariant}")
    assert found.faults == []
    assert found.begun > 0, "a board that never opens breaks no rule either"
    assert len(found.states) > WALKS * LENGTH // 3


@contextmanager
def stored_flag() -> Iterator[None]:
    """What was once open is remembered as open, and begins by that."""
    opened = set[Any]()
    real_gate, real_shown = facts.may_begin, facts.shown_of

    def shown(history: Any, assignment: Any, board: Any, **when: Any) -> Any:
        found = real_shown(history, assignment, board, **when)
        if found is facts.Shown.ON_OFFER:
            opened.add(assignment.exercise_id)
        return facts.Shown.ON_OFFER if assignment.exercise_id in opened else found

    def gate(found: Any, **who: Any) -> Gate:
        return Gate() if opened else real_gate(found, **who)

    with (
        patch.object(facts, "may_begin", gate),
        patch.object(tonight, "shown_of", shown),
        patch("unhurried.homework.queries.offers.shown_of", shown),
    ):
        yield


def test_planted_fault_breaks_a_rule(db: None) -> None:
    with stored_flag():
        faults = explored(stage_of(("Ana", "Ben")), 12, seed=2 * 10**6).faults
    says("planted: stored_flag", (faults or ["nothing"])[0], "caught by states", held=bool(faults))
    assert faults
