"""Two people in one instant, on connections of their own, and the evening that they meet in."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import cycle
from threading import Barrier
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from django.db import connections

from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, hours, set_up
from unhurried.consent.models import Boundary
from unhurried.core.boundaries import Direction, Word
from unhurried.core.discretion import PresetName
from unhurried.core.evenings import SETTLING
from unhurried.core.exercises import Exercise, Step, StepKind, Version
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.models import Occasion, Practice, Readiness
from unhurried.people import acts
from unhurried.people.acts import Act
from unhurried.storage.transactions import write

TONIGHT: Final = hours(26)
_NEAR = Step(key="near", kind=StepKind.TIMER, seconds=60)
_HANDS = Step(key="hands", kind=StepKind.TIMER, seconds=60, zones=frozenset({"hands"}))


def hands_second(whole: Exercise) -> Exercise:
    """First something without touch, then hands, so that there is a step that must not begin."""
    phase = replace(
        whole.phases[0],
        steps=(_NEAR, _HANDS),
        versions=(
            Version(key="full", minutes=10, steps=("near", "hands")),
            Version(key="near", minutes=5, steps=("near",)),
        ),
    )
    return replace(whole, id="out.hands-second", phases=(phase,), min_rest_hours=0)


@contextmanager
def evening_stage() -> Iterator[Stage]:
    """Ana and Ben are ready, and it is on offer."""
    with draws(Draws(), PresetName.PLAIN):
        found = set_up(preset=PresetName.PLAIN, change=hands_second)
        for name in found.clients:
            found.says(name, Answer.READY, hours(1))
        yield found


@dataclass(kw_only=True)
class Order:
    """In which order acts were kept: each says so inside its own transaction, under its lock."""

    verbs: list[str] = field(default_factory=list)

    @contextmanager
    def noted(self) -> Iterator[None]:
        real = acts._enter

        def enter(act: Act, verb: str, object_id: UUID, digest: bytes) -> None:
            self.verbs.append(verb)
            real(act, verb, object_id, digest)

        with patch.object(acts, "_enter", enter):
            yield

    def is_first(self, verb: str, then: str) -> bool:
        return self.verbs.index(verb) < self.verbs.index(then)


@dataclass(kw_only=True)
class Tally:
    """`first`: how often the withdrawal or the limit was kept first; else nothing would have raced."""

    rounds: int = 0
    first: int = 0
    late: int = 0

    def add(self, other: "Tally") -> None:
        self.rounds += other.rounds
        self.first += other.first
        self.late += other.late

    def __str__(self) -> str:
        return f"{self.late} late in {self.rounds} rounds, {self.first} the careful one first"


Race = Callable[[Callable[[], Any], Callable[[], Any]], None]


@contextmanager
def racing() -> Iterator[Race]:
    """Two threads with a connection each; every round both are released by one barrier.

    Whoever comes to the barrier last goes on first: the two come in turns.
    """
    line, turns = Barrier(2), cycle((1, -1))

    def run(deed: Callable[[], Any]) -> None:
        line.wait()
        deed()

    with ThreadPoolExecutor(2) as hands:

        def race(one: Callable[[], Any], other: Callable[[], Any]) -> None:
            for running in [hands.submit(run, deed) for deed in (one, other)[:: next(turns)]]:
                running.result()

        yield race
        race(connections.close_all, connections.close_all)


def evening(stage: Stage) -> Occasion:
    """Tonight as it is before each round: both said yes, and the settling is over."""
    with write():
        Readiness.objects.filter(assignment=stage.given, kind=ReadinessKind.DAY.value).delete()
        Boundary.objects.filter(client__in=stage.clients.values()).delete()
        Practice.objects.filter(assignment=stage.given).delete()
        Readiness.objects.bulk_create(_yes_for_tonight(stage, name) for name in stage.clients)
        return Occasion.objects.create(
            clinic_id=stage.given.clinic_id,
            relationship=stage.relationship,
            assignment=stage.given,
            client=stage.clients["Ben"],
            block="closeness",
            starts_at=TONIGHT,
            set_at=GIVEN_AT,
        )


def _yes_for_tonight(stage: Stage, name: str) -> Readiness:
    row = Readiness(
        clinic_id=stage.given.clinic_id,
        client=stage.clients[name],
        assignment=stage.given,
        kind=ReadinessKind.DAY.value,
        phase=stage.given.phase,
        sequence=stage.count_up(name),
        answered_at=TONIGHT - timedelta(hours=1),
        day=TONIGHT.date(),
    )
    row.answer = stage.keys.seal(row, "answer", Answer.READY.value)
    return row


def begins(stage: Stage, occasion: Occasion) -> Practice:
    ben = stage.clients["Ben"]
    pk = homework.begin_evening(
        stage.act(ben, TONIGHT + SETTLING),
        client=ben,
        occasion=occasion,
        way="one_phone",
        keyring=stage.keys,
    )
    return Practice.objects.select_related("assignment__relationship", "occasion").get(pk=pk)


def withdraws(stage: Stage) -> None:
    at = TONIGHT + SETTLING
    stage.says("Ana", Answer.NOT_YET, at, kind=ReadinessKind.DAY)


def tightens(stage: Stage) -> None:
    ana = stage.clients["Ana"]
    homework.set_boundary(
        stage.act(ana, TONIGHT + timedelta(minutes=5)),
        client=ana,
        what="hands",
        direction=Direction.BEING_TOUCHED,
        word=Word.NEVER,
        keyring=stage.keys,
    )
