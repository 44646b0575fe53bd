"""The sheet: what a clinician composed around an exercise for these people. Prefilled from the library."""

import json
from dataclasses import asdict, dataclass

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

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def prefilled(exercise: Exercise, language: str = "en") -> Sheet:
    """The library's own words for each part, ready to be kept as they are."""
    parts = ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping")
    return Sheet(**{part: exercise.says(part, language) for part in parts})


def sheet_from(text: str) -> Sheet:
    return Sheet(**json.loads(text))
