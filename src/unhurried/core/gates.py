"""Whether a phase is open: three keys, and everything that may hold it. A rule may hold, never open.

The same facts are read twice. `gate_for` takes them as they stood at the last posting and says what a page
shows; `may_begin` takes them as they stand now and says what a body may do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from unhurried.core.holds import BETWEEN_PEOPLE, Hold, HoldReason
from unhurried.core.progression import Criterion
from unhurried.core.readiness import Answer, ReadinessKind, says_yes
from unhurried.core.vocabulary import EROTIC_FAMILY, Level, waits_for_everyone

COVER_NEEDED_FROM: Final = Level.L3.depth
_FROM_REPORTS: Final = frozenset(
    {Criterion.PAIN_RULE, Criterion.FELT_PRESSED, Criterion.LIMITS_KEPT, Criterion.WANTED}
)

PAPERS: Final = frozenset(
    {
        HoldReason.ADULT,
        HoldReason.INTAKE,
        HoldReason.CONFIDENTIALITY,
        HoldReason.LICENCE,
        HoldReason.SCOPE,
        HoldReason.COVER,
        HoldReason.HANDOVER,
    }
)
"""What lies in a clinic's records and says nothing of a body tonight."""


class SafetyRecord(StrEnum):
    """What the clinician's check, alone with this person, came to. None of these says "safe"."""

    NONE = "none"
    CURRENT = "current"
    LAPSED = "lapsed"
    FOLLOW_UP = "follow_up"
    NOT_SUITABLE = "not_suitable"


@dataclass(frozen=True, kw_only=True)
class Participant:
    """What is known of one person for this phase. `this_step` and `tonight` are the two consents.

    `is_cleared`: no examination is waited for. `is_contraindicated`: something on file speaks against it.
    """

    client: str
    is_adult: bool
    intake_given: bool
    confidentiality_acknowledged: bool
    this_step: Answer | None
    tonight: Answer | None
    safety_record: SafetyRecord
    is_cleared: bool
    is_contraindicated: bool
    erotic_on: bool
    unsettled: frozenset[Criterion]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that a gate may know of one phase of one assignment.

    `asked_as` is the kind of `this_step`: the assignment itself, or its next phase. `fits` says that some
    published version holds nothing off-limits. `rests_until` ends the rest gap. `is_under_way` says that the
    step stood open before, so that a safety record which merely ran out does not take it away.
    """

    level: Level
    family: str | None
    is_joint: bool
    participants: tuple[Participant, ...]
    asked_as: ReadinessKind
    is_released: bool
    holds: tuple[Hold, ...]
    rests_until: datetime | None
    fits: bool
    is_under_way: bool
    licence_in_force: bool
    is_in_scope: bool
    has_cover: bool

    def __post_init__(self) -> None:
        if not self.participants:
            raise ValueError("a gate without people would stand open for nobody's yes")

    @property
    def is_erotic(self) -> bool:
        return self.family == EROTIC_FAMILY

    @property
    def needs_everyone(self) -> bool:
        return waits_for_everyone(self.level, self.family, is_joint=self.is_joint)

    @property
    def has_criteria(self) -> bool:
        return self.level is not Level.L0 or self.needs_everyone

    def asked(self, client: str) -> tuple[Participant, ...]:
        """Whose yes this client's gate waits for. Raises KeyError for somebody who takes no part."""
        own = {person.client: person for person in self.participants}[client]
        return self.participants if self.needs_everyone else (own,)


@dataclass(frozen=True, kw_only=True)
class Gate:
    """The reasons stand in a fixed order and name nobody: nothing in them tells who was first, or who."""

    held_by: tuple[HoldReason, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.held_by

    @property
    def waits_for_answer_alone(self) -> bool:
        """Nothing is missing but the answer to the private question: none was given, or a "not yet"."""
        return self.held_by == (HoldReason.READINESS,)


def gate_for(facts: Facts, *, client: str, posted_at: datetime) -> Gate:
    """What is posted for this client, from the facts as they stood at the posting."""
    shown = [hold for hold in facts.holds if hold.shows_at(posted_at)]
    return _gate(_reasons(facts, client=client, at=posted_at, holds=shown))


def may_begin(facts: Facts, *, client: str, now: datetime) -> Gate:
    """Whether a practice may begin or go on, from the facts now. Every hold counts, posted or not."""
    acting = [hold for hold in facts.holds if hold.acts_at(now)]
    reasons = set(_reasons(facts, client=client, at=now, holds=acting))
    if facts.needs_everyone and not all(_agrees_tonight(person) for person in facts.participants):
        reasons.add(HoldReason.TONIGHT)
    return _gate(reasons)


def ends_what_runs(gate: Gate) -> bool:
    """Whether a practice under way ends by what holds the gate now.

    A limit is left behind instead, and what is missing among a clinic's papers only keeps from beginning.
    """
    return bool(set(gate.held_by) - PAPERS - {HoldReason.LIMIT})


def unmet_criteria(facts: Facts, *, now: datetime) -> frozenset[Criterion]:
    """What anybody leaves unmet now, every hold counted at once. For the clinician."""
    unmet = {criterion for person in facts.participants for criterion in person.unsettled}
    unmet |= {Criterion(reason.value) for reason in _criteria(facts, facts.participants, now)}
    is_held = any(hold.acts_at(now) for hold in facts.holds)
    if is_held or any(person.is_contraindicated for person in facts.participants):
        unmet.add(Criterion.NO_HOLD)
    return frozenset(unmet)


def _gate(reasons: Iterable[HoldReason]) -> Gate:
    given = frozenset(reasons)
    return Gate(held_by=tuple(reason for reason in HoldReason if reason in given))


def _reasons(facts: Facts, *, client: str, at: datetime, holds: Sequence[Hold]) -> Iterable[HoldReason]:
    asked = facts.asked(client)
    for person in asked:
        yield from _personal(facts, person)
    if not facts.fits:
        yield HoldReason.LIMIT
    yield from (hold.reason for hold in holds if _reaches(hold, facts, client))
    if facts.has_criteria:
        yield from _criteria(facts, asked, at)
        if any(person.is_contraindicated for person in asked):
            yield HoldReason.CONTRAINDICATION
        yield from _unsettled(facts, asked)
        yield from _standing_of_clinician(facts)
    if facts.needs_everyone:
        yield from _of_the_clinic(facts)


def _personal(facts: Facts, person: Participant) -> Iterable[HoldReason]:
    """What nobody begins anything without; a blank answer is no yes."""
    if not person.is_adult:
        yield HoldReason.ADULT
    if not person.intake_given:
        yield HoldReason.INTAKE
    if not person.confidentiality_acknowledged:
        yield HoldReason.CONFIDENTIALITY
    if not says_yes(person.this_step, kind=facts.asked_as):
        yield HoldReason.READINESS
    if facts.is_erotic and not person.erotic_on:
        yield HoldReason.EROTIC_OFF


def _criteria(facts: Facts, asked: Sequence[Participant], at: datetime) -> Iterable[HoldReason]:
    if facts.needs_everyone and not all(_is_checked(person, facts) for person in asked):
        yield HoldReason.SAFETY_RECORD
    if not all(person.is_cleared for person in asked):
        yield HoldReason.CLEARANCE
    if facts.rests_until is not None and at < facts.rests_until:
        yield HoldReason.REST_GAP


def _unsettled(facts: Facts, asked: Sequence[Participant]) -> Iterable[HoldReason]:
    for person in asked:
        reasons = {HoldReason(criterion.value) for criterion in person.unsettled & _FROM_REPORTS}
        yield from reasons if facts.needs_everyone else reasons - BETWEEN_PEOPLE


def _standing_of_clinician(facts: Facts) -> Iterable[HoldReason]:
    if not facts.licence_in_force:
        yield HoldReason.LICENCE
    if not facts.is_in_scope:
        yield HoldReason.SCOPE


def _of_the_clinic(facts: Facts) -> Iterable[HoldReason]:
    if not facts.is_released:
        yield HoldReason.RELEASE
    if facts.level.depth >= COVER_NEEDED_FROM and not facts.has_cover:
        yield HoldReason.COVER


def _reaches(hold: Hold, facts: Facts, client: str) -> bool:
    """Between people, a hold about anybody rests it for all; alone, only one's own or everybody's counts.

    Words and writing rest only when the clinician says so.
    """
    if facts.needs_everyone:
        return True
    is_own = hold.client in {None, client}
    if not facts.has_criteria:
        return is_own and hold.reason is HoldReason.CLINICIAN
    return is_own and hold.reason not in BETWEEN_PEOPLE


def _is_checked(person: Participant, facts: Facts) -> bool:
    if person.safety_record is SafetyRecord.LAPSED:
        return facts.is_under_way
    return person.safety_record is SafetyRecord.CURRENT


def _agrees_tonight(person: Participant) -> bool:
    return says_yes(person.tonight, kind=ReadinessKind.DAY)
