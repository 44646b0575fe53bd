"""When hands have been held often enough, each is asked in private about what comes next on the way."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from tests.core.properties import finds_fault
from tests.homework.on_the_way import HANDS, HOUR, again, gives, on_the_way, practise
from tests.people import rolled_back, with_people
from tests.promises.stage import CODE, Draws, Stage, clock_at, draws, hours, set_up
from unhurried.core.exercises import Exercise, Pathway, PathwayItem
from unhurried.core.pathways import item_after
from unhurried.homework.boards import board_of
from unhurried.homework.models import Assignment, Readiness
from unhurried.homework.queries.client import offer_of, offers
from unhurried.homework.queries.client.offers import NextStep
from unhurried.homework.queries.clinician import happenings_for

pytestmark = with_people
LATER = hours(24 * 20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up())


def asked_about(stage: Stage, at: datetime = LATER) -> str | None:
    offer = offer_of(again(stage.given), stage.keys, now=at)
    assert offer is not None
    return offer.asks_about.key if offer.asks_about else None


def test_next_exercise_is_asked_about_once_this_one_was_held(stage: Stage) -> None:
    assert asked_about(stage) is None
    practise(stage.given, hours(2))
    assert asked_about(stage) is None
    practise(stage.given, hours(50))
    assert asked_about(stage) == HOUR


def test_what_was_given_already_asks_for_itself(stage: Stage) -> None:
    for at in (2, 50):
        practise(stage.given, hours(at))
    gives(stage, HOUR, hours(60))
    assert asked_about(stage) != HOUR


def prove_what_changed_is_told_at_the_posting(stage: Stage) -> None:
    """Giving and letting go are the clinician's, and often follow what somebody said."""
    posting = board_of(stage.given.relationship_id).schedule.next(LATER)
    around = (posting - timedelta(seconds=1), posting)
    coming = gives(stage, HOUR, LATER)
    assert [asked_about(stage, at) == HOUR for at in around] == [True, False]
    Assignment.objects.filter(pk=coming.pk).update(assigned_at=hours(60), let_go_at=LATER)
    assert [asked_about(stage, at) == HOUR for at in around] == [False, True]


def test_next_on_the_way_is_reckoned_as_of_the_posting(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for at in (2, 50):
        practise(stage.given, hours(at))
    with rolled_back():
        prove_what_changed_is_told_at_the_posting(stage)
    reckoned = offers._next_on_the_way

    def as_of_now(given: Assignment, exercise: Exercise, posting: datetime) -> NextStep | None:
        return reckoned(given, exercise, LATER)

    monkeypatch.setattr(offers, "_next_on_the_way", as_of_now)
    finds_fault(prove_what_changed_is_told_at_the_posting, stage)


def test_answer_is_kept_for_the_clinician_and_opens_nothing(stage: Stage) -> None:
    for at in (2, 50):
        practise(stage.given, hours(at))
    said = {"answer": "ready", "about": "next", "code": CODE}
    with clock_at(LATER):
        page = stage.browser("Ben").post(f"/c/a/{stage.given.pk}/answer/", said)
    row = Readiness.objects.get(client=stage.clients["Ben"])
    assert (page.status_code, row.kind, row.phase) == (302, "next_phase", HOUR)
    told = happenings_for(stage.clinician, again(stage.given), stage.keys, now=hours(24 * 60))
    assert any("next_phase" in repr(one) for one in told)


def test_order_of_the_way_says_what_comes_after() -> None:
    items = tuple(PathwayItem(exercise=name, phase="p") for name in (HANDS, HOUR, "sf.2-hand-guiding"))
    way = Pathway(
        id="p", version="1", status="draft", min_people=2, max_people=2, concerns=(), items=items,
        weeks=(1, 2), guides={},
    )  # fmt: skip
    after = [
        item_after(way, name, given) for name, given in ((HANDS, ()), (HANDS, (HOUR,)), (HOUR, (HANDS,)))
    ]
    assert [one and one.exercise for one in after] == [HOUR, "sf.2-hand-guiding", "sf.2-hand-guiding"]
    assert item_after(way, "sf.2-hand-guiding", ()) is None
    assert item_after(way, "com.first-talk", ()) is None
