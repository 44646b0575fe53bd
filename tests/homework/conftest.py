import pytest

from tests.homework.samples import OWN_TOUCH, give, own_touch, published
from tests.people import World, told, world
from unhurried.core.readiness import Answer as Ready
from unhurried.homework.models import Assignment

__all__ = ["told", "world"]


@pytest.fixture
def given(world: World) -> Assignment:
    """A practice with the body, given to Ivo, who has not answered yet."""
    published(world, own_touch())
    return give(world, "Ivo", OWN_TOUCH)


@pytest.fixture
def ready(world: World, given: Assignment) -> Assignment:
    """The same, and Ivo said "ready"."""
    world.says("Ivo", Ready.READY, given)
    return given
