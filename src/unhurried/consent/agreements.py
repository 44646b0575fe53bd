"""What an agreement is made of: lines that people chose to give, under headings, and what rests for now."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Heading(StrEnum):
    """What a line is about, in the order in which pages tell it."""

    COMFORTABLE = "comfortable"
    ASK_ABOUT = "ask_about"
    OFF_LIMITS = "off_limits"
    SIGNALS = "signals"
    CHANGES = "changes"


class Wanted(StrEnum):
    """The answers to the private question about something that happened during a pause."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    RATHER_NOT_SAY = "rather_not_say"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line that somebody gave. Whose it is, only they and their clinician are told."""

    id: UUID
    by: UUID
    heading: Heading
    words: str

    @property
    def place(self) -> tuple[int, str, str]:
        """Where it stands among the others: the order of giving is nobody's business."""
        return list(Heading).index(self.heading), self.words.casefold(), self.words


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A dated summary. A line that was taken back is no longer in it."""

    made_at: datetime
    lines: tuple[Line, ...]

    def under(self, *headings: Heading) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.heading in headings)


@dataclass(frozen=True, kw_only=True)
class Pause:
    """What is left out for now, how strictly, and when it is looked at again."""

    id: UUID
    activities: tuple[str, ...]
    strength: str
    starts_on: date
    review_on: date

    @property
    def place(self) -> tuple[date, date, str, tuple[str, ...]]:
        """Where it stands among the others, by what everybody may know of it."""
        return self.review_on, self.starts_on, self.strength, self.activities


def overlaps(standing: Iterable[Pause], activities: Collection[str]) -> list[tuple[Pause, tuple[str, ...]]]:
    """Which pauses leave out some of these already, and which of them; one goes on until it is ended."""
    shared = [(pause, tuple(one for one in pause.activities if one in activities)) for pause in standing]
    return [(pause, both) for pause, both in shared if both]


def sealed_line(heading: Heading, words: str) -> str:
    return json.dumps({"heading": heading.value, "words": words})


def opened_line(text: str) -> tuple[Heading, str]:
    said = json.loads(text)
    return Heading(said["heading"]), said["words"]
