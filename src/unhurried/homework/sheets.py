"""The sheet: what a clinician composed around an exercise for these people. Prefilled from the library."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from unhurried.core.exercises import Exercise


@dataclass(frozen=True, kw_only=True)
class Sheet:
    purpose: str
    why_it_helps: str
    when_where: str
    obstacles: str
    smallest_version: str
    stopping: str
    words: str = ""
    communication: str = ""
    communication_next: str = ""
    communication_next_at: str = ""
    """How they let one another know, and what comes in its place from a posting on (an instant, as ISO)."""

    def communication_at(self, at: datetime) -> str:
        """As pages show it at that moment; empty: as the exercise has it."""
        has_come = self.communication_next_at and datetime.fromisoformat(self.communication_next_at) <= at
        return self.communication_next if has_come else self.communication

    def with_communication(self, chosen: str, *, now: datetime, lands_at: datetime) -> "Sheet":
        """Changed again before it lands, what is shown until then stays what it was."""
        return replace(
            self,
            communication=self.communication_at(now),
            communication_next=chosen,
            communication_next_at=lands_at.isoformat(),
        )

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def prefilled(exercise: Exercise, language: str = "en") -> Sheet:
    """The library's own words for each part, ready to be kept as they are."""
    parts = ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping")
    return Sheet(**{part: exercise.says(part, language) for part in parts})


def sheet_from(text: str) -> Sheet:
    return Sheet(**json.loads(text))
