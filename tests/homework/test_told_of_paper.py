"""A practice from paper, told of later: of its day, once, whatever holds the next; never touch together."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.homework.samples import rates
from tests.people import World, with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from unhurried.homework import services as homework
from unhurried.homework.models import Hold, Practice
from unhurried.homework.queries.client import own_practices_for, running_practice_for
from unhurried.homework.services import NotJustNow

pytestmark = with_people


def tells(world: World, *, days_ago: int, act: UUID | None = None) -> Practice:
    said = {"id": act} if act else {}
    pk = homework.tell_of_paper(
        world.act("Ivo", **said),
        client=world.client("Ivo"),
        assignment=world.given("Ivo"),
        day=(world.now - timedelta(days=days_ago)).date(),
        outcome=Practice.Outcome.STOPPED,
    )
    return Practice.objects.select_related("assignment").get(pk=pk)


def test_it_is_over_on_its_day_and_nothing_is_under_way(world: World) -> None:
    ivo, told = world.client("Ivo"), tells(world, days_ago=1)
    assert told in own_practices_for(ivo, now=world.now)
    assert running_practice_for(ivo, told.assignment) != told
    assert (told.outcome, told.is_from_paper, told.begun_at.date()) == (
        "stopped",
        True,
        (world.now - timedelta(days=1)).date(),
    )


def test_sent_twice_it_is_one(world: World) -> None:
    act = world.act("Ivo").id
    assert tells(world, days_ago=1, act=act) == tells(world, days_ago=1, act=act)


def test_it_is_told_whatever_holds_the_next(world: World) -> None:
    told = tells(world, days_ago=2)
    rates(world, "Ivo", told, {"pain": 7})
    assert Hold.objects.filter(assignment=told.assignment, cause="pain_rule", lifted_at=None).exists()
    assert tells(world, days_ago=1).begun_at > told.begun_at


def test_touch_together_is_not_one_persons_to_tell() -> None:
    with draws(Draws()):
        stage: Stage = set_up(exercise_id="sf.1-whole-body-early")
    ben = stage.clients["Ben"]
    with pytest.raises(NotJustNow):
        homework.tell_of_paper(
            stage.act(ben, hours(48)),
            client=ben,
            assignment=stage.given,
            day=hours(24).date(),
            outcome=Practice.Outcome.FINISHED,
        )
