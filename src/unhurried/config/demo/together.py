"""What has happened to Ana and Ben, midway, and to Fay, Gus and Hana, at the start. All of them invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from unhurried.config.demo import stage as on
from unhurried.config.demo.stage import Stage
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading
from unhurried.consent.pause_queries import pause_row_for
from unhurried.core.boundaries import Direction, Word
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import SETTLING
from unhurried.core.readiness import Answer as Ready
from unhurried.core.readiness import ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.queries import client as reads
from unhurried.people import queries, services

WAY: Final = "p1-communication-first"
CODE: Final = "2468"
"""Everybody's own code in the demo."""


def ana_and_ben(stage: Stage, cleo: UUID) -> None:
    goal = "To find each other again, slowly."
    ana, ben = on.taken_on(stage, cleo, ["Ana", "Ben"], days_ago=44, goal=goal)
    ana = on.joined(stage, ana, "Ana", days_ago=43, own_words="She. No pet names, please.")
    ben = on.joined(stage, ben, "Ben", days_ago=43)
    on.told(
        stage,
        ana,
        {"history": "We are kind and far apart.", "hopes": "To want to.", "asked_for": "desire spark"},
        days_ago=42,
    )
    on.told(
        stage,
        ben,
        {"history": "I never know when to ask.", "hopes": "An easy hour.", "asked_for": "communication"},
        days_ago=42,
    )
    for client in (ana, ben):
        settled_in(stage, client, days_ago=40)
    on.planned(stage, ana, days_ago=39, goal=goal, pathway=WAY)
    _they_talk(stage, ana, ben)
    _they_agree(stage, ana, ben)
    _they_mark_limits(stage, ana, ben)
    _they_pause(stage, ana, ben)
    hands = _hands(stage, ana, ben)
    hour = _a_slow_hour(stage, ana, ben)
    _the_weeks_ahead(stage, ana, ben, hour)
    on.reviewed(stage, ana, hands, "repeat", "Two quiet evenings. That is the work.", days_ago=9)
    on.meets(stage, ana, days_ahead=5, repeats="fortnightly")


def fay_gus_and_hana(stage: Stage, eli: UUID) -> None:
    goal = "To talk about the three of us without keeping count."
    fay, gus, hana = on.taken_on(stage, eli, ["Fay", "Gus", "Hana"], days_ago=6, goal=goal)
    fay = on.joined(stage, fay, "Fay", days_ago=5)
    gus = on.joined(stage, gus, "Gus", days_ago=5, own_words="They.")
    on.told(stage, fay, {"hopes": "Room for all three."}, days_ago=4)
    on.told(stage, gus, {"hopes": "Fewer assumptions."}, days_ago=4)
    on.planned(stage, fay, days_ago=3, goal=goal, pathway=WAY)
    on.given(stage, fay, "com.first-talk", days_ago=3, words="Half an hour, the three of you, at a table.")
    on.given(stage, fay, "min.breath", days_ago=3, words="Each on your own. It is good to have.")
    on.arrived(stage, hana, "Hana", days_ago=1)
    on.meets(stage, fay, days_ahead=4, repeats="weekly")


def settled_in(stage: Stage, client: Any, *, days_ago: float) -> None:
    """What there is before any touch: a code of one's own, the honest page, one's limits, a check alone."""
    act = stage.act(days_ago, client.account_id)
    services.set_private_code(act, account=client.account, password=CODE)
    services.acknowledge_honesty(stage.act(days_ago, client.account_id), client=client)
    on.looked_at_limits(stage, client, days_ago=days_ago)
    day = (stage.now - timedelta(days=days_ago)).date()
    check = consent.CheckMade(
        checked_on=day,
        was_alone=True,
        tool="Eight questions of our own, version 1",
        outcome="current",
        review_on=day + timedelta(days=180),
    )
    act = stage.act(days_ago, client.clinician.account_id)
    homework.record_safety_check(
        act, clinician=client.clinician, client=client, check=check, keyring=stage.keys
    )


def _they_talk(stage: Stage, ana: Any, ben: Any) -> None:
    talk = on.given(stage, ana, "com.first-talk", days_ago=39, words="Once, and then leave it for a week.")
    for client in (ana, ben):
        on.said(stage, client, talk, Ready.READY, days_ago=38)
    on.reviewed(stage, ana, talk, "release", "You both said something new.", days_ago=32)
    listen = on.given(
        stage, ana, "com.reflective-listening", days_ago=32, words="Small topics. The bins will do."
    )
    on.said(stage, ana, listen, Ready.READY, days_ago=31)
    on.given(stage, ana, "com.pause-and-return", days_ago=32, words="Choose the word while it is calm.")
    on.given(stage, ana, "rou.non-sexual-date", days_ago=24, words="Something neither of you is good at.")


def _they_agree(stage: Stage, ana: Any, ben: Any) -> None:
    words: dict[str, Any] = {"relationship": _relationship(stage, ana), "keyring": stage.keys}
    lines = (
        (ana, Heading.COMFORTABLE, "Sitting close with tea. My hand on your back when we cook."),
        (ben, Heading.COMFORTABLE, "Being asked. A long hug at the door."),
        (ana, Heading.ASK_ABOUT, "Anything late at night."),
        (ben, Heading.SIGNALS, "“Amber” is slower, “stop” is stop. Two taps are stop as well."),
    )
    for client, heading, text in lines:
        act = stage.act(26, client.account_id)
        consent.give_line(act, client=client, heading=heading, words=text, **words)
    consent.make_agreement(stage.act(25, ana.account_id), **words)


def _they_mark_limits(stage: Stage, ana: Any, ben: Any) -> None:
    """Before any touch was given, so that what is given follows them and nothing rests for them."""
    marked = (
        (ana, "hands", Word.WELCOME),
        (ana, "feet", Word.NOT_NOW),
        (ana, "face", Word.ASK_FIRST),
        (ben, "hands", Word.WELCOME),
        (ben, "back", Word.WELCOME),
    )
    for client, zone, word in marked:
        act = stage.act(25, client.account_id)
        homework.set_boundary(
            act, client=client, what=zone, direction=Direction.BEING_TOUCHED, word=word, keyring=stage.keys
        )


def _they_pause(stage: Stage, ana: Any, ben: Any) -> None:
    day = (stage.now - timedelta(days=24)).date()
    terms = consent.PauseTerms(
        activities=["insertion_by_partner", "moving_closeness"],
        strength="not_a_prelude",
        starts_on=day,
        review_on=day + timedelta(weeks=5),
    )
    act = stage.act(24, ana.clinician.account_id)
    pause_id = homework.set_pause(
        act, relationship=_relationship(stage, ana), terms=terms, keyring=stage.keys
    )
    for client in (ana, ben):
        at = stage.act(20, client.account_id)
        pause = pause_row_for(client, _relationship(stage, ana), pause_id, posted_at=at.at)
        assert pause is not None
        consent.accept_pause(at, client=client, pause=pause)


def _hands(stage: Stage, ana: Any, ben: Any) -> Any:
    """Two evenings with hands; the draws may have made others quiet, as they do."""
    hands = on.given(
        stage, ana, "sf.0-hands", days_ago=24, words="Say the stop once. It is part of it.", is_released=True
    )
    for client in (ana, ben):
        _ready(stage, client, hands, days_ago=23.5)
    held = 0
    for days_ago in range(20, 9, -1):
        if held < 2 and evening(stage, ana, ben, hands, days_ago=days_ago):
            held += 1
    return hands


def _a_slow_hour(stage: Stage, ana: Any, ben: Any) -> Any:
    hour = on.given(
        stage, ana, "sf.1-whole-body-early", days_ago=8, words="Two dates a week are plenty. Clothes or not."
    )
    act = stage.act(8, ana.clinician.account_id)
    homework.release_phase(act, assignment=hour, heard_on=(stage.now - timedelta(days=8)).date())
    for client in (ana, ben):
        _ready(stage, client, hour, days_ago=7.5)
    return hour


def _the_weeks_ahead(stage: Stage, ana: Any, ben: Any, slow_hour: Any) -> None:
    relationship = _relationship(stage, ana)
    times = (
        (ben, "connection", 1, 19, 60, "The climbing hall, the easy side", None),
        (ben, "closeness", 2, 20, 70, "The small room", slow_hour),
        (ana, "conversation", 3, 18, 30, "At the table, phones away", None),
    )
    for client, kind, days, hour, minutes, place, given in times:
        starts_at = (stage.now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
        block = homework.Block(kind=kind, starts_at=starts_at, minutes=minutes, place=place, assignment=given)
        act = stage.act(2, client.account_id)
        homework.set_block(act, client=client, relationship=relationship, block=block, keyring=stage.keys)
    both = [(2, "evening"), (5, "afternoon")]
    for client, windows in ((ana, [*both, (6, "afternoon")]), (ben, both)):
        act = stage.act(6, client.account_id)
        homework.offer_windows(act, client=client, relationship=relationship, windows=windows)


def _ready(stage: Stage, client: Any, given: Any, *, days_ago: float) -> None:
    on.said(stage, client, given, Ready.READY, days_ago=days_ago)


@dataclass(frozen=True, kw_only=True)
class _Evening:
    """An evening's own clock: minutes after its start."""

    stage: Stage
    starts_at: datetime

    def act(self, client: Any, minutes: float) -> Any:
        days_ago = (self.stage.now - self.starts_at - timedelta(minutes=minutes)).total_seconds() / 86400
        return self.stage.act(days_ago, client.account_id)


def evening(stage: Stage, ana: Any, ben: Any, given: Any, *, days_ago: float) -> bool:
    """An evening set aside; gives whether touch came of it, which is not for the story to choose."""
    starts_at = (stage.now - timedelta(days=days_ago)).replace(hour=20, minute=0, second=0, microsecond=0)
    told = _Evening(stage=stage, starts_at=starts_at)
    for client in (ana, ben):
        homework.record_readiness(
            told.act(client, -90),
            client=client,
            assignment=given,
            kind=ReadinessKind.DAY,
            answer=Ready.READY,
            day=starts_at.date(),
            keyring=stage.keys,
        )
    occasion_id = homework.set_block(
        told.act(ana, -60 * 24),
        client=ana,
        relationship=_relationship(stage, ana),
        block=homework.Block(
            kind="closeness", starts_at=starts_at, minutes=25, place="The small room", assignment=given
        ),
        keyring=stage.keys,
    )
    return _held(told, ana, ben, occasion_id)


def _held(told: _Evening, ana: Any, ben: Any, occasion_id: UUID) -> bool:
    keys, settled = told.stage.keys, SETTLING.total_seconds() / 60
    tonight = reads.time_together_for(ana, occasion_id, now=told.act(ana, settled).at)
    assert tonight is not None
    practice_id = homework.begin_evening(
        told.act(ana, settled), client=ana, occasion=tonight.occasion, way="no_phone", keyring=keys
    )
    practice = reads.practice_for(ana, practice_id, now=told.act(ana, settled).at)
    assert practice is not None
    if practice.evening == Evening.WITHOUT_TOUCH:
        return False
    homework.finish_evening(told.act(ana, 20), practice=practice)
    for client, words, presence in ((ana, "Warm. I drifted and came back.", 6), (ben, "Quiet.", 7)):
        _notes(told, client, practice, words, presence)
    _says_in_private(told, ben, practice)
    return True


def _says_in_private(told: _Evening, client: Any, practice: Any) -> None:
    """The next morning; Cleo has not read it yet."""
    homework.answer_afterwards(
        told.act(client, 60 * 14),
        client=client,
        practice=practice,
        answers={"felt_pressed": "1", "limits_kept": "yes", "wanted": "unsure"},
        keyring=told.stage.keys,
    )


def _notes(told: _Evening, client: Any, practice: Any, words: str, presence: int) -> None:
    prompt = next(one for one in exercise_by_digest(practice.assignment.exercise_id).prompts)
    homework.note_practice(
        told.act(client, 40),
        client=client,
        practice=practice,
        written={f"prompt.{prompt.key}": homework.Written(text=words, audience=prompt.audience)},
        ratings={"worry": 3, "presence": presence},
        keyring=told.stage.keys,
    )


def _relationship(stage: Stage, client: Any) -> Any:
    (found,) = queries.relationships_of(client, now=stage.now)
    return found
