"""The dated rows of one relationship: what was said, set, held and given, and who took part when.

Rows are only ever added. So "what was known at the posting" is not something stored: it is `core.facts`,
asked with an earlier time.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeVar

from unhurried.core.boundaries import Limit
from unhurried.core.cautions import OnFile
from unhurried.core.exercises import Exercise
from unhurried.core.gates import SafetyRecord
from unhurried.core.holds import Hold
from unhurried.core.progression import Report
from unhurried.core.readiness import (
    Readiness,
)
from unhurried.core.vocabulary import Level

GRACE: Final = timedelta(days=14)
"""How long a safety record whose review has come still carries what is under way."""
Row = TypeVar("Row")


class SwitchName(StrEnum):
    """What a person sets for themselves, and may set back; that they looked through their limits, once."""

    EROTIC = "erotic"
    LIFE_CHANGE = "life_change"
    LIMITS_SEEN = "limits_seen"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One person's part in the relationship, and since when the clinic has what it needs from them."""

    client: str
    joined_at: datetime
    left_at: datetime | None = None
    adult_at: datetime | None = None
    intake_at: datetime | None = None
    confidentiality_at: datetime | None = None

    def is_taken_at(self, at: datetime) -> bool:
        return self.joined_at <= at and not (self.left_at is not None and self.left_at <= at)


@dataclass(frozen=True, kw_only=True)
class Check:
    """The clinician's check, alone with this person; `review_on` is when it is due again."""

    client: str
    outcome: SafetyRecord
    at: datetime
    review_on: date


@dataclass(frozen=True, kw_only=True)
class Switch:
    client: str
    name: SwitchName
    is_on: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Pause:
    """What people agreed to leave out altogether, from when until when.

    `at` is when it begins to hold, which may lie ahead of when it was set.
    """

    activities: frozenset[str]
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Release:
    """The clinician's key for one phase."""

    phase: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What is known at one moment of the clinic's side: its licence, its scope, its cover."""

    licence_in_force: bool
    is_in_scope: bool
    has_cover: bool


class SurroundingsAt(Protocol):
    """The clinic's side of a level at a moment, where these people say that they are."""

    def __call__(
        self, exercise: Exercise, level: Level, at: datetime, *, people: Collection[str]
    ) -> Surroundings: ...


@dataclass(frozen=True, kw_only=True)
class History:
    """All that the gate of one assignment may ever depend on, as dated rows.

    `answers` maps a phase to what was said about it, `tonight` holds the answers for a day. `given_at`: a
    limit from before then shapes what was given, a later one rests it.
    """

    exercise: Exercise
    given_at: datetime
    seats: tuple[Seat, ...]
    answers: Mapping[str, Sequence[Readiness]]
    tonight: tuple[Readiness, ...]
    limits: tuple[Limit, ...]
    pauses: tuple[Pause, ...]
    holds: tuple[Hold, ...]
    releases: tuple[Release, ...]
    checks: tuple[Check, ...]
    cautions: tuple[OnFile, ...]
    switches: tuple[Switch, ...]
    reports: tuple[Report, ...]
    answered_at: tuple[datetime, ...]
    rested_from: tuple[datetime, ...]
    clinic_at: SurroundingsAt
    is_kept: bool = False


def people_at(history: History, at: datetime) -> tuple[str, ...]:
    return tuple(seat.client for seat in history.seats if seat.is_taken_at(at))


def seat_at(history: History, client: str, at: datetime) -> Seat:
    """The part that this person has, or had last, at that moment: whoever left may have come back."""
    own = (seat for seat in history.seats if seat.client == client and seat.joined_at <= at)
    return max(own, key=lambda seat: seat.joined_at)


def still_here(history: History, client: str) -> History:
    """As if this person had not ended their part: for what they open by themselves, their seat is kept."""
    own = [seat for seat in history.seats if seat.client == client]
    last = max(own, key=lambda seat: seat.joined_at, default=None)
    seats = (replace(one, left_at=None) if one is last else one for one in history.seats)
    return replace(history, seats=tuple(seats))


def paused_at(history: History, at: datetime) -> frozenset[str]:
    """The activities that a pause agreement left out at that moment."""
    return left_out_at(history.pauses, at)


def left_out_at(pauses: Iterable[Pause], at: datetime) -> frozenset[str]:
    standing = (one for one in known_by(at, pauses) if one.ended_at is None or one.ended_at > at)
    return frozenset(activity for one in standing for activity in one.activities)


def set_since(history: History, at: datetime) -> datetime:
    """Since when exactly these people have been together: whoever is left after a change says it anew."""
    return together_since(history.seats, at)


def together_since(seats: Sequence[Seat], at: datetime) -> datetime:
    """The last time that anybody joined or left. Raises ValueError when nobody had joined by then."""
    joined = (seat.joined_at for seat in seats if seat.joined_at <= at)
    left = (seat.left_at for seat in seats if seat.left_at is not None and seat.left_at <= at)
    return max([*joined, *left])


def known_by(at: datetime, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.at <= at]  # type: ignore[attr-defined]
