"""Pressed before the private question is answered: somebody on their own reads what is missing."""

import pytest
from django.core.cache import cache

from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.private_area import choose_codes, opened, said_on
from unhurried.core.gates import Gate
from unhurried.core.readiness import Answer
from unhurried.homework.models import Assignment
from unhurried.people.models import Intake

pytestmark = with_people
FIRST, RESTS = "One answer first: how is this for you?", "Not this step just now"


def pressed(world: World, name: str, given: Assignment) -> tuple[bool, bool]:
    browser = opened(world, name) if name == "Gus" else world.browser(name)
    page = said_on(browser.post(f"/c/a/{given.pk}/begin/"))
    return FIRST in page, RESTS in page


@pytest.fixture
def scan(world: World) -> Assignment:
    return give(world, "Ivo", "min.body-scan", client=world.client("Ivo"))


def test_somebody_alone_is_told_and_led_to_the_question(world: World, scan: Assignment) -> None:
    assert pressed(world, "Ivo", scan) == (True, False)
    world.says("Ivo", Answer.NOT_YET, scan)
    assert pressed(world, "Ivo", scan) == (True, False)
    world.says("Ivo", Answer.READY, scan)
    assert pressed(world, "Ivo", scan) == (False, False)


def test_where_something_else_is_missing_too_no_cause_is_given(world: World, scan: Assignment) -> None:
    Intake.objects.filter(client=world.client("Ivo")).delete()
    assert pressed(world, "Ivo", scan) == (False, True)


def test_in_company_the_refusal_has_one_shape(world: World) -> None:
    cache.clear()
    choose_codes(world)
    alone = give(world, "Gus", "min.body-scan", client=world.client("Gus"))
    given = world.given("Gus")
    for one in (alone, given):
        world.says("Gus", Answer.NOT_YET, one)
        assert pressed(world, "Gus", one) == (False, True)


def test_gate_that_takes_any_reason_for_the_answer_is_noticed(
    world: World, scan: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: it is said though something else is missing as well."""
    monkeypatch.setattr(Gate, "waits_for_answer_alone", property(lambda gate: not gate.is_open))
    Intake.objects.filter(client=world.client("Ivo")).delete()
    assert pressed(world, "Ivo", scan) == (True, False)
