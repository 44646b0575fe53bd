"""Who said what when, as the test itself remembers it: never asked back from the house.

What the house decides is held against this record, by rules written down a second time in the simplest words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from unhurried.core.boundaries import Word
from unhurried.core.readiness import ASKED_AGAIN_AFTER, Answer

BEGINNING: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(kw_only=True)
class Said:
    """What one person did. Rows are (own count, word, when, about what)."""

    answers: list[tuple[int, Answer, datetime, str]] = field(default_factory=list)
    nights: list[tuple[int, Answer, datetime, date]] = field(default_factory=list)
    limits: list[tuple[int, Word, datetime]] = field(default_factory=list)
    life: list[tuple[datetime, bool]] = field(default_factory=list)
    left_at: datetime | None = None

    def answers_to(self, phase: str, number: int, answer: Answer, at: datetime) -> None:
        self.answers.append((_careful(number, answer, self.answers), answer, at, phase))

    def answers_for(self, day: date, number: int, answer: Answer, at: datetime) -> None:
        behind = [*self.nights, *self.answers]
        self.nights.append((_careful(number, answer, behind), answer, at, day))

    def answer(self, phase: str, at: datetime, since: datetime = BEGINNING) -> Answer | None:
        """The newest word about this phase, if it still stands."""
        last = _newest(row for row in self.answers if row[3] == phase and since <= row[2] <= at)
        return last[1] if last and at - last[2] < ASKED_AGAIN_AFTER else None

    def tonight(self, day: date, at: datetime) -> Answer | None:
        last = _newest(row for row in self.nights if row[3] == day and row[2] <= at)
        return last[1] if last else None

    def keeps_hands_out(self, at: datetime) -> bool:
        last = _newest(row for row in self.limits if row[2] <= at)
        return bool(last) and last[1] is Word.NEVER

    def life_is_changing(self, at: datetime) -> bool:
        rows = [is_on for when, is_on in self.life if when <= at]
        return bool(rows) and rows[-1]

    def is_gone(self, at: datetime) -> bool:
        return self.left_at is not None and self.left_at <= at

    @property
    def newest(self) -> int:
        return max((row[0] for row in self.answers), default=0)


def _careful(number: int, answer: Answer, behind: Iterable[tuple[int, Any, Any, Any]]) -> int:
    """A "not yet" never comes behind a word that is already here."""
    return max([number, *(row[0] for row in behind)]) if answer is Answer.NOT_YET else number


def _newest(rows: Iterable[Any]) -> Any:
    """By the person's own count; of two with one count the more careful."""
    return max(rows, key=lambda row: (row[0], row[1].care), default=None)


@dataclass(kw_only=True)
class Held:
    kind: str
    since: datetime
    until: datetime | None = None

    def stands(self, at: datetime) -> bool:
        return self.since <= at and not (self.until and self.until <= at)


@dataclass(kw_only=True)
class Record:
    """All of them, and what the clinician did."""

    people: dict[str, Said]
    releases: list[tuple[str, datetime]]
    holds: list[Held] = field(default_factory=list)
    kept: int = 0

    def here(self, at: datetime) -> list[Said]:
        return [said for said in self.people.values() if not said.is_gone(at)]

    def lift(self, at: datetime, *kinds: str) -> None:
        """Those of these kinds, or all of them."""
        for held in self.holds:
            if held.until is None and (not kinds or held.kind in kinds):
                held.until = at

    def standing(self, at: datetime) -> frozenset[str]:
        return frozenset(held.kind for held in self.holds if held.stands(at))

    def is_released(self, phase: str, at: datetime) -> bool:
        since = self.together_since(at)
        return any(of == phase and since <= when <= at for of, when in self.releases)

    def together_since(self, at: datetime) -> datetime:
        """Since when exactly these people are left: what was said before does not count for them."""
        gone = (said.left_at for said in self.people.values() if said.left_at is not None)
        return max((left for left in gone if left <= at), default=BEGINNING)

    def all_agree(self, phase: str, at: datetime) -> bool:
        since = self.together_since(at)
        said = [one.answer(phase, at, since) for one in self.here(at)]
        return len(said) >= 2 and not {None, Answer.NOT_YET} & set(said)

    def all_agree_tonight(self, day: date, at: datetime) -> bool:
        said = {one.tonight(day, at) for one in self.here(at)}
        return bool(said) and not {None, Answer.NOT_YET} & said

    def anybody_keeps_hands_out(self, at: datetime) -> bool:
        """Of those who are here: whoever left takes part in nothing that their limit could be about."""
        return any(said.keeps_hands_out(at) for said in self.here(at))

    def may_stand(self, phase: str, at: datetime) -> bool:
        """Everyone ready, released, nothing held, nobody's life changing: said once more in short."""
        return (
            self.all_agree(phase, at)
            and self.is_released(phase, at)
            and not self.standing(at)
            and not any(said.life_is_changing(at) for said in self.here(at))
        )


def evenings_between(first: datetime, last: datetime) -> Iterator[datetime]:
    """Nine in the evening of every day in between: until then an answer counts for the next posting."""
    at = first.replace(hour=21, minute=0, second=0, microsecond=0)
    while at <= last:
        if at >= first:
            yield at
        at += timedelta(days=1)
