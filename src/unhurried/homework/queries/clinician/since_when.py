"""Since when something holds: the day a word was said, or the day from which it was waited for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

from unhurried.core.cautions import cautions_at, waits_for
from unhurried.core.facts import Asked
from unhurried.core.gates import Facts, SafetyRecord
from unhurried.core.history import GRACE, History, Switch, SwitchName, seat_at, set_since
from unhurried.core.holds import HoldReason
from unhurried.core.readiness import ASKED_AGAIN_AFTER


@dataclass(frozen=True, kw_only=True)
class Case:
    """One gate as it is asked about now. `since`: when they came to where they are."""

    history: History
    asked: Asked
    facts: Facts
    since: datetime
    now: datetime


def since_when(case: Case, client: str, reason: HoldReason) -> datetime | None:
    """Raises KeyError for a reason that is nobody's in particular."""
    return SINCE[reason](case, client)


def _joined(case: Case, client: str) -> datetime:
    return seat_at(case.history, client, case.now).joined_at


def _answered(case: Case, client: str) -> datetime:
    """When a careful answer was given; without one in force, since when there is none."""
    together_since = set_since(case.history, case.now)
    given = [
        row
        for row in case.history.answers.get(case.asked.phase, ())
        if row.client == client
        and row.at <= case.now
        and (row.at >= together_since or not case.facts.needs_everyone)
    ]
    if not given:
        return max(case.since, together_since)
    last = max(given, key=lambda row: (row.sequence, row.answer.care))
    has_lapsed = case.now - last.at >= ASKED_AGAIN_AFTER
    return last.at + ASKED_AGAIN_AFTER if has_lapsed else last.at


def _checked(case: Case, client: str) -> datetime:
    checks = [one for one in case.history.checks if one.client == client and one.at <= case.now]
    if not checks:
        return _joined(case, client)
    newest = max(checks, key=lambda check: check.at)
    if newest.outcome is not SafetyRecord.CURRENT:
        return newest.at
    return datetime.combine(newest.review_on, time(), tzinfo=UTC) + GRACE


def _switched(name: SwitchName) -> Callable[[Case, str], datetime | None]:
    def since(case: Case, client: str) -> datetime | None:
        newest = newest_switch(case, client, name)
        return newest.at if newest else None

    return since


def _put_on_file(reason: HoldReason) -> Callable[[Case, str], datetime | None]:
    """When the first of what this phase waits for was noted."""

    def since(case: Case, client: str) -> datetime | None:
        history, phase = case.history, case.history.exercise.phase(case.asked.phase)
        standing = cautions_at(history.cautions, client, case.now)
        waited = {one for one in standing if reason in waits_for([one], history.exercise, phase)}
        rows = (row for row in history.cautions if row.client == client and row.caution in waited)
        return min((row.at for row in rows), default=None)

    return since


def newest_switch(case: Case, client: str, name: SwitchName) -> Switch | None:
    rows = [
        one
        for one in case.history.switches
        if (one.client, one.name) == (client, name) and one.at <= case.now
    ]
    return max(rows, key=lambda one: one.at, default=None)


def _came_here(case: Case, client: str) -> datetime:
    """What was not said to be otherwise is open for as long as they are where they are."""
    return case.since


SINCE: Final[Mapping[HoldReason, Callable[[Case, str], datetime | None]]] = {
    HoldReason.ADULT: _joined,
    HoldReason.INTAKE: _joined,
    HoldReason.CONFIDENTIALITY: _joined,
    HoldReason.READINESS: _answered,
    HoldReason.SAFETY_RECORD: _checked,
    HoldReason.EROTIC_OFF: _switched(SwitchName.EROTIC),
    HoldReason.CLEARANCE: _put_on_file(HoldReason.CLEARANCE),
    HoldReason.CONTRAINDICATION: _put_on_file(HoldReason.CONTRAINDICATION),
    HoldReason.PAIN_RULE: _came_here,
    HoldReason.FELT_PRESSED: _came_here,
    HoldReason.LIMITS_KEPT: _came_here,
    HoldReason.WANTED: _came_here,
}
"""Every reason that can be one person's, with its day."""
