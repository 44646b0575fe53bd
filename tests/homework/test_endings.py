"""Care ends: touch together rests at once, and what stays usable is settled at the posting."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from tests.core.properties import finds_fault
from tests.homework.test_caseload import evening, worries
from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, give, hours, set_up
from unhurried.consent import services as consent
from unhurried.core.disclosure import Tiding
from unhurried.core.holds import HoldReason
from unhurried.homework import services as homework
from unhurried.homework.models import AfterAnswer, Assignment, Hold, Plan
from unhurried.homework.queries import client as for_clients
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.homework.queries.client import endings
from unhurried.homework.queries.postings import posted_last
from unhurried.homework.services import endings as closing
from unhurried.people.models import Episode, Notice

pytestmark = with_people
AT, BEFORE, SEEN = hours(20), FIRST - timedelta(minutes=1), FIRST + timedelta(minutes=1)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def ends(stage: Stage, kept: Collection[UUID] = (), known: Collection[UUID] = (), words: str = "") -> Episode:
    episode = stage.relationship.episodes.get()
    homework.close_episode(
        stage.act(stage.clinician, AT),
        episode=episode,
        kept=list(kept),
        farewell=words,
        known=list(known),
        keyring=stage.keys,
    )
    return stage.relationship.episodes.get()


def ended_for(stage: Stage, name: str, at: object) -> list[for_clients.Ending]:
    shared = [stage.relationship.pk]
    return for_clients.endings_for(stage.clients[name], shared, stage.keys, now=at)  # type: ignore[arg-type]


def test_everybody_reads_the_same_sheet_from_the_posting_on(stage: Stage) -> None:
    ends(stage, words="Go gently.")
    assert [ended_for(stage, name, BEFORE) for name in ("Ana", "Ben")] == [[], []]
    ana, ben = (ended_for(stage, name, SEEN) for name in ("Ana", "Ben"))
    assert ana == ben
    assert [(one.farewell, one.ended_on) for one in ana] == [("Go gently.", FIRST.date())]


def test_sheet_before_the_posting_would_be_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: what has ended is read from the day of closing."""
    ends(stage)
    monkeypatch.setattr(endings, "_has_ended", lambda episode, now: episode.closed_on is not None)
    assert len(ended_for(stage, "Ben", BEFORE)) == 1


def test_bodies_rest_at_once_and_everything_leaves_at_the_posting(stage: Stage) -> None:
    ends(stage)
    hold = Hold.objects.get(relationship=stage.relationship, cause=HoldReason.ENDED)
    assert (hold.client_id, hold.raised_at, hold.effective_at, hold.lifted_at) == (None, AT, FIRST, None)
    cards = {at: for_clients.cards_for(stage.clients["Ana"], now=at) for at in (BEFORE, SEEN)}
    assert [len(found) for found in cards.values()] == [len(cards[BEFORE]), 0]
    assert cards[BEFORE] != []
    assert Plan.objects.get(relationship=stage.relationship).ended_at == AT


def test_nothing_with_touch_stays_whatever_was_chosen(stage: Stage) -> None:
    ends(stage, kept=[stage.given.pk])
    given = Assignment.objects.get(pk=stage.given.pk)
    assert (given.settled_at, given.let_go_at) == (None, FIRST)


def test_what_was_kept_with_touch_before_ends_too(stage: Stage) -> None:
    Assignment.objects.filter(pk=stage.given.pk).update(settled_at=hours(1))
    ends(stage)
    assert Assignment.objects.get(pk=stage.given.pk).let_go_at == FIRST


def test_what_is_kept_is_settled_at_the_posting_and_the_rest_let_go(stage: Stage) -> None:
    """Together with what is one person's alone: it does not run ahead of the pages."""
    alone = give(stage, "min.body-scan", hours(2), client=stage.clients["Ana"])
    breath = Assignment.objects.get(relationship=stage.relationship, exercise__name="min.breath", client=None)
    talk = Assignment.objects.get(
        relationship=stage.relationship, exercise__name="com.reflective-listening", client=None
    )
    ends(stage, kept=[alone.pk, talk.pk])
    rows = Assignment.objects.in_bulk([alone.pk, breath.pk, talk.pk])
    found = [(rows[one.pk].settled_at, rows[one.pk].let_go_at) for one in (alone, breath, talk)]
    assert found == [(FIRST, None), (None, FIRST), (FIRST, None)]


def test_hold_is_nobodys_to_lift_and_asks_for_nothing(stage: Stage) -> None:
    ends(stage)
    hold = Hold.objects.get(cause=HoldReason.ENDED)
    assert for_clinicians.hold_under(stage.clinician, hold.pk) is None
    assert for_clinicians.touch_rests_under(stage.clinician) == []


def test_everybody_is_told_the_neutral_line_at_the_posting_and_none_after(stage: Stage) -> None:
    Notice.objects.all().delete()
    ends(stage)
    told = set(Notice.objects.values_list("client", "tiding", "from_at"))
    people = [one.pk for one in stage.clients.values()]
    assert told == {(pk, Tiding.PLAN_HAS_CHANGED.value, FIRST) for pk in people}
    posted = [[one.relationship for one in posted_last(at)] for at in (BEFORE, SEEN)]
    assert [stage.relationship.pk in found for found in posted] == [True, False]


def test_open_concern_keeps_it_open_until_somebody_says_that_they_know(stage: Stage) -> None:
    """The planted fault: to know of somebody's that is not this one."""
    concern, other = worries(stage, "Ana"), worries(stage, "Ben")
    for known in ([], [other.pk]):
        with pytest.raises(homework.StillUnheard):
            ends(stage, known=known)
    assert stage.relationship.episodes.get().closed_on is None
    assert ends(stage, known=[concern.pk, other.pk]).closed_on == AT.date()


def test_unread_private_answer_and_what_there_is_to_read_do_so_too(stage: Stage) -> None:
    practice = evening(stage, "Ana")
    homework.answer_afterwards(
        stage.act(stage.clients["Ana"], hours(18)),
        client=stage.clients["Ana"],
        practice=practice,
        answers={"felt_pressed": "0", "limits_kept": "yes", "wanted": "yes"},
        keyring=stage.keys,
    )
    answer = AfterAnswer.objects.get(practice=practice)
    for known in ([], [answer.pk], [stage.given.pk]):
        with pytest.raises(homework.StillUnheard):
            ends(stage, known=known)
    assert ends(stage, known=[answer.pk, stage.given.pk]).ends_at == FIRST


def test_spoken_about_asks_for_nothing_more(stage: Stage) -> None:
    concern = worries(stage, "Ana")
    consent.see_concern(stage.act(stage.clinician, hours(5)), concern=concern)
    consent.answer_concern(stage.act(stage.clinician, hours(6)), concern=concern)
    assert ends(stage).ends_at == FIRST


def test_closed_twice_keeps_the_first_words(stage: Stage) -> None:
    ends(stage, words="First.")
    episode = ends(stage, words="Second.")
    assert stage.keys.open(episode, "farewell") == "First."


def test_care_goes_on_until_the_posting_and_has_ended_after_it(stage: Stage) -> None:
    ben, shared = stage.clients["Ben"], [stage.relationship.pk]
    assert for_clients.has_care(ben, shared, now=SEEN)
    ends(stage)
    assert [for_clients.has_care(ben, shared, now=at) for at in (BEFORE, SEEN)] == [True, False]


def lines_of(stage: Stage) -> dict[str, bool]:
    """Who stands under "Care has ended"."""
    found = for_clinicians.caseload_for(stage.clinician, stage.keys, today=AT.date(), now=SEEN)
    names = {client.pk: name for name, client in stage.clients.items()}
    return {names[one.client.pk]: one.is_past for one in found}


def test_caseload_folds_them_and_a_concern_brings_one_back(stage: Stage) -> None:
    assert lines_of(stage) == {"Ana": False, "Ben": False}
    ends(stage)
    assert lines_of(stage) == {"Ana": True, "Ben": True}
    worries(stage, "Ben", at=SEEN)
    assert lines_of(stage) == {"Ana": True, "Ben": False}


def prove_times_leave_with_what_they_are_for(stage: Stage) -> None:
    """What was set aside for the step goes with it at the posting; a time for nothing in particular stays."""
    ana = stage.clients["Ana"]
    for kind, given in (("closeness", stage.given), ("connection", None)):
        block = homework.Block(
            kind=kind, starts_at=SEEN + timedelta(hours=9), minutes=25, place="", assignment=given
        )
        homework.set_block(
            stage.act(ana, AT), client=ana, relationship=stage.relationship, block=block, keyring=stage.keys
        )
    ends(stage)
    for name in ("Ana", "Ben"):
        assert [kinds_set_aside(stage, name, at) for at in (BEFORE, SEEN)] == [
            ["closeness", "connection"],
            ["connection"],
        ]


def kinds_set_aside(stage: Stage, name: str, at: datetime) -> list[str]:
    calendar = for_clients.together_for(stage.clients[name], stage.relationship, stage.keys, now=at)
    assert calendar is not None
    return sorted(one.kind for one in for_clients.blocks_for(calendar, stage.keys, now=at))


def test_times_leave_with_what_they_are_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with rolled_back():
        prove_times_leave_with_what_they_are_for(stage)
    monkeypatch.setattr(closing, "_ids", lambda rows: set())
    finds_fault(prove_times_leave_with_what_they_are_for, stage)
