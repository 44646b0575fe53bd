"""Who reads what of the homework. The clinician next door finds nothing, and a private word nobody does."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.people import World, with_people
from unhurried.core.vocabulary import Audience
from unhurried.homework import services as homework
from unhurried.homework.models import JournalEntry, Note
from unhurried.homework.queries.client import (
    assignment_for,
    cards_for,
    journal_entry_for,
    journal_for,
    occasion_for,
)
from unhurried.homework.queries.clinician import (
    CaseloadLine,
    assignment_under,
    assignments_under,
    caseload_for,
    desk_for,
    happenings_for,
    plan_under,
)
from unhurried.homework.services import Written
from unhurried.people.models import Clinician

pytestmark = with_people


def told_to_clinician(world: World, name: str) -> str:
    assignment = world.given(name)
    clinician = assignment.plan.episode.clinician
    return repr([one.details for one in happenings_for(clinician, assignment, world.keys, now=world.now)])


def test_note_for_oneself_is_never_among_what_happened(world: World) -> None:
    said = told_to_clinician(world, "Gus")
    assert "curlew" in said
    assert "plover" not in said


def test_note_for_oneself_is_not_there_even_as_a_gap(world: World) -> None:
    """With and without the private note, the clinician is told the same."""
    before = told_to_clinician(world, "Gus")
    Note.objects.filter(audience="self").delete()
    assert told_to_clinician(world, "Gus") == before


def test_note_narrowed_to_oneself_disappears(world: World) -> None:
    practice = world.practices("Gus")[0]
    note = {"prompt.noticed": Written(text="A curlew, far off.", audience=Audience.SELF)}
    homework.note_practice(
        world.act("Gus"), client=world.client("Gus"), practice=practice, written=note, keyring=world.keys
    )
    assert "curlew" not in told_to_clinician(world, "Gus")


def test_practice_under_way_is_not_told_before_it_has_ended(world: World) -> None:
    under_way = world.practices("Gus", ended_at=None)[0]
    homework.note_practice(
        world.act("Gus"),
        client=world.client("Gus"),
        practice=under_way,
        written={"prompt.noticed": Written(text="a nightjar", audience=Audience.CLINICIAN)},
        keyring=world.keys,
    )
    assert "nightjar" not in told_to_clinician(world, "Gus")


def caseload(world: World, viewer: Clinician) -> list[CaseloadLine]:
    return caseload_for(viewer, world.keys, today=world.now.date(), now=world.now)


@pytest.mark.parametrize("next_door", ["Cleo", "Kit", "Max"])
def test_clinician_next_door_finds_nothing(world: World, next_door: str) -> None:
    viewer, gus = world.clinician(next_door), world.client("Gus")
    assert assignment_under(viewer, world.given("Gus").pk) is None
    assert assignments_under(viewer, gus) == []
    assert plan_under(viewer, gus) is None
    assert [one for one in desk_for(viewer, world.keys, now=world.now) if one.client_id == gus.pk] == []
    assert [line for line in caseload(world, viewer) if line.client == gus] == []


def test_own_clinician_finds_it(world: World) -> None:
    viewer, gus = world.clinician("Eli"), world.client("Gus")
    assert assignment_under(viewer, world.given("Gus").pk) == world.given("Gus")
    shared = [one for one in assignments_under(viewer, gus) if one.client is None]
    assert shared == [world.given("Gus")]
    assert {line.name for line in caseload(world, viewer)} == {
        "Fay",
        "Gus",
        "Hana",
    }


def test_caseload_puts_whoever_needs_the_clinician_first(world: World) -> None:
    names = [line.name for line in caseload(world, world.clinician("Cleo"))]
    waiting = [line.name for line in caseload(world, world.clinician("Cleo")) if line.waiting]
    assert names[: len(waiting)] == waiting
    assert names[len(waiting) :] == sorted(names[len(waiting) :])


def test_what_is_given_to_one_lies_before_nobody_else(world: World) -> None:
    pk = world.given("Ivo").pk
    readers = [
        name
        for name in ("Ivo", "Dov", "Ana", "Fay", "Gus")
        if assignment_for(world.client(name), pk, now=world.now)
    ]
    assert readers == ["Ivo"]


def test_journal_is_its_authors(world: World) -> None:
    entry = JournalEntry.objects.get(author=world.client("Gus"))
    assert [text for _, text in journal_for(world.client("Gus"), world.keys)] == ["Tonight a kestrel."]
    assert journal_entry_for(world.client("Hana"), entry.pk) is None


def test_journal_is_changed_and_removed_by_its_author(world: World) -> None:
    gus, entry = world.client("Gus"), JournalEntry.objects.get(author=world.client("Gus"))
    homework.change_journal_entry(
        world.act("Gus"),
        entry=entry,
        writing=homework.Writing(page=entry.pk, text="Two kestrels."),
        keyring=world.keys,
    )
    assert [text for _, text in journal_for(gus, world.keys)] == ["Two kestrels."]
    homework.remove_journal_entry(world.act("Gus"), entry=entry)
    assert journal_for(gus, world.keys) == []


def test_page_that_is_sent_again_with_other_words_writes_over_none(world: World) -> None:
    """Somebody came back to it with the browser's own button, and wrote on."""
    ivo, page = world.client("Ivo"), uuid4()
    for text in ("The first evening.", "Another one."):
        writing = homework.Writing(page=page, text=text)
        homework.write_journal_entry(world.act("Ivo"), author=ivo, writing=writing, keyring=world.keys)
    kept = [text for _, text in journal_for(ivo, world.keys)]
    assert {"The first evening.", "Another one."} <= set(kept)


def test_time_set_aside_takes_the_place_of_the_one_before(world: World) -> None:
    gus, breath = world.client("Gus"), world.given("Gus")
    starts_at = world.now + timedelta(days=3)
    homework.set_occasion(
        world.act("Gus"), client=gus, assignment=breath, starts_at=starts_at, place="", keyring=world.keys
    )
    assert breath.occasions.filter(let_go_at=None).count() == 1
    occasion = occasion_for(gus, breath)
    assert occasion is not None and occasion.starts_at == starts_at
    homework.let_go_of_occasion(world.act("Gus"), client=world.client("Gus"), occasion=occasion)
    assert occasion_for(gus, breath) is None


def test_time_one_sets_aside_is_not_told_to_the_other(world: World) -> None:
    hana = world.client("Hana")
    assert occasion_for(hana, world.given("Hana")) is None
    assert [card.occasion for card in cards_for(hana, now=world.now)] == [None]
