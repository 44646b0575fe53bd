"""Practising: step by step, kept as it is written, stopped without a reason; and when pain rests it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.homework.samples import practises, rates, reviews
from tests.people import World, with_people
from unhurried.core.vocabulary import Audience
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Hold, Note, Practice, Rating
from unhurried.homework.queries.client import notes_for, practice_for, ratings_for, running_practice_for
from unhurried.homework.queries.clinician import desk_for
from unhurried.homework.services import NotJustNow, Written

pytestmark = with_people


def written(text: str, audience: Audience = Audience.CLINICIAN) -> dict[str, Written]:
    return {"prompt.noticed": Written(text=text, audience=audience)}


def sends(world: World, service: Any, practice: Practice, text: str = "", **more: Any) -> None:
    ivo = world.client("Ivo")
    service(
        world.act("Ivo"), client=ivo, practice=practice, written=written(text), keyring=world.keys, **more
    )


def kept(world: World, practice: Practice) -> dict[str, str]:
    notes = notes_for(world.client("Ivo"), [practice], world.keys)[practice.pk]
    return {key: note.words for key, note in notes.items()}  # type: ignore[attr-defined]


def again(practice: Practice) -> Practice:
    return Practice.objects.select_related("assignment").get(pk=practice.pk)


def holds(assignment: Assignment) -> list[tuple[str, bool]]:
    return [(hold.cause, hold.lifted_at is None) for hold in Hold.objects.filter(assignment=assignment)]


def test_step_goes_on_and_back_and_keeps_what_was_written(world: World, ready: Assignment) -> None:
    practice = world.begins("Ivo", ready)
    sends(world, homework.go_to_step, practice, "Warm hands", step=1)
    assert (again(practice).step, kept(world, practice)) == (1, {"prompt.noticed": "Warm hands"})
    sends(world, homework.go_to_step, practice, "Warm hands, slowly", step=0)
    assert (again(practice).step, kept(world, practice)) == (0, {"prompt.noticed": "Warm hands, slowly"})


def test_words_of_a_question_are_one_note_and_emptied_they_are_gone(world: World, ready: Assignment) -> None:
    practice = world.begins("Ivo", ready)
    for text in ("one", "two"):
        sends(world, homework.note_practice, practice, text)
    assert Note.objects.filter(practice=practice).count() == 1
    sends(world, homework.note_practice, practice, "")
    assert kept(world, practice) == {}


def test_draft_is_kept_while_it_is_written(world: World, ready: Assignment) -> None:
    """What the page saves by itself is there when the phone is dropped."""
    practice = world.begins("Ivo", ready)
    for text in ("W", "War", "Warm"):
        sends(world, homework.note_practice, practice, text)
    assert kept(world, practice) == {"prompt.noticed": "Warm"}
    assert again(practice).ended_at is None


@pytest.mark.parametrize(
    ("end", "outcome"), [(homework.finish_practice, "finished"), (homework.stop_practice, "stopped")]
)
def test_end_keeps_what_was_written_and_how_it_ended(
    world: World, ready: Assignment, end: Any, outcome: str
) -> None:
    practice = world.begins("Ivo", ready)
    sends(world, end, practice, "Enough")
    assert (again(practice).outcome, again(practice).ended_at) == (outcome, world.now)
    assert kept(world, practice) == {"prompt.noticed": "Enough"}
    assert running_practice_for(world.client("Ivo"), ready) is None


def test_ended_practice_stays_as_it_ended(world: World, ready: Assignment) -> None:
    practice = world.begins("Ivo", ready)
    sends(world, homework.stop_practice, practice)
    sends(world, homework.finish_practice, practice)
    sends(world, homework.go_to_step, practice, step=2)
    assert (again(practice).outcome, again(practice).step) == ("stopped", 0)


def test_stop_asks_nothing_of_the_gates(world: World, ready: Assignment) -> None:
    practice = world.begins("Ivo", ready)
    Hold.objects.create(
        clinic_id=ready.clinic_id,
        relationship=ready.relationship,
        assignment=ready,
        client=world.client("Ivo"),
        cause="clinician",
        raised_at=world.now,
        effective_at=world.now,
    )
    sends(world, homework.stop_practice, practice)
    assert again(practice).outcome == "stopped"


def test_rating_given_again_replaces_the_one_before(world: World, ready: Assignment) -> None:
    practice = practises(world, "Ivo", ready, presence=3)
    rates(world, "Ivo", practice, {"presence": 7})
    rates(world, "Ivo", practice, {"presence": 2}, moment="before")
    found = ratings_for(world.client("Ivo"), [practice], world.keys)[practice.pk]
    assert found == {("after", "presence"): 7, ("before", "presence"): 2}
    assert Rating.objects.filter(practice=practice).count() == 2


def test_words_and_numbers_are_stored_sealed(world: World, ready: Assignment) -> None:
    practice = practises(world, "Ivo", ready, presence=3)
    sends(world, homework.note_practice, practice, "a nightjar")
    rows = [*Note.objects.filter(practice=practice).values_list("text", flat=True)]
    rows += Rating.objects.filter(practice=practice).values_list("value", flat=True)
    assert all(b"nightjar" not in bytes(row) and len(bytes(row)) > 40 for row in rows)


@pytest.mark.parametrize(
    ("pains", "is_held"),
    [([0], False), ([5], False), ([6], True), ([10], True), ([4, 0], False), ([4, 4], True), ([3, 3], False)],
)
def test_pain_rests_what_made_it(world: World, ready: Assignment, pains: list[int], is_held: bool) -> None:
    for pain in pains:
        practises(world, "Ivo", ready, pain=pain)
    assert holds(ready) == ([("pain_rule", True)] if is_held else [])
    if is_held:
        with pytest.raises(NotJustNow):
            world.begins("Ivo", ready)
        assert any(one.is_held for one in desk_for(world.clinician("Cleo"), world.keys, now=world.now))


def test_pain_that_was_there_before_rests_nothing(world: World, ready: Assignment) -> None:
    practice = practises(world, "Ivo", ready)
    rates(world, "Ivo", practice, {"pain": 9}, moment="before")
    assert holds(ready) == []


def test_pain_rests_once_however_often_it_is_said(world: World, ready: Assignment) -> None:
    practice = practises(world, "Ivo", ready, pain=7)
    rates(world, "Ivo", practice, {"pain": 8})
    assert holds(ready) == [("pain_rule", True)]


def test_milder_word_afterwards_does_not_lift_the_rest(world: World, ready: Assignment) -> None:
    practice = practises(world, "Ivo", ready, pain=7)
    rates(world, "Ivo", practice, {"pain": 0})
    assert holds(ready) == [("pain_rule", True)]


def test_pain_in_one_exercise_leaves_the_others_open(world: World, ready: Assignment) -> None:
    practises(world, "Ivo", ready, pain=9)
    assert Hold.objects.filter(client=world.client("Ivo")).exclude(assignment=ready).count() == 0


def test_pain_the_clinician_has_answered_does_not_rest_it_again(world: World, ready: Assignment) -> None:
    for _ in range(2):
        practises(world, "Ivo", ready, pain=5)
    reviews(world, ready, "repeat")
    practises(world, "Ivo", ready, pain=0)
    assert holds(ready) == [("pain_rule", False)]


def test_pain_told_after_the_answer_rests_it_whenever_the_practice_was(
    world: World, ready: Assignment
) -> None:
    practice = practises(world, "Ivo", ready)
    reviews(world, ready, "repeat")
    rates(replace(world, now=world.now + timedelta(hours=1)), "Ivo", practice, {"pain": 8})
    assert holds(ready) == [("pain_rule", True)]


def test_practice_is_its_own_persons(world: World) -> None:
    practice = world.practices("Gus")[0]
    assert practice_for(world.client("Gus"), practice.pk, now=world.now) == practice
    assert practice_for(world.client("Hana"), practice.pk, now=world.now) is None
    assert running_practice_for(world.client("Hana"), world.given("Hana")) is None
    assert notes_for(world.client("Hana"), [practice], world.keys) == {practice.pk: {}}
    assert ratings_for(world.client("Hana"), [practice], world.keys) == {practice.pk: {}}


def test_rating_taken_back_is_gone(world: World, ready: Assignment) -> None:
    practice = world.begins("Ivo", ready)
    sends(world, homework.note_practice, practice, ratings={"ease": 4, "worry": 6})
    sends(world, homework.note_practice, practice, ratings={"ease": None})
    kept_ratings = ratings_for(world.client("Ivo"), [practice], world.keys)[practice.pk]
    assert kept_ratings == {("after", "worry"): 6}
