"""The calendar of a relationship: who shares it, how long a time stays on it, and what it suggests."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db.models import Q

from tests.core.properties import finds_fault
from tests.homework.calendar import noor_and_ole, offers, relationship_of, sets, shared
from tests.homework.samples import give
from tests.people import World, with_people
from unhurried.core.evenings import LASTS
from unhurried.core.exercises import PathwayItem
from unhurried.core.meeting import Kind, Part, WeekPart
from unhurried.core.runs import Moment, minutes_at_most, run_of
from unhurried.homework import services as homework
from unhurried.homework.boards import board_of
from unhurried.homework.library_items import pathway_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Occasion, OfferedWindow, Plan, Practice
from unhurried.homework.queries.client import (
    CalendarBlock,
    JointExercise,
    Suggestion,
    arranger_of,
    block_for,
    blocks_for,
    joint_exercises_for,
    occasions,
    offer_of,
    own_windows_for,
    suggestions_for,
    together_for,
    windows_of,
)
from unhurried.library.loading import Library, load_library
from unhurried.library.place import content_root
from unhurried.people import services as people
from unhurried.people.models import AuditEntry, Participation
from unhurried.people.queries import relationships_of

__all__ = ["noor_and_ole"]

pytestmark = with_people

HANDS = load_library(content_root()).exercises["sf.0-hands"]
TUESDAY, FRIDAY, SUNDAY = (1, "evening"), (4, "evening"), (6, "morning")


def after_next_posting(world: World) -> datetime:
    return shared(world).next_posting + timedelta(minutes=1)


def seen(world: World, name: str = "Noor", *, now: datetime | None = None) -> list[CalendarBlock]:
    return blocks_for(shared(world, name, now=now), world.keys, now=now or world.now)


# Who shares it


def test_calendar_is_shared_by_those_who_are_treated_together(world: World) -> None:
    ivo = world.client("Ivo")
    assert together_for(ivo, relationship_of(world, "Ivo"), world.keys, now=world.now) is None
    for name, other in (("Noor", "Ole"), ("Ole", "Noor")):
        assert sorted(shared(world, name).names.values()) == ["Noor", "Ole"]
        assert shared(world, name).others(world.client(name)) == [other]


def test_whoever_ended_their_part_is_here_until_the_posting_after_it_was_closed(world: World) -> None:
    ole = world.client("Ole")
    homework.leave_relationship(
        world.act("Ole"), client=ole, relationship=relationship_of(world), keyring=world.keys
    )
    assert both_read_of_each_other(world, world.now)
    homework.close_part(world.act("Cleo"), participation=Participation.objects.get(client=ole))
    posting = board_of(relationship_of(world).pk).schedule.next(world.now)
    assert both_read_of_each_other(world, world.now)
    assert both_read_of_each_other(world, posting - timedelta(seconds=1))
    noor = world.client("Noor")
    assert together_for(noor, relationship_of(world), world.keys, now=posting) is None
    assert relationships_of(ole, now=posting) == []


def both_read_of_each_other(world: World, now: datetime) -> bool:
    others = [shared(world, name, now=now).others(world.client(name)) for name in ("Noor", "Ole")]
    return others == [["Ole"], ["Noor"]]


def test_somebody_who_joins_is_here_at_once(world: World) -> None:
    joins(world, "Ada")
    assert shared(world).others(world.client("Noor")) == ["Ada", "Ole"]


def joins(world: World, name: str) -> None:
    relationship = relationship_of(world)
    homework.join_relationship(
        world.act("Cleo"),
        relationship=relationship,
        new=people.NewClient(name=name, region="England", is_adult_attested=True),
        clinician=world.clinician("Cleo"),
        keyring=world.keys,
    )


# How long a time stays on it


def test_time_that_one_sets_stands_on_everybodys_calendar_alike(world: World) -> None:
    occasion = sets(world)
    (block,) = seen(world, "Ole")
    assert [block] == seen(world, "Noor")
    assert (block.id, block.kind, block.place) == (occasion.pk, Kind.CONNECTION, "By the pond")
    assert (block.starts_at, block.ends_at) == (
        occasion.starts_at,
        occasion.starts_at + timedelta(minutes=45),
    )


def prove_letting_go_waits_for_the_posting(world: World) -> None:
    occasion, later = sets(world), after_next_posting(world)
    before = seen(world, "Noor"), seen(world, "Ole")
    homework.let_go_of_occasion(world.act("Ole"), client=world.client("Ole"), occasion=occasion)
    assert (seen(world, "Noor"), seen(world, "Ole")) == before
    assert len(before[0]) == 1
    assert (seen(world, "Noor", now=later), seen(world, "Ole", now=later)) == ([], [])


def test_time_that_was_let_go_stays_for_everybody_until_the_next_posting(world: World) -> None:
    prove_letting_go_waits_for_the_posting(world)


@pytest.mark.parametrize("still_posted", [Q(let_go_at=None), Q()], ids=["at once", "never"])
def test_time_that_leaves_at_once_or_never_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch, still_posted: Q
) -> None:
    monkeypatch.setattr(occasions, "_still_posted", lambda at: still_posted)
    finds_fault(prove_letting_go_waits_for_the_posting, world)


def test_who_let_go_stands_in_the_audit_alone(world: World) -> None:
    occasion = sets(world)
    homework.let_go_of_occasion(world.act("Ole"), client=world.client("Ole"), occasion=occasion)
    entry = AuditEntry.objects.get(verb="let_go_of_occasion", object_id=occasion.pk)
    assert entry.account == world.account("Ole")
    assert Occasion.objects.get(pk=occasion.pk).client == world.client("Noor")


def test_time_let_go_twice_was_let_go_the_first_time(world: World) -> None:
    occasion = sets(world)
    homework.let_go_of_occasion(world.act("Ole"), client=world.client("Ole"), occasion=occasion)
    homework.let_go_of_occasion(
        world.act("Noor", at=world.now + timedelta(hours=1)), client=world.client("Noor"), occasion=occasion
    )
    assert Occasion.objects.get(pk=occasion.pk).let_go_at == world.now


def test_another_time_stands_beside_the_one_it_replaces_until_the_next_posting(world: World) -> None:
    occasion, later = sets(world), after_next_posting(world)
    block = homework.Block(
        kind="conversation", starts_at=world.now + timedelta(days=11), minutes=20, place=""
    )
    new = homework.change_block(
        world.act("Ole"), client=world.client("Ole"), occasion=occasion, block=block, keyring=world.keys
    )
    assert [one.id for one in seen(world)] == [occasion.pk, new]
    assert [one.id for one in seen(world, now=later)] == [new]


def test_times_stand_in_the_order_in_which_they_come(world: World) -> None:
    late, soon = sets(world, days=12), sets(world, "Ole", days=9)
    assert [one.id for one in seen(world)] == [soon.pk, late.pk]


@pytest.mark.parametrize(
    ("kind", "hours_ago", "is_there"),
    [
        ("connection", 0.7, True),
        ("connection", 0.8, False),
        ("closeness", 3.9, True),
        ("closeness", 4.1, False),
    ],
)
def test_time_leaves_when_it_is_over_and_an_evening_when_it_can_no_longer_begin(
    world: World, kind: str, hours_ago: float, is_there: bool
) -> None:
    sets(world, kind=kind, days=-hours_ago / 24)
    assert bool(seen(world)) is is_there


def test_time_one_set_aside_for_oneself_is_on_no_calendar_of_all(world: World) -> None:
    homework.set_occasion(
        world.act("Noor"),
        client=world.client("Noor"),
        assignment=give(world, "Noor", "min.breath"),
        starts_at=world.now + timedelta(days=3),
        place="Upstairs",
        keyring=world.keys,
    )
    assert Occasion.objects.filter(relationship=relationship_of(world)).count() == 1
    assert seen(world) == []


def test_time_of_other_people_is_not_there(world: World) -> None:
    others = sets(world, "Ana")
    assert seen(world) == []
    assert block_for(shared(world), others.pk, world.keys, now=world.now) is None
    assert block_for(shared(world, "Ana"), others.pk, world.keys, now=world.now) is not None


def test_kinds_of_blocks_are_those_the_records_know() -> None:
    assert {kind.value for kind in Kind} | {"own"} == set(Occasion.Block.values)
    assert {part.value for part in Part} == set(OfferedWindow.Part.values)


# What each offers


def in_words(world: World, now: datetime | None = None) -> dict[str, list[tuple[int, str]]]:
    together = shared(world, now=now)
    return {
        together.names[pk]: sorted((part.weekday, part.part.value) for part in parts)
        for pk, parts in windows_of(together).items()
    }


def test_offer_and_its_taking_back_are_seen_from_the_next_posting_on(world: World) -> None:
    later = after_next_posting(world)
    offers(world, "Ole", TUESDAY)
    offers(world, "Ole", FRIDAY, at=world.now)
    assert in_words(world) == {"Noor": [], "Ole": [TUESDAY]}
    assert in_words(world, later) == {"Noor": [], "Ole": [FRIDAY]}


def test_own_offers_are_read_as_they_are_now(world: World) -> None:
    offers(world, "Ole", TUESDAY)
    offers(world, "Ole", FRIDAY, TUESDAY, at=world.now)
    own = own_windows_for(world.client("Ole"), shared(world, "Ole"))
    assert own == {
        WeekPart(weekday=1, part=Part.EVENING),
        WeekPart(weekday=4, part=Part.EVENING),
    }
    assert own_windows_for(world.client("Noor"), shared(world)) == frozenset()


def test_offer_that_stays_is_not_made_anew(world: World) -> None:
    offers(world, "Ole", TUESDAY)
    offers(world, "Ole", TUESDAY, at=world.now)
    assert OfferedWindow.objects.filter(client=world.client("Ole")).count() == 1


# What it suggests


def suggested(world: World, now: datetime | None = None) -> list[Suggestion]:
    together, at = shared(world, now=now), now or world.now
    joint = joint_exercises_for(together, now=at)
    blocks = blocks_for(together, world.keys, now=at)
    return suggestions_for(together, list(windows_of(together).values()), joint, blocks, now=at)


def just_after_a_posting(world: World) -> datetime:
    """So that the whole week lies ahead."""
    return after_next_posting(world)


def joint(world: World, exercise_id: str = "sf.0-hands") -> Assignment:
    return give(world, "Noor", exercise_id)


def test_exercise_for_twice_a_week_is_offered_two_times_with_its_rest_between(world: World) -> None:
    given, now = joint(world), just_after_a_posting(world)
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY, FRIDAY)
    (found,) = suggested(world, now)
    assert found.joint is not None and found.joint.assignment == given
    assert sorted(at.weekday() for at in found.times) == [1, 4]
    assert all(now < at < now + timedelta(days=7) for at in found.times)


def test_without_an_exercise_one_time_is_offered_for_being_together(world: World) -> None:
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY, FRIDAY)
    (found,) = suggested(world, just_after_a_posting(world))
    assert (found.joint, found.minutes, len(found.times)) == (None, 30, 1)


def test_no_time_is_suggested_twice_and_the_first_in_the_plan_comes_first(world: World) -> None:
    first, second, now = joint(world), joint(world, "com.first-talk"), just_after_a_posting(world)
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY, FRIDAY)
    hands, talk = suggested(world, now)
    assert [one.joint and one.joint.assignment for one in (hands, talk)] == [first, second]
    assert (len(hands.times), talk.times) == (2, ())
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY, FRIDAY, SUNDAY)
    hands, talk = suggested(world, now)
    assert len(talk.times) == 1
    assert not set(hands.times) & set(talk.times)


def test_time_that_is_suggested_twice_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: each exercise is asked about as if it were the only one."""
    real = occasions.suggested_times
    monkeypatch.setattr(
        occasions, "suggested_times", lambda *of, **asked: real(*of, **{**asked, "taken": ()})
    )
    with pytest.raises(AssertionError):
        test_no_time_is_suggested_twice_and_the_first_in_the_plan_comes_first(world)


def test_time_for_three_is_long_enough_for_a_turn_each(world: World) -> None:
    """Else the third turn would have no time, and the rest after it would begin too soon."""
    joint(world)
    two = joint_exercises_for(shared(world), now=world.now)
    joins(world, "Ada")
    three = joint_exercises_for(shared(world, now=after_next_posting(world)), now=world.now)
    assert [one.minutes for one in two] == [25]
    assert [one.minutes for one in three] == [minutes_at_most(hands_for(3), HANDS.phases[0].versions[0])]
    assert three[0].minutes > 25


def hands_for(people: int) -> tuple[Moment, ...]:
    return run_of(HANDS.phases[0].steps_of("full"), people=people)


def test_nothing_is_suggested_where_windows_do_not_meet(world: World) -> None:
    offers(world, "Noor", TUESDAY)
    offers(world, "Ole", FRIDAY)
    assert [one.times for one in suggested(world, just_after_a_posting(world))] == [()]


def test_somebody_new_who_offers_nothing_yet_is_waited_for(world: World) -> None:
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY, FRIDAY)
    joins(world, "Ada")
    assert [one.times for one in suggested(world, just_after_a_posting(world))] == [()]


def test_suggestion_that_passed_or_was_set_aside_is_gone(world: World) -> None:
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY)
    now = just_after_a_posting(world)
    (at,) = suggested(world, now)[0].times
    assert at not in suggested(world, at)[0].times
    sets(world, starts_at=at - timedelta(minutes=15))
    assert suggested(world, now)[0].times == ()


def test_time_for_the_same_exercise_takes_its_rest_along(world: World) -> None:
    """Hands rest for twenty hours; a talk the evening before is in nobody's way."""
    given, now = joint(world), just_after_a_posting(world)
    for name in ("Noor", "Ole"):
        offers(world, name, TUESDAY, FRIDAY)
    first, second = suggested(world, now)[0].times
    evening_before = first - timedelta(hours=19)
    talk = sets(world, kind="conversation", starts_at=evening_before, minutes=30)
    assert suggested(world, now)[0].times == (first, second)
    talk.delete()
    sets(world, kind="closeness", starts_at=evening_before, minutes=30, assignment=given)
    assert suggested(world, now)[0].times == (second,)


def held(world: World, given: Assignment, count: int, *, at: datetime) -> None:
    """Evenings that everybody was at, whatever they came to."""
    for _number in range(count):
        Practice.objects.create(
            clinic_id=given.clinic_id,
            assignment=given,
            begun_by=world.client("Ole"),
            occasion=sets(world),
            evening="without_touch",
            phase=given.phase,
            version=given.version,
            begun_at=at,
            step_began_at=at,
            ends_at=at + LASTS,
        )


def test_who_arranges_goes_round_with_the_evenings_held_by_the_last_posting(world: World) -> None:
    given = joint(world)
    assert arranger_of(shared(world)) == "Noor"
    held(world, given, 1, at=world.now)
    assert arranger_of(shared(world)) == "Noor"
    assert arranger_of(shared(world, now=after_next_posting(world))) == "Ole"
    held(world, given, 2, at=world.now - timedelta(days=9))
    assert arranger_of(shared(world)) == "Noor"
    assert arranger_of(shared(world, now=after_next_posting(world))) == "Ole"


def test_practice_of_one_person_alone_moves_nobodys_turn(world: World) -> None:
    practised_alone(world, give(world, "Noor", "min.breath"))
    assert arranger_of(shared(world, now=after_next_posting(world))) == "Noor"


def practised_alone(world: World, given: Assignment) -> None:
    Practice.objects.create(
        clinic_id=given.clinic_id,
        assignment=given,
        begun_by=world.client("Noor"),
        phase=given.phase,
        version=given.version,
        begun_at=world.now,
        step_began_at=world.now,
    )


def all_joint(world: World) -> list[JointExercise]:
    return joint_exercises_for(shared(world), now=world.now)


def test_joint_exercises_are_those_for_two_or_more_in_the_plans_order(world: World) -> None:
    hands, talk = joint(world), joint(world, "com.weekly-check-in")
    give(world, "Noor", "com.first-talk", client=world.client("Noor"))
    found = [(one.assignment.pk, one.kind, one.minutes) for one in all_joint(world)]
    assert found == [(hands.pk, Kind.CLOSENESS, 25), (talk.pk, Kind.CONVERSATION, 45)]


def test_exercise_that_rests_is_listed_like_one_on_offer(world: World) -> None:
    given = joint(world)
    offer = offer_of(given, world.keys, now=world.now)
    assert offer is not None and offer.is_resting
    assert [one.assignment for one in all_joint(world)] == [given]


def leads(world: World, *, is_owner_led: bool, exercise_id: str = "sf.0-hands") -> None:
    """Their plan becomes a pathway on which one person's own item is arranged by that person."""
    plan: Plan = Plan.objects.get(relationship__clients=world.client("Noor"), ended_at=None)
    item = PathwayItem(exercise=exercise_id, phase="", owner_leads=is_owner_led)
    pathway = replace(pathway_by_digest(plan.pathway_id), id="p1-own", items=(item,))
    homework.publish_library(
        library=Library(exercises={}, pathways={pathway.id: pathway}, help={}), at=world.now
    )
    Plan.objects.filter(pk=plan.pk).update(pathway=LibraryItem.objects.get(name="p1-own"))


def test_whoever_the_clinician_named_arranges_it(world: World) -> None:
    given = joint(world)
    assert [one.arranger for one in all_joint(world)] == [None]
    Assignment.objects.filter(pk=given.pk).update(arranged_by=world.client("Ole"))
    assert [one.arranger for one in all_joint(world)] == ["Ole"]


def test_whoever_is_no_longer_here_arranges_nothing(world: World) -> None:
    given = joint(world)
    Assignment.objects.filter(pk=given.pk).update(arranged_by=world.client("Ivo"))
    assert [one.arranger for one in all_joint(world)] == [None]


@pytest.mark.parametrize("is_owner_led", [True, False])
def test_pathway_says_whether_the_person_it_is_about_arranges_it(world: World, is_owner_led: bool) -> None:
    given = joint(world)
    leads(world, is_owner_led=is_owner_led)
    pathway = pathway_by_digest(Plan.objects.get(pk=given.plan_id).pathway_id)
    assert pathway.is_owner_led("sf.0-hands") is is_owner_led
    assert pathway.is_owner_led("com.weekly-check-in") is False


def test_id_of_nothing_is_no_block(world: World) -> None:
    assert block_for(shared(world), UUID(int=0), world.keys, now=world.now) is None
