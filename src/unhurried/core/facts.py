"""The facts of a phase as they stood at any moment, from the dated rows of a relationship."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from unhurried.core.boundaries import blocked_in, limits_in_force, limits_that_shape, version_that_fits
from unhurried.core.cautions import cautions_at, waits_for
from unhurried.core.exercises import Phase, Version
from unhurried.core.gates import Facts, Participant, SafetyRecord
from unhurried.core.history import (
    GRACE,
    History,
    SwitchName,
    known_by,
    paused_at,
    people_at,
    seat_at,
    set_since,
)
from unhurried.core.holds import Hold, HoldReason
from unhurried.core.ladders import holds_on_rung
from unhurried.core.progression import Criterion, unsettled_criteria
from unhurried.core.readiness import (
    Answer,
    ReadinessKind,
    answer_in_force,
    answer_that_counts,
    wants_lighter,
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whose gate is asked about, for which phase, given up to which version, and for which day's answers.

    `begun_at` is when a practice under way began: time alone takes nothing back in the middle of it.
    """

    client: str
    phase: str
    version: str
    is_under_way: bool = False
    day: date | None = None
    begun_at: datetime | None = None


def facts_at(history: History, asked: Asked, at: datetime) -> Facts:
    """The facts of a phase as they stood at `at`. Raises ValueError when nobody took part by then."""
    phase = history.exercise.phase(asked.phase)
    is_for_all = history.exercise.needs_everyone(asked.phase)
    people = [seat.client for seat in history.seats] if is_for_all else [asked.client]
    clinic = history.clinic_at(history.exercise, phase.level, at, people=people)
    return Facts(
        level=phase.level,
        family=history.exercise.family,
        is_joint=history.exercise.is_joint,
        participants=tuple(_participant(history, asked, client, at) for client in people_at(history, at)),
        asked_as=ReadinessKind.ASSIGNMENT,
        is_released=_is_released(history, phase, at),
        holds=_holds(history, phase, at),
        rests_until=_rests_until(history, at),
        fits=version_at(history, asked, at) is not None,
        is_under_way=asked.is_under_way,
        licence_in_force=clinic.licence_in_force,
        is_in_scope=clinic.is_in_scope,
        has_cover=clinic.has_cover,
    )


def answer_at(
    history: History, phase: str, client: str, at: datetime, *, begun_at: datetime | None = None
) -> Answer | None:
    """What counts as this person's answer to the phase.

    What needs everybody asks again after anybody joined or left: what was said belongs to those of then.
    """
    given = history.answers.get(phase, ())
    if history.exercise.needs_everyone(phase):
        since = set_since(history, at)
        given = [row for row in given if row.at >= since]
    answer = answer_in_force(
        given, client=client, kind=ReadinessKind.ASSIGNMENT, at=at, practice_begun_at=begun_at
    )
    people = {seat.client for seat in history.seats}
    return answer_that_counts(answer, is_kept=history.is_kept, people=len(people))


def was_everyone_ready(history: History, phase: str, at: datetime) -> bool:
    people = people_at(history, at)
    said = [answer_at(history, phase, client, at) for client in people]
    return bool(people) and all(answer in (Answer.READY, Answer.LIGHTER) for answer in said)


def tonight_at(history: History, day: date, at: datetime) -> tuple[Answer | None, ...]:
    """What each said for the day, in no order that tells who."""
    return tuple(_tonight(history, client, day, at) for client in people_at(history, at))


def version_at(history: History, asked: Asked, at: datetime, *, smallest: bool = False) -> Version | None:
    """The largest version that was given and holds nothing off-limits; the smallest where one is asked for.

    Where everybody opens it for themselves, another's wish or limit changes nothing of what one is given.
    """
    phase = history.exercise.phase(asked.phase)
    people = people_at(history, at) if history.exercise.needs_everyone(asked.phase) else (asked.client,)
    if _rests_unsaid(history, _offered(phase, asked.version, is_light=False), people, at):
        return None
    answers = [answer_at(history, asked.phase, client, at) for client in people]
    offered = _offered(phase, asked.version, is_light=smallest or wants_lighter(answers))
    limits = limits_in_force(history.limits, at=at)
    return version_that_fits(offered, limits, people=people, paused=paused_at(history, at))


def _rests_unsaid(history: History, given: Phase, people: Sequence[str], at: datetime) -> bool:
    """Whether a limit marked since would change what is given: then all of it rests, however light.

    For somebody alone a limit always shapes: there is nobody from whom it could be kept.
    """
    limits = limits_in_force(history.limits, at=at)
    shaping = limits_that_shape(history.limits, at=at, given_at=history.given_at)
    if len(people) == 1 or shaping == limits:
        return False
    version = version_that_fits(given, shaping, people=people, paused=paused_at(history, at))
    steps = given.steps_of(version.key) if version else ()
    return any(blocked_in(step, limits, people=people, paused=paused_at(history, at)) for step in steps)


def _offered(phase: Phase, given: str, *, is_light: bool) -> Phase:
    """What was given and all that is smaller; only the smallest, where something lighter is wished for."""
    ordered = sorted(phase.versions, key=lambda version: version.minutes)
    reach = [version.key for version in ordered].index(given)
    return replace(phase, versions=tuple(ordered[:1] if is_light else ordered[: reach + 1]))


def _participant(history: History, asked: Asked, client: str, at: datetime) -> Participant:
    seat = seat_at(history, client, at)
    phase = history.exercise.phase(asked.phase)
    answer = answer_at(history, asked.phase, client, at, begun_at=asked.begun_at)
    against = waits_for(cautions_at(history.cautions, client, at), history.exercise, phase)
    return Participant(
        client=client,
        is_adult=_is_by(seat.adult_at, at),
        intake_given=_is_by(seat.intake_at, at),
        confidentiality_acknowledged=_is_by(seat.confidentiality_at, at),
        this_step=answer,
        tonight=_tonight(history, client, asked.day, at) if asked.day else answer,
        safety_record=_safety_record(history, client, at),
        is_cleared=HoldReason.CLEARANCE not in against,
        is_contraindicated=HoldReason.CONTRAINDICATION in against,
        erotic_on=_is_on(history, client, SwitchName.EROTIC, at, otherwise=True),
        unsettled=_unsettled(history, phase, client, at),
    )


def _unsettled(history: History, phase: Phase, client: str, at: datetime) -> frozenset[Criterion]:
    """What this person leaves open of the phase before; once the clinician has released, it was heard."""
    place = history.exercise.phases.index(phase)
    if place == 0 or _is_released(history, phase, at):
        return frozenset()
    return unsettled_criteria(
        known_by(at, history.reports),
        people=[client],
        settled_when=history.exercise.phases[place - 1].settled_when,
        released_at=max((one for one in history.answered_at if one <= at), default=None),
    )


def _tonight(history: History, client: str, day: date | None, at: datetime) -> Answer | None:
    return answer_in_force(history.tonight, client=client, kind=ReadinessKind.DAY, at=at, day=day)


def _safety_record(history: History, client: str, at: datetime) -> SafetyRecord:
    checks = [check for check in history.checks if check.client == client and check.at <= at]
    if not checks:
        return SafetyRecord.NONE
    newest = max(checks, key=lambda check: check.at)
    is_over = newest.outcome is SafetyRecord.CURRENT and at.date() > newest.review_on + GRACE
    return SafetyRecord.LAPSED if is_over else newest.outcome


def _is_on(history: History, client: str, name: SwitchName, at: datetime, *, otherwise: bool) -> bool:
    rows = known_by(at, (row for row in history.switches if (row.client, row.name) == (client, name)))
    return max(rows, key=lambda row: row.at).is_on if rows else otherwise


def _is_released(history: History, phase: Phase, at: datetime) -> bool:
    """Touch together is always released by itself, and anew for those who are left after a change.

    What one does alone was released with whatever lies above it.
    """
    given = known_by(at, history.releases)
    if not phase.level.is_joint_touch:
        keys = [one.key for one in history.exercise.phases]
        here = keys.index(phase.key)
        return here == 0 or any(keys.index(row.phase) >= here for row in given)
    return any(row.phase == phase.key and row.at >= set_since(history, at) for row in given)


def _holds(history: History, phase: Phase, at: datetime) -> tuple[Hold, ...]:
    rungs = [one.key for one in history.exercise.phases]
    recorded = [
        one
        for one in history.holds
        if not one.phase or holds_on_rung(one.phase, asked=phase.key, rungs=rungs)
    ]
    return (*recorded, *_from_switches(history, at), *_too_few(history, at))


def _from_switches(history: History, at: datetime) -> Iterable[Hold]:
    for client in people_at(history, at):
        if _is_on(history, client, SwitchName.LIFE_CHANGE, at, otherwise=False):
            yield Hold(reason=HoldReason.LIFE_CHANGE, client=client, raised_at=at, effective_at=at)


def _too_few(history: History, at: datetime) -> Iterable[Hold]:
    """Somebody left, and the exercise is not for so few."""
    if len(people_at(history, at)) < history.exercise.min_people:
        yield Hold(reason=HoldReason.LEFT, raised_at=at, effective_at=at)


def _rests_until(history: History, at: datetime) -> datetime | None:
    ended = [one for one in history.rested_from if one <= at]
    gap = timedelta(hours=history.exercise.min_rest_hours)
    return max(ended) + gap if ended and gap else None


def _is_by(instant: datetime | None, at: datetime) -> bool:
    return instant is not None and instant <= at
