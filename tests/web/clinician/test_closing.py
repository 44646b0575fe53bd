"""What closes for good is asked once more, after what is unread or due of those it is about."""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.homework.test_caseload import evening, worries
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.together import asked, browser_of, filled_in, sent
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment
from unhurried.people import services as people
from unhurried.people.models import Appointment, Participation

pytestmark = with_people
AT = hours(20)
NOTHING = "No concern, no follow-up and nothing to read is left open."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def ends_part(stage: Stage, name: str) -> dict[str, Any]:
    who = stage.clients[name]
    homework.leave_relationship(
        stage.act(who, hours(3)),
        client=who,
        relationship=stage.relationship,
        keyring=stage.keys,
    )
    return {"relationship_id": stage.relationship.pk}


def confirming(stage: Stage, name: str) -> str:
    url = reverse("clinician:close_part", kwargs={"relationship_id": stage.relationship.pk})
    with clock_at(AT):
        return text(browser_of(stage).get(url, {"client": str(stage.clients[name].pk)}))


def follows_up(stage: Stage, name: str) -> None:
    check = consent.CheckMade(
        checked_on=AT.date(), was_alone=True, tool="", outcome="follow_up", review_on=hours(2000).date()
    )
    homework.record_safety_check(
        stage.act(stage.clinician, hours(4)),
        clinician=stage.clinician,
        client=stage.clients[name],
        check=check,
        keyring=stage.keys,
    )


def test_closing_a_part_is_reached_by_a_page_that_says_what_follows(stage: Stage) -> None:
    where = ends_part(stage, "Ben")
    together = text(asked(stage, "relationship", AT, **where))
    assert f'/close/?client={stage.clients["Ben"].pk}"' in together
    page = confirming(stage, "Ben")
    assert "It cannot be taken back." in page
    assert NOTHING in page
    assert Participation.objects.get(client=stage.clients["Ben"]).left_at is None, "to look is not to close"
    sent(stage, "close_part", AT, {"client": str(stage.clients["Ben"].pk)}, **where)
    assert Participation.objects.get(client=stage.clients["Ben"]).left_at == FIRST


def test_unread_and_due_stand_before_what_follows(stage: Stage) -> None:
    ends_part(stage, "Ben")
    concern = worries(stage, "Ben", "you_decide")
    follows_up(stage, "Ben")
    evening(stage, "Ana")
    page = confirming(stage, "Ben")
    places = [
        page.index(f"/clinician/concerns/{concern.pk}/"),
        page.index("Touch together rests"),
        page.index(">Follow-up</a>"),
        page.index(f"/clinician/given/{stage.given.pk}/"),
        page.index("What follows"),
        page.index("It was spoken of: close it"),
    ]
    assert places == sorted(places)


def test_what_is_somebody_elses_does_not_stand_there(stage: Stage) -> None:
    """The planted fault: the other one's concern; it stands on their own page and not on this."""
    ends_part(stage, "Ben")
    worries(stage, "Ana")
    assert NOTHING in confirming(stage, "Ben")
    ends_part(stage, "Ana")
    assert NOTHING not in confirming(stage, "Ana")


UNOPENED = "wrote something for you that nobody has opened"
UNSPOKEN = "have not noted that you spoke about it"


def closes(stage: Stage, name: str, known: Sequence[Concern] = ()) -> str:
    """The page that comes back; empty once it is closed."""
    fields = {"client": str(stage.clients[name].pk), "known": [str(one.pk) for one in known]}
    page = sent(stage, "close_part", AT, fields, relationship_id=stage.relationship.pk)
    is_closed = Participation.objects.get(client=stage.clients[name]).left_at is not None
    assert (page.status_code, is_closed) in {(302, True), (200, False)}
    return "" if is_closed else text(page)


def test_open_concern_is_named_in_plain_words_and_closing_past_it_is_said(stage: Stage) -> None:
    ends_part(stage, "Ben")
    assert UNOPENED not in confirming(stage, "Ben")
    concern = worries(stage, "Ben")
    page = confirming(stage, "Ben")
    assert page.index(UNOPENED) < page.index("What follows") < page.index('name="known"')
    assert "Nothing was closed." in closes(stage, "Ben")
    consent.see_concern(stage.act(stage.clinician, hours(5)), concern=concern)
    assert UNSPOKEN in confirming(stage, "Ben")
    assert closes(stage, "Ben", [concern]) == ""


def test_what_was_spoken_about_asks_for_nothing_more(stage: Stage) -> None:
    ends_part(stage, "Ben")
    concern = worries(stage, "Ben")
    consent.see_concern(stage.act(stage.clinician, hours(5)), concern=concern)
    consent.answer_concern(stage.act(stage.clinician, hours(6)), concern=concern)
    assert 'name="known"' not in confirming(stage, "Ben")
    assert closes(stage, "Ben") == ""


def test_concern_that_came_in_meanwhile_is_not_known(stage: Stage) -> None:
    """Nor is somebody else's a reason: the planted fault is to know of theirs instead."""
    ends_part(stage, "Ben")
    known, other = worries(stage, "Ben"), worries(stage, "Ana")
    assert closes(stage, "Ben", [other]) != ""
    worries(stage, "Ben", at=hours(6))
    assert "Nothing was closed." in closes(stage, "Ben", [known])


def test_rule_is_the_acts_own_and_not_the_pages(stage: Stage) -> None:
    ends_part(stage, "Ben")
    worries(stage, "Ben")
    part = Participation.objects.get(client=stage.clients["Ben"])
    with pytest.raises(homework.ConcernOpen):
        homework.close_part(stage.act(stage.clinician, AT), participation=part)
    part.refresh_from_db()
    assert part.left_at is None


def test_refusal_shows_nothing_in_the_room(stage: Stage) -> None:
    where = ends_part(stage, "Ben")
    worries(stage, "Ben")
    browser, url = browser_of(stage), reverse("clinician:close_part", kwargs=where)
    with clock_at(AT):
        browser.post(reverse("clinician:room"), {"room": "on", "back": "/clinician/"})
        page = text(browser.post(url, {"client": str(stage.clients["Ben"].pk)}))
    assert "This page is for you alone." in page
    assert "concern" not in page


def test_part_that_did_not_end_has_no_such_page(stage: Stage) -> None:
    url = reverse("clinician:close_part", kwargs={"relationship_id": stage.relationship.pk})
    with clock_at(AT):
        browser = browser_of(stage)
        for chosen in (str(stage.clients["Ana"].pk), "", "nobody"):
            assert browser.get(url, {"client": chosen}).status_code == 302


def appointment(stage: Stage) -> Appointment:
    plan = people.AppointmentPlan(starts_at=hours(40), minutes=50, place="room", repeats="weekly")
    episode = stage.relationship.episodes.get()
    pk = people.make_appointment(stage.act(stage.clinician, hours(1)), episode=episode, plan=plan)
    return Appointment.objects.get(pk=pk)


def test_cancelling_asks_once_more(stage: Stage) -> None:
    where = {"appointment_id": appointment(stage).pk}
    worries(stage, "Ben")
    page = text(asked(stage, "cancel_appointment", AT, **where))
    assert page.index("A concern you have not opened yet") < page.index("What follows")
    assert Appointment.objects.get(pk=where["appointment_id"]).cancelled_at is None
    sent(stage, "cancel_appointment", AT, {}, **where)
    assert Appointment.objects.get(pk=where["appointment_id"]).cancelled_at == AT


def test_letting_go_asks_once_more_and_keeps_every_word(stage: Stage) -> None:
    where, said = {"assignment_id": stage.given.pk}, {"next_step": "let_go", "words": "Slowly, then."}
    page = sent(stage, "given", AT, said, **where)
    assert "It cannot be taken back." in text(page)
    assert "when these are next renewed: Thursday 5 March, 05:00" in text(page)
    assert Assignment.objects.get(pk=stage.given.pk).let_go_at is None
    carried = {key: words for key, words in filled_in(page.content.decode()).items() if key != "back"}
    assert {**carried, **said, "is_sure": "on"} == carried
    assert sent(stage, "given", AT, carried, **where).status_code == 302
    assert Assignment.objects.get(pk=stage.given.pk).let_go_at is not None


def test_every_other_answer_goes_in_one_step(stage: Stage) -> None:
    for answer in ("talk", "repeat", "lighter"):
        assert (
            sent(stage, "given", AT, {"next_step": answer}, assignment_id=stage.given.pk).status_code == 302
        )


def test_page_asks_as_often_for_thirty_as_for_one(stage: Stage) -> None:
    ends_part(stage, "Ben")
    worries(stage, "Ben", "you_decide")
    evening(stage, "Ana")
    few = _asked(stage)
    for number in range(30):
        worries(stage, "Ben", "you_decide", at=hours(4 + number / 10))
        evening(stage, "Ana")
    assert _asked(stage) == few


def _asked(stage: Stage) -> int:
    confirming(stage, "Ben")
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        confirming(stage, "Ben")
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])
