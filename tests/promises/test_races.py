"""Two people in one instant: whoever withdraws or tightens is never overtaken, whoever was faster."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Barrier, Event
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connections

from tests.promises.printing import N, says
from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, hours, set_up
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
from unhurried.homework.services import tonight
from unhurried.people import acts
from unhurried.people.acts import Act

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


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
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


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """All of them released by one barrier, each on a connection of its own."""
    together = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        together.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as hands:
        return [one.result() for one in [hands.submit(run, deed) for deed in deeds]]


def evening(stage: Stage) -> Occasion:
    """Tonight as it is before each round: both said yes, and the settling is over."""
    Readiness.objects.filter(assignment=stage.given, kind=ReadinessKind.DAY.value).delete()
    Boundary.objects.filter(client__in=stage.clients.values()).delete()
    Practice.objects.filter(assignment=stage.given).delete()
    for name in stage.clients:
        stage.says(name, Answer.READY, TONIGHT - timedelta(hours=1), kind=ReadinessKind.DAY)
    return Occasion.objects.create(
        clinic_id=stage.given.clinic_id,
        relationship=stage.relationship,
        assignment=stage.given,
        client=stage.clients["Ben"],
        block="closeness",
        starts_at=TONIGHT,
        set_at=GIVEN_AT,
    )


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


def overtaken_withdrawals(
    stage: Stage,
    rounds: int,
    begin: Callable[[Stage, Occasion], Practice],
    withdraw: Callable[[Stage], None],
) -> int:
    """How often touch began although the withdrawal had been kept before."""
    late = 0
    for _ in range(rounds):
        occasion, order = evening(stage), Order()
        with order.noted():
            practice, _ = at_once(lambda one=occasion: begin(stage, one), lambda: withdraw(stage))
        is_late = order.is_first("record_readiness", "begin_evening")
        late += is_late and practice.evening != Evening.WITHOUT_TOUCH
    return late


def test_withdrawal_is_never_overtaken_by_a_beginning(stage: Stage) -> None:
    late = overtaken_withdrawals(stage, ROUNDS, begins, withdraws)
    says("races: withdraw against begin", f"{late} late in {ROUNDS} rounds", 0, held=late == 0)
    assert late == 0


def test_tightened_limit_is_never_overtaken_by_the_next_step(stage: Stage) -> None:
    late = 0
    for _ in range(ROUNDS):
        practice = begins(stage, evening(stage))
        assert practice.evening == Evening.STEP
        at_once(lambda one=practice: _moves_on(stage, one), lambda: tightens(stage))
        practice.refresh_from_db()
        late += practice.step == 1 and practice.ended_at is None and practice.paused_at is None
    says("races: tighten against next step", f"{late} late in {ROUNDS} rounds", 0, held=late == 0)
    assert late == 0


def _moves_on(stage: Stage, practice: Practice) -> None:
    act = stage.act(stage.clients["Ben"], TONIGHT + timedelta(minutes=5))
    homework.move_on(act, practice=practice, place=0, keyring=stage.keys)


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

    late = overtaken_withdrawals(stage, 5, asked_before, withdraws_meanwhile)
    says("planted: check outside the transaction", f"{late} late in 5", "caught by races", held=late > 0)
    assert late > 0
