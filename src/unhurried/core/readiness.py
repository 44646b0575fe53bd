"""Whether a person is ready: their own latest answer, and nobody else's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final


class ReadinessKind(StrEnum):
    ASSIGNMENT = "assignment"
    NEXT_PHASE = "next_phase"
    DAY = "day"


class Answer(StrEnum):
    """From open to careful. No row is no answer: neither yes nor no."""

    READY = "ready"
    LIGHTER = "lighter"
    NOT_YET = "not_yet"

    @property
    def care(self) -> int:
        return _CARE[self]


_CARE: Final = {answer: care for care, answer in enumerate(Answer)}
ASKED_AGAIN_AFTER: Final = timedelta(days=14)
"""How long an answer to an assignment stands before the question is put again."""


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """One answer about one assignment or phase. `sequence` counts the client's own acts, on every device.

    `day` is the local day that a `day` answer speaks of, and None for the other kinds.
    """

    client: str
    kind: ReadinessKind
    answer: Answer
    sequence: int
    at: datetime
    day: date | None = None


def answer_in_force(
    answers: Iterable[Readiness],
    *,
    client: str,
    kind: ReadinessKind,
    at: datetime,
    day: date | None = None,
    practice_begun_at: datetime | None = None,
) -> Answer | None:
    """The client's answer as it stands at `at`, or None when it is not known.

    The order is the client's own sequence and not the hour of arrival, so that a "ready" which waited in an
    offline phone never undoes a later "not yet". Of two with the same number the more careful one counts.
    An answer that stood when a practice began does not grow old in the middle of it.
    """
    given = [
        row for row in answers if (row.client, row.kind, row.day) == (client, kind, day) and row.at <= at
    ]
    if not given:
        return None
    last = max(given, key=lambda row: (row.sequence, row.answer.care))
    return None if _has_lapsed(last, practice_begun_at or at) else last.answer


def answer_that_counts(answer: Answer | None, *, is_kept: bool, people: int) -> Answer | None:
    """The answer a gate reads. What one person keeps as theirs asks nothing: beginning it is the answer.

    Whatever they did say stands; a "not yet" holds, and "lighter" stays lighter.
    """
    if answer is None and is_kept and people == 1:
        return Answer.READY
    return answer


def says_yes(answer: Answer | None, *, kind: ReadinessKind) -> bool:
    """Whether the answer lets something begin.

    "Lighter" is a yes to the smaller version of what is given; asked about the next phase, it asks for less
    and so moves nobody on.
    """
    if answer is Answer.LIGHTER:
        return kind is not ReadinessKind.NEXT_PHASE
    return answer is Answer.READY


def wants_lighter(answers: Iterable[Answer | None]) -> bool:
    """One wish for the smaller version is enough."""
    return Answer.LIGHTER in answers


def _has_lapsed(row: Readiness, at: datetime) -> bool:
    return row.kind is ReadinessKind.ASSIGNMENT and at - row.at >= ASKED_AGAIN_AFTER
