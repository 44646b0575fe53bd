"""Whether one may begin is asked of the facts now; one no is enough, and no cause is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.homework.samples import give
from tests.people import World, with_people
from unhurried.core.boundaries import Direction, Word
from unhurried.core.readiness import ASKED_AGAIN_AFTER
from unhurried.core.readiness import Answer as Ready
from unhurried.homework import facts
from unhurried.homework.facts import place_now, standing_of
from unhurried.homework.histories import history_of
from unhurried.homework.models import Assignment, Hold, Practice
from unhurried.homework.services import NotJustNow, leave_relationship, set_boundary
from unhurried.people import services
from unhurried.people.models import AuditEntry, Credential

pytestmark = with_people


def sets_limit(world: World, what: str, word: Word, direction: Direction = Direction.BEING_TOUCHED) -> None:
    act = world.act("Ivo")
    set_boundary(
        act, client=world.client("Ivo"), what=what, direction=direction, word=word, keyring=world.keys
    )


def version_for(world: World, assignment: Assignment) -> str:
    client = world.client("Ivo")
    place, history = place_now(assignment), history_of(assignment, world.keys)
    version = standing_of(str(client.pk), history, place, at=world.now).version
    assert version is not None
    return version.key


def is_refused(world: World, assignment: Assignment, name: str = "Ivo") -> bool:
    before = Practice.objects.count(), AuditEntry.objects.count()
    try:
        world.begins(name, assignment)
    except NotJustNow:
        return (Practice.objects.count(), AuditEntry.objects.count()) == before
    return False


def test_refusal_tells_no_cause(world: World, given: Assignment) -> None:
    with pytest.raises(NotJustNow) as refused:
        world.begins("Ivo", given)
    assert refused.value.args == ()


def test_yes_begins(world: World, ready: Assignment) -> None:
    practice = world.begins("Ivo", ready)
    assert (practice.phase, practice.version, practice.step, practice.ended_at) == ("first", "full", 0, None)


def test_no_answer_is_no_yes(world: World, given: Assignment) -> None:
    assert is_refused(world, given)


def test_not_yet_is_no(world: World, given: Assignment) -> None:
    world.says("Ivo", Ready.NOT_YET, given)
    assert is_refused(world, given)


def test_later_no_undoes_an_earlier_yes_and_the_other_way_round(world: World, ready: Assignment) -> None:
    world.says("Ivo", Ready.NOT_YET, ready)
    assert is_refused(world, ready)
    world.says("Ivo", Ready.READY, ready)
    assert not is_refused(world, ready)


def test_yes_that_arrives_late_does_not_undo_a_newer_no(world: World, given: Assignment) -> None:
    """A phone that was offline sends its "ready" after "not yet" was said elsewhere."""
    waiting = world.act("Ivo")
    world.says("Ivo", Ready.NOT_YET, given, sequence=waiting.sequence + 2)
    world.says("Ivo", Ready.READY, given, id=waiting.id, sequence=waiting.sequence)
    assert is_refused(world, given)


def test_no_from_a_page_that_stood_open_is_never_too_late(world: World, given: Assignment) -> None:
    """Two "ready" were said elsewhere meanwhile, so this page counts behind them; its no is a no."""
    stood_open = world.act("Ivo")
    world.says("Ivo", Ready.READY, given)
    world.says("Ivo", Ready.READY, given)
    world.says("Ivo", Ready.NOT_YET, given, sequence=stood_open.sequence)
    assert is_refused(world, given)


def test_of_two_answers_with_one_count_the_more_careful_holds(world: World, given: Assignment) -> None:
    act = world.act("Ivo")
    world.says("Ivo", Ready.NOT_YET, given, sequence=act.sequence)
    world.says("Ivo", Ready.READY, given, sequence=act.sequence)
    assert is_refused(world, given)


def test_yes_is_asked_again_after_two_weeks(world: World, ready: Assignment) -> None:
    later = replace(world, now=world.now + ASKED_AGAIN_AFTER)
    assert is_refused(later, ready)
    assert not is_refused(replace(world, now=later.now - timedelta(seconds=1)), ready)


def test_answer_about_one_thing_says_nothing_about_another(world: World, ready: Assignment) -> None:
    assert is_refused(world, give(world, "Ivo", "min.grounding-kit"))


def test_hold_refuses_until_it_is_lifted(world: World, ready: Assignment) -> None:
    hold = Hold.objects.create(
        clinic_id=ready.clinic_id,
        relationship=ready.relationship,
        assignment=ready,
        client=world.client("Ivo"),
        cause="clinician",
        raised_at=world.now,
        effective_at=world.now,
    )
    assert is_refused(world, ready)
    Hold.objects.filter(pk=hold.pk).update(lifted_at=world.now)
    assert not is_refused(world, ready)


def test_limit_takes_the_version_that_leaves_it_out(world: World, ready: Assignment) -> None:
    sets_limit(world, "upper_back", Word.NOT_NOW)
    assert version_for(world, ready) == "short"
    assert world.begins("Ivo", ready).version == "short"


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize("word", [Word.NOT_NOW, Word.NEVER])
def test_limit_that_no_version_leaves_out_refuses(
    world: World, ready: Assignment, word: Word, direction: Direction
) -> None:
    sets_limit(world, "hands", word, direction)
    assert is_refused(world, ready)


@pytest.mark.parametrize("word", [Word.WELCOME, Word.ASK_FIRST])
def test_word_that_is_no_no_refuses_nothing(world: World, ready: Assignment, word: Word) -> None:
    sets_limit(world, "hands", word)
    assert not is_refused(world, ready)


def test_loosened_limit_opens_again(world: World, ready: Assignment) -> None:
    sets_limit(world, "hands", Word.NEVER)
    sets_limit(world, "hands", Word.WELCOME)
    assert not is_refused(world, ready)


def test_limit_of_somebody_else_refuses_nothing(world: World, ready: Assignment) -> None:
    set_boundary(
        world.act("Dov"),
        client=world.client("Dov"),
        what="hands",
        direction=Direction.BEING_TOUCHED,
        word=Word.NEVER,
        keyring=world.keys,
    )
    assert not is_refused(world, ready)


def settle(given: Assignment, at: datetime) -> Assignment:
    Assignment.objects.filter(pk=given.pk).update(settled_at=at)
    return Assignment.objects.get(pk=given.pk)


def gus_ends_his_part(world: World) -> None:
    gus = world.client("Gus")
    leave_relationship(world.act("Gus"), client=gus, relationship=gus.relationships.get(), keyring=world.keys)


def is_refused_after_leaving(world: World, exercise_id: str, **given: Any) -> bool:
    assignment = give(world, "Gus", exercise_id, **given)
    world.says("Gus", Ready.READY, assignment)
    gus_ends_his_part(world)
    return is_refused(world, assignment, "Gus")


@pytest.mark.parametrize("is_alone", [True, False])
def test_whoever_ended_their_part_goes_on_with_what_they_open_themselves(
    world: World, is_alone: bool
) -> None:
    """A refusal would tell whoever sees it that somebody left."""
    whose = {"client": world.client("Gus")} if is_alone else {}
    assert not is_refused_after_leaving(world, "min.body-scan", **whose)


def test_talk_begins_for_whoever_ended_their_part_and_touch_does_not(world: World) -> None:
    assert not is_refused_after_leaving(world, "com.reflective-listening")
    assert is_refused(world, give(world, "Gus", "sf.0-hands"), "Gus")


def test_refusal_of_whoever_left_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "still_here", lambda history, client: history)
    assert is_refused_after_leaving(world, "com.reflective-listening")


def test_what_was_settled_begins_whenever_they_like(world: World, given: Assignment) -> None:
    assert not is_refused(world, settle(given, world.now))


def test_not_yet_about_what_was_settled_is_still_no(world: World, given: Assignment) -> None:
    world.says("Ivo", Ready.NOT_YET, given)
    assert is_refused(world, settle(given, world.now))


def test_lighter_about_what_was_settled_is_still_lighter(world: World, given: Assignment) -> None:
    world.says("Ivo", Ready.LIGHTER, given)
    assert world.begins("Ivo", settle(given, world.now)).version == "smallest"


def test_lighter_begins_the_smallest_version(world: World, given: Assignment) -> None:
    world.says("Ivo", Ready.LIGHTER, given)
    assert world.begins("Ivo", given).version == "smallest"


def test_lighter_than_the_smallest_is_the_smallest(world: World, given: Assignment) -> None:
    Assignment.objects.filter(pk=given.pk).update(version="smallest")
    given.refresh_from_db()
    world.says("Ivo", Ready.LIGHTER, given)
    assert world.begins("Ivo", given).version == "smallest"


def without_intake(world: World) -> None:
    world.client("Ivo").intake.delete()


def with_a_licence_that_ran_out(world: World) -> None:
    Credential.objects.filter(clinician=world.clinician("Cleo")).update(expires_on=world.now.date())


def outside_of_the_licence(world: World) -> None:
    services.declare_region_and_words(
        world.act("Ivo"), client=world.client("Ivo"), region="elsewhere", own_words="", keyring=world.keys
    )


def never_attested(world: World) -> None:
    type(world.client("Ivo")).objects.filter(pk=world.client("Ivo").pk).update(adult_attested_at=None)


def never_acknowledged(world: World) -> None:
    client = world.client("Ivo")
    type(client).objects.filter(pk=client.pk).update(confidentiality_acknowledged_at=None)


@pytest.mark.parametrize(
    "missing",
    [
        without_intake,
        with_a_licence_that_ran_out,
        outside_of_the_licence,
        never_attested,
        never_acknowledged,
    ],
)
def test_anything_missing_refuses(world: World, ready: Assignment, missing: Callable[[World], None]) -> None:
    missing(world)
    assert is_refused(world, ready)


def test_words_alone_need_no_licence(world: World, ready: Assignment) -> None:
    """What asks for no body stays open when care pauses for an administrative reason."""
    breath = give(world, "Ivo", "min.breath")
    world.says("Ivo", Ready.READY, breath)
    with_a_licence_that_ran_out(world)
    assert not is_refused(world, breath)


def test_what_is_under_way_is_gone_on_with_and_not_begun_twice(world: World, ready: Assignment) -> None:
    assert world.begins("Ivo", ready) == world.begins("Ivo", ready)


def test_what_is_under_way_does_not_go_on_after_a_no(world: World, ready: Assignment) -> None:
    world.begins("Ivo", ready)
    world.says("Ivo", Ready.NOT_YET, ready)
    with pytest.raises(NotJustNow):
        world.begins("Ivo", ready)


def test_partners_answer_is_not_ones_own(world: World) -> None:
    """Gus said yes to the breath that lies before both; Hana said nothing."""
    assert not is_refused(world, world.given("Gus"), "Gus")
    assert is_refused(world, world.given("Hana"), "Hana")
