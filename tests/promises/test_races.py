"""Two people in one instant: whoever withdraws or tightens is never overtaken, whoever was faster."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import cycle
from threading import Barrier, Event
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connections

from tests.promises.printing import N, says
from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, hours, set_up
from tests.promises.working import parts_of, worked
from tests.settings import ENGINE
from unhurried.consent.models import Boundary
from unhurried.core.boundaries import Direction, Word
from unhurried.core.disclosure import Evening
from unhurried.core.discretion import PresetName
from unhurried.core.evenings import SETTLING
from unhurried.core.exercises import Exercise, Step, StepKind, Version
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.boards import board_of
from unhurried.homework.facts import place_shown
from unhurried.homework.models import Occasion, Practice, Readiness
from unhurried.homework.services import boundaries, tonight
from unhurried.people import acts
from unhurried.people.acts import Act
from unhurried.storage.transactions import write

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ROUNDS: Final = 100 * N
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


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    with evening_stage() as found:
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


def withdraw_against_begin(
    stage: Stage,
    rounds: int,
    begin: Callable[[Stage, Occasion], Any] = begins,
    withdraw: Callable[[Stage], None] = withdraws,
) -> Tally:
    """Late: touch began although the withdrawal had been kept before."""
    tally, order = Tally(rounds=rounds), Order()
    with racing() as race, order.noted():
        for _ in range(rounds):
            occasion = evening(stage)
            order.verbs.clear()
            race(lambda one=occasion: begin(stage, one), lambda: withdraw(stage))
            is_first = order.is_first("record_readiness", "begin_evening")
            practice = Practice.objects.get(occasion=occasion)
            tally.first += is_first
            tally.late += is_first and practice.evening != Evening.WITHOUT_TOUCH
    return tally


def tighten_against_next_step(
    stage: Stage, rounds: int, tighten: Callable[[Stage], None] = tightens
) -> Tally:
    """Late: when both are kept, a step with hands goes on."""
    tally, order = Tally(rounds=rounds), Order()
    with racing() as race, order.noted():
        for _ in range(rounds):
            practice = begins(stage, evening(stage))
            assert practice.evening == Evening.STEP
            order.verbs.clear()
            race(lambda one=practice: _moves_on(stage, one), lambda: tighten(stage))
            practice.refresh_from_db()
            tally.first += order.is_first("set_boundary", "move_on")
            tally.late += practice.step == 1 and practice.ended_at is None and practice.paused_at is None
    return tally


def _moves_on(stage: Stage, practice: Practice) -> None:
    act = stage.act(stage.clients["Ben"], TONIGHT + timedelta(minutes=5))
    homework.move_on(act, practice=practice, place=0, keyring=stage.keys)


RACES: Final = {
    "withdraw against begin": withdraw_against_begin,
    "tighten against next step": tighten_against_next_step,
}


def raced(part: tuple[str, range]) -> Tally:
    name, rounds = part
    with evening_stage() as stage:
        return RACES[name](stage, len(rounds))


@pytest.mark.parametrize("name", RACES)
def test_careful_act_is_never_overtaken(transactional_db: None, name: str) -> None:
    tally = Tally()
    for part in worked(raced, [(name, rounds) for rounds in parts_of(ROUNDS, 0, size=500)]):
        tally.add(part)
    says(f"races, {ENGINE}: {name}", tally, 0, held=tally.late == 0)
    assert tally.late == 0
    assert 0 < tally.first < tally.rounds, "one of the two always came first: nothing has raced"


def test_nothing_goes_on_after_a_withdrawal_that_was_acknowledged(stage: Stage) -> None:
    practice = begins(stage, evening(stage))
    withdraws(stage)
    _moves_on(stage, practice)
    practice.refresh_from_db()
    assert (practice.step, practice.outcome) == (0, Practice.Outcome.STOPPED)


def test_check_outside_the_transaction_is_caught(stage: Stage) -> None:
    """The planted fault: what may begin is asked first, and begun by that answer a moment later."""
    real, asked, withdrawn = tonight._tonight, Event(), Event()

    def asked_before(stage: Stage, occasion: Occasion) -> Practice:
        ben, at, given = stage.clients["Ben"], TONIGHT + SETTLING, stage.given
        place, board = place_shown(given, at), board_of(given.relationship_id)
        before = real(at, ben, occasion, given, place, board, stage.keys)
        asked.set()
        withdrawn.wait()
        with patch.object(tonight, "_tonight", lambda *_: before):
            return begins(stage, occasion)

    def withdraws_meanwhile(stage: Stage) -> None:
        asked.wait()
        withdraws(stage)
        withdrawn.set()

    tally = withdraw_against_begin(stage, 5, asked_before, withdraws_meanwhile)
    says("planted: check outside the transaction", tally, "caught by races", held=tally.late > 0)
    assert tally.late > 0


def test_limit_that_is_not_heeded_is_caught(stage: Stage) -> None:
    """The planted fault: a limit waits for the next move, wherever the practice has come to by then."""
    with patch.object(boundaries, "heed_limits", lambda *_, **__: None):
        tally = tighten_against_next_step(stage, 30)
    says("planted: limit that is not heeded", tally, "caught by races", held=tally.late > 0)
    assert tally.late > 0
