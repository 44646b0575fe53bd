"""What a clinician keeps on file that speaks against touch, or against one exercise, until it is lifted.

It says that something waits, and never that anybody is ill, at fault or safe.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from unhurried.core.exercises import Contraindication, Exercise, Phase
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import Discipline
from unhurried.core.vocabulary import Level

LiftedBy = Literal["clinician", "trauma_clinician", "medical"]


class Caution(StrEnum):
    """The ids are those by which exercises name what speaks against them."""

    VIOLENCE_OR_COERCION = "violence_or_coercion"
    FEAR_OF_PARTNER = "fear_of_partner"
    GOING_ALONG = "going_along"
    CANNOT_CONSENT = "cannot_consent"
    CRISIS_BETWEEN_PARTNERS = "crisis_between_partners"
    SUBSTANCE_USE_NOW = "substance_use_now"
    ACUTE_MENTAL_ILLNESS = "acute_mental_illness"
    SEVERE_LOW_MOOD = "severe_low_mood"
    EATING_DISORDER = "eating_disorder"
    RECENT_LOSS = "recent_loss"
    RECENT_ASSAULT = "recent_assault"
    FLASHBACKS_NOW = "flashbacks_now"
    UNTREATED_TRAUMA = "untreated_trauma"
    UNEXPLAINED_PAIN = "unexplained_pain"
    BLEEDING_OR_INFECTION = "bleeding_or_infection"
    PREGNANCY = "pregnancy"
    RECENT_SURGERY_OR_BIRTH = "recent_surgery_or_birth"
    LUNG_OR_HEART_CONDITION = "lung_or_heart_condition"
    SKIN_CONDITION = "skin_condition"


class Waits(StrEnum):
    """What waits beyond the exercises that name it."""

    TOUCH_TOGETHER = "touch_together"
    INSERTION = "insertion"
    WHERE_NAMED = "where_named"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`topic`: what a discipline that does not treat it refers on, see `core.scopes`."""

    waits: Waits
    lifted_by: LiftedBy = "clinician"
    topic: Literal["pain", "trauma", "diagnosis", ""] = ""


_BETWEEN: Final = Kind(waits=Waits.TOUCH_TOGETHER)
_ILL: Final = Kind(waits=Waits.TOUCH_TOGETHER, lifted_by="medical", topic="diagnosis")
_TRAUMA: Final = Kind(waits=Waits.TOUCH_TOGETHER, lifted_by="trauma_clinician", topic="trauma")
_BODY: Final = Kind(waits=Waits.INSERTION, lifted_by="medical")
_NAMED: Final = Kind(waits=Waits.WHERE_NAMED)

KINDS: Final[Mapping[Caution, Kind]] = MappingProxyType(
    {
        Caution.VIOLENCE_OR_COERCION: _BETWEEN,
        Caution.FEAR_OF_PARTNER: _BETWEEN,
        Caution.GOING_ALONG: _BETWEEN,
        Caution.CANNOT_CONSENT: _BETWEEN,
        Caution.CRISIS_BETWEEN_PARTNERS: _BETWEEN,
        Caution.SUBSTANCE_USE_NOW: _BETWEEN,
        Caution.ACUTE_MENTAL_ILLNESS: _ILL,
        Caution.SEVERE_LOW_MOOD: _ILL,
        Caution.EATING_DISORDER: Kind(waits=Waits.WHERE_NAMED, topic="diagnosis"),
        Caution.RECENT_LOSS: _NAMED,
        Caution.RECENT_ASSAULT: _TRAUMA,
        Caution.FLASHBACKS_NOW: _TRAUMA,
        Caution.UNTREATED_TRAUMA: Kind(waits=Waits.WHERE_NAMED, lifted_by="trauma_clinician", topic="trauma"),
        Caution.UNEXPLAINED_PAIN: Kind(waits=Waits.INSERTION, lifted_by="medical", topic="pain"),
        Caution.BLEEDING_OR_INFECTION: _BODY,
        Caution.PREGNANCY: _BODY,
        Caution.RECENT_SURGERY_OR_BIRTH: _BODY,
        Caution.LUNG_OR_HEART_CONDITION: Kind(waits=Waits.WHERE_NAMED, lifted_by="medical"),
        Caution.SKIN_CONDITION: Kind(waits=Waits.WHERE_NAMED, lifted_by="medical"),
    }
)
_INSERTION: Final = frozenset({"insertion_solo", "insertion_by_partner"})


@dataclass(frozen=True, kw_only=True)
class OnFile:
    """One caution about one person, as the clinician noted it at `at`.

    Lifted from `lifted_at` on; up to and with the day `lifted_until`, where a clearance is given for a time.
    """

    client: str
    caution: Caution
    at: datetime
    lifted_at: datetime | None = None
    lifted_until: date | None = None

    def stands_at(self, at: datetime) -> bool:
        if at < self.at:
            return False
        if self.lifted_at is None or at < self.lifted_at:
            return True
        return self.lifted_until is not None and at.date() > self.lifted_until


def cautions_at(rows: Iterable[OnFile], client: str, at: datetime) -> frozenset[Caution]:
    """What stands for this person at that moment. Of one kind, the row noted last by then says it."""
    known = sorted((row for row in rows if row.client == client and row.at <= at), key=lambda row: row.at)
    newest = {row.caution: row for row in known}
    return frozenset(caution for caution, row in newest.items() if row.stands_at(at))


def topics_of(cautions: Iterable[Caution]) -> frozenset[str]:
    """What is on file, in the words by which `core.scopes` tells whom somebody is referred to."""
    return frozenset(KINDS[one].topic for one in cautions) - {""}


def waits_for(cautions: Iterable[Caution], exercise: Exercise, phase: Phase) -> frozenset[HoldReason]:
    """Why this phase waits for one person: for an examination, for their clinician, or not at all."""
    waiting = (one for one in cautions if _waits(one, exercise, phase))
    return frozenset(
        HoldReason.CLEARANCE if KINDS[one].lifted_by == "medical" else HoldReason.CONTRAINDICATION
        for one in waiting
    )


_ALSO: Final = MappingProxyType({Caution.VIOLENCE_OR_COERCION: Caution.FEAR_OF_PARTNER})
"""Where an exercise names the milder word alone, it means the graver one as well."""


def named_in(exercise: Exercise, cautions: Iterable[Caution]) -> tuple[Contraindication, ...]:
    """What this exercise itself says of these, in its own order."""
    stand = set(cautions)
    known = {one.value for one in stand | {_ALSO[one] for one in stand if one in _ALSO}}
    return tuple(one for one in exercise.contraindications if one.code in known)


ASSESSED_FIRST: Final = frozenset({"no_examination", "no_medical_check", "no_medical_review"})
"""What an exercise calls it that nobody looked first. No caution says so: it is asked when it is given."""


def is_asked_at_giving(against: Contraindication) -> bool:
    return against.code in ASSESSED_FIRST and against.action != "warn"


def asks_for_assessment(exercise: Exercise) -> bool:
    return any(map(is_asked_at_giving, exercise.contraindications))


def speaks_against(exercise: Exercise, cautions: Iterable[Caution]) -> bool:
    """Whether the exercise waits for what is on file, by its own words."""
    return any(one.action != "warn" for one in named_in(exercise, cautions))


def keeps_from_giving(exercise: Exercise, level: Level, cautions: Iterable[Caution]) -> bool:
    """Words have no gate that could hold them, so what they wait for keeps them from being given."""
    if level is Level.L0:
        return speaks_against(exercise, cautions)
    return any(one.action == "block" for one in named_in(exercise, cautions))


def may_lift_caution(caution: Caution, discipline: Discipline) -> bool:
    """What is about trauma is lifted by somebody who treats it. An examination is anybody's to write down."""
    return KINDS[caution].lifted_by != "trauma_clinician" or discipline is Discipline.SEX_THERAPIST


def _waits(caution: Caution, exercise: Exercise, phase: Phase) -> bool:
    named = next(iter(named_in(exercise, [caution])), None)
    if named and named.action != "warn":
        return True
    if KINDS[caution].waits is Waits.TOUCH_TOGETHER:
        return phase.level.is_joint_touch
    activities = frozenset(activity for step in phase.steps for activity in step.activities)
    return KINDS[caution].waits is Waits.INSERTION and bool(activities & _INSERTION)
