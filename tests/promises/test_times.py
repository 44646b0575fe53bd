"""Response times: which of two closed worlds it is cannot be told from how long a reply takes.

Both worlds are played on the same rows, undone each time, in an order by lot, so that whatever else the
machine does falls on both alike. Told apart are two worlds whose times differ by rank with a probability
below `SURE`, and by more than `NOTICEABLE`: a network hides less than that.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from math import erfc, sqrt
from statistics import median
from time import perf_counter, sleep
from typing import Any, Final
from unittest.mock import patch

import pytest

from tests.people import rolled_back, with_people
from tests.promises.adaptive import MORNING, sets_aside
from tests.promises.printing import N, says
from tests.promises.stage import CODE, FIRST, Draws, Stage, clock_at, draws, hours, practised_before, set_up
from tests.promises.strategies import answers
from tests.promises.watching import Watcher
from tests.promises.worlds import NOON, NOT_YET, UNANSWERED, World, concerned, tightens
from unhurried.core.evenings import SETTLING
from unhurried.homework.queries.client import offers

pytestmark = with_people
TIMES: Final = min(40 * N, 400)
AGAIN: Final = 5
"""Each request is sent so often in a row, and the quickest reply counts; one begins only once."""
SURE: Final = 0.001
NOTICEABLE: Final = 0.0005
"""Seconds."""
PAIRS: Final[Mapping[str, tuple[World, World]]] = {
    "not yet or unanswered": (UNANSWERED, NOT_YET),
    "a concern or none": (NOT_YET, (*NOT_YET, concerned(NOON))),
    "a limit or none": (NOT_YET, (*NOT_YET, tightens(NOON))),
}
Taken = dict[str, list[float]]


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


@pytest.mark.parametrize("name", PAIRS)
def test_times_do_not_tell_two_worlds_apart(stage: Stage, name: str) -> None:
    one, other = times_of(stage, PAIRS[name], TIMES)
    for asked in one:
        gap, chance = compared(one[asked], other[asked])
        is_told = is_apart(one[asked], other[asked])
        figure = f"{gap * 1000:+.3f} ms of {median(one[asked]) * 1000:.1f} ms, p = {chance:.3f}"
        bar = f"p < {SURE} and over {NOTICEABLE * 1000} ms, {TIMES} times each"
        says(f"time, {name}, {asked}", figure, bar, held=not is_told)
        assert not is_told


def times_of(stage: Stage, worlds: tuple[World, World], times: int) -> tuple[Taken, Taken]:
    taken: tuple[Taken, Taken] = (defaultdict(list), defaultdict(list))
    order = [0, 1] * times
    random.Random(times).shuffle(order)
    times_in(stage, worlds[0], defaultdict(list))
    for which in order:
        times_in(stage, worlds[which], taken[which])
    return taken


def times_in(stage: Stage, world: World, taken: Taken) -> None:
    """Today, the exercise, an answer, and a beginning, after the first posting."""
    with rolled_back(), draws(Draws()):
        stage.sequences.clear()
        practised_before(stage, hours(-30))
        ben = Watcher(browser=stage.browser("Ben"), person=stage.clients["Ben"], until=lambda _: None)
        for deed in sorted(world, key=lambda deed: deed.at):
            deed.do(stage, deed.at)
        answers(stage, ben, "ready", hours(2))
        at = FIRST + MORNING
        evening = sets_aside(stage, ben, at, at + timedelta(hours=1))
        given, begun = f"/c/a/{stage.given.pk}/", at + timedelta(hours=1) + SETTLING
        said = {"answer": "not_yet", "about": "this", "code": CODE}
        for name, when, times, asks in (
            ("Today", at, AGAIN, lambda: ben.browser.get("/c/")),
            ("exercise", at, AGAIN, lambda: ben.browser.get(given)),
            ("answer", at, AGAIN, lambda: ben.browser.post(f"{given}answer/", said)),
            ("begin", begun, 1, lambda: ben.browser.post(f"{evening}begin/", {"way": "each_phone"})),
        ):
            with clock_at(when):
                taken[name].append(min(seconds(asks) for _ in range(times)))


def seconds(asks: Callable[[], Any]) -> float:
    since = perf_counter()
    asks()
    return perf_counter() - since


def is_apart(one: Sequence[float], other: Sequence[float]) -> bool:
    gap, chance = compared(one, other)
    return chance < SURE and abs(gap) > NOTICEABLE


def compared(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """By how much the middle differs, and how likely such ranks are by chance (Mann and Whitney)."""
    above = sum((a < b) + (a == b) / 2 for a in one for b in other)
    mean = len(one) * len(other) / 2
    spread = sqrt(len(one) * len(other) * (len(one) + len(other) + 1) / 12)
    return median(other) - median(one), erfc(abs(above - mean) / spread / sqrt(2))


@contextmanager
def slow_where_somebody_answered() -> Iterator[None]:
    """The planted fault: five milliseconds more where the other has said something."""
    real = offers.shown_of

    def shown(history: Any, assignment: Any, board: Any, **when: Any) -> Any:
        people = {row.client for rows in history.answers.values() for row in rows}
        sleep(0.005 if len(people) > 1 else 0)
        return real(history, assignment, board, **when)

    with patch.object(offers, "shown_of", shown):
        yield


@pytest.mark.parametrize("fault", [slow_where_somebody_answered, nullcontext], ids=["slow", "as it is"])
def test_slow_world_is_told_apart(stage: Stage, fault: Any) -> None:
    with fault():
        one, other = times_of(stage, PAIRS["not yet or unanswered"], 30)
    is_told = is_apart(one["exercise"], other["exercise"])
    gap, chance = compared(one["exercise"], other["exercise"])
    if fault is not nullcontext:
        figure = f"{gap * 1000:+.3f} ms, p = {chance:.6f}"
        says("planted: slow where somebody answered", figure, "caught by time", held=is_told)
    assert is_told is (fault is not nullcontext)
