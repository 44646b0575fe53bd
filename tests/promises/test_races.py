"""Two people in one instant: whoever withdraws or tightens is never overtaken, whoever was faster."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event
from typing import Any, Final
from unittest.mock import patch

import pytest

from tests.promises.printing import N, says
from tests.promises.racing import (
    TONIGHT,
    Order,
    Tally,
    begins,
    evening,
    evening_stage,
    racing,
    tightens,
    withdraws,
)
from tests.promises.stage import Stage
from tests.promises.working import parts_of, worked
from tests.settings import ENGINE
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import SETTLING
from unhurried.homework import services as homework
from unhurried.homework.models import Occasion, Practice
from unhurried.homework.services import boundaries, tonight

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ROUNDS: Final = 100 * N


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    with evening_stage() as found:
        yield found


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
        before = real(TONIGHT + SETTLING, stage.clients["Ben"], occasion, stage.given, stage.keys)
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
    with patch.object(boundaries, "heed", lambda *_, **__: None):
        tally = tighten_against_next_step(stage, 30)
    says("planted: limit that is not heeded", tally, "caught by races", held=tally.late > 0)
    assert tally.late > 0
