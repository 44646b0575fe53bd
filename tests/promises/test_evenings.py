"""NI-1 for evenings: what comes out without touch has no cause that anybody could tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

import pytest

from tests.people import with_people
from tests.promises.printing import says
from tests.promises.runs import faults_among, trace_of, upto
from tests.promises.stage import SECOND, Draws, Stage, set_up
from tests.promises.strategies import spends_an_evening
from tests.promises.watching import differences
from tests.promises.worlds import READY, WILLING, WITHOUT_TOUCH
from unhurried.core.evenings import Hour
from unhurried.homework.models import Readiness
from unhurried.homework.queries.client import TimeTogether

pytestmark = with_people
FEWEST = 2


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


def test_evenings_without_touch_have_no_cause(stage: Stage) -> None:
    """NI-1 of evenings: one person's no, a hold, a limit and the hidden draw are one evening to the other."""
    found = list(
        faults_among(
            stage,
            WITHOUT_TOUCH,
            (spends_an_evening,),
            (Draws(),),
            like=WITHOUT_TOUCH["silent"],
            before=SECOND,
        )
    )
    drawn = trace_of(stage, WILLING, spends_an_evening, Draws(is_quiet=True))
    found += differences(
        upto(trace_of(stage, READY, spends_an_evening, Draws()), SECOND), upto(drawn, SECOND)
    )
    says("NI-1 evenings", f"{len(found)} differences in {len(WITHOUT_TOUCH) + 1} runs", 0, held=not found)
    assert found == []


@contextmanager
def settling_not_fixed() -> Iterator[None]:
    """The settling is cut short where there is nothing to settle for, since somebody has not answered."""
    real = TimeTogether.hour

    def hour(self: TimeTogether, now: datetime) -> Hour:
        said = Readiness.objects.filter(assignment=self.occasion.assignment, kind="day", answered_at__lte=now)
        found = real(self, now)
        return Hour.TONIGHT if found is Hour.SETTLING and said.count() < FEWEST else found

    with patch.object(TimeTogether, "hour", hour):
        yield


def test_settling_that_is_not_fixed_is_caught(stage: Stage) -> None:
    with settling_not_fixed():
        worlds = {"not tonight": WITHOUT_TOUCH["not tonight"]}
        found = next(faults_among(stage, worlds, (spends_an_evening,), (Draws(),), like=READY), "")
    says("planted: settling_not_fixed", found[:160] or "nothing", "caught by NI-1 evenings", held=bool(found))
    assert found


def test_willing_evening_has_touch(stage: Stage) -> None:
    """L: else the test above would pass with evenings that are always quiet."""
    seen = trace_of(stage, WILLING, spends_an_evening, Draws())
    assert any("Continue" in one.body or "Swap" in one.body or "data-guide" in one.body for one in seen)
