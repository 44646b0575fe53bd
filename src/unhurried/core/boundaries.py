"""What is off-limits between these people, and which published version leaves all of it out.

A client's boundary is their standing word on one zone or activity, in one direction, towards everyone or
towards one person. A `Limit` is one dated row of that boundary: rows are added and never changed, so that
"as it stood then" is a question one can ask.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import permutations

from unhurried.core.exercises import Phase, Step, Version
from unhurried.core.vocabulary import NEVER_UNLESS_SET


class Direction(StrEnum):
    BEING_TOUCHED = "being_touched"
    TOUCHING = "touching"


class Word(StrEnum):
    """What a client says about a zone or activity, from open to closed. No row at all is unknown."""

    WELCOME = "welcome"
    ASK_FIRST = "ask_first"
    NOT_NOW = "not_now"
    NEVER = "never"

    @property
    def care(self) -> int:
        """0 for the most open word; compare these, since the words themselves sort by letter."""
        return list(Word).index(self)

    @property
    def is_no(self) -> bool:
        return self.care >= Word.NOT_NOW.care


@dataclass(frozen=True, kw_only=True)
class Limit:
    """`sequence` counts the owner's own acts. `other` None: towards everyone, oneself included.

    `shapes`: its owner lets a step that was given before go on in a smaller version, without what is refused.
    """

    owner: str
    what: str
    direction: Direction
    word: Word
    sequence: int
    at: datetime
    set_by: str
    other: str | None = None
    shapes: bool = False


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Who touches whom. Alone, both are the same person."""

    touching: str
    touched: str


def limits_in_force(
    history: Iterable[Limit], *, at: datetime, practice_begun_at: datetime | None = None
) -> frozenset[Limit]:
    """The limits that hold at `at`, one for each boundary.

    A stricter word holds at once, whoever wrote it down. A more open word counts only from its owner, and
    once a practice has begun only from the next one: nobody can be talked round in the middle.
    """
    return frozenset(standing.limit for standing in _standing(history, at, practice_begun_at))


def limits_that_shape(history: Iterable[Limit], *, at: datetime, given_at: datetime) -> frozenset[Limit]:
    """Those in force at `at` by which a step given at `given_at` may be made smaller.

    A refusal that came after it is missing here unless its owner chose otherwise: a step that grew smaller
    overnight would tell the others what was marked.
    """
    return frozenset(
        standing.limit
        for standing in _standing(history, at)
        if standing.limit.shapes or standing.refused_from is None or standing.refused_from <= given_at
    )


def is_looser(word: Word, than: Limit | None, *, what: str) -> bool:
    """Whether `word` would open what stands; with nothing said yet there is mostly nothing to open."""
    return word.care < _care_of(than, what)


def turns_among(people: Collection[str]) -> tuple[Turn, ...]:
    """Every ordered pair: in a three each person's limits hold towards each of the others."""
    if not people:
        raise ValueError("without people there is nobody whose limits could be asked")
    if len(people) == 1:
        (person,) = people
        return (Turn(touching=person, touched=person),)
    return tuple(Turn(touching=one, touched=other) for one, other in permutations(people, 2))


def blocked_in(
    step: Step,
    limits: Collection[Limit],
    *,
    people: Collection[str],
    paused: frozenset[str] = frozenset(),
    held: frozenset[str] = frozenset(),
) -> frozenset[str]:
    """What of this step is off-limits among these people; empty means that nothing stands in its way.

    `paused` is what a pause agreement leaves out for now, `held` what a hold leaves out. One no is enough.
    """
    asked = step.zones | step.activities
    refused = {what for what in asked for turn in turns_among(people) if is_refused(what, limits, turn=turn)}
    return (asked & (paused | held)) | refused


def is_refused(what: str, limits: Collection[Limit], *, turn: Turn) -> bool:
    """Whether either of the two says no to `what` in this turn.

    Some activities count as `never` until both have said otherwise, in both directions (as every turn is
    asked, that is everyone). For all others a blank is neither yes nor no and refuses nothing.
    """
    words = (
        _word_on(what, limits, owner=turn.touched, direction=Direction.BEING_TOUCHED, other=turn.touching),
        _word_on(what, limits, owner=turn.touching, direction=Direction.TOUCHING, other=turn.touched),
    )
    return any(word.is_no if word else what in NEVER_UNLESS_SET for word in words)


def version_that_fits(
    phase: Phase,
    limits: Collection[Limit],
    *,
    people: Collection[str],
    paused: frozenset[str] = frozenset(),
    held: frozenset[str] = frozenset(),
) -> Version | None:
    """The largest published version that holds nothing off-limits, or None: then the phase rests.

    Steps are never cut out one by one: the gap would show what somebody had marked.
    """

    def fits(version: Version) -> bool:
        steps = phase.steps_of(version.key)
        return not any(blocked_in(step, limits, people=people, paused=paused, held=held) for step in steps)

    return max(filter(fits, phase.versions), key=_size, default=None)


def _size(version: Version) -> tuple[int, int]:
    return version.minutes, len(version.steps)


@dataclass(frozen=True, kw_only=True)
class _Standing:
    """A limit in force, and since when it refuses without a break; None: it does not, or always has."""

    limit: Limit
    refused_from: datetime | None


def _standing(
    history: Iterable[Limit], at: datetime, practice_begun_at: datetime | None = None
) -> list[_Standing]:
    boundaries = defaultdict(list)
    for row in history:
        if row.at <= at:
            boundaries[row.owner, row.what, row.direction, row.other].append(row)
    found = (_in_force(rows, practice_begun_at) for rows in boundaries.values())
    return [standing for standing in found if standing is not None]


def _in_force(rows: Iterable[Limit], practice_begun_at: datetime | None) -> _Standing | None:
    """Of two rows that say the same in the same act's count, the one that rests more is the last."""
    standing: _Standing | None = None
    for row in sorted(rows, key=lambda row: (row.sequence, row.word.care, not row.shapes)):
        is_late = practice_begun_at is not None and row.at > practice_begun_at
        may_loosen = row.set_by == row.owner and not is_late
        if may_loosen or row.word.care > _care_of(standing.limit if standing else None, row.what):
            standing = _Standing(limit=row, refused_from=_refused_from(row, standing))
    return standing


def _refused_from(row: Limit, before: _Standing | None) -> datetime | None:
    if not row.word.is_no:
        return None
    was_no = before.limit.word.is_no if before else row.what in NEVER_UNLESS_SET
    if not was_no:
        return row.at
    return before.refused_from if before else None


def _care_of(standing: Limit | None, what: str) -> int:
    if standing is not None:
        return standing.word.care
    return (Word.NEVER if what in NEVER_UNLESS_SET else Word.WELCOME).care


def _word_on(
    what: str, limits: Iterable[Limit], *, owner: str, direction: Direction, other: str
) -> Word | None:
    """The strictest word that reaches `other`; a welcome for one person never softens a no to everyone."""
    words = (
        limit.word
        for limit in limits
        if (limit.owner, limit.what, limit.direction) == (owner, what, direction)
        and limit.other in {None, other}
    )
    return max(words, key=lambda word: word.care, default=None)
