"""Every act that anybody has in the small world: done through the services, and remembered beside them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Final

from tests.promises.exploring import Deed, Walk
from tests.promises.records import Held
from tests.promises.worlds import leaves, raises_concern
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.core.boundaries import Direction, Word
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import SETTLING
from unhurried.core.history import SwitchName
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.boards import board_of
from unhurried.homework.facts import place_shown
from unhurried.homework.models import Hold, Occasion, Practice
from unhurried.people.acts import Act

MOST_QUEUED: Final = 2


def _answers(answer: Answer) -> Deed:
    def deed(walk: Walk, name: str) -> None:
        _sends(walk, name, walk.stage.act(walk.stage.clients[name], walk.now), answer)

    return deed


def _sends(walk: Walk, name: str, act: Act, answer: Answer) -> None:
    phase = place_shown(walk.stage.given, walk.now).phase
    homework.record_readiness(
        act,
        client=walk.stage.clients[name],
        assignment=walk.stage.given,
        kind=ReadinessKind.ASSIGNMENT,
        answer=answer,
        keyring=walk.stage.keys,
    )
    walk.record.people[name].answers_to(phase, act.sequence, answer, walk.now)
    walk.record.kept += 1


def _queues(walk: Walk, name: str) -> None:
    """A "ready" is said on a phone without a connection: it has its number and goes nowhere yet."""
    if len(walk.queued) < MOST_QUEUED:
        walk.queued.append((name, walk.stage.act(walk.stage.clients[name], walk.now)))


def _delivers(walk: Walk, name: str) -> None:
    """What waited arrives now, perhaps behind newer words, and perhaps twice."""
    if not walk.queued:
        return
    who, act = walk.queued.pop(walk.lot.randrange(len(walk.queued)))
    arrived = replace(act, at=walk.now)
    _sends(walk, who, arrived, Answer.READY)
    homework.record_readiness(
        replace(arrived, at=walk.now + timedelta(seconds=5)),
        client=walk.stage.clients[who],
        assignment=walk.stage.given,
        kind=ReadinessKind.ASSIGNMENT,
        answer=Answer.READY,
        keyring=walk.stage.keys,
    )


def _says_tonight(answer: Answer) -> Deed:
    def deed(walk: Walk, name: str) -> None:
        walk.stage.says(name, answer, walk.now, kind=ReadinessKind.DAY)
        number = walk.stage.sequence_of(name)
        walk.record.people[name].answers_for(walk.now.date(), number, answer, walk.now)
        walk.record.kept += 1

    return deed


def _limits(word: Word) -> Deed:
    def deed(walk: Walk, name: str) -> None:
        who = walk.stage.clients[name]
        homework.set_boundary(
            walk.stage.act(who, walk.now),
            client=who,
            what="hands",
            direction=Direction.BEING_TOUCHED,
            word=word,
            keyring=walk.stage.keys,
        )
        walk.record.people[name].limits.append((walk.stage.sequence_of(name), word, walk.now))

    return deed


def _raises_concern(walk: Walk, name: str) -> None:
    raises_concern(walk.stage, walk.now, name)
    walk.record.holds.append(Held(kind=f"concern of {name}", since=walk.now))


def _clinician_holds(walk: Walk, name: str) -> None:
    act = walk.stage.act(walk.stage.clinician, walk.now)
    homework.hold_assignment(act, assignment=walk.stage.given, keyring=walk.stage.keys)
    walk.record.holds.append(Held(kind="clinician", since=walk.now))


def _clinician_lifts(walk: Walk, name: str) -> None:
    """Once they have read what somebody raised: until then nothing of it is lifted."""
    for concern in Concern.objects.filter(client__in=walk.stage.clients.values(), seen_at=None):
        consent.see_concern(walk.stage.act(walk.stage.clinician, walk.now), concern=concern)
    for hold in Hold.objects.filter(relationship=walk.stage.relationship, lifted_at=None):
        homework.lift_hold(walk.stage.act(walk.stage.clinician, walk.now), hold=hold)
    walk.record.lift(walk.now)


def _releases(walk: Walk, name: str) -> None:
    act = walk.stage.act(walk.stage.clinician, walk.now)
    homework.release_phase(act, assignment=walk.stage.given, heard_on=walk.now.date())
    walk.record.releases.append((walk.stage.given.phase, walk.now))


def _reviews(next_step: str) -> Deed:
    """An answer lifts what was held for this exercise; what is about the relationship stays."""

    def deed(walk: Walk, name: str) -> None:
        homework.review(
            walk.stage.act(walk.stage.clinician, walk.now),
            clinician=walk.stage.clinician,
            assignment=walk.stage.given,
            answer=homework.Answer(next_step=next_step, heard_on=walk.now.date()),
            keyring=walk.stage.keys,
        )
        before, after = walk.stage.given.phase, walk.again().phase
        if next_step == "release" and after != before:
            walk.record.releases.append((after, walk.now))
        walk.record.lift(walk.now, "clinician")

    return deed


def _changes_life(walk: Walk, name: str) -> None:
    who, said = walk.stage.clients[name], walk.record.people[name]
    is_on = not said.life_is_changing(walk.now)
    homework.set_switch(
        walk.stage.act(who, walk.now),
        client=who,
        name=SwitchName.LIFE_CHANGE,
        is_on=is_on,
        keyring=walk.stage.keys,
    )
    said.life.append((walk.now, is_on))


def _leaves(walk: Walk, name: str) -> None:
    said = walk.record.people[name]
    if said.left_at is None:
        leaves(walk.stage, walk.now, name)
        said.left_at = walk.now


def _to_the_posting(walk: Walk, name: str) -> None:
    walk.now = board_of(walk.stage.relationship.pk).schedule.next(walk.now) + timedelta(minutes=5)


def _to_the_late_evening(walk: Walk, name: str) -> None:
    """Past nine, when answers come too late for the next posting."""
    walk.now = max(walk.now, walk.now.replace(hour=22))


def _begins(walk: Walk, name: str) -> None:
    """A time is set aside for now, and begun when its settling is over."""
    if walk.record.people[name].is_gone(walk.now):
        return
    who, stage = walk.stage.clients[name], walk.stage
    words = {"client": who, "keyring": stage.keys}
    block = homework.Block(kind="closeness", starts_at=walk.now, minutes=30, place="", assignment=stage.given)
    occasion_id = homework.set_block(
        stage.act(who, walk.now), relationship=stage.relationship, block=block, **words
    )
    occasion = Occasion.objects.select_related("assignment__relationship").get(pk=occasion_id)
    walk.now += SETTLING
    practice_id = homework.begin_evening(
        stage.act(who, walk.now), occasion=occasion, way="one_phone", **words
    )
    walk.practice, walk.has_begun = Practice.objects.get(pk=practice_id), True
    walk.begun += walk.practice.evening != Evening.WITHOUT_TOUCH


def _moves_on(walk: Walk, name: str) -> None:
    if walk.practice and walk.sight.is_touching:
        act = walk.stage.act(walk.stage.clients[name], walk.now)
        place = None if walk.practice.paused_at else walk.practice.step
        homework.move_on(act, practice=walk.practice, place=place, keyring=walk.stage.keys)


def _everybody(deed: Deed) -> Deed:
    def for_all(walk: Walk, name: str) -> None:
        for one in walk.record.people:
            deed(walk, one)

    return for_all


WILLING: Final[Mapping[str, Deed]] = {
    "everybody ready": _everybody(_answers(Answer.READY)),
    "posting": _to_the_posting,
    "everybody ready tonight": _everybody(_says_tonight(Answer.READY)),
    "begins": _begins,
    "moves on": _moves_on,
}
"""What people do who are all willing, over and over: without it little would ever be open."""
ANYTHING: Final[Mapping[str, Deed]] = {
    "ready": _answers(Answer.READY),
    "lighter": _answers(Answer.LIGHTER),
    "not yet": _answers(Answer.NOT_YET),
    "queues": _queues,
    "delivers": _delivers,
    "ready tonight": _says_tonight(Answer.READY),
    "lighter tonight": _says_tonight(Answer.LIGHTER),
    "not tonight": _says_tonight(Answer.NOT_YET),
    "limit": _limits(Word.NEVER),
    "loosens": _limits(Word.WELCOME),
    "concern": _raises_concern,
    "clinician holds": _clinician_holds,
    "clinician lifts": _clinician_lifts,
    "releases": _releases,
    "step back": _reviews("step_back"),
    "lighter for all": _reviews("lighter"),
    "next phase": _reviews("release"),
    "life change": _changes_life,
    "leaves": _leaves,
    "posting": _to_the_posting,
    "late evening": _to_the_late_evening,
    "begins": _begins,
    "moves on": _moves_on,
}
EVERY: Final[Mapping[str, Deed]] = {**WILLING, **ANYTHING}
_CHANGES_NOTHING: Final[Mapping[str, Callable[[Walk], bool]]] = {
    "moves on": lambda walk: not walk.sight.is_touching,
    "delivers": lambda walk: not walk.queued,
    "queues": lambda walk: len(walk.queued) == MOST_QUEUED,
    "clinician lifts": lambda walk: not walk.record.standing(walk.now),
    "leaves": lambda walk: walk.lot.random() < 0.9,
}
"""When there is nothing to move on, to deliver or to lift; and people seldom leave."""


def wander(walk: Walk, acts: int, temper: float) -> Iterator[bytes]:
    """Acts chosen by lot: the next one of willing people, or, as often as the temper says, any at all."""
    names, willing = list(walk.record.people), cycle(WILLING)
    for _ in range(acts):
        name = _anything(walk) if walk.lot.random() < temper else _next(walk, willing)
        walk.does(name, EVERY[name], walk.lot.choice(names), minutes=walk.lot.choice((1, 7, 90)))
        yield walk.told()


def _next(walk: Walk, willing: Iterator[str]) -> str:
    """Willing people move on only while there is something to move on in."""
    return next(name for name in willing if name != "moves on" or walk.sight.is_touching)


def _anything(walk: Walk) -> str:
    idle = {name for name, is_idle in _CHANGES_NOTHING.items() if is_idle(walk)}
    return walk.lot.choice([name for name in ANYTHING if name not in idle])
