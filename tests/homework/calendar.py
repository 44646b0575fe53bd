"""Two people of their own for the calendar: Noor and Ole, with Cleo, and an empty calendar between them."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.people import World
from unhurried.config.demo import stage as on
from unhurried.homework import services as homework
from unhurried.homework.models import Occasion
from unhurried.homework.queries.client import Together, together_for
from unhurried.people.models import Relationship

__all__ = ["noor_and_ole", "offers", "relationship_of", "sets", "shared"]


@pytest.fixture(autouse=True)
def noor_and_ole(world: World) -> None:
    stage, cleo = world.stage("Cleo"), world.clinician("Cleo")
    rows = on.taken_on(stage, cleo.pk, ["Noor", "Ole"], days_ago=20, goal="Ease.")
    for name, row in zip(("Noor", "Ole"), rows, strict=True):
        on.joined(stage, row, name, days_ago=19)
    on.planned(stage, world.client("Noor"), days_ago=18, goal="Ease.")


def relationship_of(world: World, name: str = "Noor") -> Relationship:
    return world.client(name).relationships.get()


def shared(world: World, name: str = "Noor", *, now: datetime | None = None) -> Together:
    viewer, relationship = world.client(name), relationship_of(world, name)
    found = together_for(viewer, relationship, world.keys, now=now or world.now)
    assert found is not None
    return found


def sets(world: World, name: str = "Noor", *, days: float = 10, **said: Any) -> Occasion:
    """A time for both, far enough ahead for a posting to come before it."""
    block = {
        "kind": "connection",
        "starts_at": world.now + timedelta(days=days),
        "minutes": 45,
        "place": "By the pond",
    }
    pk = homework.set_block(
        world.act(name),
        client=world.client(name),
        relationship=relationship_of(world, name),
        block=homework.Block(**{**block, **said}),
        keyring=world.keys,
    )
    return Occasion.objects.get(pk=pk)


def offers(world: World, name: str, *windows: tuple[int, str], at: datetime | None = None) -> None:
    """Offered well before the last posting, unless said otherwise."""
    homework.offer_windows(
        world.act(name, at=at or world.now - timedelta(days=8)),
        client=world.client(name),
        relationship=relationship_of(world, name),
        windows=sorted(windows),
    )
