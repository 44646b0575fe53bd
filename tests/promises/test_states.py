"""States: the real services, driven by lot through every act, held against rules written twice."""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import pytest

from tests.people import rolled_back, with_people
from tests.promises.deeds import EVERY, wander
from tests.promises.exploring import Rule, Walk, two_phases, walk_on
from tests.promises.invariants import INVARIANTS
from tests.promises.planted import FAULTS_OF_STATES
from tests.promises.printing import N, says
from tests.promises.stage import Draws, Stage, draws, set_up
from tests.promises.working import parts_of, worked
from unhurried.core.discretion import PresetName

pytestmark = with_people
WORLDS: Final = {("Ana", "Ben"): 200 * N, ("Ana", "Ben", "Fay"): 300 * N}
"""How many states there are to be of each world: together 100,000 in a run with N=200."""
LENGTH: Final = 80
MOST_WALKS: Final = 30 * N
TEMPERS: Final = (0.25, 0.4, 0.7)
"""How often people do anything at all instead of what willing ones do next."""


def stage_of(names: tuple[str, ...]) -> Stage:
    """A posting every day and no draws: what is ready is on offer, so that there is something to break."""
    return set_up(names, preset=PresetName.PLAIN, change=two_phases)


@dataclass(kw_only=True)
class Explored:
    """States by their signatures in eight bytes, so that what several processes saw is counted once."""

    acts: int = 0
    begun: int = 0
    states: set[bytes] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Explored") -> None:
        self.acts, self.begun = self.acts + other.acts, self.begun + other.begun
        self.states |= other.states
        self.faults += other.faults


def explored(names: tuple[str, ...], seeds: range) -> Explored:
    """Walks from one stage that is set up once; each is undone before the next."""
    found = Explored()
    with rolled_back():
        stage = stage_of(names)
        for seed in seeds:
            with rolled_back(), draws(Draws(), PresetName.PLAIN):
                walk = walk_on(stage, INVARIANTS, random.Random(seed))
                found.states |= set(wander(walk, LENGTH, TEMPERS[seed % len(TEMPERS)]))
                found.faults += [f"{fault}, seed {seed}" for fault in walk.faults]
                found.acts, found.begun = found.acts + LENGTH, found.begun + walk.begun
    return found


@pytest.mark.parametrize("names", WORLDS, ids=["two", "three"])
def test_no_reachable_state_breaks_a_rule(db: None, names: tuple[str, ...]) -> None:
    found, bar = Explored(), WORLDS[names]
    for part in worked(partial(explored, names), parts_of(MOST_WALKS, len(names) * 10**6, size=3 + N // 20)):
        found.add(part)
        print(f"    {len(part.states)} states in {part.acts} acts, {len(found.states)} together")
        if len(found.states) >= bar:
            break
    is_held = not found.faults and len(found.states) >= bar
    figure = f"{len(found.states)} states in {found.acts} acts, {found.begun} evenings with touch begun"
    violations = f"{len(found.faults)} violations of {len(INVARIANTS)} rules"
    says(f"states, {len(names)} people", f"{figure}, {violations}", f"{bar} states, 0", held=is_held)
    assert found.faults == []
    assert found.begun > 0, "a board that never opens breaks no rule either"
    assert len(found.states) >= bar


def test_rules_are_told() -> None:
    for rule, words in INVARIANTS.items():
        says(f"states, rule {rule.__name__}", words, "in every state", held=bool(words))
    assert all(INVARIANTS.values())


@pytest.fixture
def stage(db: None) -> Stage:
    return stage_of(("Ana", "Ben"))


def driven(stage: Stage, script: Sequence[str]) -> Walk:
    """A walk in which everything is told beforehand: Ana acts, where it is not everybody."""
    walk = walk_on(stage, INVARIANTS, random.Random(1))
    for name in script:
        walk.does(name, EVERY[name], "Ana")
    return walk


@pytest.mark.parametrize(
    ("rule", "planted"), FAULTS_OF_STATES.items(), ids=lambda one: getattr(one, "__name__", "")
)
def test_each_rule_catches_the_fault_it_is_for(
    stage: Stage, rule: Rule, planted: tuple[Callable[[], AbstractContextManager[None]], Sequence[str]]
) -> None:
    """The same walk breaks nothing without the fault, and this rule with it."""
    fault, script = planted
    with rolled_back(), draws(Draws(), PresetName.PLAIN):
        assert driven(stage, script).faults == []
    with rolled_back(), draws(Draws(), PresetName.PLAIN), fault():
        faults = driven(stage, script).faults
    found = [one for one in faults if one.startswith(rule.__name__)]
    says(
        f"planted: {fault.__name__}",
        (found or ["nothing"])[0],
        f"caught by states, {rule.__name__}",
        held=bool(found),
    )
    assert found


def test_every_rule_has_a_fault() -> None:
    assert set(FAULTS_OF_STATES) == set(INVARIANTS)
