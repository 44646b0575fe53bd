"""The menu of an open hour: what all of them have before them and is not resting, the same for each."""

import re

import pytest

from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.private_area import said_on
from unhurried.web.client import open_now

pytestmark = with_people


def menus(world: World) -> dict[str, list[str]]:
    hour = give(world, "Gus", "rou.scheduled-window")
    give(world, "Gus", "com.reflective-listening")
    give(world, "Gus", "sf.0-hands")
    give(world, "Gus", "com.warm-no")
    found = {}
    for name in ("Gus", "Hana"):
        page = world.browser(name).get(f"/c/a/{hour.pk}/").content.decode()
        menu = page.split("What lies open today")[1].split("</ul>")[0]
        found[name] = re.findall(r'<a href="[^"]+">([^<]+)</a>', menu)
    return found


def test_menu_is_what_is_open_to_all_and_the_same_for_each(world: World) -> None:
    assert menus(world) == {name: ["Say it, hear it, check it"] for name in ("Gus", "Hana")}


def test_menu_that_offers_what_rests_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: nobody asks whether the step with touch is on offer."""
    monkeypatch.setattr(open_now.queries, "offers_among", lambda *args, **kwargs: {})
    assert len(menus(world)["Gus"]) == 2


def test_resting_step_asks_that_what_belongs_to_it_rests_too(world: World) -> None:
    smalls = give(world, "Gus", "des.simmering")
    for name in ("Gus", "Hana"):
        page = world.browser(name).get(f"/c/a/{smalls.pk}/")
        assert "so please let such messages, looks and touches rest too" in said_on(page)
