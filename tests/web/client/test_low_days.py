"""A high number before beginning: something smaller is offered there and then, and one may go on."""

from datetime import timedelta

import pytest

from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.private_area import said_on
from unhurried.core.readiness import Answer
from unhurried.homework.models import Hold, Note, Practice, Rating

pytestmark = with_people
OFFERS, SMALLER = "Less is enough today", "The smaller version, about"


@pytest.fixture
def practice(world: World) -> Practice:
    given = give(world, "Ivo", "bod.body-map", client=world.client("Ivo"))
    world.says("Ivo", Answer.READY, given)
    return world.begins("Ivo", given)


def rated(world: World, practice: Practice, number: int) -> str:
    page = f"/c/p/{practice.pk}/before/"
    return said_on(world.browser("Ivo").post(page, {"rating.distress": str(number)}, follow=True))


def test_smaller_version_is_offered_from_six_on(world: World, practice: Practice) -> None:
    assert OFFERS not in rated(world, practice, 5)
    page = rated(world, practice, 6)
    assert (OFFERS in page, SMALLER in page) == (True, True)
    assert not Hold.objects.filter(assignment=practice.assignment).exists(), "it offers, and holds nothing"


def test_kit_is_named_and_never_beside_itself(world: World, practice: Practice) -> None:
    kit = world.given("Ivo", "min.grounding-kit")
    assert f'href="/c/a/{kit.pk}/"' in rated(world, practice, 9)
    world.says("Ivo", Answer.READY, kit)
    page = rated(world, world.begins("Ivo", kit), 9)
    assert (OFFERS in page, f'href="/c/a/{kit.pk}/"' in page) == (True, False)


def test_taking_it_begins_the_smallest(world: World, practice: Practice) -> None:
    rated(world, practice, 9)
    browser = world.browser("Ivo")
    page = said_on(browser.post(f"/c/p/{practice.pk}/smaller/", follow=True))
    practice.refresh_from_db()
    assert (practice.version, practice.step) == ("smallest", 0)
    assert (OFFERS in page, SMALLER in page) == (True, False)
    browser.post(f"/c/p/{practice.pk}/", {"place": "0", "go": "on"})
    assert OFFERS not in said_on(browser.get(f"/c/p/{practice.pk}/"))
    assert not Note.objects.filter(practice=practice).exists()


def test_going_on_leaves_it_as_it_was_begun(world: World, practice: Practice) -> None:
    rated(world, practice, 9)
    browser = world.browser("Ivo")
    browser.post(f"/c/p/{practice.pk}/", {"place": "0", "go": "on"})
    browser.post(f"/c/p/{practice.pk}/smaller/")
    practice.refresh_from_db()
    assert (practice.version, practice.step) == ("full", 1)


def test_open_guide_does_not_go_on_telling_of_a_high_number(world: World, practice: Practice) -> None:
    """The planted fault is the moment itself: two minutes earlier the same address has the card."""
    assert OFFERS in rated(world, practice, 9)
    Rating.objects.filter(practice=practice).update(rated_at=world.now - timedelta(minutes=3))
    assert OFFERS not in said_on(world.browser("Ivo").get(f"/c/p/{practice.pk}/"))
