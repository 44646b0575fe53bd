"""A ladder that one person builds: rungs in their own words, each rated 0-100, and which of them are open.

The numbers are those of graded exposure in `docs/decisions/`. A rule leads down; up goes one rung, once the
clinician has answered the time before.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from unhurried.core.progression import EXPOSURE_STEPS_BACK_AT

BEGINS_AT_MOST: Final = 40
FAR_AWAY: Final = "far_away"
"""The question after a time on it that asks whether somebody was; "yes" counts."""
_STEPS_BACK: Final = 2
_WRITTEN: Final = re.compile(r"(?P<where>.+\.)rung_(?P<number>\d+)")


@dataclass(frozen=True, kw_only=True)
class Rung:
    words: str
    rated: int


@dataclass(frozen=True, kw_only=True)
class TimeOnRung:
    """How one time went. `peak` 0-100, or None where nobody said; `is_answered`: the clinician has since."""

    rung: str
    peak: int | None = None
    was_far_away: bool = False
    is_answered: bool = False

    @property
    def was_too_much(self) -> bool:
        return self.was_far_away or (self.peak is not None and self.peak >= EXPOSURE_STEPS_BACK_AT)


def rungs_of(written: Mapping[str, str]) -> tuple[Rung, ...]:
    """From `<step>.rung_<n>` and `<step>.rated_<n>`, lowest first. What has no number is not on it yet."""
    found = {}
    for key, words in written.items():
        place = _WRITTEN.fullmatch(key)
        rated = written.get(f"{place['where']}rated_{place['number']}", "") if place else ""
        if rated.isdecimal() and words.strip():
            found[words.strip()] = Rung(words=words.strip(), rated=int(rated))
    return tuple(sorted(found.values(), key=lambda rung: (rung.rated, rung.words)))


def rungs_open(rungs: Sequence[Rung], times: Sequence[TimeOnRung]) -> tuple[Rung, ...]:
    """The rungs that may be chosen now, lowest first; `times` in order. The lowest is always among them."""
    named = [rung.words for rung in rungs]
    told = [one for one in times if one.rung in named]
    if not told:
        low = [rung for rung in rungs if rung.rated <= BEGINS_AT_MOST]
        return tuple(low or rungs[:1])
    last = told[-1]
    reach = named.index(last.rung) + _step_after(last)
    return tuple(rungs[: max(0, reach) + 1])


def _step_after(last: TimeOnRung) -> int:
    if last.was_too_much:
        return -_STEPS_BACK
    return 1 if last.is_answered else 0
