"""Every change is an act: whole, exactly once, with one entry of it that shows when it was altered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError

from tests.people import World, with_people
from unhurried.people import services
from unhurried.people.acts import (
    Act,
    ActConflict,
    act_by_clinic,
    broken_entries,
    further,
    is_act,
)
from unhurried.people.models import Account, AuditEntry, Clinician

pytestmark = with_people


@pytest.fixture
def adds_noor(world: World) -> Callable[[Act], UUID]:
    return lambda act: services.add_clinician(act, name="Noor", discipline="coach")


def entries(act: Act) -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(pk=act.id))


def test_act_sent_twice_happens_once_and_gives_the_same_answer(
    world: World, adds_noor: Callable[[Act], UUID]
) -> None:
    act = world.act("Jo")
    first, second = adds_noor(act), adds_noor(act)
    assert first == second
    assert Clinician.objects.filter(name="Noor").count() == 1
    assert len(entries(act)) == 1


def test_act_sent_again_at_another_time_with_another_count_is_the_same_act(
    world: World, adds_noor: Callable[[Act], UUID]
) -> None:
    act = world.act("Jo")
    later = replace(act, at=act.at + timedelta(hours=1), sequence=act.sequence + 1)
    assert adds_noor(act) == adds_noor(later)
    assert entries(act)[0].at == act.at


def test_act_with_other_words_is_a_conflict_and_changes_nothing(world: World) -> None:
    act = world.act("Jo")
    first = services.add_clinician(act, name="Noor", discipline="coach")
    with pytest.raises(ActConflict):
        services.add_clinician(act, name="Noor", discipline="sex_therapist")
    assert Clinician.objects.get(pk=first).discipline == "coach"


def test_act_of_another_kind_under_the_same_id_is_a_conflict(world: World) -> None:
    act = world.act("Jo")
    services.add_manager(act, name="Noor")
    with pytest.raises(ActConflict):
        services.add_clinician(act, name="Noor", discipline="coach")


def test_act_of_somebody_else_under_the_same_id_is_a_conflict(world: World) -> None:
    act = world.act("Jo")
    services.add_manager(act, name="Noor")
    with pytest.raises(ActConflict):
        services.add_manager(replace(act, account_id=world.account("Lou").pk), name="Noor")


def test_acts_about_different_things_are_different_acts(world: World) -> None:
    """A digest that left out what the act is about would take one for the other."""
    act = world.act("Ivo")
    services.acknowledge_reading(act, client=world.client("Ivo"))
    with pytest.raises(ActConflict):
        services.acknowledge_reading(act, client=world.client("Dov"))


def test_entry_says_who_did_what_when_and_no_content(world: World) -> None:
    act = world.act("Ivo")
    pk = services.give_intake(
        act, client=world.client("Ivo"), answers={"hopes": "a nightjar"}, keyring=world.keys
    )
    (entry,) = entries(act)
    assert (entry.account_id, entry.verb, entry.object_id, entry.at) == (
        act.account_id,
        "give_intake",
        pk,
        act.at,
    )
    assert "nightjar" not in repr(AuditEntry.objects.filter(pk=act.id).values_list()[0])


@is_act
def stumble(act: Act, *, account: Account) -> UUID:
    """Changes something and then fails."""
    Account.objects.filter(pk=account.pk).update(theme="dark")
    raise ZeroDivisionError


@is_act
def stumble_in_the_records(act: Act, *, entry_id: UUID) -> UUID:
    AuditEntry.objects.filter(account=act.account_id).update(clinic_id=None)
    return entry_id


def test_failing_service_leaves_neither_change_nor_entry(world: World) -> None:
    act = world.act("Ivo")
    with pytest.raises(ZeroDivisionError):
        stumble(act, account=world.account("Ivo"))
    assert world.account("Ivo").theme == ""
    assert entries(act) == []
    assert world.account("Ivo").last_sequence == act.sequence - 1


def test_service_refused_by_the_records_leaves_no_entry(world: World) -> None:
    act = world.act("Ivo")
    with pytest.raises(DatabaseError):
        stumble_in_the_records(act, entry_id=uuid4())
    assert entries(act) == []


def test_act_that_failed_may_be_sent_again(world: World) -> None:
    act = world.act("Ivo")
    with pytest.raises(ZeroDivisionError):
        stumble(act, account=world.account("Ivo"))
    services.choose_theme(act, account=world.account("Ivo"), theme="light")
    assert world.account("Ivo").theme == "light"


def test_entries_of_the_whole_story_are_as_they_were_written(world: World) -> None:
    assert AuditEntry.objects.count() > 100
    assert broken_entries() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("account_id", None),
        ("clinic_id", "another"),
        ("sequence", 9),
        ("verb", "let_go"),
        ("object_id", uuid4()),
        ("digest", b"0" * 32),
        ("at", timedelta(seconds=1)),
        ("mac", b"0" * 32),
    ],
)
def test_changed_column_of_an_entry_shows(world: World, column: str, value: Any) -> None:
    entry = AuditEntry.objects.filter(account=world.account("Ivo")).order_by("at").first()
    assert entry is not None
    if column == "clinic_id":
        value = world.manager("Lou").clinic_id
    if column == "at":
        value = entry.at + value
    AuditEntry.objects.filter(pk=entry.pk).update(**{column: value})
    assert broken_entries() == [entry.pk]


def test_entry_moved_to_another_act_shows(world: World) -> None:
    entry = AuditEntry.objects.filter(account=world.account("Ivo")).first()
    assert entry is not None
    AuditEntry.objects.filter(pk=entry.pk).delete()
    entry.pk = uuid4()
    entry.save(force_insert=True)
    assert broken_entries() == [entry.pk]


def test_count_of_acts_never_goes_back(world: World, adds_noor: Callable[[Act], UUID]) -> None:
    before = world.account("Jo").last_sequence
    adds_noor(world.act("Jo", sequence=before + 7))
    adds_noor(world.act("Jo", sequence=before + 3))
    assert world.account("Jo").last_sequence == before + 7


def test_act_by_the_clinic_counts_for_nobody(world: World, adds_noor: Callable[[Act], UUID]) -> None:
    act = act_by_clinic(clinic_id=world.manager("Jo").clinic_id, at=world.now)
    adds_noor(act)
    assert entries(act)[0].account_id is None


def test_further_act_is_another_act_of_the_same_person_and_moment(world: World) -> None:
    act = world.act("Jo")
    assert further(act).id != act.id
    assert replace(further(act), id=act.id) == act


def test_entry_told_in_another_time_zone_is_as_it_was_written(
    world: World, adds_noor: Callable[[Act], UUID]
) -> None:
    adds_noor(world.act("Jo", at=world.now.astimezone(ZoneInfo("Asia/Tokyo"))))
    assert broken_entries() == []
