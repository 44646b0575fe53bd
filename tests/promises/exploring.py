"""A small world of two or three people, driven through the real services by every act that anybody has.

Beside it stands a plain record of who said what when, kept by the test itself. What the house decides is held
against that record, by rules written down a second time in the simplest words.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from tests.promises.stage import Stage
from tests.promises.worlds import leaves, raises_concern
from unhurried.core.boundaries import Direction, Word
from unhurried.core.disclosure import Evening, Shown
from unhurried.core.evenings import SETTLING
from unhurried.core.exercises import Criteria, Exercise, Phase, Step, StepKind, Version
from unhurried.core.history import SwitchName
from unhurried.core.readiness import ASKED_AGAIN_AFTER, Answer, ReadinessKind
from unhurried.core.vocabulary import Level
from unhurried.homework import services as homework
from unhurried.homework.boards import board_of
from unhurried.homework.facts import place_shown
from unhurried.homework.models import Assignment, Hold, Occasion, Practice
from unhurried.homework.queries import offer_of

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


def two_phases(whole: Exercise) -> Exercise:
    """An exercise of two phases with touch; a limit on hands leaves the version without it."""
    return replace(whole, id="out.two-phases", phases=_PHASES, min_people=2, min_rest_hours=0)


@dataclass(kw_only=True)
class Said:
    """What one person did, as the test remembers it: never asked back from the house."""

    answers: list[tuple[int, Answer, datetime, str]] = field(default_factory=list)
    nights: list[tuple[int, Answer, datetime, date]] = field(default_factory=list)
    limits: list[tuple[int, Word, datetime]] = field(default_factory=list)
    life: list[tuple[datetime, bool]] = field(default_factory=list)
    left_at: datetime | None = None

    def agrees(self, phase: str, at: datetime, since: datetime) -> bool:
        """Whether the newest word about this phase is a yes that still stands."""
        rows = [row for row in self.answers if row[3] == phase and since <= row[2] <= at]
        last = _newest(rows)
        return last is not None and last[1] is not Answer.NOT_YET and at - last[2] < ASKED_AGAIN_AFTER

    def agrees_tonight(self, day: date, at: datetime) -> bool:
        last = _newest([row for row in self.nights if row[3] == day and row[2] <= at])
        return last is not None and last[1] is not Answer.NOT_YET

    def keeps_hands_out(self, at: datetime) -> bool:
        last = _newest([row for row in self.limits if row[2] <= at])
        return last is not None and last[1] is Word.NEVER

    def life_is_changing(self, at: datetime) -> bool:
        rows = [is_on for when, is_on in self.life if when <= at]
        return bool(rows) and rows[-1]

    def is_gone(self, at: datetime) -> bool:
        return self.left_at is not None and self.left_at <= at


def _newest(rows: list[Any]) -> Any:
    """By the person's own count; of two with one count the more careful."""
    return max(rows, key=lambda row: (row[0], row[1].care), default=None)


@dataclass(kw_only=True)
class Walk:
    """One walk through the world: a clock that only goes on, and acts chosen by lot."""

    stage: Stage
    lot: random.Random
    now: datetime
    said: dict[str, Said]
    releases: list[tuple[str, datetime]] = field(default_factory=list)
    holds: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    queued: list[tuple[str, int, Answer]] = field(default_factory=list)
    shown: Shown = Shown.RESTING
    posted: datetime | None = None
    practice: Practice | None = None
    begun: int = 0
    willing: int = -1
    faults: list[str] = field(default_factory=list)

    def step(self) -> str:
        """One act, then every invariant. Gives the name of the act."""
        self.stage.given = Assignment.objects.select_related("relationship", "plan__episode").get(
            pk=self.stage.given.pk
        )
        name, act = self._next()
        self.now += timedelta(minutes=self.lot.choice((1, 7, 90)))
        act(self, self.lot.choice(list(self.said)))
        self._look(name)
        return name

    def _next(self) -> tuple[str, Callable[["Walk", str], None]]:
        """Every other act is the next one of willing people; between them anything may happen."""
        if self.lot.random() < 0.5:
            return self.lot.choice(ANYTHING)
        self.willing += 1
        return WILLING[self.willing % len(WILLING)]

    def _look(self, name: str) -> None:
        offer = offer_of(self._again(), self.stage.keys, now=self.now)
        assert offer is not None
        self._check_shown(offer.shown, offer.posted_at, offer.place.phase, name)
        self.shown, self.posted = offer.shown, offer.posted_at

    def _again(self) -> Assignment:
        return Assignment.objects.select_related("relationship", "plan__episode").get(pk=self.stage.given.pk)

    def _check_shown(self, shown: Shown, posted: datetime, phase: str, name: str) -> None:
        if self.posted == posted and shown is not self.shown:
            self.faults.append(f"{name}: the card changed between two postings")
        if shown is Shown.ON_OFFER and not self._may_stand(phase, posted):
            self.faults.append(f"{name}: on offer against the facts at the posting")

    def _may_stand(self, phase: str, at: datetime) -> bool:
        """Everyone ready, released, nothing held, nobody gone: said once more in the simplest words."""
        since = max(self._changes(at), default=datetime.min.replace(tzinfo=UTC))
        people = [said for said in self.said.values() if not said.is_gone(at)]
        return (
            len(people) >= 2
            and all(said.agrees(phase, at, since) for said in people)
            and not any(said.life_is_changing(at) for said in people)
            and any(of == phase and since <= when <= at for of, when in self.releases)
            and not any(begun <= at and not (ended and ended <= at) for begun, ended in self.holds)
        )

    def _changes(self, at: datetime) -> list[datetime]:
        return [
            said.left_at for said in self.said.values() if said.left_at is not None and said.left_at <= at
        ]

    def signature(self) -> tuple[Any, ...]:
        """What tells this state from another; hours do not."""
        people = tuple(
            (
                _newest(said.answers) and _newest(said.answers)[1],
                _newest(said.nights) and _newest(said.nights)[1],
                _newest(said.limits) and _newest(said.limits)[1],
                said.life_is_changing(self.now),
                said.left_at is None,
                len(said.answers),
            )
            for said in self.said.values()
        )
        given = self._again()
        practice = self.practice and (self.practice.step, self.practice.outcome, self.practice.evening)
        open_holds = Hold.objects.filter(relationship=self.stage.relationship, lifted_at=None).count()
        board = (given.phase, given.version, self.shown, self.posted, open_holds, len(self.releases))
        return (people, board, practice, tuple(self.queued))


def _answers(answer: Answer) -> Callable[[Walk, str], None]:
    def act(walk: Walk, name: str) -> None:
        walk.stage.says(name, answer, walk.now)
        _remember(walk, name, answer, walk.stage.sequence_of(name))

    return act


def _remember(walk: Walk, name: str, answer: Answer, sequence: int) -> None:
    said, phase = walk.said[name].answers, place_shown(walk.stage.given, walk.now).phase
    behind = max((row[0] for row in said), default=0)
    number = max(sequence, behind) if answer is Answer.NOT_YET else sequence
    said.append((number, answer, walk.now, phase))


def _queues(walk: Walk, name: str) -> None:
    """A "ready" is said on a phone without a connection: it has its number and goes nowhere yet."""
    walk.queued.append((name, walk.stage.count_up(name), Answer.READY))


def _delivers(walk: Walk, name: str) -> None:
    """What waited arrives now, perhaps behind newer words."""
    if walk.queued:
        who, sequence, answer = walk.queued.pop(walk.lot.randrange(len(walk.queued)))
        walk.stage.says(who, answer, walk.now, sequence=sequence)
        _remember(walk, who, answer, sequence)


def _says_tonight(answer: Answer) -> Callable[[Walk, str], None]:
    def act(walk: Walk, name: str) -> None:
        walk.stage.says(name, answer, walk.now, kind=ReadinessKind.DAY)
        sequence = walk.stage.sequence_of(name)
        said = walk.said[name].nights
        behind = max((row[0] for row in [*said, *walk.said[name].answers]), default=0)
        number = max(sequence, behind) if answer is Answer.NOT_YET else sequence
        said.append((number, answer, walk.now, walk.now.date()))

    return act


def _limits(word: Word) -> Callable[[Walk, str], None]:
    def act(walk: Walk, name: str) -> None:
        who = walk.stage.clients[name]
        for direction in Direction:
            homework.set_boundary(
                walk.stage.act(who, walk.now),
                client=who,
                what="hands",
                direction=direction,
                word=word,
                keyring=walk.stage.keys,
            )
        walk.said[name].limits.append((walk.stage.sequence_of(name), word, walk.now))
        _refresh(walk)

    return act


def _refresh(walk: Walk) -> None:
    if walk.practice:
        walk.practice = Practice.objects.select_related("assignment__relationship", "occasion").get(
            pk=walk.practice.pk
        )


def _raises_concern(walk: Walk, name: str) -> None:
    raises_concern(walk.stage, walk.now, name)
    walk.holds.append((walk.now, None))


def _clinician_holds(walk: Walk, name: str) -> None:
    act = walk.stage.act(walk.stage.clinician, walk.now)
    homework.hold_assignment(act, assignment=walk.stage.given, keyring=walk.stage.keys)
    walk.holds.append((walk.now, None))


def _clinician_lifts(walk: Walk, name: str) -> None:
    for hold in Hold.objects.filter(relationship=walk.stage.relationship, lifted_at=None):
        homework.lift_hold(walk.stage.act(walk.stage.clinician, walk.now), hold=hold)
    walk.holds = [(begun, ended or walk.now) for begun, ended in walk.holds]


def _releases(walk: Walk, name: str) -> None:
    act = walk.stage.act(walk.stage.clinician, walk.now)
    homework.release_phase(act, assignment=walk.stage.given, heard_on=walk.now.date())
    walk.releases.append((walk.stage.given.phase, walk.now))


def _reviews(next_step: str) -> Callable[[Walk, str], None]:
    def act(walk: Walk, name: str) -> None:
        before = walk.stage.given.phase
        answer = homework.Answer(next_step=next_step, heard_on=walk.now.date())
        homework.review(
            walk.stage.act(walk.stage.clinician, walk.now),
            clinician=walk.stage.clinician,
            assignment=walk.stage.given,
            answer=answer,
            keyring=walk.stage.keys,
        )
        after = walk._again().phase
        if next_step == "release" and after != before:
            walk.releases.append((after, walk.now))
        elif after > before and next_step != "step_back":
            walk.faults.append(f"{next_step}: it went forward without a release")
        _lift_own(walk)

    return act


def _lift_own(walk: Walk) -> None:
    """An answer lifts what was held for this exercise; what is about the relationship stays."""
    standing = Hold.objects.filter(relationship=walk.stage.relationship, lifted_at=None).count()
    if not standing:
        walk.holds = [(begun, ended or walk.now) for begun, ended in walk.holds]


def _changes_life(walk: Walk, name: str) -> None:
    who, is_on = walk.stage.clients[name], not walk.said[name].life_is_changing(walk.now)
    act = walk.stage.act(who, walk.now)
    words = {"client": who, "name": SwitchName.LIFE_CHANGE, "keyring": walk.stage.keys}
    homework.set_switch(act, is_on=is_on, **words)
    walk.said[name].life.append((walk.now, is_on))


def _leaves(walk: Walk, name: str) -> None:
    if walk.said[name].left_at is None and walk.lot.random() < 0.2:
        leaves(walk.stage, walk.now, name)
        walk.said[name].left_at = walk.now


def _to_the_posting(walk: Walk, name: str) -> None:
    walk.now = board_of(walk.stage.relationship.pk).schedule.next(walk.now) + timedelta(minutes=5)


def _begins(walk: Walk, name: str) -> None:
    """A time is set aside for now, and begun when its settling is over."""
    if walk.said[name].is_gone(walk.now):
        return
    who, stage = walk.stage.clients[name], walk.stage
    block = homework.Block(
        kind="closeness", starts_at=walk.now, minutes=30, place="", assignment=walk._again()
    )
    words = {"client": who, "keyring": stage.keys}
    occasion_id = homework.set_block(
        stage.act(who, walk.now), relationship=stage.relationship, block=block, **words
    )
    occasion = Occasion.objects.select_related("assignment__relationship").get(pk=occasion_id)
    walk.now += SETTLING
    practice_id = homework.begin_evening(
        stage.act(who, walk.now), occasion=occasion, way="one_phone", **words
    )
    walk.practice = Practice.objects.select_related("assignment__relationship", "occasion").get(
        pk=practice_id
    )
    _check_beginning(walk, occasion)


def _check_beginning(walk: Walk, occasion: Occasion) -> None:
    practice = walk.practice
    assert practice is not None
    if practice.evening == Evening.WITHOUT_TOUCH:
        if homework.steps_of(practice)[1]:
            walk.faults.append("an evening without touch has steps")
        return
    walk.begun += 1
    people = [said for said in walk.said.values() if not said.is_gone(walk.now)]
    day = occasion.starts_at.date()
    if not walk._may_stand(practice.phase, walk.now):
        walk.faults.append("it began against the facts now")
    if not all(said.agrees_tonight(day, walk.now) for said in people):
        walk.faults.append("it began without everybody's yes for tonight")
    if walk.shown is Shown.RESTING:
        walk.faults.append("it began though it rests")
    _check_hands(walk, "it began")


def _check_hands(walk: Walk, when: str) -> None:
    practice = walk.practice
    if practice is None or practice.evening == Evening.WITHOUT_TOUCH:
        return
    if practice.ended_at or practice.paused_at:
        return
    steps = homework.steps_of(practice)[1]
    here = steps[practice.step] if practice.step < len(steps) else None
    keeps_out = any(said.keeps_hands_out(walk.now) for said in walk.said.values())
    if here is not None and here.zones and keeps_out:
        walk.faults.append(f"{when} with a place that is off-limits")


def _moves_on(walk: Walk, name: str) -> None:
    if walk.practice is None or walk.practice.ended_at:
        return
    homework.move_on(
        walk.stage.act(walk.stage.clients[name], walk.now),
        practice=walk.practice,
        place=walk.practice.step,
        keyring=walk.stage.keys,
    )
    before = walk.practice.step
    _refresh(walk)
    _check_hands(walk, "it went on")
    if walk.practice.ended_at is None and walk.practice.step > before:
        day = walk.practice.occasion.starts_at.date() if walk.practice.occasion else walk.now.date()
        people = [said for said in walk.said.values() if not said.is_gone(walk.now)]
        if not all(said.agrees_tonight(day, walk.now) for said in people):
            walk.faults.append("it went on after somebody's no")


def _everybody(act: Callable[[Walk, str], None]) -> Callable[[Walk, str], None]:
    def for_all(walk: Walk, name: str) -> None:
        for one in walk.said:
            act(walk, one)

    return for_all


WILLING: Final = (
    ("everybody ready", _everybody(_answers(Answer.READY))),
    ("posting", _to_the_posting),
    ("everybody ready tonight", _everybody(_says_tonight(Answer.READY))),
    ("begins", _begins),
    ("moves on", _moves_on),
)
"""What people do who are all willing, over and over: without it little would ever be open."""
ANYTHING: Final = (
    ("ready", _answers(Answer.READY)),
    ("lighter", _answers(Answer.LIGHTER)),
    ("not yet", _answers(Answer.NOT_YET)),
    ("queues", _queues),
    ("delivers", _delivers),
    ("ready tonight", _says_tonight(Answer.READY)),
    ("lighter tonight", _says_tonight(Answer.LIGHTER)),
    ("not tonight", _says_tonight(Answer.NOT_YET)),
    ("limit", _limits(Word.NEVER)),
    ("loosens", _limits(Word.WELCOME)),
    ("concern", _raises_concern),
    ("clinician holds", _clinician_holds),
    ("clinician lifts", _clinician_lifts),
    ("clinician lifts", _clinician_lifts),
    ("releases", _releases),
    ("step back", _reviews("step_back")),
    ("lighter for all", _reviews("lighter")),
    ("next phase", _reviews("release")),
    ("life change", _changes_life),
    ("leaves", _leaves),
    ("posting", _to_the_posting),
    ("begins", _begins),
    ("moves on", _moves_on),
)
