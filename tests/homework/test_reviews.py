"""What each of the clinician's answers changes in what was given, and what it leaves."""

from typing import Any

import pytest

from tests.homework.samples import OWN_TOUCH, give, practises, reviews
from tests.people import World, with_people
from unhurried.core.readiness import Answer as Ready
from unhurried.homework.models import Assignment, Hold, Release
from unhurried.homework.queries.client import cards_for, kept_for, review_words_for
from unhurried.homework.queries.clinician import desk_for
from unhurried.homework.services import NotJustNow

pytestmark = with_people


def shape(assignment: Assignment) -> dict[str, Any]:
    return {
        "phase": assignment.phase,
        "version": assignment.version,
        "settled": assignment.settled_at is not None,
        "let_go": assignment.let_go_at is not None,
    }


AS_GIVEN = {"phase": "first", "version": "full", "settled": False, "let_go": False}


@pytest.mark.parametrize(
    ("answers", "becomes"),
    [
        (["talk"], {}),
        (["repeat"], {}),
        (["lighter"], {"version": "short"}),
        (["lighter", "lighter"], {"version": "smallest"}),
        (["lighter", "lighter", "lighter"], {"version": "smallest"}),
        (["step_back"], {"version": "short"}),
        (["release"], {"phase": "second"}),
        (["release", "lighter"], {"phase": "second", "version": "short"}),
        (["release", "step_back"], {}),
        (["release", "release"], {"phase": "second", "settled": True}),
        (["let_go"], {"let_go": True}),
    ],
)
def test_answer_changes_what_was_given(
    world: World, given: Assignment, answers: list[str], becomes: dict[str, Any]
) -> None:
    for answer in answers:
        given = reviews(world, given, answer)
    assert shape(given) == AS_GIVEN | becomes


def test_answer_is_read_by_the_client_in_the_clinicians_words(world: World, given: Assignment) -> None:
    reviews(world, given, "repeat", words="Slowly.", effort="brave")
    ((row, words),) = review_words_for(world.client("Ivo"), given, world.keys, by=world.now)
    assert (words, row.effort, row.communication, row.clinician.name) == ("Slowly.", "brave", "", "Cleo")


def test_release_asks_for_a_new_answer(world: World, ready: Assignment) -> None:
    released = reviews(world, ready, "release")
    assert list(Release.objects.filter(assignment=ready).values_list("phase", flat=True)) == ["second"]
    with pytest.raises(NotJustNow):
        world.begins("Ivo", released)
    world.says("Ivo", Ready.READY, released)
    assert world.begins("Ivo", released).phase == "second"


def test_release_after_pain_opens_what_it_released(world: World, ready: Assignment) -> None:
    """The clinician has seen it; what was said before counts no more against the next phase."""
    practises(world, "Ivo", ready, pain=7)
    released = reviews(world, ready, "release")
    world.says("Ivo", Ready.READY, released)
    assert world.begins("Ivo", released).phase == "second"


@pytest.mark.parametrize(
    ("answer", "is_lifted"),
    [("talk", False), ("repeat", True), ("lighter", True), ("step_back", True), ("release", True)],
)
def test_answer_lifts_what_the_rules_held_unless_it_waits_to_be_talked_about(
    world: World, ready: Assignment, answer: str, is_lifted: bool
) -> None:
    practises(world, "Ivo", ready, pain=7)
    reviews(world, ready, answer)
    assert [hold.lifted_at is not None for hold in Hold.objects.filter(assignment=ready)] == [is_lifted]


def test_answer_lifts_nothing_of_another_assignment(world: World, ready: Assignment) -> None:
    practises(world, "Ivo", ready, pain=7)
    reviews(world, give(world, "Ivo", OWN_TOUCH), "repeat")
    assert Hold.objects.filter(assignment=ready, lifted_at=None).exists()


def test_what_is_settled_is_kept_and_what_is_let_go_is_gone(world: World, given: Assignment) -> None:
    ivo = world.client("Ivo")
    for _ in range(2):
        given = reviews(world, given, "release")
    assert given in [card.assignment for card in kept_for(ivo, now=world.now)]
    assert given not in [card.assignment for card in cards_for(ivo, now=world.now)]
    given = reviews(world, given, "let_go")
    assert given not in [
        card.assignment for card in [*kept_for(ivo, now=world.now), *cards_for(ivo, now=world.now)]
    ]


def test_answered_is_off_the_desk_until_something_new_comes(world: World, ready: Assignment) -> None:
    def waits() -> bool:
        return ready.pk in [
            one.assignment.pk for one in desk_for(world.clinician("Cleo"), world.keys, now=world.now)
        ]

    practises(world, "Ivo", ready)
    assert waits()
    reviews(world, ready, "repeat")
    assert not waits()
