"""Faults put into the house on purpose: for each rule of the small world one, with the acts that show it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID, uuid4

from tests.promises import invariants as rules
from tests.promises.exploring import Rule
from unhurried.core import facts as known
from unhurried.core import gates
from unhurried.core.disclosure import Shown
from unhurried.core.exercises import Step
from unhurried.core.gates import Gate
from unhurried.core.readiness import Answer
from unhurried.homework import facts
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries.client import offers
from unhurried.homework.services import boundaries, reviews, running, tonight
from unhurried.people import acts
from unhurried.people.acts import Act

Fault = Callable[[], AbstractContextManager[None]]


@contextmanager
def _with(*replaced: tuple[Any, str, Any]) -> Iterator[None]:
    """These names of the house mean something else meanwhile."""
    with ExitStack() as stack:
        for where, name, other in replaced:
            stack.enter_context(patch.object(where, name, other))
        yield


def stored_flag() -> AbstractContextManager[None]:
    """What was once open is remembered as open."""
    opened, real = set[Any](), facts.shown_of

    def shown(history: Any, assignment: Assignment, board: Any, **when: Any) -> Shown:
        if real(history, assignment, board, **when) is Shown.ON_OFFER:
            opened.add(assignment.pk)
        return Shown.ON_OFFER if assignment.pk in opened else Shown.RESTING

    return _with((offers, "shown_of", shown), (tonight, "shown_of", shown))


def late_answers_open() -> AbstractContextManager[None]:
    """A round is not sealed: who was not ready at its cut-off may still join it."""
    return _with((facts, "was_everyone_ready", lambda *_: True))


def live_card() -> AbstractContextManager[None]:
    """The card follows the facts now instead of those at the posting."""
    real = facts.shown_of

    def shown(history: Any, assignment: Any, board: Any, *, started: Any, posting: datetime) -> Shown:
        found = real(history, assignment, board, started=started, posting=posting)
        latest = [row.at for rows in history.answers.values() for row in rows]
        now = max([posting, *latest, *(hold.raised_at for hold in history.holds)])
        place = facts.place_shown(assignment, posting)
        is_open = facts._gate_at(history, place, now, is_under_way=True).is_open
        return found if is_open else Shown.RESTING

    return _with((offers, "shown_of", shown))


def later_limit_shapes() -> AbstractContextManager[None]:
    """A limit marked since it was given does not count."""
    return _with((known, "_rests_unsaid", lambda *_: False), (known, "limits_in_force", lambda *_, **__: ()))


def gate_by_the_card() -> AbstractContextManager[None]:
    """What is on offer begins, whatever has been said since."""
    return _with((facts, "may_begin", lambda *_, **__: Gate()))


def tonight_unasked() -> AbstractContextManager[None]:
    """The yes to the step is taken for the yes to tonight."""
    return _with(
        (gates, "_agrees_tonight", lambda _: True), (tonight, "tonight_at", lambda *_: (Answer.READY,) * 2)
    )


def card_unasked() -> AbstractContextManager[None]:
    """An evening begins whether or not the step is on offer."""
    return _with((tonight, "shown_of", lambda *_, **__: Shown.ON_OFFER))


def limit_unheeded() -> AbstractContextManager[None]:
    """A limit pauses nothing."""
    return _with((boundaries, "heed", lambda *_, **__: None))


def no_unheeded() -> AbstractContextManager[None]:
    """What is under way goes on by itself."""
    return _with((running, "_may_go_on", lambda *_: True))


@contextmanager
def onward_by_review() -> Iterator[None]:
    """Any answer of the clinician leads to the next phase."""

    def onward(act: Act, assignment: Assignment, answer: Any) -> None:
        reviews.go_to(act, assignment, exercise_by_digest(assignment.exercise_id).phases[-1])

    with patch.dict(reviews._FOLLOWS, {"lighter": onward}):
        yield


def steps_without_touch() -> AbstractContextManager[None]:
    """An evening without touch keeps the steps of the version given."""

    def steps(practice: Practice) -> tuple[Any, tuple[Step, ...]]:
        exercise = exercise_by_digest(practice.assignment.exercise_id)
        return exercise, exercise.phase(practice.phase).steps_of(practice.version)

    return _with((rules.homework, "steps_of", steps))


def day_never_spent() -> AbstractContextManager[None]:
    """A second time set aside on a day asks once more."""
    return _with((tonight, "_is_spent", lambda *_: False))


def sent_twice_kept_twice() -> AbstractContextManager[None]:
    """Nobody looks whether an act was sent before."""
    real = acts._enter

    def enter(act: Act, verb: str, object_id: UUID, digest: bytes) -> None:
        real(replace(act, id=uuid4()), verb, object_id, digest)

    return _with((acts, "_entry", lambda **_: []), (acts, "_enter", enter))


_OPEN: Final = ("everybody ready", "posting")
_BEGUN: Final = (*_OPEN, "everybody ready tonight", "begins")
FAULTS_OF_STATES: Final[Mapping[Rule, tuple[Fault, Sequence[str]]]] = {
    rules.offer_has_every_key: (stored_flag, (*_OPEN, "not yet", "posting")),
    rules.offer_was_asked_in_time: (late_answers_open, ("late evening", "everybody ready", "posting")),
    rules.card_stands_still: (live_card, (*_OPEN, "not yet")),
    rules.limit_rests_all_of_it: (later_limit_shapes, (*_OPEN, "limit", "posting")),
    rules.begins_by_the_facts_now: (
        gate_by_the_card,
        (*_OPEN, "everybody ready tonight", "not yet", "begins"),
    ),
    rules.begins_with_tonights_yes: (tonight_unasked, (*_OPEN, "ready tonight", "begins")),
    rules.begins_only_on_offer: (card_unasked, ("everybody ready", "everybody ready tonight", "begins")),
    rules.no_moment_off_limits: (limit_unheeded, (*_BEGUN, "limit")),
    rules.a_no_ends_it: (no_unheeded, (*_BEGUN, "not tonight", "moves on")),
    rules.forward_only_by_release: (onward_by_review, ("posting", "lighter for all")),
    rules.without_touch_is_empty: (steps_without_touch, ("begins",)),
    rules.one_beginning_a_day: (day_never_spent, (*_BEGUN, "begins")),
    rules.kept_once: (sent_twice_kept_twice, ("queues", "delivers")),
}
