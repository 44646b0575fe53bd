"""Whose each reason is. The rules say that something holds; this asks them again, one person at a time.

Nothing is decided here: every reason comes from `core.gates`, asked as if all others left nothing open.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from unhurried.core.boundaries import Limit, limits_in_force
from unhurried.core.facts import Asked, facts_at, version_at
from unhurried.core.gates import Facts, Participant, SafetyRecord, may_begin
from unhurried.core.history import History, SwitchName, people_at, set_since
from unhurried.core.holds import NOT_BY_HAND, HoldReason
from unhurried.core.holds import Hold as Rest
from unhurried.core.ladders import holds_on_rung
from unhurried.core.readiness import Answer
from unhurried.homework.models import Hold
from unhurried.homework.queries.clinician.since_when import Case, newest_switch, since_when


@dataclass(frozen=True, kw_only=True)
class Held:
    """One reason. `client` None: it is nobody's in particular. `hold`: recorded, and can be lifted.

    `since` is None where there is no day to name. `detail` is the word the person gave, or what their safety
    record came to. `is_open_criterion`: not that it was so, but that it was not said to be otherwise.
    `is_on_all`: it holds all touch together, whatever was given. `rung`: it holds only what lies from this
    rung of a ladder on, above where they are.
    """

    reason: HoldReason
    client: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None
    detail: Answer | SafetyRecord | None = None
    hold: UUID | None = None
    is_open_criterion: bool = False
    is_on_all: bool = False
    rung: str = ""


CRITERIA: Final = frozenset(
    {HoldReason.PAIN_RULE, HoldReason.FELT_PRESSED, HoldReason.LIMITS_KEPT, HoldReason.WANTED}
)
_ASIDE: Final = frozenset({HoldReason.TONIGHT})
"""Asked on the day itself, and answered then."""


def held_by(
    history: History, asked: Asked, holds: Sequence[Hold], *, since: datetime, now: datetime
) -> tuple[Held, ...]:
    """Every reason that holds now, with whose it is, in the order of the rules and then of the people.

    `since`: when they came to where they are.
    """
    facts = facts_at(history, asked, now)
    case = Case(history=history, asked=asked, facts=facts, since=since, now=now)
    found = [
        *_of_all(case),
        *_of_each(case),
        *_recorded(case, holds),
        *_from_the_people(case),
        *_limits(case),
    ]
    people = list(people_at(history, now))
    order = list(HoldReason)
    return tuple(sorted(found, key=lambda one: (order.index(one.reason), _place(one, people))))


def _place(one: Held, people: Sequence[str]) -> int:
    return people.index(str(one.client)) if one.client and str(one.client) in people else -1


def _reasons(facts: Facts, now: datetime) -> frozenset[HoldReason]:
    """What stands in anybody's way."""
    gates = (may_begin(facts, client=person.client, now=now) for person in facts.participants)
    return frozenset(reason for gate in gates for reason in gate.held_by) - _ASIDE


def _clear(facts: Facts) -> Facts:
    """The same with people who leave nothing open, and without a hold."""
    people = tuple(_settled(person) for person in facts.participants)
    return replace(facts, participants=people, holds=(), fits=True)


def _settled(person: Participant) -> Participant:
    return replace(
        person,
        is_adult=True,
        intake_given=True,
        confidentiality_acknowledged=True,
        this_step=Answer.READY,
        tonight=Answer.READY,
        safety_record=SafetyRecord.CURRENT,
        is_cleared=True,
        is_contraindicated=False,
        erotic_on=True,
        unsettled=frozenset(),
    )


def _of_all(case: Case) -> Iterator[Held]:
    """The clinic's side, and time to rest."""
    for reason in _reasons(_clear(case.facts), case.now):
        if reason is HoldReason.REST_GAP:
            yield Held(reason=reason, until=case.facts.rests_until)
        elif reason is HoldReason.RELEASE:
            yield Held(reason=reason, since=max(case.since, set_since(case.history, case.now)))
        else:
            yield Held(reason=reason)


def _of_each(case: Case) -> Iterator[Held]:
    clear = _clear(case.facts)
    shared = _reasons(clear, case.now)
    for person in case.facts.participants:
        same = tuple(replace(person, client=one.client) for one in clear.participants)
        for reason in _reasons(replace(clear, participants=same), case.now) - shared:
            yield _personal(case, person, reason)


def _personal(case: Case, person: Participant, reason: HoldReason) -> Held:
    return Held(
        reason=reason,
        client=UUID(person.client),
        since=since_when(case, person.client, reason),
        detail=_DETAIL[reason](person) if reason in _DETAIL else None,
        is_open_criterion=reason in CRITERIA,
    )


def _recorded(case: Case, holds: Iterable[Hold]) -> Iterator[Held]:
    for row in holds:
        rest = Rest(
            reason=HoldReason(row.cause),
            raised_at=row.raised_at,
            effective_at=row.effective_at,
            lifted_at=row.lifted_at,
            client=str(row.client_id) if row.client_id else None,
        )
        if _reaches(case, rest):
            yield Held(
                reason=rest.reason,
                client=row.client_id,
                since=row.raised_at,
                until=row.lifted_at,
                hold=None if row.lifted_at or rest.reason in NOT_BY_HAND else row.pk,
                is_on_all=row.assignment_id is None,
                rung="" if _is_on_rung(case, row.phase) else row.phase,
            )


def _is_on_rung(case: Case, held: str) -> bool:
    rungs = [phase.key for phase in case.history.exercise.phases]
    return not held or holds_on_rung(held, asked=case.asked.phase, rungs=rungs)


def _reaches(case: Case, rest: Rest) -> bool:
    return rest.reason in _reasons(replace(_clear(case.facts), holds=(rest,)), case.now)


def _from_the_people(case: Case) -> Iterator[Held]:
    """A change in somebody's life, and too few of them for what was given."""
    people = people_at(case.history, case.now)
    for client in people:
        newest = newest_switch(case, client, SwitchName.LIFE_CHANGE)
        if newest and newest.is_on and _reaches(case, _rest(HoldReason.LIFE_CHANGE, newest.at)):
            yield Held(reason=HoldReason.LIFE_CHANGE, client=UUID(client), since=newest.at)
    since = set_since(case.history, case.now)
    if len(people) < case.history.exercise.min_people and _reaches(case, _rest(HoldReason.LEFT, since)):
        yield Held(reason=HoldReason.LEFT, since=since)


def _rest(reason: HoldReason, at: datetime) -> Rest:
    return Rest(reason=reason, raised_at=at, effective_at=at)


def _limits(case: Case) -> Iterator[Held]:
    """Whose limits leave no version. Where no single person's do, everybody's who has a say in it."""
    if not case.facts.needs_everyone:
        yield from _own_limits(case)
        return
    if case.facts.fits:
        return
    people = [client for client in people_at(case.history, case.now) if _refusals_of(case, client)]
    limiting = [client for client in people if not _fits_with(case, client)] or people
    if not limiting or not _fits_with(case, None):
        yield Held(reason=HoldReason.LIMIT)
        return
    for client in limiting:
        since = max(one.at for one in _refusals_of(case, client))
        yield Held(reason=HoldReason.LIMIT, client=UUID(client), since=since)


def _own_limits(case: Case) -> Iterator[Held]:
    """Where everybody opens it for themselves, each one's limits hold it for them alone."""
    for client in people_at(case.history, case.now):
        asked = replace(case.asked, client=client)
        if version_at(case.history, asked, case.now) is None:
            since = max((one.at for one in _refusals_of(case, client)), default=None)
            yield Held(reason=HoldReason.LIMIT, client=UUID(client), since=since)


def _refusals_of(case: Case, client: str) -> tuple[Limit, ...]:
    """This person's "not now" and "never" on what the phase holds, as they stand."""
    steps = case.history.exercise.phase(case.asked.phase).steps
    held = {what for step in steps for what in step.zones | step.activities}
    standing = limits_in_force(case.history.limits, at=case.now)
    return tuple(one for one in standing if one.owner == client and one.word.is_no and one.what in held)


def _fits_with(case: Case, client: str | None) -> bool:
    """Whether a version would fit if this person alone had said anything; None: if nobody had."""
    limits = tuple(one for one in case.history.limits if one.owner == client)
    return version_at(replace(case.history, limits=limits), case.asked, case.now) is not None


_DETAIL: Final[Mapping[HoldReason, Callable[[Participant], Answer | SafetyRecord | None]]] = {
    HoldReason.READINESS: lambda person: person.this_step,
    HoldReason.SAFETY_RECORD: lambda person: person.safety_record,
}
