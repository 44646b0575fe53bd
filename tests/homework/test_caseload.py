"""Who needs the clinician first: concerns, what holds touch together, and evenings that were everybody's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.core.properties import finds_fault
from tests.people import with_people
from tests.promises.stage import GIVEN_AT, Draws, Stage, draws, hours, set_up
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.consent.safety_queries import (
    CheckDue,
    checks_under,
    concern_under,
    concerns_under,
    unanswered_concerns_under,
)
from unhurried.core.checks import Due
from unhurried.core.evenings import LASTS
from unhurried.core.holds import HoldReason
from unhurried.core.vocabulary import Audience
from unhurried.homework import services as homework
from unhurried.homework.models import Hold, Occasion, Practice
from unhurried.homework.queries import clinician as queries
from unhurried.homework.queries.clinician import rechecks
from unhurried.homework.services import Written

LATER = hours(24 * 40)
pytestmark = with_people


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def caseload(stage: Stage) -> list[queries.CaseloadLine]:
    return queries.caseload_for(stage.clinician, stage.keys, today=GIVEN_AT.date(), now=LATER)


def lines(stage: Stage) -> dict[str, queries.CaseloadLine]:
    names = {client.pk: name for name, client in stage.clients.items()}
    return {names[line.client.pk]: line for line in caseload(stage)}


def worries(stage: Stage, name: str, wish: str = "keep_the_same", at: Any = None) -> Concern:
    who = stage.clients[name]
    pk = homework.raise_concern(
        stage.act(who, at or hours(1)), client=who, wish=wish, words="A dipper.", keyring=stage.keys
    )
    return Concern.objects.get(pk=pk)


def evening(stage: Stage, begun_by: str, outcome: str = "finished") -> Practice:
    """An evening together, begun on one person's phone."""
    who = stage.clients[begun_by]
    shared: dict[str, Any] = {"clinic_id": who.clinic_id, "assignment": stage.given}
    occasion = Occasion.objects.create(
        **shared,
        relationship=stage.relationship,
        client=who,
        block="closeness",
        starts_at=hours(5),
        set_at=GIVEN_AT,
    )
    return Practice.objects.create(
        **shared,
        begun_by=who,
        occasion=occasion,
        evening="step",
        phase=stage.given.phase,
        version="full",
        begun_at=hours(5),
        step_began_at=hours(5),
        ends_at=hours(5) + LASTS,
        ended_at=hours(6),
        outcome=outcome,
    )


def notes(stage: Stage, name: str, practice: Practice, text: str, audience: Audience) -> None:
    homework.note_practice(
        stage.act(stage.clients[name], hours(7)),
        client=stage.clients[name],
        practice=practice,
        written={"prompt.noticed": Written(text=text, audience=audience)},
        ratings={"worry": 2},
        keyring=stage.keys,
    )


# Concerns.


def test_concern_nobody_has_opened_comes_first(stage: Stage) -> None:
    evening(stage, "Ana")
    worries(stage, "Ben")
    ordered = [line.client for line in caseload(stage)]
    assert ordered == [stage.clients["Ben"], stage.clients["Ana"]]
    assert {name: len(line.concerns) for name, line in lines(stage).items()} == {"Ana": 0, "Ben": 1}


def test_concern_stays_on_the_caseload_until_it_was_spoken_about(stage: Stage) -> None:
    ben, concern = stage.clients["Ben"], worries(stage, "Ben")
    later = worries(stage, "Ben", at=hours(2))
    consent.answer_concern(stage.act(stage.clinician, hours(3)), concern=later)
    assert Concern.objects.get(pk=later.pk).answered_at is None, "what nobody has opened was not answered"
    consent.see_concern(stage.act(stage.clinician, hours(3)), concern=later)
    assert unanswered_concerns_under(stage.clinician) == {ben.pk: [concern, later]}
    consent.answer_concern(stage.act(stage.clinician, hours(4)), concern=later)
    assert unanswered_concerns_under(stage.clinician) == {ben.pk: [concern]}
    assert concerns_under(stage.clinician, ben) == [concern, later]


def test_words_of_a_concern_open_once_the_clinician_says_so(stage: Stage) -> None:
    concern = worries(stage, "Ben")
    closed = concern_under(stage.clinician, concern.pk, stage.keys)
    assert closed is not None and closed.words == ""
    consent.see_concern(stage.act(stage.clinician, hours(3)), concern=concern)
    opened = concern_under(stage.clinician, concern.pk, stage.keys)
    assert opened is not None and opened.words == "A dipper."


def test_clinician_next_door_finds_no_concern_and_no_record(stage: Stage) -> None:
    concern, ben = worries(stage, "Ben", "you_decide"), stage.clients["Ben"]
    next_door = set_up().clinician
    assert unanswered_concerns_under(next_door) == {}
    assert concerns_under(next_door, ben) == []
    assert concern_under(next_door, concern.pk, stage.keys) is None
    assert checks_under(next_door, [ben.pk]) == {ben.pk: []}
    assert queries.touch_rests_under(next_door) == []
    assert queries.hold_under(next_door, Hold.objects.get(client=ben).pk) is None
    assert queries.holds_raised_by(next_door, concern) == []
    assert len(checks_under(stage.clinician, [ben.pk])[ben.pk]) == 1


def test_what_a_concern_holds_is_found_from_it(stage: Stage) -> None:
    worries(stage, "Ana", "you_decide")
    concern = worries(stage, "Ben", "you_decide", at=hours(2))
    (hold,) = queries.holds_raised_by(stage.clinician, concern)
    assert (hold.client, hold.raised_at) == (stage.clients["Ben"], hours(2))


# What holds all touch together.


def test_hold_on_all_touch_stands_on_the_line_of_whom_it_is_about(stage: Stage) -> None:
    ben = stage.clients["Ben"]
    homework.speak_first(
        stage.act(ben, hours(1)), client=ben, relationship=stage.relationship, keyring=stage.keys
    )
    rests = {name: [one.reason for one in line.rests] for name, line in lines(stage).items()}
    assert rests == {"Ana": [], "Ben": [HoldReason.SPEAK_FIRST]}
    assert queries.desk_for(stage.clinician, stage.keys, now=LATER) == []


def test_hold_about_nobody_in_particular_stands_on_every_line(stage: Stage) -> None:
    Hold.objects.create(
        clinic_id=stage.given.clinic_id,
        relationship=stage.relationship,
        cause="clearance",
        raised_at=hours(1),
        effective_at=hours(1),
    )
    rests = {name: [one.reason for one in line.rests] for name, line in lines(stage).items()}
    assert rests == {"Ana": [HoldReason.CLEARANCE], "Ben": [HoldReason.CLEARANCE]}


def test_what_the_clinician_holds_asks_nothing_of_the_clinician(stage: Stage) -> None:
    homework.hold_assignment(stage.act(stage.clinician, hours(1)), assignment=stage.given, keyring=stage.keys)
    assert queries.desk_for(stage.clinician, stage.keys, now=LATER) == []
    assert [line.is_calm for line in lines(stage).values()] == [True, True]


def test_persons_page_knows_of_holds_on_all_touch_and_of_nobody_elses(stage: Stage) -> None:
    ana, ben = stage.clients["Ana"], stage.clients["Ben"]
    homework.speak_first(
        stage.act(ben, hours(1)), client=ben, relationship=stage.relationship, keyring=stage.keys
    )
    homework.hold_assignment(stage.act(stage.clinician, hours(2)), assignment=stage.given, keyring=stage.keys)
    assert queries.hold_causes_under(stage.clinician, ana) == {stage.given.pk: ["clinician"]}
    assert queries.hold_causes_under(stage.clinician, ben) == {
        None: ["speak_first"],
        stage.given.pk: ["clinician"],
    }


# Evenings together.


@pytest.mark.parametrize("begun_by", ["Ana", "Ben"])
def test_evening_together_is_on_the_desk_once_and_on_every_line(stage: Stage, begun_by: str) -> None:
    evening(stage, begun_by, "stopped")
    (waiting,) = queries.desk_for(stage.clinician, stage.keys, now=LATER)
    assert waiting.client_id is None
    assert set(waiting.people) == {client.pk for client in stage.clients.values()}
    assert (waiting.practices, waiting.has_stopped) == (1, True)
    assert {name: line.waiting for name, line in lines(stage).items()} == {
        "Ana": (waiting,),
        "Ben": (waiting,),
    }
    last = {line.last_practised_at for line in lines(stage).values()}
    assert last == {hours(5)}


def test_notes_of_an_evening_stand_under_who_wrote_them(stage: Stage) -> None:
    practice = evening(stage, "Ana")
    notes(stage, "Ana", practice, "Warm.", Audience.CLINICIAN)
    notes(stage, "Ben", practice, "Slow.", Audience.RELATIONSHIP)
    (told,) = [
        one
        for one in queries.happenings_for(stage.clinician, stage.given, stage.keys, now=LATER)
        if one.what == "practice"
    ]
    assert told.client_id is None
    said = {client: (one.notes, one.ratings) for client, one in told.details["said"].items()}
    assert said == {
        stage.clients["Ana"].pk: ({"prompt.noticed": "Warm."}, {("after", "worry"): 2}),
        stage.clients["Ben"].pk: ({"prompt.noticed": "Slow."}, {("after", "worry"): 2}),
    }


def test_note_for_oneself_is_under_nobody(stage: Stage) -> None:
    practice = evening(stage, "Ana")
    notes(stage, "Ben", practice, "A dipper.", Audience.SELF)
    told = repr(queries.happenings_for(stage.clinician, stage.given, stage.keys, now=LATER))
    assert "dipper" not in told


def test_private_answers_are_read_with_the_person_who_gave_them(stage: Stage) -> None:
    practice, ben = evening(stage, "Ana"), stage.clients["Ben"]
    answers = {"felt_pressed": "4", "limits_kept": "yes", "wanted": "unsure"}
    homework.answer_afterwards(
        stage.act(ben, hours(30)), client=ben, practice=practice, answers=answers, keyring=stage.keys
    )
    (said,) = queries.said_afterwards_under(stage.clinician, ben, stage.keys)
    assert (said.felt_pressed, said.limits_kept, said.wanted) == ("4", "yes", "unsure")
    assert queries.said_afterwards_under(stage.clinician, stage.clients["Ana"], stage.keys) == []
    assert queries.said_afterwards_under(set_up().clinician, ben, stage.keys) == []
    joint = repr(queries.happenings_for(stage.clinician, stage.given, stage.keys, now=LATER))
    assert "felt_pressed" not in joint


def test_what_is_given_to_one_alone_is_on_no_other_page(stage: Stage) -> None:
    type(stage.given).objects.filter(pk=stage.given.pk).update(client=stage.clients["Ana"])
    given = {
        name: stage.given in queries.assignments_under(stage.clinician, client)
        for name, client in stage.clients.items()
    }
    assert given == {"Ana": True, "Ben": False}


# What each leaves open before a next step.


def test_what_is_open_before_a_next_step_is_told_person_by_person(stage: Stage) -> None:
    practice, ana = evening(stage, "Ana"), stage.clients["Ana"]
    homework.answer_afterwards(
        stage.act(ana, hours(30)),
        client=ana,
        practice=practice,
        answers={"felt_pressed": "0", "limits_kept": "yes", "wanted": "yes"},
        keyring=stage.keys,
    )
    homework.note_practice(
        stage.act(ana, hours(31)),
        client=ana,
        practice=practice,
        written={},
        ratings={"pain": 0},
        keyring=stage.keys,
    )
    found = queries.open_criteria_under(stage.clinician, stage.given, stage.keys)
    assert {client: sorted(one.value for one in criteria) for client, criteria in found.items()} == {
        stage.clients["Ben"].pk: ["felt_pressed", "limits_kept", "pain_rule", "wanted"]
    }


# How often the records are asked.


def _queries_for(stage: Stage) -> int:
    """Once what never changes has been read."""
    caseload(stage)
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        caseload(stage)
    return len(records) + len(keys)


def test_caseload_asks_as_often_for_thirty_evenings_as_for_one(stage: Stage) -> None:
    evening(stage, "Ana")
    worries(stage, "Ben", "you_decide")
    few = _queries_for(stage)
    for number in range(30):
        evening(stage, "Ben")
        worries(stage, "Ana", "you_decide", at=hours(2) + timedelta(minutes=number))
    assert _queries_for(stage) == few


# What was said since asks for another check with everybody


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("said", [{"felt_pressed": "3"}, {"limits_kept": "no"}, {"wanted": "no"}])
def test_whoever_said_it_everybody_is_asked_again(stage: Stage, name: str, said: dict[str, str]) -> None:
    practice = evening(stage, "Ana")
    assert {one.check for one in lines(stage).values()} == {None}
    homework.answer_afterwards(
        stage.act(stage.clients[name], hours(30)),
        client=stage.clients[name],
        practice=practice,
        answers=said,
        keyring=stage.keys,
    )
    again = CheckDue(due=Due.AGAIN, on=hours(30).date())
    prove_each_is_asked_again(stage)
    whoever_said_it = {stage.clients[name].pk: hours(30)}
    with patch.object(rechecks, "_called_for", lambda viewer: whoever_said_it):
        finds_fault(prove_each_is_asked_again, stage)
    _asks_again(stage, "Ben", hours(40))
    assert {key: one.check for key, one in lines(stage).items()} == {"Ana": again, "Ben": None}


def prove_each_is_asked_again(stage: Stage) -> None:
    again = CheckDue(due=Due.AGAIN, on=hours(30).date())
    assert {key: one.check for key, one in lines(stage).items()} == {"Ana": again, "Ben": again}


def _asks_again(stage: Stage, name: str, at: Any) -> None:
    check = consent.CheckMade(
        checked_on=at.date(), was_alone=True, tool="", outcome="current", review_on=hours(4000).date()
    )
    said: dict[str, Any] = {"client": stage.clients[name], "check": check, "keyring": stage.keys}
    homework.record_safety_check(stage.act(stage.clinician, at), clinician=stage.clinician, **said)


def test_what_rests_for_other_reasons_asks_nobody_again(stage: Stage) -> None:
    homework.hold_assignment(stage.act(stage.clinician, hours(1)), assignment=stage.given, keyring=stage.keys)
    assert {one.check for one in lines(stage).values()} == {None}
