"""What stood open closes by a fact as it closes by chance: for as long, alone or with all the others."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from unittest.mock import patch

import pytest

from tests.people import with_people
from tests.promises.printing import N, says
from tests.promises.runs import trace_of
from tests.promises.stage import CODE, FIRST, SECOND, Draws, Stage, hours, set_up
from tests.promises.watching import Seen, Watcher, differences
from tests.promises.worlds import AFTER_OPENING, READY, Deed, World, concerned
from tests.promises.worlds import says as ana_says
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.core.invitations import Board
from unhurried.core.readiness import Answer
from unhurried.homework import facts
from unhurried.homework import services as homework
from unhurried.homework.models import Hold

pytestmark = with_people

THIRD: Final = SECOND + timedelta(days=3)
WEEKS: Final = range(1, 5 if N > 1 else 2)
DAYS: Final = (0, 3, 7, 10, 14, 17, 21, 24, 28, 31)
LOOKS: Final = tuple(SECOND + timedelta(days=day, hours=4) for day in (DAYS if N > 1 else DAYS[:4]))


@pytest.fixture
def stage(db: None) -> Stage:
    """Hands and a slow hour, both released."""
    stage = set_up(beside="sf.1-whole-body-early")
    assert stage.beside
    homework.release_phase(stage.act(stage.clinician, hours(0)), assignment=stage.beside)
    return stage


def ready_beside(stage: Stage, now: datetime) -> None:
    stage.says("Ana", Answer.READY, now, about=stage.beside)


OPEN: Final[World] = (*READY, Deed(at=READY[0].at, do=ready_beside))


def watches(stage: Stage, ben: Watcher) -> None:
    """Ready for both, and looks at Today, Together and every exercise, for five weeks."""
    for at in (READY[0].at + timedelta(hours=1), FIRST + timedelta(hours=4), *LOOKS):
        for given in (stage.given, stage.beside):
            assert given
            ben.post(f"/c/a/{given.pk}/answer/", at, {"answer": "ready", "about": "this", "code": CODE})
        ben.walk(at)
        ben.notices(at)


def _lifts(stage: Stage, now: datetime) -> None:
    for concern in Concern.objects.filter(client__in=stage.clients.values(), seen_at=None):
        consent.see_concern(stage.act(stage.clinician, now), concern=concern)
    for hold in Hold.objects.filter(relationship=stage.relationship, lifted_at=None):
        homework.lift_hold(stage.act(stage.clinician, now), hold=hold)


def again(*days: int) -> tuple[Deed, ...]:
    """Both steps are asked about again after a fortnight: Ana says so each time, in every world."""
    at = [AFTER_OPENING + timedelta(days=day) for day in days]
    return tuple(deed for one in at for deed in (ana_says(Answer.READY, one), Deed(at=one, do=ready_beside)))


AGAIN: Final = again(7, 14, 21, 28)
ONE_CLOSES: Final[dict[str, World]] = {
    "not yet, for one posting": (
        *OPEN,
        ana_says(Answer.NOT_YET, AFTER_OPENING),
        ana_says(Answer.READY, SECOND + timedelta(hours=2)),
        *AGAIN,
    ),
    "not yet, for two postings": (
        *OPEN,
        ana_says(Answer.NOT_YET, AFTER_OPENING),
        ana_says(Answer.READY, SECOND + timedelta(days=3, hours=2)),
        *AGAIN,
    ),
}
"""Hands close and the slow hour stays open."""
ALL_CLOSE: Final[dict[str, World]] = {
    "a concern that is heard": (
        *OPEN,
        concerned(AFTER_OPENING),
        Deed(at=SECOND + timedelta(hours=2), do=_lifts),
        *AGAIN,
    ),
}


def test_one_step_closes_by_a_fact_as_it_does_by_chance(stage: Stage) -> None:
    by_chance = frozenset({(str(stage.given.pk), str(SECOND.date()))})
    found = list(faults(stage, ONE_CLOSES, own_rests=by_chance))
    runs = len(ONE_CLOSES) * len(WEEKS)
    says("NI-1 one step closes", f"{len(found)} differences in {runs} runs", 0, held=not found)
    assert found == []


def test_all_steps_close_by_a_fact_as_they_do_by_chance(stage: Stage) -> None:
    found = list(faults(stage, ALL_CLOSE, individual=frozenset({str(SECOND.date())})))
    runs = len(ALL_CLOSE) * len(WEEKS)
    says("NI-1 all steps close", f"{len(found)} differences in {runs} runs", 0, held=not found)
    assert found == []


def faults(stage: Stage, worlds: dict[str, World], **by_chance: frozenset[object]) -> Iterator[str]:
    for weeks in WEEKS:
        drawn = Draws(weeks=weeks, **by_chance)  # type: ignore[arg-type]
        known = trace_of(stage, (*OPEN, *AGAIN), watches, drawn, is_thorough=False)
        for name, world in worlds.items():
            seen = trace_of(stage, world, watches, Draws(weeks=weeks), is_thorough=False)
            yield from (f"{name}, {weeks} weeks: {fault}" for fault in differences(known, seen))


def test_what_closed_was_open_before_and_opens_again(stage: Stage) -> None:
    """L: else the tests above would pass with a step that never opens, or never rests."""
    alone, both = (
        trace_of(stage, world, watches, Draws(), is_thorough=False)
        for world in (ONE_CLOSES["not yet, for one posting"], ALL_CLOSE["a concern that is heard"])
    )
    assert _on_offer(alone) == [2, 1, 1, *[2] * (len(LOOKS) - 2)]
    assert _on_offer(both) == [2, 0, 0, *[2] * (len(LOOKS) - 2)]


def _on_offer(trace: list[Seen]) -> list[int]:
    """How many steps with touch are on offer, each time Today is looked at after the first posting."""
    days = [one for one in trace if one.asked == "GET /c/" and one.at > FIRST]
    return [one.body.count("On offer to each of you") for one in days]


@contextmanager
def rest_of_one_posting() -> Iterator[None]:
    """The planted fault: what closes by a fact opens again with it."""
    with patch.object(Board, "rest_ends", lambda self, first: self.schedule.next(first)):
        yield


@contextmanager
def one_length_for_each_step() -> Iterator[None]:
    """The planted fault: steps that closed together open one by one."""
    real = facts._is_resting

    def shorter(history: object, assignment: object, board: Board, **when: datetime) -> bool:
        found = real(history, assignment, board, **when)  # type: ignore[arg-type]
        return found and history.exercise.id != "sf.0-hands"  # type: ignore[attr-defined]

    with patch.object(facts, "_is_resting", shorter):
        yield


@pytest.mark.parametrize(
    "fault", [rest_of_one_posting, one_length_for_each_step], ids=lambda one: one.__name__
)
def test_closing_that_ends_otherwise_is_caught(stage: Stage, fault: object) -> None:
    drawn = Draws(individual=frozenset({str(SECOND.date())}))
    known = trace_of(stage, (*OPEN, *AGAIN), watches, drawn, is_thorough=False)
    with fault():  # type: ignore[operator]
        seen = trace_of(stage, ALL_CLOSE["a concern that is heard"], watches, Draws(), is_thorough=False)
    found = next(differences(known, seen), "")
    says(f"planted: {fault.__name__}", found[:160] or "nothing", "caught by NI-1", held=bool(found))  # type: ignore[attr-defined]
    assert found
