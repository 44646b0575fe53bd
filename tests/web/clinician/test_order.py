"""What usually comes before stands where something is given, released or answered, for one pair of eyes."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.homework.on_the_way import AGREEING, GUIDING, HANDS, HOUR, agree, gives, on_the_way, practise
from tests.people import with_people
from tests.promises.stage import SECOND, Draws, Stage, draws, hours, set_up
from tests.web.clinician.test_safety import two_phases
from tests.web.clinician.together import asked, left_in_room_mode, sent
from tests.web.doors import SHEET
from unhurried.consent.models import Switch
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Release
from unhurried.people.models import Participation

pytestmark = with_people
AT = hours(60)
DAY = "2026-03-04"
GIVEN = {**SHEET, "version": "full", "weeks": "2", "communication": "words"}
NO_AGREEMENT = "How we agree on things, with a dated summary: none yet"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up())


@pytest.fixture
def three() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up(("Fay", "Gus", "Hana")))


def read(found: Any) -> str:
    assert found.status_code == 200
    return " ".join(unescape(found.content.decode()).split())


def name_of(stage: Stage, name: str) -> str:
    return stage.keys.open(stage.clients[name], "name")


def compose(stage: Stage, exercise_id: str, name: str = "Ana") -> Any:
    return asked(stage, "compose", AT, client_id=stage.clients[name].pk, exercise_id=exercise_id)


def given(stage: Stage, exercise_id: str, **fields: str) -> Assignment | None:
    known = set(Assignment.objects.values_list("pk", flat=True))
    where = {"client_id": stage.clients["Ana"].pk, "exercise_id": exercise_id}
    sent(stage, "compose", AT, {**GIVEN, **fields}, **where)
    return Assignment.objects.exclude(pk__in=known).first()


# Giving


def test_slow_hour_on_the_first_day_says_what_usually_comes_before(stage: Stage) -> None:
    page = read(compose(stage, HOUR))
    assert NO_AGREEMENT in page
    assert "A few slow minutes, 2 practices: 0 so far" in page


def test_it_is_given_once_the_clinician_says_when_it_was_heard(stage: Stage) -> None:
    assert given(stage, HOUR) is None
    hour = given(stage, HOUR, heard_on=DAY)
    assert hour is not None and hour.heard_on is not None
    assert hour.heard_on.isoformat() == DAY
    page = read(asked(stage, "given", AT, assignment_id=hour.pk))
    assert (
        "What usually comes before it was not there; heard in the appointment on Wednesday 4 March 2026."
        in page
    )


def test_day_that_has_not_been_is_no_day_on_which_something_was_heard(stage: Stage) -> None:
    assert given(stage, HOUR, heard_on="2027-01-01") is None


def test_nothing_is_asked_where_nothing_is_missing(stage: Stage) -> None:
    agree(stage, hours(1))
    for at in (2, 50):
        practise(stage.given, hours(at))
    page = read(compose(stage, HOUR))
    assert "heard_on" not in page and "What usually comes before" not in page
    hour = given(stage, HOUR)
    assert hour is not None and hour.heard_on is None


def test_advice_is_left_out_of_a_talk(stage: Stage) -> None:
    assert "What usually comes before" not in read(compose(stage, "com.weekly-check-in"))


def test_room_mode_leaves_nothing_of_it(stage: Stage) -> None:
    before = left_in_room_mode(compose(stage, HOUR).content.decode())
    agree(stage, hours(1))
    for at in (2, 50):
        practise(stage.given, hours(at))
    Switch.objects.all().delete()
    assert left_in_room_mode(compose(stage, HOUR).content.decode()) == before


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_who_has_yet_to_look_is_named_to_the_clinician(stage: Stage, name: str) -> None:
    agree(stage, hours(1))
    Switch.objects.filter(client=stage.clients[name]).delete()
    page = read(compose(stage, HANDS))
    assert f"Has not looked through the limits yet: {name_of(stage, name)}." in page
    assert given(stage, HANDS, is_released="on") is None
    hands = given(stage, HANDS, is_again="on")
    assert hands is not None
    assert not Release.objects.filter(assignment=hands).exists()


# The plan


def test_plan_says_what_is_missing_beside_each_that_is_left(stage: Stage) -> None:
    page = read(asked(stage, "client", AT, client_id=stage.clients["Ana"].pk))
    assert f"Usually after: {NO_AGREEMENT}; A few slow minutes, 2 practices: 0 so far" in page
    agree(stage, hours(1))
    page = read(asked(stage, "client", AT, client_id=stage.clients["Ana"].pk))
    assert NO_AGREEMENT not in page


def test_pathway_says_the_same_for_anybody(stage: Stage) -> None:
    where = {"client_id": stage.clients["Ana"].pk, "pathway": "p1-communication-first"}
    page = read(asked(stage, "plan_with", AT, **where))
    agreed = "How we agree on things, with a dated summary"
    assert f"Usually after: {agreed}; A few slow minutes, 2 practices." in page
    assert "Usually after: A slow hour, settled." in page


def test_library_names_what_comes_before_and_the_way_back(stage: Stage) -> None:
    page = read(asked(stage, "library_exercise", AT, exercise_id=GUIDING))
    assert "<dt>Usually after</dt><dd>A slow hour</dd>" in page
    assert "<dt>One step back</dt><dd>A slow hour</dd>" in page


# Release


def test_key_waits_for_whoever_has_yet_to_look(stage: Stage) -> None:
    Release.objects.all().delete()
    Switch.objects.filter(client=stage.clients["Ben"]).delete()
    where = {"assignment_id": stage.given.pk}
    page = read(asked(stage, "release", AT, **where))
    assert f"Has not looked through the limits yet: {name_of(stage, 'Ben')}." in page
    assert "Somebody has not looked through their limits yet." in read(
        sent(stage, "release", AT, {"go": "on"}, **where)
    )
    assert not Release.objects.exists()


def leaves(stage: Stage, name: str) -> None:
    who = stage.clients[name]
    homework.leave_relationship(
        stage.act(who, hours(55)), client=who, relationship=stage.relationship, keyring=stage.keys
    )


def test_after_somebody_left_release_names_what_the_others_have_not_done(three: Stage) -> None:
    agree(three, hours(1))
    for at in (2, 50):
        practise(three.given, hours(at))
    hour, where = gives(three, HOUR, hours(52)), {}
    where["assignment_id"] = hour.pk
    assert "What usually comes before" not in read(asked(three, "release", hours(54), **where))
    leaves(three, "Hana")
    page = read(asked(three, "release", AT, **where))
    assert "A few slow minutes, 2 practices: 0 so far" in page
    assert sent(three, "release", AT, {"go": "on"}, **where).status_code == 200
    assert sent(three, "release", AT, {"heard_on": DAY}, **where).status_code == 302
    assert Release.objects.get(assignment=hour).heard_on is not None


def test_closing_a_part_lets_phases_fall_back() -> None:
    with draws(Draws()):
        stage = set_up(("Fay", "Gus", "Hana"), change=two_phases)
        first, second = (phase.key for phase in stage.exercise.phases)
        Assignment.objects.filter(pk=stage.given.pk).update(phase=second)
        leaves(stage, "Hana")
        part = {"client": str(stage.clients["Hana"].pk)}
        assert sent(stage, "close_part", AT, part, relationship_id=stage.relationship.pk).status_code == 302
        assert Participation.objects.get(client=stage.clients["Hana"]).left_at == SECOND
        assert Assignment.objects.get(pk=stage.given.pk).phase == first


# The answer


def test_answer_says_where_a_step_back_leads(stage: Stage) -> None:
    hour = gives(stage, HOUR, hours(2))
    page = read(asked(stage, "given", AT, assignment_id=hour.pk))
    assert "“A few slow minutes” (Slowly, in turns) again." in page
    assert "Back to words, without touch" in page
    assert "“How we agree on things” (" in page


def test_words_lead_to_no_words(stage: Stage) -> None:
    talk = Assignment.objects.get(plan__relationship=stage.relationship, exercise__name="min.breath")
    page = read(asked(stage, "given", AT, assignment_id=talk.pk))
    assert "Back to words" not in page
    assert "The phase before; from the first one, its smaller version." in page
    assert sent(stage, "given", AT, {"next_step": "to_words"}, assignment_id=talk.pk).status_code == 200


def test_one_tap_back_performs_it(stage: Stage) -> None:
    hour = gives(stage, HOUR, hours(2))
    said = {"next_step": "to_words", "words": "Let us talk again first."}
    assert sent(stage, "given", AT, said, assignment_id=hour.pk).status_code == 302
    assert Assignment.objects.filter(exercise__name=AGREEING).count() == 1
    assert Assignment.objects.get(pk=hour.pk).let_go_at is not None


def test_thoughts_stand_beside_the_answer_by_name(stage: Stage) -> None:
    """Worry holds nothing; a limit that was not kept suggests words, and the clinician chooses."""
    hour = gives(stage, HOUR, hours(2))
    practice = practise(hour, hours(3))
    ben = stage.clients["Ben"]
    homework.answer_afterwards(
        stage.act(ben, hours(30)),
        client=ben,
        practice=practice,
        answers={"limits_kept": "no"},
        keyring=stage.keys,
    )
    page = read(asked(stage, "given", AT, assignment_id=hour.pk))
    thought = "a limit was not kept: the way back is to words"
    assert f"<strong>{name_of(stage, 'Ben')}</strong>: {thought}" in page
    assert f"<strong>{name_of(stage, 'Ana')}</strong>: {thought}" not in page
    left = " ".join(left_in_room_mode(asked(stage, "given", AT, assignment_id=hour.pk).content.decode()))
    assert thought not in left
