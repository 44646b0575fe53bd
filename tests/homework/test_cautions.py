"""What is put on file holds touch for whom and since when, and lifting it opens nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.homework.test_gates import AT, everyone_is_ready, told
from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from unhurried.consent import services as consent
from unhurried.consent.models import Caution as Row
from unhurried.consent.safety_queries import caution_under, cautions_under, on_file_under
from unhurried.core.cautions import Caution
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import Refusal
from unhurried.core.vocabulary import Level
from unhurried.homework import services as homework
from unhurried.homework.models import LibraryItem
from unhurried.homework.standing import permission_to_assign
from unhurried.people.models import Clinician

pytestmark = with_people


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def notes(stage: Stage, name: str, kind: Caution, at: Any = None) -> Row:
    pk = homework.note_caution(
        stage.act(stage.clinician, at or hours(2)),
        clinician=stage.clinician,
        client=stage.clients[name],
        kind=kind,
        heard_on=AT.date(),
        keyring=stage.keys,
    )
    return Row.objects.get(pk=pk)


def lifts(stage: Stage, row: Row, at: Any, **said: Any) -> None:
    consent.lift_caution(
        stage.act(stage.clinician, at),
        clinician=stage.clinician,
        caution=row,
        lifting=consent.Lifting(**{"on": at.date(), "words": "We spoke alone.", **said}),
        keyring=stage.keys,
    )


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Caution.FEAR_OF_PARTNER, HoldReason.CONTRAINDICATION),
        (Caution.SEVERE_LOW_MOOD, HoldReason.CLEARANCE),
    ],
)
def test_touch_together_rests_for_whom_and_since_when(
    stage: Stage, name: str, kind: Caution, reason: HoldReason
) -> None:
    everyone_is_ready(stage)
    assert told(stage) == []
    row = notes(stage, name, kind)
    assert told(stage) == [(reason, name, hours(2))]
    lifts(stage, row, hours(3))
    assert told(stage) == []


def test_lifting_leaves_what_else_holds(stage: Stage) -> None:
    everyone_is_ready(stage)
    row = notes(stage, "Ana", Caution.FEAR_OF_PARTNER)
    notes(stage, "Ben", Caution.RECENT_ASSAULT)
    lifts(stage, row, hours(3))
    assert told(stage) == [(HoldReason.CONTRAINDICATION, "Ben", hours(2))]


def test_clearance_for_a_time_ends_by_itself_and_is_given_again(stage: Stage) -> None:
    everyone_is_ready(stage)
    row = notes(stage, "Ana", Caution.SEVERE_LOW_MOOD)
    lifts(stage, row, hours(3), until=AT.date())
    later = AT + timedelta(days=1)
    assert [told(stage), [one[:2] for one in told(stage, later)]] == [[], [(HoldReason.CLEARANCE, "Ana")]]
    lifts(stage, Row.objects.get(pk=row.pk), later)
    assert (told(stage, later), Row.objects.filter(client=row.client).count()) == ([], 2), (
        "the first clearance stays on file"
    )


def test_noted_twice_it_stands_once_and_lifted_twice_it_is_lifted_once(stage: Stage) -> None:
    first = notes(stage, "Ana", Caution.PREGNANCY)
    assert notes(stage, "Ana", Caution.PREGNANCY, hours(3)).pk == first.pk
    lifts(stage, first, hours(4), words="By the midwife.")
    lifts(stage, Row.objects.get(pk=first.pk), hours(5), words="Somebody else.")
    (found,) = cautions_under(stage.clinician, stage.clients["Ana"], now=AT, keyring=stage.keys)
    assert (found.stands, found.lifted_words) == (False, "By the midwife.")


def test_nobody_else_reads_it(stage: Stage) -> None:
    row, ana = notes(stage, "Ana", Caution.PREGNANCY), stage.clients["Ana"]
    other = set_up().clinician
    assert caution_under(other, row.pk) is None
    assert cautions_under(other, ana, now=AT, keyring=stage.keys) == []
    assert on_file_under(other, [ana.pk], now=AT) == {}
    assert on_file_under(stage.clinician, [ana.pk], now=AT) == {ana.pk: {Caution.PREGNANCY}}


def refusals(stage: Stage, exercise_id: str = "com.first-talk") -> tuple[Refusal, ...]:
    item = LibraryItem.objects.get(kind="exercise", name=exercise_id)
    clinician = Clinician.objects.get(pk=stage.clinician.pk)
    plan = stage.relationship.plans.get(ended_at=None)
    return permission_to_assign(clinician, item, level=Level.L0, plan=plan, now=AT).refused_for


@pytest.mark.parametrize(
    "kind", [Caution.UNEXPLAINED_PAIN, Caution.UNTREATED_TRAUMA, Caution.EATING_DISORDER]
)
def test_coach_refers_on_what_is_on_file(stage: Stage, kind: Caution) -> None:
    Clinician.objects.filter(pk=stage.clinician.pk).update(discipline="coach")
    assert refusals(stage) == ()
    row = notes(stage, "Ben", kind)
    assert refusals(stage) == (Refusal.NEEDS_REFERRAL,)
    stage.clinician.refresh_from_db()
    if kind is Caution.UNTREATED_TRAUMA:
        with pytest.raises(consent.NotTheirsToLift):
            lifts(stage, row, hours(4))
        assert refusals(stage) == (Refusal.NEEDS_REFERRAL,)


def test_exercise_that_is_not_given_meanwhile_is_refused(stage: Stage) -> None:
    assert refusals(stage, "sf.0-hands") == ()
    notes(stage, "Ana", Caution.VIOLENCE_OR_COERCION)
    assert refusals(stage, "sf.0-hands") == (Refusal.KEPT_BACK,)
    assert refusals(stage) == (Refusal.KEPT_BACK,), "words that name it have no gate to wait at"
    assert refusals(stage, "rou.shared-calendar") == ()
