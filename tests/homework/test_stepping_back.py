"""One step back across exercises: the present one goes and an earlier one comes, at one posting."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.homework.on_the_way import (
    AGREEING,
    GUIDING,
    HANDS,
    HOUR,
    again,
    gives,
    on_the_way,
    practise,
    reviews,
)
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, hours, set_up
from unhurried.core.holds import HoldReason
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Hold, Invitation, RefusedGiving, Release, Review
from unhurried.homework.queries import client as for_clients
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.people.models import Credential

pytestmark = with_people
AT, BEFORE, AFTER = hours(4), FIRST.replace(hour=4), FIRST.replace(hour=6)
"""An hour before and after the posting that follows."""


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up())


def gone(given: Assignment) -> None:
    """Let go long ago, so that only what the pathway names can come back."""
    Assignment.objects.filter(pk=given.pk).update(let_go_at=hours(1))


def on_pages(stage: Stage, name: str, at: datetime) -> list[str]:
    cards = for_clients.cards_for(stage.clients[name], now=at)
    return sorted(card.exercise.id for card in cards if card.assignment.client_id is None)


def newest(exercise_id: str) -> Assignment:
    return Assignment.objects.filter(exercise__name=exercise_id).latest("assigned_at")


ALWAYS = ["com.reflective-listening", "min.breath"]


@pytest.mark.parametrize(
    ("present", "next_step", "comes"),
    [
        (HOUR, "step_back", HANDS),
        (GUIDING, "step_back", HOUR),
        (HOUR, "to_words", AGREEING),
        (GUIDING, "to_words", AGREEING),
        (HANDS, "to_words", AGREEING),
    ],
)
def test_one_goes_and_the_earlier_one_comes_at_the_same_posting(
    stage: Stage, present: str, next_step: str, comes: str
) -> None:
    gone(stage.given)
    given = gives(stage, present, hours(2))
    reviews(stage, given, next_step, AT)
    for name in stage.clients:
        assert on_pages(stage, name, BEFORE) == sorted([*ALWAYS, present])
        assert on_pages(stage, name, AFTER) == sorted([*ALWAYS, comes])
    assert (again(given).let_go_at, newest(comes).assigned_at) == (FIRST, FIRST)


def test_bodies_rest_at_once(stage: Stage) -> None:
    gone(stage.given)
    given = gives(stage, HOUR, hours(2))
    reviews(stage, given, "step_back", AT)
    hold = Hold.objects.get(assignment=given, lifted_at=None)
    assert (hold.cause, hold.raised_at, hold.effective_at) == (HoldReason.CLINICIAN, AT, FIRST)


def test_it_is_one_review_and_asks_for_nothing_more(stage: Stage) -> None:
    gone(stage.given)
    given = gives(stage, HOUR, hours(2))
    reviews(stage, given, "step_back", AT)
    assert [row.next_step for row in Review.objects.filter(assignment=given)] == ["step_back"]
    waiting = for_clinicians.desk_for(stage.clinician, stage.keys, now=hours(24 * 60))
    assert given.pk not in {one.assignment.pk for one in waiting}


def test_what_comes_is_asked_about_anew_and_not_released(stage: Stage) -> None:
    """Its first round begins when it is first seen, or nobody could answer in time."""
    gone(stage.given)
    reviews(stage, gives(stage, HOUR, hours(2)), "step_back", AT)
    hands = newest(HANDS)
    rounds = Invitation.objects.filter(assignment=hands).values_list("phase", "started_at")
    assert list(rounds) == [("hands", FIRST)]
    assert not Release.objects.filter(assignment=hands).exists()
    assert (hands.phase, hands.version) == ("hands", "full")
    assert hands.position == max(Assignment.objects.values_list("position", flat=True))


def test_words_go_where_it_leads_and_are_read_there_from_the_posting(stage: Stage) -> None:
    """What they were said about leaves people's pages: words that stayed there would reach nobody."""
    gone(stage.given)
    hour = gives(stage, HOUR, hours(2))
    reviews(stage, hour, "step_back", AT)
    ana, hands = stage.clients["Ana"], newest(HANDS)
    told = for_clients.review_words_for(ana, hands, stage.keys, by=FIRST)
    assert [words for _, words in told] == ["Slowly."]


def test_what_still_lies_before_them_is_taken_up_again(stage: Stage) -> None:
    """There is one of it afterwards, in the version they had."""
    homework.choose_version(stage.act(stage.clinician, hours(1)), assignment=stage.given, version="near")
    reviews(stage, gives(stage, HOUR, hours(2)), "step_back", AT)
    assert list(Assignment.objects.filter(exercise__name=HANDS)) == [stage.given]
    assert again(stage.given).version == "near"
    assert Invitation.objects.filter(assignment=stage.given, started_at=AT).count() == 1
    assert on_pages(stage, "Ana", AFTER) == sorted([*ALWAYS, HANDS])


def test_what_was_kept_makes_room_for_what_is_asked_about(stage: Stage) -> None:
    Assignment.objects.filter(pk=stage.given.pk).update(settled_at=hours(1))
    reviews(stage, gives(stage, HOUR, hours(2)), "step_back", AT)
    kept = [one.exercise.id for one in for_clients.kept_for(stage.clients["Ana"], now=AFTER)]
    assert HANDS not in kept
    assert on_pages(stage, "Ana", AFTER) == sorted([*ALWAYS, HANDS])


def test_first_rung_steps_back_to_its_own_smaller_version(stage: Stage) -> None:
    assert reviews(stage, stage.given, "step_back", AT).version == "short"
    assert again(stage.given).let_go_at is None


def test_nothing_of_it_happens_where_the_earlier_one_is_out_of_scope(stage: Stage) -> None:
    gone(stage.given)
    given = gives(stage, HOUR, hours(2))
    Credential.objects.filter(clinician=stage.clinician).update(expires_on=hours(0).date().replace(day=1))
    with pytest.raises(homework.MayNotAssign):
        reviews(stage, given, "step_back", AT)
    assert again(given).let_go_at is None
    assert not Review.objects.filter(assignment=given).exists()
    assert RefusedGiving.objects.get().clinician == stage.clinician


def test_ways_are_named_for_the_clinician_as_the_library_has_them(stage: Stage) -> None:
    hour = gives(stage, HOUR, hours(2))
    ways = for_clinicians.ways_back_under(stage.clinician, hour)
    assert {name: (way.exercise.id, way.phase) for name, way in ways.items()} == {
        "step_back": (HANDS, "hands"),
        "to_words": (AGREEING, "agree"),
    }
    assert set(for_clinicians.ways_back_under(stage.clinician, again(stage.given))) == {"to_words"}


def test_nobody_reads_what_comes_before_its_posting(stage: Stage) -> None:
    gone(stage.given)
    reviews(stage, gives(stage, HOUR, hours(2)), "step_back", AT)
    ana, hands = stage.clients["Ana"], newest(HANDS)
    assert for_clients.assignment_for(ana, hands.pk, now=BEFORE) is None
    assert for_clients.assignment_for(ana, hands.pk, now=AFTER) == hands
    shared = for_clients.together_for(ana, stage.relationship, stage.keys, now=BEFORE)
    assert shared is not None
    times = [one.exercise.id for one in for_clients.joint_exercises_for(shared, now=BEFORE)]
    assert HANDS not in times and HOUR in times


@pytest.mark.parametrize("said", ["yes", "no", ""])
def test_nothing_that_anybody_said_chooses_the_way(stage: Stage, said: str) -> None:
    """The clinician picks: otherwise what comes at the posting would tell what was said."""
    hour = gives(stage, HOUR, hours(2))
    before = for_clinicians.ways_back_under(stage.clinician, hour)
    _answers(stage, hour, said)
    assert for_clinicians.ways_back_under(stage.clinician, again(hour)) == before


def _answers(stage: Stage, hour: Assignment, limits_kept: str) -> None:
    practice = practise(hour, hours(3))
    homework.answer_afterwards(
        stage.act(stage.clients["Ana"], hours(30)),
        client=stage.clients["Ana"],
        practice=practice,
        answers={"limits_kept": limits_kept},
        keyring=stage.keys,
    )
