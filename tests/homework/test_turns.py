"""Words in turns on one phone: a turn for everybody who is seen to take part, none fewer for a secret."""

import pytest
from django.db.models import Q

from tests.people import with_people
from tests.promises.stage import FIRST, Stage, clock_at, hours, set_up
from tests.promises.worlds import leaves
from unhurried.core.disclosure import Evening
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.evenings import run_of_practice
from unhurried.homework.models import Assignment, Practice
from unhurried.people.models import Participation

pytestmark = with_people


def talks(stage: Stage) -> Practice:
    """Ben begins the talk that was given to all of them."""
    stage.given = Assignment.objects.select_related("relationship").get(
        relationship=stage.relationship, exercise__name="com.reflective-listening"
    )
    stage.says("Ben", Answer.READY, hours(1))
    act = stage.act(stage.clients["Ben"], hours(2))
    pk = homework.begin_practice(act, client=stage.clients["Ben"], assignment=stage.given, keyring=stage.keys)
    return Practice.objects.select_related("assignment__relationship").get(pk=pk)


def turns(practice: Practice) -> set[int | None]:
    return {moment.turn for moment in homework.moments_of(practice)}


@pytest.mark.parametrize("names", [("Ana", "Ben"), ("Ana", "Ben", "Fay")])
def test_everybody_has_a_turn(db: None, names: tuple[str, ...]) -> None:
    assert turns(talks(set_up(names))) == {None, *range(len(names))}


def test_part_that_somebody_ended_takes_no_turn_away(db: None) -> None:
    stage = set_up(("Ana", "Ben", "Fay"))
    fay = stage.clients["Fay"]
    homework.leave_relationship(
        stage.act(fay, hours(1)), client=fay, relationship=stage.relationship, keyring=stage.keys
    )
    assert turns(talks(stage)) == {None, 0, 1, 2}


def test_turns_stay_as_many_as_when_it_began(db: None) -> None:
    """Also past the posting from which pages show that somebody left."""
    stage = set_up(("Ana", "Ben", "Fay"))
    fay, practice = stage.clients["Fay"], talks(stage)
    homework.leave_relationship(
        stage.act(fay, hours(3)), client=fay, relationship=stage.relationship, keyring=stage.keys
    )
    part = Participation.objects.get(client=fay)
    homework.close_part(stage.act(stage.clinician, hours(4)), participation=part)
    assert turns(practice) == {None, 0, 1, 2}
    practice.begun_at = FIRST
    assert turns(practice) == {None, 0, 1}


def turns_of_an_evening(names: tuple[str, ...], *, has_left: bool) -> set[int | None]:
    """Begun from the calendar, on the day after somebody ended their part."""
    stage = set_up(names)
    practice = talks(stage)
    practice.evening, practice.begun_at = Evening.TALK, hours(26)
    if has_left:
        leaves(stage, hours(3), names[-1])
    return {moment.turn for moment in run_of_practice(practice)}


@pytest.mark.parametrize("names", [("Ana", "Ben"), ("Ana", "Ben", "Fay")])
def test_talk_from_the_calendar_has_a_turn_for_whoever_ended_their_part(
    db: None, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = turns_of_an_evening(names, has_left=False)
    assert turns_of_an_evening(names, has_left=True) == known
    monkeypatch.setattr("unhurried.homework.evenings.seen", lambda now: Q(ended_at=None))
    assert turns_of_an_evening(names, has_left=True) != known, "the planted fault: a turn fewer for a secret"


def test_page_of_a_turn_says_what_each_does(db: None) -> None:
    stage = set_up()
    practice = talks(stage)
    place = next(at for at, moment in enumerate(homework.moments_of(practice)) if moment.turn == 1)
    Practice.objects.filter(pk=practice.pk).update(step=place)
    with clock_at(hours(3)):
        page = stage.browser("Ben").get(f"/c/p/{practice.pk}/").content.decode()
    assert "The person speaking" in page and "The person listening" in page and "Turn 2" in page
