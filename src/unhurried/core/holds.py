"""Why something may rest, and from when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final


class HoldReason(StrEnum):
    """For the clinician alone: to a client every reason looks the same."""

    ADULT = "adult"
    INTAKE = "intake"
    CONFIDENTIALITY = "confidentiality"
    READINESS = "readiness"
    TONIGHT = "tonight"
    RELEASE = "release"
    PAIN_RULE = "pain_rule"
    DISTRESS = "distress"
    FELT_PRESSED = "felt_pressed"
    LIMITS_KEPT = "limits_kept"
    WANTED = "wanted"
    DISSOCIATION = "dissociation"
    CONCERN = "concern"
    SPEAK_FIRST = "speak_first"
    SAFETY_RECORD = "safety_record"
    CLEARANCE = "clearance"
    CONTRAINDICATION = "contraindication"
    REST_GAP = "rest_gap"
    LIMIT = "limit"
    EROTIC_OFF = "erotic_off"
    CLINICIAN = "clinician"
    LIFE_CHANGE = "life_change"
    LEFT = "left"
    ENDED = "ended"
    COVER = "cover"
    LICENCE = "licence"
    SCOPE = "scope"
    HANDOVER = "handover"


BETWEEN_PEOPLE: Final = frozenset(
    {
        HoldReason.FELT_PRESSED,
        HoldReason.LIMITS_KEPT,
        HoldReason.WANTED,
        HoldReason.DISSOCIATION,
        HoldReason.CONCERN,
        HoldReason.SPEAK_FIRST,
        HoldReason.LEFT,
        HoldReason.ENDED,
    }
)
"""What happened between people rests touch between people; words, and what one does alone, stay."""
NOT_BY_HAND: Final = frozenset({HoldReason.ENDED, HoldReason.HANDOVER})
"""What no button lifts: it goes when the care is opened again, or when it lies in one hand again."""


def may_lift(reason: HoldReason, *, has_unread: bool) -> bool:
    """What rests because of a concern rests until every concern of that person was read."""
    return not (reason is HoldReason.CONCERN and has_unread)


@dataclass(frozen=True, kw_only=True)
class Hold:
    """A recorded hold on this assignment or on the relationship.

    It acts on bodies from `raised_at`, and on pages from `effective_at`, which is a posting: in between,
    nobody's screen may change. `client` is whom it is about, or None for everybody. `phase`: on a ladder, the
    rung from which on it holds; what lies below stays open.
    """

    reason: HoldReason
    raised_at: datetime
    effective_at: datetime
    lifted_at: datetime | None = None
    client: str | None = None
    phase: str = ""

    def shows_at(self, at: datetime) -> bool:
        return self.effective_at <= at and not self._is_lifted_at(at)

    def acts_at(self, at: datetime) -> bool:
        return min(self.raised_at, self.effective_at) <= at and not self._is_lifted_at(at)

    def _is_lifted_at(self, at: datetime) -> bool:
        return self.lifted_at is not None and self.lifted_at <= at
