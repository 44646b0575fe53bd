"""A "ready" by the second code looks said, and is nowhere. That somebody asks to see changes nothing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests.people import with_people
from tests.promises.alone import SECOND_CODE, chooses_second_code
from tests.promises.runs import faults_among, played, trace_of
from tests.promises.stage import CODE, FIRST, SECOND, Draws, Stage, clock_at, hours, set_up
from tests.promises.strategies import Strategy, waits
from tests.promises.watching import Watcher
from tests.promises.worlds import AFTER_OPENING, READY, Deed, World, asked_to_see, raises_concern
from unhurried.homework.models import Readiness
from unhurried.people import services
from unhurried.web.client import unlocking

pytestmark = with_people
CHOSEN: World = (Deed(at=hours(0.5), do=chooses_second_code),)


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


def says_ready_with(code: str) -> Strategy:
    def says(stage: Stage, phone: Watcher) -> None:
        """And looks at the pages that follow, before a posting and after it."""
        page = f"/c/a/{stage.given.pk}/"
        phone.post(f"{page}answer/", hours(2), {"answer": "ready", "about": "this", "code": code})
        for at in (hours(2), hours(3), FIRST.replace(hour=9)):
            for address in (f"{page}kept/", page, "/c/"):
                phone.get(address, at)

    return says


def seen_by(stage: Stage, code: str) -> list[Any]:
    """Every reply to Ana's phone, without the questions put to the records."""
    trace = trace_of(stage, CHOSEN, says_ready_with(code), Draws(), whose="Ana")
    return [(one.asked, one.status, one.headers, one.body) for one in trace]


def test_whoever_looks_on_cannot_tell_which_code_a_ready_was_said_with(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert seen_by(stage, SECOND_CODE) == seen_by(stage, CODE)
    monkeypatch.setitem(unlocking._CAME_TO, services.Code.SECOND, unlocking.Tried.WRONG)
    assert seen_by(stage, SECOND_CODE) != seen_by(stage, CODE), "a code that is refused would be noticed"


def by_second_code(stage: Stage, now: datetime) -> None:
    said = {"answer": "ready", "about": "this", "code": SECOND_CODE}
    with clock_at(now):
        reply = stage.browser("Ana").post(f"/c/a/{stage.given.pk}/answer/", said)
    assert reply.status_code == 302


SAID: World = (*CHOSEN, Deed(at=hours(2), do=by_second_code))


def faults(stage: Stage) -> Iterator[str]:
    return faults_among(stage, {"ready by the second code": SAID}, (waits,), (Draws(),), like=CHOSEN)


def test_ready_by_the_second_code_opens_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """For Ben it is as if she had said nothing, at either posting."""
    before = Readiness.objects.count()
    assert list(faults(stage)) == []
    assert Readiness.objects.count() == before
    monkeypatch.setitem(unlocking._CAME_TO, services.Code.SECOND, unlocking.Tried.RIGHT)
    assert list(faults(stage)), "a second code that opens would be noticed"


def test_that_somebody_asks_to_see_changes_nothing_for_anybody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither until the next posting nor after it, and nothing rests."""
    asked = {"somebody asks to see": (*READY, asked_to_see(AFTER_OPENING))}
    assert list(faults_among(stage, asked, (waits,), (Draws(),), like=READY)) == []
    held = {"somebody asks to see": (*READY, Deed(at=AFTER_OPENING, do=_holds_as_well))}
    assert list(faults_among(stage, held, (waits,), (Draws(),), like=READY)), "a hold would be noticed"
    seen = played(stage, asked["somebody asks to see"], waits, Draws()).trace
    assert max(one.at for one in seen) > SECOND


def _holds_as_well(stage: Stage, now: datetime) -> None:
    raises_concern(stage, now, "Ana")
