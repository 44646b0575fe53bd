"""One person or up to six who are treated together, each with a seat of their own."""

import pytest

from tests.people import World, with_people
from unhurried.people.models import Client, Relationship

pytestmark = with_people
FIRST = {
    "name": "Noor",
    "region": "England",
    "time_zone": "Europe/London",
    "goal": "Ease.",
    "is_adult_attested": "on",
}


def taken_on(world: World, **fields: str) -> list[tuple[str, str]]:
    """Names and regions of those who are treated together now."""
    page = world.browser("Cleo").post("/clinician/people/new/", {**FIRST, **fields})
    assert page.status_code == 302
    first = Client.objects.get(pk=page.headers["Location"].split("/")[3])
    people = Relationship.objects.get(clients=first).clients.all()
    return sorted((world.keys.open(one, "name"), one.region) for one in people)


@pytest.mark.parametrize("others", [(), ("Pia",), ("Pia", "Quin"), ("Pia", "Quin", "Rio", "Sam", "Tove")])
def test_as_many_as_are_named_are_treated_together(world: World, others: tuple[str, ...]) -> None:
    fields = {f"name_{place}": name for place, name in enumerate(others, start=2)}
    assert taken_on(world, **fields) == [(name, "England") for name in sorted(("Noor", *others))]


def test_each_is_where_they_say_they_are(world: World) -> None:
    found = taken_on(world, name_2="Pia", region_2="Wales", name_3="Quin", region_3="elsewhere")
    assert found == [("Noor", "England"), ("Pia", "Wales"), ("Quin", "elsewhere")]


def test_place_left_open_is_the_first_ones(world: World) -> None:
    assert taken_on(world, region="Wales", name_2="Pia") == [("Noor", "Wales"), ("Pia", "Wales")]


def test_place_without_a_name_is_nobody(world: World) -> None:
    assert taken_on(world, name_4="Pia", region_2="Wales") == [("Noor", "England"), ("Pia", "England")]


def test_nobody_is_taken_on_who_was_not_attested(world: World) -> None:
    before = Client.objects.count()
    fields = {**FIRST, "name_2": "Pia", "is_adult_attested": ""}
    assert world.browser("Cleo").post("/clinician/people/new/", fields).status_code == 200
    assert Client.objects.count() == before
