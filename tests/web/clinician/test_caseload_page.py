"""What needs the clinician first stands on the caseload: one word each, a day, and a link."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.homework.test_caseload import evening, worries
from tests.people import with_people
from tests.promises.stage import GIVEN_AT, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.together import asked, browser_of, sent
from unhurried.consent import services as consent
from unhurried.consent.models import SafetyCheck
from unhurried.homework import services as homework
from unhurried.homework.queries import clinician as queries
from unhurried.people import services as people
from unhurried.people.acts import Act
from unhurried.people.models import Client

pytestmark = with_people
AT = hours(20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def row(stage: Stage, name: str) -> str:
    page = text(asked(stage, "caseload", AT))
    start = page.index(f'/clinician/people/{stage.clients[name].pk}/">')
    return page[start : page.index("</tr>", start)]


def ends_part(stage: Stage, name: str) -> str:
    who = stage.clients[name]
    homework.leave_relationship(
        stage.act(who, hours(3)),
        client=who,
        relationship=stage.relationship,
        keyring=stage.keys,
    )
    return f'<a href="/clinician/relationships/{stage.relationship.pk}/">Ended</a>: their part'


def opened_and_unanswered(stage: Stage, name: str) -> str:
    concern = worries(stage, name)
    consent.see_concern(stage.act(stage.clinician, hours(2)), concern=concern)
    return f'<a href="/clinician/concerns/{concern.pk}/"><strong>Concern</strong></a>'


def record(stage: Stage, name: str, outcome: str, review_on: date) -> None:
    check = consent.CheckMade(
        checked_on=GIVEN_AT.date(), was_alone=True, tool="", outcome=outcome, review_on=review_on
    )
    act = stage.act(stage.clinician, hours(1))
    homework.record_safety_check(
        act,
        clinician=stage.clinician,
        client=stage.clients[name],
        check=check,
        keyring=stage.keys,
    )


def due(word: str, outcome: str, days: int) -> Callable[[Stage, str], str]:
    def planted(stage: Stage, name: str) -> str:
        record(stage, name, outcome, AT.date() + timedelta(days=days))
        return f'<a href="/clinician/people/{stage.clients[name].pk}/safety/">{word}</a>: safety record'

    return planted


WAITING = {
    "ended": ends_part,
    "opened": opened_and_unanswered,
    "follow-up": due("Follow-up", "follow_up", 150),
    "soon": due("Review", "current", 14),
    "past": due("Due", "current", -1),
    "run out": due("Lapsed", "current", -15),
}


@pytest.mark.parametrize("cause", WAITING)
def test_it_stands_on_its_persons_line_and_page_and_on_nobody_elses(stage: Stage, cause: str) -> None:
    assert "Nothing waits for you" in row(stage, "Ben")
    words = WAITING[cause](stage, "Ben")
    assert words in row(stage, "Ben")
    assert "Nothing waits for you" in row(stage, "Ana")
    ben = asked(stage, "client", AT, client_id=stage.clients["Ben"].pk)
    ana = asked(stage, "client", AT, client_id=stage.clients["Ana"].pk)
    assert (words in text(ben), words in text(ana)) == (True, False)


def test_asking_again_says_why(stage: Stage) -> None:
    """The planted fault is a line that only asks for it."""
    why = "due: something was said, or their care began again, on Tuesday 3 March, after they were asked last"
    assert why not in row(stage, "Ana")
    worries(stage, "Ben", "you_decide", at=hours(2))
    assert [f'safety record <span class="quiet">{why}' in row(stage, name) for name in stage.clients] == [
        True,
        True,
    ]


def test_record_that_asks_for_nothing_is_not_there(stage: Stage) -> None:
    """The planted fault of those above: the same record, a day before it is named."""
    due("Review", "current", 15)(stage, "Ben")
    assert "Nothing waits for you" in row(stage, "Ben")


def test_newer_record_settles_the_older(stage: Stage) -> None:
    record(stage, "Ben", "follow_up", AT.date() + timedelta(days=100))
    assert "Follow-up" in row(stage, "Ben")
    SafetyCheck.objects.filter(outcome="follow_up").update(recorded_at=hours(0.5))
    record(stage, "Ben", "current", AT.date() + timedelta(days=100))
    assert "Nothing waits for you" in row(stage, "Ben")


def test_answered_concern_and_closed_part_are_no_longer_there(stage: Stage) -> None:
    opened_and_unanswered(stage, "Ben")
    ends_part(stage, "Ben")
    ben = stage.clients["Ben"]
    sent(stage, "answer_concern", AT, {}, concern_id=ben.concerns.get().pk)
    sent(stage, "close_part", AT, {"client": str(ben.pk)}, relationship_id=stage.relationship.pk)
    assert "Nothing waits for you" in row(stage, "Ben")
    page = text(asked(stage, "client", AT, client_id=ben.pk))
    assert "answered on Wednesday 4 March" in page


def test_order_is_unread_then_held_then_due_then_to_read(stage: Stage) -> None:
    ana, ben = stage.clients["Ana"], stage.clients["Ben"]

    def first() -> Client:
        lines = queries.caseload_for(stage.clinician, stage.keys, today=AT.date(), now=AT)
        return lines[0].client

    evening(stage, "Ana")
    record(stage, "Ben", "follow_up", AT.date())
    assert first() == ben, "due comes before what is to be read"
    ends_part(stage, "Ana")
    assert first() == ana, "what ended comes before what is due"
    worries(stage, "Ben")
    assert first() == ben, "what nobody has read comes first"


# How often the records are asked: the same for three people as for thirty.


def more_people(stage: Stage, number: int) -> None:
    """Each with something of everything."""
    act = stage.act(stage.clinician, hours(1))
    for count in range(number):
        taken = people.take_on(
            Act(**{**act.__dict__, "id": uuid4()}),
            clinician=stage.clinician,
            people=[people.NewClient(name=f"Noor {count}", region="England", is_adult_attested=True)],
            time_zone="Europe/London",
            opened_on=GIVEN_AT.date(),
            goal="Ease.",
            keyring=stage.keys,
        )
        client = Client.objects.get(pk=taken)
        client.concerns.create(clinic_id=client.clinic_id, wish="keep_the_same", raised_at=hours(1))
        client.participations.update(ended_at=hours(2))
        SafetyCheck.objects.create(
            clinic_id=client.clinic_id,
            client=client,
            clinician=stage.clinician,
            checked_on=GIVEN_AT.date(),
            was_alone=True,
            outcome="follow_up",
            review_on=GIVEN_AT.date(),
            recorded_at=hours(1),
        )


def _asked(stage: Stage) -> int:
    browser = browser_of(stage)
    with clock_at(AT):
        browser.get("/clinician/")
        with (
            CaptureQueriesContext(connections["default"]) as records,
            CaptureQueriesContext(connections["keys"]) as keys,
        ):
            page = browser.get("/clinician/")
    assert text(page).count(">Follow-up</a>") == Client.objects.filter(clinician=stage.clinician).count() - 2
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])


def test_page_asks_as_often_for_thirty_people_as_for_three(stage: Stage) -> None:
    more_people(stage, 1)
    few = _asked(stage)
    more_people(stage, 27)
    assert _asked(stage) == few
