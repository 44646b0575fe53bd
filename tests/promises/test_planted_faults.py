"""The faults that the promises exist to catch, planted one by one; each test says which line catches it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.http import HttpResponse

from tests.people import with_people
from tests.promises.planted import live_card
from tests.promises.printing import says
from tests.promises.runs import faults_among
from tests.promises.stage import FIRST, SECOND, Draws, Stage, hours, set_up
from tests.promises.strategies import waits
from tests.promises.test_odds import answers_late, bars_of, changes_his_mind, is_beyond, told, worst_odds
from tests.promises.test_odds import waits as waits_for_both
from tests.promises.worlds import CLOSED, OPENED, READY, UNANSWERED
from unhurried.core.disclosure import Shown, Tiding
from unhurried.core.discretion import PresetName
from unhurried.core.facts import answer_at
from unhurried.core.readiness import Answer, Readiness, answer_in_force
from unhurried.homework import facts
from unhurried.homework.models import Readiness as ReadinessRow
from unhurried.homework.queries.client import today
from unhurried.homework.services import readiness as answering
from unhurried.people.models import Notice

pytestmark = with_people
OFFERS: Final = "unhurried.homework.queries.client.offers.shown_of"


@pytest.fixture
def stage(db: None) -> Stage:
    return set_up()


@contextmanager
def early_close() -> Iterator[None]:
    """A hold closes the card when it is raised, and not at the posting."""
    real = facts.shown_of

    def shown(history: Any, assignment: Any, board: Any, **when: Any) -> Shown:
        is_held = any(hold.lifted_at is None for hold in history.holds)
        return Shown.RESTING if is_held else real(history, assignment, board, **when)

    with patch(OFFERS, shown):
        yield


@contextmanager
def reminder_if_unanswered() -> Iterator[None]:
    """Somebody's answer is followed by a notice to everybody."""
    real = answering._newest

    def telling(client: Any, assignment: Any) -> int:
        for other in assignment.relationship.clients.all():
            Notice.objects.create(
                clinic_id=other.clinic_id,
                client=other,
                tiding=Tiding.SOMETHING_MAY_BE_HERE.value,
                from_at=FIRST,
            )
        return real(client, assignment)

    with patch.object(answering, "_newest", telling):
        yield


@contextmanager
def solo_offered_if_the_other_is_not_ready() -> Iterator[None]:
    """What lies open for oneself depends on what the other said."""
    real = today.shared_cards_for

    def cards(viewer: Any, shared: Any, *, now: datetime) -> list[Any]:
        found = real(viewer, shared, now=now)
        others = ReadinessRow.objects.filter(
            assignment__in=[card.assignment for card in found], answered_at__lte=now
        ).exclude(client=viewer)
        return found if others.exists() else found[1:]

    with patch("unhurried.homework.queries.client.shared_cards_for", cards):
        yield


@contextmanager
def missing_sequence() -> Iterator[None]:
    """Of two answers the one that arrived later counts, whenever it was made."""

    def by_arrival(answers: Iterable[Readiness], **asked: Any) -> Answer | None:
        return answer_in_force([replace(row, sequence=int(row.at.timestamp())) for row in answers], **asked)

    with patch("unhurried.core.facts.answer_in_force", by_arrival):
        yield


@contextmanager
def change_time_in_a_header() -> Iterator[None]:
    """A page says when anything behind it last changed."""
    real = HttpResponse.__init__

    def dated(self: HttpResponse, *args: Any, **kwargs: Any) -> None:
        real(self, *args, **kwargs)
        newest = ReadinessRow.objects.filter(answered_at__lt=hours(999)).order_by("-answered_at").first()
        self["Last-Modified"] = str(newest.answered_at) if newest else "never"

    with patch.object(HttpResponse, "__init__", dated):
        yield


SEEN: Final[Sequence[tuple[Callable[[], Any], str, str]]] = (
    (reminder_if_unanswered, "NI-1", "not yet"),
    (solo_offered_if_the_other_is_not_ready, "NI-1", "not yet"),
    (missing_sequence, "NI-1", "a yes from a drawer behind a no"),
    (change_time_in_a_header, "NI-1", "withdrew before the posting"),
    (live_card, "NI-2", "withdrew after opening"),
    (early_close, "NI-2", "concern after opening"),
)


@pytest.mark.parametrize(("fault", "line", "world"), SEEN, ids=lambda one: getattr(one, "__name__", one))
def test_fault_is_seen_as_a_difference(stage: Stage, fault: Callable[[], Any], line: str, world: str) -> None:
    with fault():
        found = next(_differences(stage, line, world), "")
    says(f"planted: {fault.__name__}", found[:160] or "nothing", f"caught by {line}", held=bool(found))
    assert found


def _differences(stage: Stage, line: str, world: str) -> Iterator[str]:
    once = ((waits,), (Draws(),))
    if line == "NI-1":
        return faults_among(stage, {world: CLOSED[world]}, *once, like=UNANSWERED, is_thorough=False)
    return faults_among(stage, {world: OPENED[world]}, *once, like=READY, before=SECOND, is_thorough=False)


@contextmanager
def redraw_on_reanswer() -> Iterator[None]:
    """Who answers again gets another draw: the hold is gone."""
    real = facts.hidden_hold

    def again(preset: Any, chance: Any, **slot: Any) -> int:
        answered = ReadinessRow.objects.filter(assignment=slot["assignment"]).count()
        return 0 if answered > 2 else real(preset, chance, **slot)

    with patch.object(facts, "hidden_hold", again):
        yield


@contextmanager
def no_routine_rest() -> Iterator[None]:
    """What is ready always opens."""
    with patch.object(facts, "hidden_hold", lambda *_, **__: 0):
        yield


@contextmanager
def late_answers_count() -> Iterator[None]:
    """A round is not sealed: who was not ready at its cut-off may still join it."""

    def ready_by_now(history: Any, phase: str, at: datetime) -> bool:
        clients = [seat.client for seat in history.seats]
        return all(answer_at(history, phase, client, SECOND) for client in clients)

    with patch.object(facts, "was_everyone_ready", ready_by_now):
        yield


BEYOND: Final = (
    (redraw_on_reanswer, changes_his_mind),
    (no_routine_rest, waits_for_both),
    (late_answers_count, answers_late),
)


@pytest.mark.parametrize(("fault", "strategy"), BEYOND, ids=lambda one: one.__name__)
def test_fault_is_seen_only_by_the_odds(stage: Stage, fault: Callable[[], Any], strategy: Any) -> None:
    """Closed worlds still look the same; what a rest proves does not."""
    bars = bars_of(PresetName.BALANCED)[strategy]
    with fault():
        worst = worst_odds(stage, strategy, PresetName.BALANCED)
    is_caught = is_beyond(worst, bars)
    says(f"planted: {fault.__name__}", told(worst), f"caught by NI-3, {told(bars)}", held=is_caught)
    assert is_caught
