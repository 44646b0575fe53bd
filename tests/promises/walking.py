"""A walk through a pathway in a random life: who is there, what they leave out, and what they answer.

The rules are asked one thing: whether it may begin. What may begin is then held against the rows themselves.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from unhurried.core.boundaries import Direction, Limit, Word
from unhurried.core.exercises import Exercise, Pathway, Phase, Version
from unhurried.core.facts import Asked, facts_at, version_at
from unhurried.core.gates import Gate, SafetyRecord, may_begin
from unhurried.core.history import Check, History, Release, Seat, Surroundings, Switch, SwitchName
from unhurried.core.holds import Hold, HoldReason
from unhurried.core.pathways import next_item
from unhurried.core.readiness import Answer, Readiness, ReadinessKind
from unhurried.core.vocabulary import ACTIVITIES, EROTIC_FAMILY, NEVER_UNLESS_SET, ZONES

NOW: Final = datetime.fromisoformat("2026-03-02T19:00:00+00:00")
NAMES: Final = ("Ana", "Ben", "Cleo")
YES: Final = frozenset({Answer.READY, Answer.LIGHTER})
MayBegin = Callable[[History, Asked], Gate]


def may_begin_now(history: History, asked: Asked) -> Gate:
    return may_begin(facts_at(history, asked, NOW), client=asked.client, now=NOW)


@dataclass(frozen=True, kw_only=True)
class Life:
    """One moment of these people before one phase: rows, as they were said and set. Nothing is derived."""

    said: dict[str, Answer | None]
    tonight: dict[str, Answer | None]
    nos: frozenset[tuple[str, str, Direction]] = frozenset()
    checked: dict[str, SafetyRecord]
    is_released: bool = True
    holds: tuple[HoldReason, ...] = ()
    erotic_off: frozenset[str] = frozenset()


def drawn(rng: Random, people: Sequence[str]) -> Life:
    def each(*choices: object) -> dict[str, object]:
        return {one: rng.choice(choices) for one in people}

    ready = (Answer.READY,) * 6
    whats = (*ZONES, *ACTIVITIES)
    return Life(
        said=each(*ready, Answer.LIGHTER, Answer.NOT_YET, None),  # type: ignore[arg-type]
        tonight=each(*ready, Answer.LIGHTER, Answer.NOT_YET, None),  # type: ignore[arg-type]
        nos=frozenset(
            (rng.choice(people), rng.choice(whats), rng.choice(list(Direction)))
            for _ in range(rng.choice((0, 0, 1, 2, 5)))
        ),
        checked=each(*(SafetyRecord.CURRENT,) * 8, SafetyRecord.NONE, SafetyRecord.NOT_SUITABLE),  # type: ignore[arg-type]
        is_released=rng.random() < 0.8,
        holds=tuple(rng.sample((HoldReason.CLINICIAN, HoldReason.PAIN_RULE), k=rng.choice((0,) * 6 + (1,)))),
        erotic_off=frozenset(one for one in people if rng.random() < 0.1),
    )


def mended(life: Life) -> Life:
    """What people and their clinician can do: say yes, take limits back, release, lift, look again."""
    people = life.said
    return replace(
        life,
        said=dict.fromkeys(people, Answer.READY),
        tonight=dict.fromkeys(people, Answer.READY),
        checked=dict.fromkeys(people, SafetyRecord.CURRENT),
        nos=frozenset(),
        is_released=True,
        holds=(),
        erotic_off=frozenset(),
    )


def rows_of(life: Life, exercise: Exercise, phase: Phase) -> History:
    ages_ago, lately = NOW - timedelta(days=90), NOW - timedelta(hours=2)

    def answer(one: str, said: Answer, kind: ReadinessKind) -> Readiness:
        day = NOW.date() if kind is ReadinessKind.DAY else None
        return Readiness(client=one, kind=kind, answer=said, sequence=1, at=lately, day=day)

    return History(
        exercise=exercise,
        given_at=lately,
        seats=tuple(
            Seat(
                client=one,
                joined_at=ages_ago,
                adult_at=ages_ago,
                intake_at=ages_ago,
                confidentiality_at=ages_ago,
            )
            for one in life.said
        ),
        answers={
            phase.key: [
                answer(one, said, ReadinessKind.ASSIGNMENT) for one, said in life.said.items() if said
            ]
        },
        tonight=tuple(answer(one, said, ReadinessKind.DAY) for one, said in life.tonight.items() if said),
        limits=tuple(
            Limit(
                owner=owner, what=what, direction=how, word=Word.NEVER, sequence=1, at=ages_ago, set_by=owner
            )
            for owner, what, how in sorted(life.nos)
        ),
        pauses=(),
        holds=tuple(Hold(reason=one, raised_at=lately, effective_at=lately) for one in life.holds),
        releases=(Release(phase=phase.key, at=lately),) if life.is_released else (),
        checks=tuple(
            Check(client=one, outcome=found, at=ages_ago, review_on=(NOW + timedelta(days=30)).date())
            for one, found in life.checked.items()
            if found is not SafetyRecord.NONE
        ),
        cautions=(),
        switches=tuple(
            Switch(client=one, name=SwitchName.EROTIC, is_on=False, at=ages_ago)
            for one in sorted(life.erotic_off)
        ),
        reports=(),
        answered_at=(),
        rested_from=(),
        clinic_at=lambda *_, **__: Surroundings(licence_in_force=True, is_in_scope=True, has_cover=True),
    )


def keys_missing(
    life: Life, exercise: Exercise, phase: Phase, version: Version, client: str
) -> Iterator[str]:
    """Read off the rows, one sentence a key; for touch together everybody's count, else one's own.

    Where there is no touch, giving an exercise releases its first phase.
    """
    together = phase.level.is_joint_touch or (exercise.family == EROTIC_FAMILY and exercise.min_people > 1)
    asked = list(life.said) if together else [client]
    yield from (f"{one} has not said yes" for one in asked if life.said[one] not in YES)
    yield from _left_out(life, phase, version, asked)
    if exercise.family == EROTIC_FAMILY:
        yield from (f"{one} has it switched off" for one in asked if one in life.erotic_off)
    if together:
        yield from (f"{one} has not said yes tonight" for one in asked if life.tonight[one] not in YES)
        yield from (f"{one} is not checked" for one in asked if life.checked[one] is not SafetyRecord.CURRENT)
        yield from ["it rests"] if life.holds else []
        is_given = phase is exercise.phases[0] and not phase.level.is_joint_touch
        yield from [] if life.is_released or is_given else ["nobody released it"]


def _left_out(life: Life, phase: Phase, version: Version, asked: Collection[str]) -> Iterator[str]:
    named = {what for owner, what, _how in life.nos if owner in asked} | NEVER_UNLESS_SET
    for step in phase.steps_of(version.key):
        yield from (
            f"{step.key} holds {what}, which is refused" for what in (step.zones | step.activities) & named
        )


@dataclass
class Walk:
    """How far these people came, and what was wrong on the way."""

    pathway: Pathway
    people: Sequence[str]
    order: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    begun: int = 0


def not_for(exercises: Mapping[str, Exercise], people: int) -> frozenset[str]:
    return frozenset(one.id for one in exercises.values() if one.min_people > people)


def walked(
    pathway: Pathway, exercises: Mapping[str, Exercise], people: Sequence[str], rng: Random, rule: MayBegin
) -> Walk:
    """To the end of the way, with a moment before each phase of each exercise on it.

    What is for fewer than they are lies between the first of them, who have a relationship of their own.
    """
    walk = Walk(pathway=pathway, people=people)
    while upcoming := next_item(pathway, {*walk.order, *not_for(exercises, len(people))}):
        walk.order.append(upcoming.exercise)
        exercise = exercises[upcoming.exercise]
        whom = people[: exercise.max_people]
        for phase in exercise.phases:
            _before(walk, exercise, phase, drawn(rng, whom), rng, rule)
    return walk


def _before(walk: Walk, exercise: Exercise, phase: Phase, life: Life, rng: Random, rule: MayBegin) -> None:
    given = rng.choice(phase.versions).key
    for client in life.said:
        asked = Asked(client=client, phase=phase.key, version=given, day=NOW.date())
        history = rows_of(life, exercise, phase)
        if rule(history, asked).is_open:
            walk.begun += 1
            version = version_at(history, asked, NOW) or phase.versions[0]
            missing = keys_missing(life, exercise, phase, version, client)
            walk.faults += [f"{exercise.id} {phase.key}: {one}" for one in missing]
        if not rule(rows_of(mended(life), exercise, phase), asked).is_open:
            walk.faults.append(f"{exercise.id} {phase.key}: nothing that they can do opens it")
