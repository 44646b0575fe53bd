"""What a person is told stands on Today until they put it away; looking at it changes nothing."""

from datetime import timedelta

import pytest

from tests.people import World, with_people
from tests.web.watching import writes_noted
from unhurried.core.disclosure import Tiding
from unhurried.people import services
from unhurried.people.models import Notice

pytestmark = with_people

TODAY, PUT_AWAY = "/c/", "/c/notices/"
PLAN, APPOINTMENT = "Your plan has changed.", "There is something new about an appointment."


@pytest.fixture(autouse=True)
def nobody_was_told(world: World) -> None:
    Notice.objects.all().delete()


def tells(world: World, *names: str, tiding: Tiding, hours: int = -1) -> None:
    people = [world.client(name) for name in names]
    from_at = world.now + timedelta(hours=hours)
    services.tell(world.act("Eli"), people, tiding, from_at=from_at)


def today_of(world: World, name: str) -> str:
    return world.browser(name).get(TODAY).content.decode()


def test_sentences_stand_on_today(world: World) -> None:
    tells(world, "Gus", tiding=Tiding.APPOINTMENT_HAS_CHANGED)
    tells(world, "Gus", tiding=Tiding.PLAN_HAS_CHANGED)
    page = today_of(world, "Gus")
    assert 0 < page.index(PLAN) < page.index(APPOINTMENT)
    assert PLAN not in today_of(world, "Hana")


def test_nothing_stands_there_where_nobody_was_told(world: World) -> None:
    tells(world, "Gus", tiding=Tiding.PLAN_HAS_CHANGED, hours=1)
    assert PUT_AWAY not in today_of(world, "Gus")


def test_looking_changes_nothing_and_a_button_puts_it_away(world: World) -> None:
    tells(world, "Gus", "Hana", tiding=Tiding.PLAN_HAS_CHANGED)
    gus = world.browser("Gus")
    with writes_noted() as writes:
        assert PLAN in gus.get(TODAY).content.decode()
    assert writes == []
    assert gus.get(PUT_AWAY).status_code == 405
    answer = gus.post(PUT_AWAY)
    assert (answer.status_code, answer.headers["Location"]) == (302, TODAY)
    assert PLAN not in gus.get(TODAY).content.decode()
    assert PLAN in today_of(world, "Hana")


def test_putting_it_away_shows_to_nobody_else(world: World) -> None:
    tells(world, "Gus", "Hana", tiding=Tiding.PLAN_HAS_CHANGED)
    world.browser("Gus").post(PUT_AWAY)
    assert list(Notice.objects.filter(seen_at=None).values_list("client_id", flat=True)) == [
        world.client("Hana").pk
    ]
