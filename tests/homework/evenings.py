"""Gus and Hana with a step with touch on offer, a time set aside, and all that may stand in its way."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from tests.people import World
from unhurried.config.demo import stage as on
from unhurried.consent import services as consent
from unhurried.core.boundaries import Direction, Word
from unhurried.core.evenings import SETTLING
from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.evenings import day_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, Practice
from unhurried.homework.queries.clinician import plan_under
from unhurried.homework.sheets import prefilled
from unhurried.people.models import Episode

BOTH: Final = ("Gus", "Hana")
GIVEN_AGO: Final = timedelta(days=4)
"""Long enough for a posting, and everybody answers at once: before the first cut-off."""
READY, LIGHTER, NOT_YET = Answer.READY, Answer.LIGHTER, Answer.NOT_YET


@dataclass(frozen=True, kw_only=True)
class Night:
    """The step, its time, and acts of either at any moment after it."""

    world: World
    given: Assignment
    occasion: Occasion

    @property
    def begins_at(self) -> datetime:
        return self.occasion.starts_at + SETTLING

    def says(self, name: str, answer: Answer, *, at: datetime | None = None) -> None:
        """The private answer for the day."""
        self._records(name, answer, ReadinessKind.DAY, at, day_of(self.occasion, self.given.relationship))

    def says_of_the_step(self, name: str, answer: Answer, *, at: datetime | None = None) -> None:
        self._records(name, answer, ReadinessKind.ASSIGNMENT, at, None)

    def _records(self, name: str, answer: Answer, kind: Any, at: datetime | None, day: Any) -> None:
        homework.record_readiness(
            self.act(name, at or self.world.now),
            client=self.world.client(name),
            assignment=self.given,
            kind=kind,
            answer=answer,
            day=day,
            keyring=self.world.keys,
        )

    def begin(self, name: str = "Gus", *, at: datetime | None = None, way: str = "each_phone") -> Practice:
        pk = homework.begin_evening(
            self.act(name, at or self.begins_at),
            client=self.world.client(name),
            occasion=self.occasion,
            way=way,
            keyring=self.world.keys,
        )
        return self.again(Practice(pk=pk))

    def again(self, practice: Practice) -> Practice:
        related = ("assignment__relationship", "occasion")
        return Practice.objects.select_related(*related).get(pk=practice.pk)

    def act(self, name: str, at: datetime) -> Any:
        return self.world.act(name, at=at)

    def moves_on(self, name: str, practice: Practice, at: datetime) -> Practice:
        facts: dict[str, Any] = {"practice": practice, "keyring": self.world.keys}
        homework.move_on(self.act(name, at), place=self.again(practice).step, **facts)
        return self.again(practice)

    def goes_to(self, practice: Practice, step: str, *, turn: int | None = None) -> Practice:
        """On, a second at a time, until this step is on the screens."""
        run = homework.run_of_practice(practice)
        place = next(at for at, one in enumerate(run) if (one.step.key, one.turn) == (step, turn))
        at = practice.begun_at
        while self.again(practice).step < place:
            at += timedelta(seconds=1)
            practice = self.moves_on("Gus", practice, at)
        return practice

    def tightens(self, name: str, what: str, at: datetime, word: Word = Word.NOT_NOW) -> None:
        homework.set_boundary(
            self.act(name, at),
            client=self.world.client(name),
            what=what,
            direction=Direction.BEING_TOUCHED,
            word=word,
            keyring=self.world.keys,
        )


OF_ITS_OWN: Final = frozenset({"id", "begun_at", "step_began_at", "occasion_id", "assignment_id"})


def row_of(practice: Practice) -> dict[str, Any]:
    """What is stored of it, without ids and times."""
    row = Practice.objects.filter(pk=practice.pk).values().get()
    return {key: value for key, value in row.items() if key not in OF_ITS_OWN}


def after(practice: Practice, **passed: float) -> datetime:
    return practice.begun_at + timedelta(**passed)


def night(world: World, *, in_minutes: float = 60, is_released: bool = True, said: bool = True) -> Night:
    """On offer since a posting, everybody ready for the step; for the day nobody has said anything yet.

    It is told from the next day's early evening: no posting and no midnight comes in between.
    """
    world = replace(world, now=(world.now + timedelta(days=1)).replace(hour=18, minute=30))
    client = world.client("Gus")
    Episode.objects.filter(relationship__clients=client).update(preset="plain")
    for name in BOTH:
        on.looked_at_limits(world.stage(name), world.client(name), days_ago=4)
    given = _given(world, is_released=is_released)
    block = homework.Block(
        kind="closeness",
        starts_at=world.now + timedelta(minutes=in_minutes),
        minutes=25,
        place="",
        assignment=given,
    )
    pk = homework.set_block(
        world.act("Gus", at=world.now - timedelta(hours=3)),
        client=client,
        relationship=given.relationship,
        block=block,
        keyring=world.keys,
    )
    occasion = Occasion.objects.select_related("relationship", "assignment__relationship").get(pk=pk)
    one = Night(world=world, given=given, occasion=occasion)
    for name in BOTH:
        checked(world, name)
        if said:
            one.says_of_the_step(name, READY, at=world.now - GIVEN_AGO + timedelta(seconds=1))
    return one


def willing(world: World, **changed: Any) -> Night:
    """Both are ready for tonight as well."""
    one = night(world, **changed)
    for name in BOTH:
        one.says(name, READY)
    return one


def _given(world: World, *, is_released: bool) -> Assignment:
    client, item = world.client("Gus"), world.item("sf.0-hands")
    exercise, plan = exercise_by_digest(item.pk), plan_under(client.clinician, client)
    assert plan is not None
    composed = homework.Composed(
        phase="hands",
        version="full",
        sheet=prefilled(exercise),
        from_on=world.now.date(),
        until_on=world.now.date() + timedelta(weeks=4),
        is_released=is_released,
    )
    pk = homework.assign(
        world.act(client.clinician.name, at=world.now - GIVEN_AGO),
        clinician=client.clinician,
        plan=plan,
        exercise=item,
        composed=composed,
        keyring=world.keys,
    )
    return Assignment.objects.select_related("relationship", "plan__episode__clinician").get(pk=pk)


def checked(world: World, name: str, outcome: str = "current", *, days_ago: float = 5) -> None:
    client = world.client(name)
    check = consent.CheckMade(
        checked_on=(world.now - timedelta(days=days_ago)).date(),
        was_alone=True,
        tool="",
        outcome=outcome,
        review_on=(world.now + timedelta(days=180)).date(),
    )
    act = world.act(client.clinician.name, at=world.now - timedelta(days=days_ago))
    words: dict[str, Any] = {"client": client, "check": check, "keyring": world.keys}
    homework.record_safety_check(act, clinician=client.clinician, **words)
