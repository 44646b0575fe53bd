"""Care that has ended begins again: with everybody's yes, and with nothing brought along that asks anew."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.homework.test_endings import ends
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, colleague, draws, hours, set_up
from unhurried.core.checks import Due
from unhurried.core.holds import HoldReason
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import Hold
from unhurried.homework.queries import client as queries
from unhurried.homework.queries import clinician as reads
from unhurried.people.models import Clinic, Participation
from unhurried.people.queries import asked_to_join, has_ended, partners_of

pytestmark = with_people
AGAIN, LATER = FIRST + timedelta(days=1), FIRST + timedelta(days=2)
BOTH = ("Ana", "Ben")


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        stage = set_up()
        stage.says("Ana", Answer.READY, hours(1))
        ends(stage)
        yield stage


def opens(stage: Stage) -> None:
    homework.open_again(
        stage.act(stage.clinician, AGAIN),
        episode=stage.relationship.episodes.get(),
        clinician=stage.clinician,
        keyring=stage.keys,
    )


def says_yes(stage: Stage, name: str) -> None:
    who, link = stage.clients[name], asked_to_join(stage.clients[name], now=LATER)
    assert link is not None
    homework.join_together(stage.act(who, LATER), client=who, link=link, keyring=stage.keys)


def sheets(stage: Stage) -> list[int]:
    """How many of their pages say that it has ended."""
    shared = [stage.relationship.pk]
    people = (stage.clients[name] for name in BOTH)
    return [len(queries.endings_for(one, shared, stage.keys, now=LATER)) for one in people]


def test_it_begins_once_each_has_said_yes(stage: Stage) -> None:
    opens(stage)
    says_yes(stage, "Ana")
    assert (sheets(stage), has_ended(stage.relationship.pk, now=LATER)) == ([1, 1], True)
    says_yes(stage, "Ben")
    assert (sheets(stage), has_ended(stage.relationship.pk, now=LATER)) == ([0, 0], False)
    assert Hold.objects.get(cause=HoldReason.ENDED).lifted_at == LATER
    assert partners_of(stage.clients["Ana"], stage.relationship, now=LATER) == [stage.clients["Ben"]]


def test_everybody_begins_another_stretch(stage: Stage) -> None:
    """So what was said about touch together before it counts no longer: see `core.history`."""
    opens(stage)
    for name in BOTH:
        says_yes(stage, name)
    seats = Participation.objects.filter(relationship=stage.relationship)
    assert list(seats.filter(left_at=None).values_list("joined_at", flat=True)) == [LATER, LATER]
    assert list(seats.exclude(left_at=None).values_list("left_at", flat=True)) == [LATER, LATER]
    assert queries.departed_for(stage.clients["Ana"], stage.relationship, stage.keys, now=LATER) == []


def test_preset_is_the_one_of_today_and_the_safety_record_is_due(stage: Stage) -> None:
    Clinic.objects.filter(pk=stage.clinician.clinic_id).update(preset="strong")
    opens(stage)
    for name in BOTH:
        says_yes(stage, name)
    newest = stage.relationship.episodes.get(closed_on=None)
    assert (newest.preset, newest.clinician_id) == ("strong", stage.clinician.pk)
    found = reads.rechecks_due_under(stage.clinician, today=LATER.date())
    assert {client: one.due for client, one in found.items()} == {
        one.pk: Due.AGAIN for one in stage.clients.values()
    }


def test_somebody_alone_is_not_asked() -> None:
    with draws(Draws()):
        ivo = set_up(("Ivo",))
        ends(ivo)
        opens(ivo)
    assert not has_ended(ivo.relationship.pk, now=AGAIN)
    assert Participation.objects.filter(relationship=ivo.relationship).count() == 1


def test_whoever_is_in_another_care_is_asked_by_nobody(stage: Stage) -> None:
    """The planted fault would be to ask whoever is left."""
    stage.clients["Ben"].clinician = colleague(stage, "Noor")
    stage.clients["Ben"].save(update_fields=["clinician"])
    with pytest.raises(homework.NotAllInCare):
        opens(stage)
    assert asked_to_join(stage.clients["Ana"], now=LATER) is None
