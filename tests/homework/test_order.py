"""A pathway is an order: what comes before is named, limits are looked through first, people may change."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.homework.on_the_way import (
    AGREEING,
    GUIDING,
    HANDS,
    HOUR,
    again,
    agree,
    gives,
    missing,
    on_the_way,
    plan_of,
    practise,
    reviews,
)
from tests.people import with_people
from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, hours, set_up
from unhurried.config.demo import stage as on
from unhurried.consent.models import Boundary, Switch
from unhurried.core.boundaries import Direction, Word
from unhurried.core.exercises import Criteria, Exercise
from unhurried.core.holds import HoldReason
from unhurried.core.readiness import Answer
from unhurried.core.vocabulary import Level
from unhurried.homework import services as homework
from unhurried.homework.behind import yet_to_look
from unhurried.homework.models import Assignment, Invitation, Practice, Rating, Release
from unhurried.homework.queries import clinician as queries
from unhurried.homework.services.stepping_back import put_back
from unhurried.library.loading import Library

pytestmark = with_people
DAY = 24
LATER = hours(20 * DAY)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up())


@pytest.fixture
def three() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up(("Fay", "Gus", "Hana")))


def leaves(stage: Stage, name: str, at: datetime) -> None:
    who = stage.clients[name]
    homework.leave_relationship(
        stage.act(who, at), client=who, relationship=stage.relationship, keyring=stage.keys
    )


# What comes before is counted, and named


def test_slow_hour_on_the_first_day_misses_an_agreement_and_two_evenings(stage: Stage) -> None:
    assert missing(stage, HOUR, hours(1)) == [(AGREEING, 0), (HANDS, 0)]
    practise(stage.given, hours(2))
    assert missing(stage, HOUR, hours(3)) == [(AGREEING, 0), (HANDS, 1)]
    agree(stage, hours(4))
    practise(stage.given, hours(48))
    assert missing(stage, HOUR, LATER) == []


@pytest.mark.parametrize(
    "came_out",
    [{"outcome": "stopped"}, {"evening": "without_touch"}],
)
def test_stop_and_an_evening_without_touch_count_neither_for_nor_against(
    stage: Stage, came_out: dict[str, str]
) -> None:
    practise(stage.given, hours(2), **came_out)
    assert missing(stage, HOUR, LATER) == [(AGREEING, 0), (HANDS, 0)]


def hour_done(stage: Stage, *, times: int = 4, days: int = 14) -> Assignment:
    hour = gives(stage, HOUR, hours(3 * DAY))
    for number in range(times):
        practise(hour, hours(4 * DAY + number * days * DAY / max(times - 1, 1)))
    return hour


def all_is_well(stage: Stage, hour: Assignment, at: datetime, *, limits_kept: str = "yes") -> None:
    """Each said in private that it was wanted and free, and that no place hurt."""
    practice = Practice.objects.filter(assignment=hour).latest("begun_at")
    for client in stage.clients.values():
        rating = Rating(
            clinic_id=client.clinic_id,
            practice=practice,
            author=client,
            moment="after",
            key="pain",
            rated_at=at,
        )
        rating.value = stage.keys.seal(rating, "value", "0")
        rating.save(force_insert=True)
        homework.answer_afterwards(
            stage.act(client, at),
            client=client,
            practice=practice,
            answers={"felt_pressed": "0", "limits_kept": limits_kept, "wanted": "yes"},
            keyring=stage.keys,
        )


def test_hand_over_hand_waits_for_an_hour_that_is_settled(stage: Stage) -> None:
    hour = hour_done(stage)
    assert missing(stage, GUIDING, LATER) == [(HOUR, 4)]
    all_is_well(stage, hour, LATER)
    assert missing(stage, GUIDING, LATER + timedelta(hours=1)) == []


@pytest.mark.parametrize(("times", "on_day"), [(3, 20), (4, 14)])
def test_fewer_times_or_days_than_the_exercise_says_settle_nothing(
    stage: Stage, times: int, on_day: int
) -> None:
    all_is_well(stage, hour_done(stage, times=times, days=9), hours(13.5 * DAY))
    assert missing(stage, GUIDING, hours(on_day * DAY)) == [(HOUR, times)]


def test_what_the_clinician_went_on_from_is_settled(stage: Stage) -> None:
    """Heard in the appointment, it needs no numbers."""
    hour = gives(stage, HOUR, hours(3 * DAY))
    reviews(stage, hour, "release", hours(4 * DAY), heard_on=hours(4 * DAY).date())
    assert missing(stage, GUIDING, LATER) == []


def test_what_was_done_on_an_earlier_plan_counts(stage: Stage) -> None:
    practise(stage.given, hours(2))
    practise(stage.given, hours(48))
    agree(stage, hours(4))
    plan = plan_of(stage)
    homework.start_plan(
        stage.act(stage.clinician, hours(60)),
        episode=plan.episode,
        pathway=plan.pathway,
        goal="",
        ends_another=True,
        keyring=stage.keys,
    )
    assert missing(stage, HOUR, LATER) == []


def test_another_clinician_is_told_nothing(stage: Stage) -> None:
    other, found = set_up(("Dov",)), queries.exercise_item(HOUR)
    assert found is not None
    before = queries.before_giving(other.clinician, plan_of(stage), found[1], now=LATER, keyring=stage.keys)
    assert before == queries.Before()
    assert queries.ways_back_under(other.clinician, stage.given) == {}


def asked_of_the_records(stage: Stage) -> int:
    shelf = [exercise for _item, exercise in queries.exercise_items()]
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        queries.missing_under(stage.clinician, plan_of(stage), shelf, now=LATER, keyring=stage.keys)
    return len(records) + len(keys)


def test_records_are_asked_as_often_for_much_as_for_little(stage: Stage) -> None:
    practise(stage.given, hours(1))
    asked_of_the_records(stage)
    few = asked_of_the_records(stage)
    for number in range(12):
        practise(gives(stage, HANDS, hours(number)), hours(number + 0.5))
    assert asked_of_the_records(stage) == few


# Nobody's touch is released before each has looked through their limits

Yet = Callable[[UUID, Level], tuple[UUID, ...]]


def prove_one_who_has_not_looked_is_enough(stage: Stage, rule: Yet) -> None:
    for name, client in stage.clients.items():
        Switch.objects.all().delete()
        for other in stage.clients.values():
            if other != client:
                on_looks(stage, other.pk)
        assert rule(stage.relationship.pk, Level.L2) == (client.pk,), name
        assert rule(stage.relationship.pk, Level.L0) == ()


def on_looks(stage: Stage, pk: UUID) -> None:
    client = next(one for one in stage.clients.values() if one.pk == pk)
    looks(stage, next(name for name, one in stage.clients.items() if one == client), hours(1))


def looks(stage: Stage, name: str, at: datetime) -> None:
    told = on.Stage(clinic_id=stage.relationship.clinic_id, now=at, keys=stage.keys)
    on.looked_at_limits(told, stage.clients[name], days_ago=0)


def test_one_who_has_not_looked_is_enough(stage: Stage) -> None:
    prove_one_who_has_not_looked_is_enough(stage, yet_to_look)


def test_rule_that_is_content_with_anybody_is_found(stage: Stage) -> None:
    def anybody(relationship: UUID, level: Level) -> tuple[UUID, ...]:
        found = yet_to_look(relationship, level)
        return found if len(found) == len(stage.clients) else ()

    with pytest.raises(AssertionError):
        prove_one_who_has_not_looked_is_enough(stage, anybody)


def marks(stage: Stage, name: str) -> None:
    homework.set_boundary(
        stage.act(stage.clients[name], hours(1)),
        client=stage.clients[name],
        what="feet",
        direction=Direction.BEING_TOUCHED,
        word=Word.WELCOME,
        keyring=stage.keys,
    )


def test_any_mark_is_a_look(stage: Stage) -> None:
    Switch.objects.all().delete()
    assert len(yet_to_look(stage.relationship.pk, Level.L3)) == 2
    for name in stage.clients:
        marks(stage, name)
    assert yet_to_look(stage.relationship.pk, Level.L3) == ()
    assert {row.client_id for row in Boundary.objects.all()} == {one.pk for one in stage.clients.values()}


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_key_for_touch_does_not_turn_before_everybody_has_looked(stage: Stage, name: str) -> None:
    Release.objects.all().delete()
    Switch.objects.filter(client=stage.clients[name]).delete()
    with pytest.raises(homework.LimitsUnseen) as refused:
        homework.release_phase(stage.act(stage.clinician, hours(2)), assignment=stage.given)
    assert refused.value.people == (stage.clients[name].pk,)
    with pytest.raises(homework.LimitsUnseen):
        gives(stage, HANDS, hours(3), is_released=True)
    assert not Release.objects.exists()
    looks(stage, name, hours(4))
    homework.release_phase(stage.act(stage.clinician, hours(5)), assignment=stage.given)
    assert Release.objects.get().assignment == stage.given


def test_giving_waits_for_no_look(stage: Stage) -> None:
    Switch.objects.all().delete()
    assert gives(stage, HANDS, hours(3)).phase == "hands"


def test_refused_key_leaves_nothing_of_the_review(stage: Stage) -> None:
    two = two_phases(stage)
    Switch.objects.all().delete()
    with pytest.raises(homework.LimitsUnseen):
        reviews(stage, two, "release", hours(4), heard_on=hours(4).date())
    assert (again(two).phase, two.reviews.count()) == ("hands", 0)


def two_phases(stage: Stage) -> Assignment:
    """Hands and then forearms, as two phases with touch of one exercise."""

    def twofold(whole: Exercise) -> Exercise:
        first = replace(whole.phases[0], settled_when=Criteria(practices=2))
        return replace(whole, id="sf.twofold", phases=(first, replace(first, key="forearms")))

    found = queries.exercise_item(HANDS)
    assert found is not None
    exercise = twofold(found[1])
    library = on_library(exercise)
    homework.publish_library(library=library, at=GIVEN_AT)
    return gives(stage, exercise.id, hours(1))


def on_library(exercise: Exercise) -> Library:
    return Library(exercises={exercise.id: exercise}, pathways={}, help={})


# After a change, everybody who is left begins with what they did as they are now


def test_of_three_one_leaves_and_the_two_have_not_done_it_as_two(three: Stage) -> None:
    agree(three, hours(4))
    for at in (2, 50):
        practise(three.given, hours(at))
    hour = gives(three, HOUR, hours(60))
    assert missing(three, HOUR, hours(70)) == []
    leaves(three, "Hana", hours(80))
    assert missing(three, HOUR, hours(81)) == [(AGREEING, 0), (HANDS, 0)]
    before = queries.before_release(three.clinician, hour, now=hours(81), keyring=three.keys)
    assert [one.requirement.exercise for one in before.missing] == [AGREEING, HANDS]


def test_release_asks_again_only_after_a_change_of_people(three: Stage) -> None:
    """What was missing when it was given was heard then."""
    hour = gives(three, HOUR, hours(60))
    before = queries.before_release(three.clinician, hour, now=hours(70), keyring=three.keys)
    assert before.missing == ()


def test_everybody_left_says_it_anew_and_the_key_is_turned_anew(three: Stage) -> None:
    for name in three.clients:
        three.says(name, Answer.READY, hours(1))
    leaves(three, "Hana", hours(8))
    gate = queries.gates_for(three.clinician, three.relationship, now=hours(9), keyring=three.keys)
    held = gate.of(three.given)
    assert held is not None
    names = {client.pk: name for name, client in three.clients.items()}
    assert {(one.reason, names.get(one.client)) for one in held.held_by if one.client} == {
        (HoldReason.READINESS, "Fay"),
        (HoldReason.READINESS, "Gus"),
    }
    assert not held.is_released


def test_phase_falls_back_to_what_these_people_have_done(three: Stage) -> None:
    two = two_phases(three)
    for at in (2, 50):
        practise(two, hours(at))
    two = reviews(three, two, "release", hours(60), heard_on=hours(60).date())
    assert two.phase == "forearms"
    leaves(three, "Hana", hours(190))
    put_back(three.act(three.clinician, hours(200)), three.relationship.pk)
    fallen = again(two)
    assert (fallen.phase, fallen.posted_phase) == ("hands", "forearms")
    assert Invitation.objects.filter(assignment=two, started_at=hours(200)).count() == 1


def test_what_these_people_did_themselves_stands_after_a_change_and_back(three: Stage) -> None:
    """Fay and Gus did it as two before Hana came: once she has left, they stand where they were."""
    hana = three.relationship.participations.get(client=three.clients["Hana"])
    type(hana).objects.filter(pk=hana.pk).update(joined_at=hours(55))
    two = two_phases(three)
    for at in (2, 50):
        practise(two, hours(at))
    two = reviews(three, two, "release", hours(60), heard_on=hours(60).date())
    leaves(three, "Hana", hours(80))
    put_back(three.act(three.clinician, hours(90)), three.relationship.pk)
    assert again(two).phase == "forearms"


def test_nothing_falls_back_while_nobody_joined_or_left(three: Stage) -> None:
    before = list(Assignment.objects.values_list("pk", "phase", "version", "posted_until").order_by("pk"))
    put_back(three.act(three.clinician, hours(90)), three.relationship.pk)
    assert (
        list(Assignment.objects.values_list("pk", "phase", "version", "posted_until").order_by("pk"))
        == before
    )
