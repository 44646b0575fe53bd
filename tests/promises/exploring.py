"""A small world of two or three people, driven through the real services by every act that anybody has."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from tests.promises.records import Record, Said
from tests.promises.stage import GIVEN_AT, Stage, hours
from unhurried.core.disclosure import Evening, Shown
from unhurried.core.exercises import Criteria, Exercise, Phase, Step, StepKind, Version
from unhurried.core.vocabulary import Level
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries.client import offer_of
from unhurried.people.acts import Act

_HANDS = Step(key="hands", kind=StepKind.TIMER, seconds=60, zones=frozenset({"hands"}))
_NEAR = Step(key="near", kind=StepKind.REST, seconds=60)
_VERSIONS = (
    Version(key="full", minutes=10, steps=("hands", "near")),
    Version(key="near", minutes=5, steps=("near",)),
)
_PHASES = tuple(
    Phase(key=key, level=Level.L2, steps=(_HANDS, _NEAR), versions=_VERSIONS, settled_when=Criteria())
    for key in ("first", "second")
)
PHASES: Final = tuple(phase.key for phase in _PHASES)


def two_phases(whole: Exercise) -> Exercise:
    """An exercise of two phases with touch; a limit on hands leaves the version without it."""
    return replace(whole, id="out.two-phases", phases=_PHASES, min_people=2, min_rest_hours=0)


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How everything stands after an act: the card as posted, the place given, the evening under way."""

    shown: Shown = Shown.RESTING
    posted: datetime | None = None
    phase: str = ""
    version: str = ""
    given: tuple[str, str] = ("", "")
    practice: Practice | None = None

    @property
    def evening(self) -> tuple[Any, ...] | None:
        one = self.practice
        return one and (
            one.evening,
            one.phase,
            one.version,
            one.step,
            one.paused_at is not None,
            one.outcome or None,
        )

    @property
    def is_touching(self) -> bool:
        """A practice with touch goes on at this moment."""
        one = self.practice
        return one is not None and one.evening != Evening.WITHOUT_TOUCH and not one.ended_at


Deed = Callable[["Walk", str], None]
Rule = Callable[["Walk", Sight, Sight], bool]


@dataclass(kw_only=True)
class Walk:
    """One walk through the world: a clock that only goes on, acts, and after each of them every rule."""

    stage: Stage
    record: Record
    rules: tuple[Rule, ...]
    now: datetime
    lot: random.Random
    sight: Sight = field(default_factory=Sight)
    queued: list[tuple[str, Act]] = field(default_factory=list)
    practice: Practice | None = None
    last: str = ""
    has_begun: bool = False
    begun: int = 0
    faults: list[str] = field(default_factory=list)

    def does(self, name: str, deed: Deed, who: str, *, minutes: int = 1) -> None:
        """One act, then every rule."""
        self.last, self.has_begun = name, False
        self.now += timedelta(minutes=minutes)
        deed(self, who)
        before, self.sight = self.sight, self._look()
        self.faults += [
            f"{rule.__name__} ({name})" for rule in self.rules if not rule(self, before, self.sight)
        ]

    def _look(self) -> Sight:
        given = self.stage.given = self.again()
        offer = offer_of(given, self.stage.keys, now=self.now)
        assert offer is not None
        if self.practice and (self.has_begun or self.sight.is_touching):
            rows = Practice.objects.select_related("assignment__relationship", "occasion")
            self.practice = rows.get(pk=self.practice.pk)
        return Sight(
            shown=offer.shown,
            posted=offer.posted_at,
            phase=offer.place.phase,
            version=offer.place.version,
            given=(given.phase, given.version),
            practice=self.practice,
        )

    def again(self) -> Assignment:
        return Assignment.objects.select_related("relationship", "plan__episode").get(pk=self.stage.given.pk)

    def signature(self) -> tuple[Any, ...]:
        """What tells this state from another: what stands now and at the posting. No hours, no counts."""
        sight, posted = self.sight, self.sight.posted
        assert posted is not None
        board = (sight.shown, sight.phase, sight.version, sight.given, self._turn_of_the_round(posted))
        clinic = tuple(
            (self.record.standing(at), *(self.record.is_released(phase, at) for phase in PHASES))
            for at in (posted, self.now)
        )
        people = tuple(self._person(name, said, posted) for name, said in self.record.people.items())
        return (people, board, clinic, self._evening())

    def _person(self, name: str, said: Said, posted: datetime) -> tuple[Any, ...]:
        """One person's words at the cut-off, at the posting and now, and what waits on their phone."""
        since = self.record.together_since(self.now)
        waits = (act.sequence > said.newest for who, act in self.queued if who == name)
        return (
            tuple(said.answer(phase, self.now, since) for phase in PHASES),
            *(said.answer(self.sight.phase, at, since) for at in (posted - timedelta(hours=8), posted)),
            said.tonight(self.now.date(), self.now),
            *((said.keeps_hands_out(at), said.life_is_changing(at)) for at in (posted, self.now)),
            *(said.is_gone(at) for at in (posted, self.now)),
            tuple(sorted(waits)),
        )

    def _evening(self) -> tuple[Any, ...] | None:
        """One that has ended is over; whether one was begun today tells what else may begin."""
        is_today = self.practice is not None and self.practice.begun_at.date() == self.now.date()
        return (self.sight.evening, is_today) if is_today or self.sight.is_touching else None

    def _turn_of_the_round(self, posted: datetime) -> int:
        """The first posting of a round, the second, or none."""
        asked = max((when for of, when in self.record.releases if of == self.sight.phase), default=GIVEN_AT)
        return min((posted - asked).days % 14, 2)

    def told(self) -> bytes:
        """The signature in eight bytes, so that processes can count together."""
        return blake2b(repr(_plain(self.signature())).encode(), digest_size=8).digest()


def _plain(part: Any) -> Any:
    """Sets in one order, so that the same state has the same bytes in every process."""
    if isinstance(part, tuple):
        return tuple(_plain(one) for one in part)
    return sorted(map(str, part)) if isinstance(part, frozenset) else str(part)


def walk_on(stage: Stage, rules: Iterable[Rule], lot: random.Random) -> Walk:
    """A walk at its beginning: given and released in one, and nobody has said anything."""
    stage.sequences.clear()
    record = Record(people={name: Said() for name in stage.clients}, releases=[(PHASES[0], GIVEN_AT)])
    return Walk(stage=stage, record=record, rules=tuple(rules), now=hours(1), lot=lot)
