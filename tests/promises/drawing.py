"""All the hidden draws that one step can meet in the fortnight of its first round."""

import random
from itertools import product

from tests.promises.stage import FIRST, SECOND, Draws, Stage
from unhurried.core.postings import monday_of


def all_draws(stage: Stage) -> tuple[Draws, ...]:
    """Holds × quiet or not × passed by or not × weeks for each alone from either posting, or its own rest."""
    return tuple(
        Draws(hold=hold, is_quiet=is_quiet, is_passed_by=is_passed_by, **rest)
        for hold, is_quiet, is_passed_by, rest in product(
            range(3), (False, True), (False, True), _rests(stage)
        )
    )


def _rests(stage: Stage) -> tuple[dict[str, object], ...]:
    zone = SECOND.tzinfo
    thursday, monday = (str(monday_of(posting, zone)) for posting in (FIRST, SECOND))  # type: ignore[arg-type]
    return (
        {},
        {"individual": frozenset({thursday}), "nth": 1},
        {"individual": frozenset({monday}), "nth": 0},
        {"own_rests": frozenset({(str(stage.given.pk), str(SECOND.date()))})},
    )


def one_draw(stage: Stage, seed: int) -> Draws:
    return random.Random(seed).choice(all_draws(stage))
