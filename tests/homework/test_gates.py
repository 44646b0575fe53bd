"""What holds the gate, for whom, since when: each reason is its person's, none is lost and none made up."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.core.properties import finds_fault
from tests.core.samples import step
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, hours, set_up
from unhurried.consent import services as consent
from unhurried.consent.models import Concern, SafetyCheck
from unhurried.core.boundaries import Direction, Limit, Word
from unhurried.core.disclosure import Shown
from unhurried.core.exercises import Exercise, Phase, Version
from unhurried.core.facts import Asked, facts_at
from unhurried.core.gates import SafetyRecord, may_begin
from unhurried.core.history import SwitchName, people_at
from unhurried.core.holds import HoldReason
from unhurried.core.progression import Criterion
from unhurried.core.readiness import Answer
from unhurried.core.vocabulary import EROTIC_FAMILY, Level
from unhurried.homework import services as homework
from unhurried.homework.histories import history_of
from unhurried.homework.models import Assignment, Hold, Release
from unhurried.homework.queries import clinician as queries
from unhurried.homework.queries.clinician.holding import Held, held_by
from unhurried.homework.queries.clinician.since_when import SINCE, Case, since_when
from unhurried.people.models import Client, Clinician, Intake

pytestmark = with_people
AT = hours(20)
Told = tuple[HoldReason, str | None, datetime | None]
Read = Callable[..., tuple[Held, ...]]


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def everyone_is_ready(stage: Stage) -> None:
    for name in stage.clients:
        stage.says(name, Answer.READY, hours(1))


def gate(stage: Stage, at: datetime = AT) -> queries.JointGate:
    found = queries.gates_for(stage.clinician, stage.relationship, now=at, keyring=stage.keys)
    one = found.of(stage.given)
    assert one is not None
    return one


def told(stage: Stage, at: datetime = AT) -> list[Told]:
    names = {client.pk: name for name, client in stage.clients.items()}
    return [
        (one.reason, names[one.client] if one.client else None, one.since) for one in gate(stage, at).held_by
    ]


def not_yet(stage: Stage, name: str) -> Told:
    stage.says(name, Answer.NOT_YET, hours(2))
    return HoldReason.READINESS, name, hours(2)


def no_to_hands(stage: Stage, name: str) -> Told:
    homework.set_boundary(
        stage.act(stage.clients[name], hours(2)),
        client=stage.clients[name],
        what="hands",
        direction=Direction.BEING_TOUCHED,
        word=Word.NEVER,
        keyring=stage.keys,
    )
    return HoldReason.LIMIT, name, hours(2)


def no_record(stage: Stage, name: str) -> Told:
    SafetyCheck.objects.filter(client=stage.clients[name]).delete()
    return HoldReason.SAFETY_RECORD, name, _joined_at(stage, name)


def not_suitable(stage: Stage, name: str) -> Told:
    check = consent.CheckMade(
        checked_on=AT.date(),
        was_alone=True,
        tool="",
        outcome="not_suitable",
        review_on=AT.date() + timedelta(days=30),
    )
    act = stage.act(stage.clinician, hours(3))
    words: dict[str, Any] = {"client": stage.clients[name], "check": check, "keyring": stage.keys}
    homework.record_safety_check(act, clinician=stage.clinician, **words)
    return HoldReason.SAFETY_RECORD, name, hours(3)


def speaks_first(stage: Stage, name: str) -> Told:
    who = stage.clients[name]
    words: dict[str, Any] = {"client": who, "relationship": stage.relationship, "keyring": stage.keys}
    homework.speak_first(stage.act(who, hours(4)), **words)
    return HoldReason.SPEAK_FIRST, name, hours(4)


def worries(stage: Stage, name: str) -> Told:
    who = stage.clients[name]
    homework.raise_concern(
        stage.act(who, hours(4)), client=who, wish="you_decide", words="Please ring.", keyring=stage.keys
    )
    return HoldReason.CONCERN, name, hours(4)


def life_changes(stage: Stage, name: str) -> Told:
    who = stage.clients[name]
    words: dict[str, Any] = {"client": who, "name": SwitchName.LIFE_CHANGE, "keyring": stage.keys}
    homework.set_switch(stage.act(who, hours(5)), is_on=True, **words)
    return HoldReason.LIFE_CHANGE, name, hours(5)


def no_intake(stage: Stage, name: str) -> Told:
    Intake.objects.filter(client=stage.clients[name]).delete()
    return HoldReason.INTAKE, name, _joined_at(stage, name)


def unread(stage: Stage, name: str) -> Told:
    Client.objects.filter(pk=stage.clients[name].pk).update(confidentiality_acknowledged_at=None)
    return HoldReason.CONFIDENTIALITY, name, _joined_at(stage, name)


def clinician_holds(stage: Stage, name: str) -> Told:
    homework.hold_assignment(stage.act(stage.clinician, hours(6)), assignment=stage.given, keyring=stage.keys)
    return HoldReason.CLINICIAN, None, hours(6)


def _joined_at(stage: Stage, name: str) -> datetime:
    return stage.relationship.participations.get(client=stage.clients[name]).joined_at


CAUSES = (
    not_yet, no_to_hands, no_record, not_suitable, speaks_first, worries, life_changes, no_intake, unread,
    clinician_holds,
)  # fmt: skip


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("cause", CAUSES)
def test_each_reason_is_whose_it_is(stage: Stage, cause: Callable[[Stage, str], Told], name: str) -> None:
    everyone_is_ready(stage)
    assert told(stage) == []
    expected = cause(stage, name)
    assert told(stage) == [expected]


BROKEN: tuple[dict[str, Any], ...] = (
    {"is_adult": False},
    {"intake_given": False},
    {"confidentiality_acknowledged": False},
    {"this_step": None},
    {"safety_record": SafetyRecord.NONE},
    {"is_cleared": False},
    {"is_contraindicated": True},
    {"erotic_on": False},
    {"unsettled": frozenset(Criterion)},
)
"""Each thing that one person may leave open."""


def test_every_reason_that_can_be_one_persons_has_its_day(stage: Stage) -> None:
    everyone_is_ready(stage)
    history = _history(stage)
    asked = Asked(client=people_at(history, AT)[0], phase=stage.given.phase, version="full")
    facts = replace(facts_at(history, asked, AT), family=EROTIC_FAMILY)
    found = set()
    for broken in BROKEN:
        first, *others = (replace(one, is_cleared=True) for one in facts.participants)
        left = replace(facts, participants=(replace(first, **broken), *others))
        found |= set(may_begin(left, client=asked.client, now=AT).held_by)
    assert found - {HoldReason.TONIGHT} == set(SINCE)
    case = Case(history=history, asked=asked, facts=facts, since=hours(0), now=AT)
    days = {reason: since_when(case, asked.client, reason) for reason in SINCE}
    assert [reason for reason, day in days.items() if day is None] == [
        HoldReason.EROTIC_OFF,
        HoldReason.CLEARANCE,
        HoldReason.CONTRAINDICATION,
    ], "what nobody switched, and what is not on file"


def test_reason_without_a_day_is_found(stage: Stage) -> None:
    """The planted fault: a reason that nobody gave a day raises, and stands on no page without one."""
    case = Case(history=_history(stage), asked=None, facts=None, since=hours(0), now=AT)  # type: ignore[arg-type]
    with pytest.raises(KeyError):
        since_when(case, "somebody", HoldReason.SCOPE)


def test_reasons_of_two_people_stay_apart(stage: Stage) -> None:
    everyone_is_ready(stage)
    expected = [not_yet(stage, "Ana"), no_record(stage, "Ben"), speaks_first(stage, "Ben")]
    assert sorted(told(stage), key=str) == sorted(expected, key=str)


def test_nobody_has_answered_since_it_was_given(stage: Stage) -> None:
    unanswered = [(HoldReason.READINESS, name, stage.given.placed_at) for name in ("Ana", "Ben")]
    assert sorted(told(stage), key=str) == sorted(unanswered, key=str)
    assert {one.detail for one in gate(stage).held_by} == {None}


def test_word_and_outcome_are_told_with_the_reason(stage: Stage) -> None:
    everyone_is_ready(stage)
    not_yet(stage, "Ana")
    not_suitable(stage, "Ben")
    found = {one.reason: one.detail for one in gate(stage).held_by}
    assert found == {
        HoldReason.READINESS: Answer.NOT_YET,
        HoldReason.SAFETY_RECORD: SafetyRecord.NOT_SUITABLE,
    }


def test_answer_lapses_after_two_weeks_and_says_since_when(stage: Stage) -> None:
    everyone_is_ready(stage)
    stage.says("Ben", Answer.READY, hours(24 * 8))
    assert told(stage, hours(24 * 16)) == [(HoldReason.READINESS, "Ana", hours(1) + timedelta(days=14))]


def test_limits_that_leave_nothing_only_together_are_both_peoples(stage: Stage) -> None:
    """Each person's leave one of two versions; together they leave none."""
    everyone_is_ready(stage)
    history = replace(_history(stage), exercise=_hands_or_feet(stage), given_at=AT)
    asked = Asked(client=people_at(history, AT)[0], phase=stage.given.phase, version="full")
    limits = (_never(stage, "Ana", "hands", hours(2)), _never(stage, "Ben", "feet", hours(3)))

    def limiting(*given: Limit) -> set[tuple[str, datetime | None]]:
        said = held_by(replace(history, limits=given), asked, [], since=hours(0), now=AT)
        return {(str(one.client), one.since) for one in said if one.reason is HoldReason.LIMIT}

    assert (limiting(limits[0]), limiting(limits[1])) == (set(), set())
    assert limiting(*limits) == {
        (str(stage.clients["Ana"].pk), hours(2)),
        (str(stage.clients["Ben"].pk), hours(3)),
    }


def _never(stage: Stage, name: str, what: str, at: datetime) -> Limit:
    owner, direction = str(stage.clients[name].pk), Direction.BEING_TOUCHED
    return Limit(
        owner=owner, set_by=owner, what=what, direction=direction, word=Word.NEVER, sequence=1, at=at
    )


def _hands_or_feet(stage: Stage) -> Exercise:
    steps = (step("at_hands", zones={"hands"}), step("at_feet", zones={"feet"}))
    versions = (
        Version(key="full", minutes=20, steps=("at_hands",)),
        Version(key="short", minutes=10, steps=("at_feet",)),
    )
    phase = Phase(key=stage.given.phase, level=Level.L2, steps=steps, versions=versions)
    return replace(stage.exercise, phases=(phase,))


def test_both_persons_limits_are_told_where_each_leaves_nothing(stage: Stage) -> None:
    everyone_is_ready(stage)
    expected = [no_to_hands(stage, "Ana"), no_to_hands(stage, "Ben")]
    assert sorted(told(stage), key=str) == sorted(expected, key=str)


def test_after_somebody_left_answers_and_release_are_asked_anew(stage: Stage) -> None:
    everyone_is_ready(stage)
    ben = stage.clients["Ben"]
    words: dict[str, Any] = {"client": ben, "relationship": stage.relationship, "keyring": stage.keys}
    homework.leave_relationship(stage.act(ben, hours(8)), **words)
    assert told(stage) == [
        (HoldReason.READINESS, "Ana", hours(8)),
        (HoldReason.RELEASE, None, hours(8)),
        (HoldReason.LEFT, None, hours(8)),
    ]


def test_step_that_is_not_released_waits_for_the_clinician() -> None:
    with draws(Draws()):
        stage = set_up()
        Release.objects.all().delete()
        everyone_is_ready(stage)
        assert told(stage) == [(HoldReason.RELEASE, None, stage.given.placed_at)]
        assert not gate(stage).is_released
        homework.release_phase(stage.act(stage.clinician, hours(3)), assignment=stage.given)
        assert (told(stage), gate(stage).is_released) == ([], True)


def test_hold_can_be_lifted_by_what_is_told_of_it(stage: Stage) -> None:
    everyone_is_ready(stage)
    speaks_first(stage, "Ana")
    (held,) = gate(stage).held_by
    hold = queries.hold_under(stage.clinician, held.hold) if held.hold else None
    assert hold is not None
    homework.lift_hold(stage.act(stage.clinician, hours(5)), hold=hold)
    assert told(stage) == []


def test_hold_of_a_concern_nobody_has_read_is_not_lifted(stage: Stage) -> None:
    everyone_is_ready(stage)
    expected = worries(stage, "Ben")
    (held,) = gate(stage).held_by
    hold = queries.hold_under(stage.clinician, held.hold) if held.hold else None
    assert hold is not None
    with pytest.raises(homework.NotRead) as refused:
        homework.lift_hold(stage.act(stage.clinician, hours(5)), hold=hold)
    assert told(stage) == [expected]
    concern = Concern.objects.get(client=stage.clients["Ben"])
    assert refused.value.concern == concern.pk
    consent.see_concern(stage.act(stage.clinician, hours(6)), concern=concern)
    homework.lift_hold(stage.act(stage.clinician, hours(7)), hold=hold)
    assert told(stage) == []


def test_lifting_before_reading_is_found(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the rule that anything may be lifted."""
    monkeypatch.setattr("unhurried.homework.services.holds.may_lift", lambda reason, *, has_unread: True)
    with pytest.raises(pytest.fail.Exception):
        test_hold_of_a_concern_nobody_has_read_is_not_lifted(stage)


def test_another_persons_unread_concern_keeps_nobody_elses_hold(stage: Stage) -> None:
    everyone_is_ready(stage)
    speaks_first(stage, "Ana")
    worries(stage, "Ben")
    held = next(one for one in gate(stage).held_by if one.reason is HoldReason.SPEAK_FIRST)
    hold = Hold.objects.get(pk=held.hold)
    homework.lift_hold(stage.act(stage.clinician, hours(5)), hold=hold)
    assert [reason for reason, _, _ in told(stage)] == [HoldReason.CONCERN]


def test_quiet_evening_that_was_asked_for_ends_by_itself(stage: Stage) -> None:
    everyone_is_ready(stage)
    ana = stage.clients["Ana"]
    homework.raise_concern(
        stage.act(ana, hours(2)), client=ana, wish="quiet_tonight", words="", keyring=stage.keys
    )
    (held,) = gate(stage, hours(3)).held_by
    assert (held.reason, held.hold, held.until) == (HoldReason.CONCERN, None, hours(11))
    assert told(stage, hours(12)) == []


def test_concern_that_asks_for_nothing_holds_nothing(stage: Stage) -> None:
    everyone_is_ready(stage)
    ana = stage.clients["Ana"]
    homework.raise_concern(
        stage.act(ana, hours(2)), client=ana, wish="keep_the_same", words="Later.", keyring=stage.keys
    )
    assert told(stage) == []


# No reason is lost, and none is made up: what is told comes to what the rules say.


def _history(stage: Stage, **assignment: Any) -> Any:
    return history_of(Assignment.objects.get(pk=stage.given.pk), stage.keys)


def _read(stage: Stage, read: Read) -> tuple[set[HoldReason], set[HoldReason]]:
    given, history = Assignment.objects.get(pk=stage.given.pk), _history(stage)
    asked = Asked(client=people_at(history, AT)[0], phase=given.phase, version=given.version)
    said = read(history, asked, list(Hold.objects.all()), since=given.placed_at, now=AT)
    facts = facts_at(history, asked, AT)
    return {one.reason for one in said}, set(may_begin(facts, client=asked.client, now=AT).held_by)


@pytest.mark.parametrize("first", CAUSES)
@pytest.mark.parametrize("second", [no_record, speaks_first, no_to_hands])
def test_reasons_come_to_what_the_rules_say(
    stage: Stage, first: Callable[[Stage, str], Told], second: Callable[[Stage, str], Told]
) -> None:
    everyone_is_ready(stage)
    first(stage, "Ana")
    second(stage, "Ben")
    told_of, ruled = _read(stage, held_by)
    assert told_of == ruled - {HoldReason.TONIGHT}


def everything_is_the_first_persons(history: Any, *rest: Any, **said: Any) -> tuple[Held, ...]:
    """The planted fault: a reason goes to whoever stands first."""
    return tuple(
        replace(one, client=None if one.client is None else history_first(history))
        for one in held_by(history, *rest, **said)
    )


def history_first(history: Any) -> UUID:
    return UUID(people_at(history, AT)[0])


def first_reason_alone(*rest: Any, **said: Any) -> tuple[Held, ...]:
    """The planted fault: it stops at the first reason it finds."""
    return held_by(*rest, **said)[:1]


def test_reason_attributed_to_the_wrong_person_is_found(stage: Stage) -> None:
    everyone_is_ready(stage)
    first, second = people_at(_history(stage), AT)
    name = next(name for name, client in stage.clients.items() if str(client.pk) == second)
    not_yet(stage, name)

    def prove(read: Read) -> None:
        given, history = Assignment.objects.get(pk=stage.given.pk), _history(stage)
        asked = Asked(client=first, phase=given.phase, version=given.version)
        said = read(history, asked, [], since=given.placed_at, now=AT)
        assert [(one.reason, str(one.client)) for one in said] == [(HoldReason.READINESS, second)]

    prove(held_by)
    finds_fault(prove, everything_is_the_first_persons)


def test_reason_that_is_lost_is_found(stage: Stage) -> None:
    not_yet(stage, "Ana")
    no_record(stage, "Ben")

    def prove(read: Read) -> None:
        told_of, ruled = _read(stage, read)
        assert told_of == ruled - {HoldReason.TONIGHT}

    prove(held_by)
    finds_fault(prove, first_reason_alone)


# What is posted, and whether the draws rest it.


@pytest.mark.parametrize(
    ("chosen", "shown", "by_draw"),
    [
        (Draws(), Shown.ON_OFFER, False),
        (Draws(hold=1), Shown.RESTING, True),
        (Draws(individual=frozenset({"2026-03-02"})), Shown.RESTING, True),
    ],
)
def test_what_is_posted_and_whether_the_draws_rest_it(chosen: Draws, shown: Shown, by_draw: bool) -> None:
    with draws(chosen):
        stage = set_up()
        everyone_is_ready(stage)
        found = gate(stage, FIRST + timedelta(hours=3))
        assert (found.shown, found.rests_by_draw, found.held_by) == (shown, by_draw, ())


def test_draws_are_not_named_where_somebody_is_not_ready() -> None:
    with draws(Draws(hold=1)):
        stage = set_up()
        everyone_is_ready(stage)
        not_yet(stage, "Ana")
        found = gate(stage, FIRST + timedelta(hours=3))
        assert (found.shown, found.rests_by_draw) == (Shown.RESTING, False)


def test_what_everybody_opens_for_themselves_has_no_posting(stage: Stage) -> None:
    found = queries.gates_for(stage.clinician, stage.relationship, now=AT, keyring=stage.keys)
    shown = {one.exercise.id: one.shown for one in found.gates}
    assert shown == {"com.reflective-listening": None, "sf.0-hands": Shown.RESTING, "min.breath": None}


def test_change_of_version_is_told_apart_from_what_is_posted(stage: Stage) -> None:
    act = stage.act(stage.clinician, hours(2))
    homework.choose_version(act, assignment=stage.given, version="near")
    found = gate(stage, hours(3))
    assert (found.posted.version, found.place.version) == ("full", "near")


# Who may ask, and how often the records are asked.


def test_clinician_next_door_is_told_nothing(stage: Stage) -> None:
    next_door = Clinician.objects.exclude(pk=stage.clinician.pk).first() or Clinician.objects.create(
        clinic_id=stage.clinician.clinic_id, name="Eli", discipline="sex_therapist"
    )
    found = queries.gates_for(next_door, stage.relationship, now=AT, keyring=stage.keys)
    assert found.gates == ()
    assert queries.relationship_under(next_door, stage.relationship.pk) is None
    assert queries.parts_under(next_door, stage.relationship, stage.keys) == []
    assert queries.given_in(next_door, stage.relationship) == []
    assert queries.relationship_under(stage.clinician, stage.relationship.pk) == stage.relationship


def _queries_for(stage: Stage) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        queries.gates_for(stage.clinician, stage.relationship, now=AT, keyring=stage.keys)
    return len(records) + len(keys)


def give_more(stage: Stage, count: int) -> None:
    for position in range(count):
        row = Assignment.objects.get(pk=stage.given.pk)
        row.pk, row.position = None, 10 + position
        row.id = Assignment().id
        row.save(force_insert=True)
        homework.invite_again(stage.act(stage.clinician, hours(1)), assignment=row)
        stage.given, kept = row, stage.given
        everyone_is_ready(stage)
        stage.given = kept


def test_records_are_asked_as_often_for_thirty_as_for_one(stage: Stage) -> None:
    everyone_is_ready(stage)
    few = _queries_for(stage)
    give_more(stage, 30)
    assert _queries_for(stage) == few
