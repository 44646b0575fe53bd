"""A stage whose plan is the first pathway, and what people do on it at chosen times."""

from datetime import date, datetime, timedelta

from tests.homework.samples import takes_on
from tests.promises.stage import Stage
from unhurried.consent import services as consent
from unhurried.core.evenings import LASTS
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Plan, Practice
from unhurried.homework.queries import clinician as queries
from unhurried.homework.sheets import prefilled

WAY = "p1-communication-first"
HANDS, HOUR, GUIDING, AGREEING = (
    "sf.0-hands", "sf.1-whole-body-early", "sf.2-hand-guiding", "com.boundary-agreement",
)  # fmt: skip


def on_the_way(stage: Stage) -> Stage:
    item = LibraryItem.objects.get(kind="pathway", name=WAY)
    Plan.objects.filter(relationship=stage.relationship).update(pathway=item)
    stage.given = again(stage.given)
    return stage


def again(given: Assignment) -> Assignment:
    rows = Assignment.objects.select_related("relationship", "plan__episode__clinician", "client")
    return rows.get(pk=given.pk)


def gives(stage: Stage, exercise_id: str, at: datetime, *, is_released: bool = False) -> Assignment:
    """To everybody, whatever is missing: that is asked by the page."""
    item = LibraryItem.objects.filter(kind="exercise", name=exercise_id).latest("published_at")
    exercise = exercise_by_digest(item.pk)
    composed = homework.Composed(
        phase=exercise.phases[0].key,
        version="full",
        sheet=prefilled(exercise),
        from_on=at.date(),
        until_on=at.date() + timedelta(weeks=3),
        is_released=is_released,
    )
    act = stage.act(stage.clinician, at)
    takes_on(act, stage.clinician, item)
    pk = homework.assign(
        act,
        clinician=stage.clinician,
        plan=plan_of(stage),
        exercise=item,
        composed=composed,
        keyring=stage.keys,
    )
    return again(Assignment(pk=pk))


def plan_of(stage: Stage) -> Plan:
    return Plan.objects.select_related("episode").get(relationship=stage.relationship, ended_at=None)


def practise(
    given: Assignment, at: datetime, *, evening: str = "step", outcome: str = "finished"
) -> Practice:
    """An evening that came out so, for everybody who took part then."""
    return Practice.objects.create(
        clinic_id=given.clinic_id,
        assignment=given,
        begun_by=given.relationship.clients.order_by("pk")[0],
        evening=evening,
        phase=given.phase,
        version="full",
        begun_at=at,
        step_began_at=at,
        ends_at=at + LASTS,
        ended_at=at + timedelta(minutes=20),
        outcome=outcome,
    )


def agree(stage: Stage, at: datetime) -> None:
    act = stage.act(next(iter(stage.clients.values())), at)
    consent.make_agreement(act, relationship=stage.relationship, keyring=stage.keys)


def reviews(
    stage: Stage, given: Assignment, next_step: str, at: datetime, *, heard_on: date | None = None
) -> Assignment:
    homework.review(
        stage.act(stage.clinician, at),
        clinician=stage.clinician,
        assignment=again(given),
        answer=homework.Answer(next_step=next_step, words="Slowly.", heard_on=heard_on),
        keyring=stage.keys,
    )
    return again(given)


def missing(stage: Stage, exercise_id: str, at: datetime) -> list[tuple[str, int]]:
    """What usually comes before it and is not there, with how often it was done so far."""
    found = queries.exercise_item(exercise_id)
    assert found is not None
    before = queries.before_giving(stage.clinician, plan_of(stage), found[1], now=at, keyring=stage.keys)
    return [(one.requirement.exercise, one.practices) for one in before.missing]
