"""Somebody's part was closed: those who stay read it on Together, at the posting, without a day or reason."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client as Browser

from tests.people import rolled_back, with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from unhurried.core.disclosure import Tiding
from unhurried.homework import services as homework
from unhurried.homework.queries import client as queries
from unhurried.homework.queries.client import departures
from unhurried.homework.services import parting
from unhurried.people.models import AccountSession, Notice, Participation
from unhurried.people.queries import relationships_of

pytestmark = with_people
ENDED, CLOSED, SEEN = hours(3), hours(20), FIRST + timedelta(hours=1)
SAID = "takes part here no longer."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up(("Fay", "Gus", "Hana"))


def closes(stage: Stage, name: str, at: datetime = CLOSED) -> None:
    who = stage.clients[name]
    words = {"client": who, "relationship": stage.relationship, "keyring": stage.keys}
    homework.leave_relationship(stage.act(who, ENDED), **words)
    part = Participation.objects.get(client=who, left_at=None)
    homework.close_part(stage.act(stage.clinician, at), participation=part)


def departed(stage: Stage, name: str, at: datetime) -> int:
    """How many this person is told of."""
    mine = relationships_of(stage.clients[name], now=at)
    told = (queries.departed_for(stage.clients[name], one, stage.keys, now=at) for one in mine)
    return len([who for names in told for who in names])


def together(stage: Stage, name: str, at: datetime) -> str:
    browser, account = Browser(), stage.clients[name].account
    assert account is not None
    browser.force_login(account)
    AccountSession.objects.update(expire_date=datetime(2100, 1, 1, tzinfo=UTC))
    with clock_at(at):
        page = browser.get("/c/together/")
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def test_those_who_stay_read_it_at_the_posting(stage: Stage) -> None:
    closes(stage, "Hana")
    hana = stage.keys.open(stage.clients["Hana"], "name")
    for name in ("Fay", "Gus"):
        assert SAID not in together(stage, name, FIRST - timedelta(minutes=1))
        page = together(stage, name, SEEN)
        assert page.count(f"{hana} {SAID}") == 1
        assert "Tuesday 3 March" not in page and "Wednesday 4 March" not in page


def test_ended_and_not_closed_is_told_to_nobody(stage: Stage) -> None:
    words = {"client": stage.clients["Hana"], "relationship": stage.relationship, "keyring": stage.keys}
    before = together(stage, "Gus", SEEN)
    homework.leave_relationship(stage.act(stage.clients["Hana"], ENDED), **words)
    assert [departed(stage, name, SEEN) for name in ("Fay", "Gus")] == [0, 0]
    assert SAID not in before and SAID not in together(stage, "Gus", SEEN)


def test_telling_at_once_would_be_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a part that is closed at once, on pages that follow the facts now."""
    before = FIRST - timedelta(minutes=1)
    with rolled_back():
        closes(stage, "Hana")
        assert departed(stage, "Gus", before) == 0
    monkeypatch.setattr(parting, "lands_in", lambda _relationship, *, now: now)
    monkeypatch.setattr(departures, "posted_at", lambda _board, *, people, now: now)
    closes(stage, "Hana")
    assert departed(stage, "Gus", before) == 1


def test_it_goes_with_a_posting_too(stage: Stage) -> None:
    closes(stage, "Hana")
    told = [departed(stage, "Gus", SEEN + timedelta(days=day)) for day in range(18)]
    assert told == [1] * 14 + [0] * 4


def test_whoever_is_left_alone_is_told_at_the_posting_too(stage: Stage) -> None:
    """Whoever was here with others keeps the postings, and their page says it as it does for several."""
    for name in ("Hana", "Gus"):
        closes(stage, name)
    assert departed(stage, "Fay", FIRST - timedelta(minutes=1)) == 0
    assert together(stage, "Fay", SEEN).count(SAID) == 2


def test_whoever_came_later_or_left_is_told_nothing(stage: Stage) -> None:
    closes(stage, "Hana")
    Participation.objects.filter(client=stage.clients["Fay"]).update(joined_at=FIRST + timedelta(minutes=1))
    assert [departed(stage, name, SEEN) for name in ("Fay", "Gus", "Hana")] == [0, 1, 0]


def test_notice_says_the_same_neutral_words_from_the_same_posting(stage: Stage) -> None:
    Notice.objects.all().delete()
    closes(stage, "Hana")
    found = Notice.objects.filter(tiding=Tiding.PLAN_HAS_CHANGED).values_list("client", "from_at")
    assert set(found) == {(stage.clients[name].pk, FIRST) for name in ("Fay", "Gus")}
