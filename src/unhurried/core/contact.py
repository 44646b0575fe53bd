"""How somebody may be reached, as they chose it: by what, when, and whether a message may be left."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from unhurried.core.meeting import Part


class Channel(StrEnum):
    CALL = "call"
    TEXT = "text"
    MAIL = "mail"
    LETTER = "letter"


class Use(StrEnum):
    """What somebody said of a channel, or of leaving a message there. Nothing said is neither."""

    MAY = "may"
    NOT = "not"


@dataclass(frozen=True, kw_only=True)
class ContactChoices:
    """`weekdays` (Monday 0) and `parts`: when it is all right; where none is named, nothing was said."""

    may: frozenset[Channel] = frozenset()
    ruled_out: frozenset[Channel] = frozenset()
    weekdays: frozenset[int] = frozenset()
    parts: frozenset[Part] = frozenset()
    message: Use | None = None

    @property
    def ways(self) -> Mapping[Use, frozenset[Channel]]:
        return {Use.MAY: self.may, Use.NOT: self.ruled_out}

    def may_use(self, channel: Channel) -> bool:
        """A channel that nobody spoke of is as open as it was before."""
        return channel not in self.ruled_out
