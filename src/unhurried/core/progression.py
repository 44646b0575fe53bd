"""What follows from how it went: stay, again, lighter, back, or rest. Nothing here moves anybody forward.

The numbers are those of `docs/decisions/`; an exercise or a clinician may be stricter, never looser.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from unhurried.core.exercises import Criteria
from unhurried.core.holds import HoldReason

AFTER_QUESTIONS: Final = ("felt_pressed", "limits_kept", "wanted", "drifted")
"""Asked in private from the day after, never beside anybody."""
PRESSED_HOLDS_AT: Final = 3
EXPOSURE_STEPS_BACK_AT: Final = 80


class Movement(StrEnum):
    """From the least change to the most careful. There is no word for onward: a clinician releases."""

    STAY = "stay"
    REPEAT = "repeat"
    LIGHTER = "lighter"
    STEP_BACK = "step_back"
    HOLD = "hold"

    @property
    def care(self) -> int:
        return list(Movement).index(self)


class Criterion(StrEnum):
    """All that may stand between a settled phase and the offer of the next. The list is closed."""

    PAIN_RULE = "pain_rule"
    FELT_PRESSED = "felt_pressed"
    LIMITS_KEPT = "limits_kept"
    WANTED = "wanted"
    NO_HOLD = "no_hold"
    SAFETY_RECORD = "safety_record"
    CLEARANCE = "clearance"
    REST_GAP = "rest_gap"


@dataclass(frozen=True, kw_only=True)
class Advice:
    """`steps_back` counts rungs or phases; a hold may carry some too, for when it is released."""

    movement: Movement
    steps_back: int = 0


@dataclass(frozen=True, kw_only=True)
class PainRule:
    """From `lighter_at` the next time is smaller, two running close the ladder; `stops_at` goes one lower.

    Written for the insertion ladder, and kept wherever pain is asked about.
    """

    lighter_at: int = 4
    stops_at: int = 6

    def __post_init__(self) -> None:
        if self.lighter_at > 4 or self.stops_at > 6:
            raise ValueError("a pain rule may be stricter than 4 and 6, never looser")


@dataclass(frozen=True, kw_only=True)
class Report:
    """What one person said after one practice; None is a blank, neither yes nor no.

    `pain` is what this practice made, above the person's usual. Ratings are 0-10, `exposure` 0-100.
    `sequence` is unique among the client's own acts.
    """

    client: str
    sequence: int
    at: datetime
    is_finished: bool
    pain: int | None = None
    felt_pressed: int | None = None
    limits_kept: bool | None = None
    wanted: bool | None = None
    dissociation: bool | None = None
    exposure: int | None = None
    worry: int | None = None
    presence: int | None = None


def movement_after(
    reports: Iterable[Report], *, pain: PainRule = PainRule(), released_at: datetime | None = None
) -> Advice:
    """The most careful thing that anybody's reports ask for.

    A hold stands until the clinician releases it: neither a blank nor a kinder answer lifts it, since that
    answer may itself have been pressed for. Lighter and back are asked for by a person's latest report alone.
    """
    fresh = _since(reports, released_at)
    asked = [advice for own in _by_client(fresh) for advice in _asked_by(own, pain)]
    return Advice(
        movement=max((one.movement for one in asked), key=lambda one: one.care, default=Movement.STAY),
        steps_back=max((one.steps_back for one in asked), default=0),
    )


def reason_to_rest(
    own: Sequence[Report], *, pain: PainRule = PainRule(), released_at: datetime | None = None
) -> HoldReason | None:
    """Why what one person reported of rests, if it does: pain first, then distress."""
    fresh = _in_order(_since(own, released_at))
    if not fresh:
        return None
    latest = fresh[-1]
    found = (
        (HoldReason.PAIN_RULE, _has_two_running(fresh, pain) or _stops_for_pain(latest, pain)),
        (HoldReason.DISTRESS, _asks_two_down(latest) or any(one.dissociation for one in fresh)),
        (HoldReason.FELT_PRESSED, any(map(_felt_pressed, fresh))),
        (HoldReason.LIMITS_KEPT, any(one.limits_kept is False for one in fresh)),
        (HoldReason.WANTED, any(one.wanted is False for one in fresh)),
    )
    return next((reason for reason, rests in found if rests), None)


def asks_for_less(report: Report, *, pain: PainRule = PainRule()) -> bool:
    """Whether anything in it speaks for something smaller: pain, pressure, limits, not wanted, distress."""
    has_pain = report.pain is not None and report.pain >= pain.lighter_at
    return has_pain or _is_distressed(report) or _asks_to_rest(report)


def unsettled_criteria(
    reports: Iterable[Report],
    *,
    people: Collection[str],
    settled_when: Criteria,
    pain: PainRule = PainRule(),
    released_at: datetime | None = None,
) -> frozenset[Criterion]:
    """The criteria that the reports themselves leave unsettled, over everybody who takes part.

    Each needs to have been said by each person; a blank settles nothing and undoes nothing. Pain is a
    criterion where the phase names a `max_pain` or anybody named pain.
    """
    fresh = _since(reports, released_at)
    asks_pain = settled_when.max_pain is not None or any(report.pain is not None for report in fresh)
    unsettled = set()
    for client in people:
        own = _in_order(report for report in fresh if report.client == client)
        unsettled |= set(_unsettled_answers(own))
        if asks_pain and not _is_pain_settled(own, settled_when, pain):
            unsettled.add(Criterion.PAIN_RULE)
    return frozenset(unsettled)


def may_offer_release(*unmet: Collection[Criterion]) -> bool:
    """Whether the clinician is told "criteria settled". It opens nothing: the release stays theirs."""
    return not any(unmet)


def may_ask_next_phase(
    practices_held: int, *, first_at: datetime | None, settled_when: Criteria, now: datetime
) -> bool:
    """Whether it is time to ask everybody about the next phase.

    Joint facts only: were it timed by ratings, being asked would tell how the other's evening went.
    """
    if first_at is None:
        return False
    return practices_held >= settled_when.practices and now - first_at >= timedelta(days=settled_when.days)


def _asked_by(own: Sequence[Report], pain: PainRule) -> Iterable[Advice]:
    latest = own[-1]
    yield Advice(movement=Movement.REPEAT if latest.is_finished else Movement.STAY)
    if _has_two_running(own, pain) or any(map(_asks_to_rest, own)):
        yield Advice(movement=Movement.HOLD)
    if latest.pain is not None:
        yield _pain_asks(latest.pain, pain)
    if _asks_two_down(latest):
        yield Advice(movement=Movement.STEP_BACK, steps_back=2)


def _stops_for_pain(report: Report, rule: PainRule) -> bool:
    return report.pain is not None and report.pain >= rule.stops_at


def _pain_asks(said: int, rule: PainRule) -> Advice:
    if said >= rule.stops_at:
        return Advice(movement=Movement.STEP_BACK, steps_back=1)
    return Advice(movement=Movement.LIGHTER if said >= rule.lighter_at else Movement.STAY)


def _has_two_running(own: Sequence[Report], rule: PainRule) -> bool:
    """Blanks between them do not break the run."""
    said = [report.pain for report in own if report.pain is not None]
    return any(min(pair) >= rule.lighter_at for pair in pairwise(said))


def _asks_to_rest(report: Report) -> bool:
    return (
        _felt_pressed(report)
        or report.limits_kept is False
        or report.wanted is False
        or report.dissociation is True
    )


def _felt_pressed(report: Report) -> bool:
    return report.felt_pressed is not None and report.felt_pressed >= PRESSED_HOLDS_AT


def _is_distressed(report: Report) -> bool:
    return report.exposure is not None and report.exposure >= EXPOSURE_STEPS_BACK_AT


def _asks_two_down(report: Report) -> bool:
    return _is_distressed(report) or (report.exposure is not None and report.dissociation is True)


def _unsettled_answers(own: Collection[Report]) -> Iterable[Criterion]:
    pressed = {report.felt_pressed for report in own} - {None}
    if not pressed or any(said >= PRESSED_HOLDS_AT for said in pressed if said is not None):
        yield Criterion.FELT_PRESSED
    if {report.limits_kept for report in own} - {None} != {True}:
        yield Criterion.LIMITS_KEPT
    if {report.wanted for report in own} - {None} != {True}:
        yield Criterion.WANTED


def _is_pain_settled(own: Sequence[Report], settled_when: Criteria, rule: PainRule) -> bool:
    """The latest word on pain is low enough, and none that stops is waiting for the clinician to see it."""
    said = [report.pain for report in own if report.pain is not None]
    if not said or max(said) >= rule.stops_at or _has_two_running(own, rule):
        return False
    low_enough = rule.lighter_at - 1 if settled_when.max_pain is None else settled_when.max_pain
    return said[-1] <= min(low_enough, rule.lighter_at - 1)


def _since(reports: Iterable[Report], released_at: datetime | None) -> Sequence[Report]:
    return [report for report in reports if released_at is None or report.at > released_at]


def _by_client(reports: Sequence[Report]) -> Iterable[Sequence[Report]]:
    for client in sorted({report.client for report in reports}):
        yield _in_order(report for report in reports if report.client == client)


def _in_order(reports: Iterable[Report]) -> Sequence[Report]:
    return sorted(reports, key=lambda report: report.sequence)


def rests_after(
    *, felt_pressed: int | None, limits_kept: str, wanted: str, drifted: str
) -> tuple[HoldReason, ...]:
    """What a private answer from the day after rests. A blank, and "not sure", rest nothing by themselves."""
    found = (
        (HoldReason.FELT_PRESSED, felt_pressed is not None and felt_pressed >= PRESSED_HOLDS_AT),
        (HoldReason.LIMITS_KEPT, limits_kept == "no"),
        (HoldReason.WANTED, wanted == "no"),
        (HoldReason.DISSOCIATION, drifted == "yes"),
    )
    return tuple(reason for reason, rests in found if rests)
