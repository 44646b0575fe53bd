"""NI-1, NI-2, NI-4, NI-8: closed worlds look the same, and opened ones part only at a posting.

Secret worlds × strategies × draws, on every page that links lead to, with the questions put to the records.
"""

from unittest.mock import patch

import pytest

from tests.people import with_people
from tests.promises.printing import N, says
from tests.promises.runs import faults_among, trace_of
from tests.promises.stage import FIRST, SECOND, Draws, Stage, set_up
from tests.promises.strategies import STRATEGIES, looks_around_the_posting, looks_through_it, waits
from tests.promises.watching import Seen
from tests.promises.worlds import CLOSED, OPENED, READY, UNANSWERED, World
from unhurried.core.discretion import PRESETS, PresetName

pytestmark = with_people
ALL_DRAWS = tuple(Draws(hold=hold) for hold in range(3))
FEW_STRATEGIES = tuple(STRATEGIES.values())[: 1 if N == 1 else None]
FEW_DRAWS = ALL_DRAWS[: 1 if N == 1 else None]


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


def test_closed_worlds_look_the_same(stage: Stage) -> None:
    """NI-1."""
    found = list(faults_among(stage, CLOSED, FEW_STRATEGIES, FEW_DRAWS, like=UNANSWERED))
    worlds = len(CLOSED) * len(FEW_STRATEGIES) * len(FEW_DRAWS)
    says("NI-1 closed worlds", f"{len(found)} differences in {worlds} runs", 0, held=not found)
    assert found == []


def test_opened_worlds_part_only_at_the_next_posting(stage: Stage) -> None:
    """NI-2."""
    found = list(faults_among(stage, OPENED, FEW_STRATEGIES, ALL_DRAWS[:1], like=READY, before=SECOND))
    runs = len(OPENED) * len(FEW_STRATEGIES)
    says("NI-2 until the next posting", f"{len(found)} differences in {runs} runs", 0, held=not found)
    assert found == []


def test_ones_own_device_tells_nothing_before_the_second_unlock(stage: Stage) -> None:
    """NI-8: Ben looks through Ana's phone, signed in, while her private area is closed.

    Where she said she lives stands among her own settings: whoever holds her phone knows where she is.
    """
    worlds = {name: world for name, world in CLOSED.items() if name != "moved abroad"}
    found = list(faults_among(stage, worlds, (looks_through_it,), (Draws(),), like=UNANSWERED, whose="Ana"))
    says("NI-8 one's own device", f"{len(found)} differences in {len(worlds)} runs", 0, held=not found)
    assert found == []


def test_draws_are_asked_for_by_public_words_alone(stage: Stage) -> None:
    """NI-4: whatever was said, no draw is asked for that would not be asked for without it."""
    public = _slots_asked(stage, READY)
    private = {name: _slots_asked(stage, world) - public for name, world in CLOSED.items()}
    found = {name: slots for name, slots in private.items() if slots}
    says("NI-4 draws", f"{len(public)} slots, {len(found)} worlds with others", 0, held=not found)
    assert public
    assert found == {}


def _slots_asked(stage: Stage, world: World) -> set[tuple[str, ...]]:
    asked: set[tuple[str, ...]] = set()
    real = Draws().chance(PRESETS[PresetName.BALANCED])

    def noted(*slot: str) -> int:
        asked.add(slot)
        return real(*slot)

    with patch.object(Draws, "chance", lambda *_: noted):
        trace_of(stage, world, looks_around_the_posting, Draws(), is_thorough=False)
    return asked


def test_ready_opens_when_the_draw_says_so(stage: Stage) -> None:
    """L: else the two tests above would pass with a board that never opens."""
    shown = [_opens(trace_of(stage, READY, waits, chosen, is_thorough=False)) for chosen in ALL_DRAWS]
    assert shown == [FIRST, SECOND, None]


def _opens(trace: list[Seen]) -> object:
    """The posting since which the step is on offer, as Today says it."""
    days = [seen for seen in trace if seen.asked == "GET /c/" and "On offer to all of you" in seen.body]
    return None if not days else FIRST if days[0].at < SECOND else SECOND
