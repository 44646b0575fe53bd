from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.cases.seeing import GIVEN, everybody_says
from tests.people import told, world
from tests.promises.stage import Draws, Stage, draws, set_up
from unhurried.core.readiness import Answer

__all__ = ["told", "world"]


@pytest.fixture
def stage(db: None) -> Iterator[Stage]:
    """Ana and Ben with Cleo, and a step with touch that nobody has answered yet; nothing is drawn."""
    cache.clear()
    with draws(Draws()):
        yield set_up()


@pytest.fixture
def willing(stage: Stage) -> Stage:
    """Both said "ready", so that it is on offer from the first posting."""
    everybody_says(stage, Answer.READY, GIVEN)
    return stage
