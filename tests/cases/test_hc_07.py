"""The clinician leaves, or people move to a colleague: each is asked, and nothing moves without a yes."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.urls import reverse

from tests.cases.seeing import (
    GIVEN,
    LATER,
    ON_OFFER,
    OPENED,
    RESTS,
    clinician_reads,
    everything,
    of_all,
    opened,
    sends,
    words,
)
from tests.cases.seeing import reads as read_by
from tests.core.properties import finds_fault
from tests.homework.handing import accepts, names_noor
from tests.people import rolled_back, with_people
from tests.promises.stage import SECOND, Stage, clock_at, colleague
from tests.promises.worlds import AFTER_OPENING, HOUR
from tests.web.clinician.together import sent
from unhurried.homework.queries.client import handovers
from unhurried.homework.services import handovers as moving
from unhurried.people import services as people
from unhurried.people.models import Account, AccountSession, Client, Clinic, Clinician, Handover, Manager

pytestmark = with_people
NAMED, ANSWERED, ACCEPTED = AFTER_OPENING, LATER, LATER + 2 * HOUR
QUESTION = "who/next/"
EVER = datetime.fromisoformat("2100-01-01T00:00:00+00:00")


def named(stage: Stage, at: datetime = NAMED) -> Clinician:
    """Cleo names Noor, on the page of Ana."""
    noor = colleague(stage, "Noor")
    where = {"client_id": stage.clients["Ana"].pk}
    assert sent(stage, "hand_over", at, {"colleague": str(noor.pk)}, **where).status_code == 302
    return noor


def answers(stage: Stage, name: str, said: str, at: datetime = ANSWERED) -> None:
    assert sends(stage, name, at, QUESTION, said=said) == "/c/private/kept/"


def of_noor(stage: Stage, noor: Clinician, at: datetime, page: str, **fields: Any) -> Any:
    """What Noor finds, or sends."""
    browser = stage.browser("Ana")
    assert noor.account is not None
    browser.force_login(noor.account)
    AccountSession.objects.update(expire_date=EVER)
    with clock_at(at):
        return browser.post(page, fields) if fields else browser.get(page)


def takes_over(stage: Stage, noor: Clinician, *names: str) -> None:
    asked = Handover.objects.filter(client__in=[stage.clients[name] for name in names])
    people = [str(one.pk) for one in asked]
    where = reverse("clinician:handover")
    assert of_noor(stage, noor, ACCEPTED, where, people=people).status_code == 302


def own_page(stage: Stage, name: str, at: datetime) -> str:
    browser = opened(stage, name, at)
    with clock_at(at):
        return words(browser.get(f"/c/{QUESTION}"))


def test_hc_07_each_is_asked_in_the_same_words_and_the_step_rests_for_both(willing: Stage) -> None:
    before = everything(willing, "Ben", NAMED + HOUR)
    named(willing)
    assert everything(willing, "Ben", NAMED + HOUR) == before, "pages follow at the posting"
    assert own_page(willing, "Ana", LATER) == own_page(willing, "Ben", LATER)
    page = own_page(willing, "Ben", LATER)
    for said in (
        "may your records and your care go from Cleo",
        "what you wrote to Cleo",
        "What you kept for yourself stays yours alone.",
        "With a no, or no answer, you stay where you are",
    ):
        assert said in page, said
    for name in ("Ana", "Ben"):
        page = read_by(willing, name, LATER)
        assert RESTS in page and "There is a question for you, under More." in page
        assert "Slow breathing" in page, "what one does alone stays"
    assert "a colleague is to take over" in of_all(willing, LATER)


def told_apart(stage: Stage, *said: str) -> bool:
    """Whether Ben's pages tell what Ana says, or that she says it."""
    before = everything(stage, "Ben", ANSWERED + HOUR)
    for one in said:
        answers(stage, "Ana", one)
    return everything(stage, "Ben", ANSWERED + HOUR) != before


def test_hc_07_partner_reads_neither_what_was_said_nor_whether(willing: Stage) -> None:
    noor = named(willing)
    assert not told_apart(willing, "no", "yes")
    before = everything(willing, "Ben", ACCEPTED + 26 * HOUR)
    takes_over(willing, noor, "Ana")
    assert everything(willing, "Ben", ACCEPTED + 26 * HOUR) == before, "nor that she has moved"
    assert "Nothing of yours moves" not in own_page(willing, "Ben", ACCEPTED)


def test_hc_07_page_that_shows_that_somebody_has_answered_is_seen(willing: Stage) -> None:
    """The planted fault: the question goes from everybody's pages once one of them has answered."""
    named(willing)
    real = handovers.handover_for

    def gone_once_answered(viewer: Client) -> Handover | None:
        is_answered = Handover.objects.filter(answer__isnull=False).exists()
        return None if is_answered else real(viewer)

    before = own_page(willing, "Ben", ANSWERED)
    answers(willing, "Ana", "no")
    assert own_page(willing, "Ben", ANSWERED) == before
    with patch.object(handovers, "handover_for", gone_once_answered):
        assert own_page(willing, "Ben", ANSWERED) != before


def test_hc_07_nothing_moves_for_whoever_says_no(willing: Stage) -> None:
    noor = named(willing)
    answers(willing, "Ana", "yes")
    answers(willing, "Ben", "no")
    handed = words(of_noor(willing, noor, ANSWERED, "/clinician/handover/"))
    assert "Ana" in handed and "Ben" not in handed
    assert "Said yes:" not in handed, "nobody is counted"
    takes_over(willing, noor, "Ana")
    assert "Ana" in words(of_noor(willing, noor, ACCEPTED, "/clinician/"))
    left = clinician_reads(willing, "caseload", ACCEPTED)
    assert "Ben" in left and "Ana" not in left
    for page in ("", "about/", "safety/", "on-file/", "handover/"):
        gone = f"/clinician/people/{willing.clients['Ana'].pk}/{page}"
        browser = willing.browser("Ben")
        assert willing.clinician.account is not None
        browser.force_login(willing.clinician.account)
        with clock_at(ACCEPTED):
            assert browser.get(gone).status_code == 404
        kept = f"/clinician/people/{willing.clients['Ben'].pk}/{page}"
        assert of_noor(willing, noor, ACCEPTED, kept).status_code == 404
    page = own_page(willing, "Ben", ACCEPTED)
    assert "You said no. Nothing of yours moves." in page
    for way in ("for somebody else", "end your care here", "a copy of your records"):
        assert way in page
    for name in ("Ana", "Ben"):
        assert RESTS in read_by(willing, name, LATER + timedelta(days=4))
    assert "treats you since" in own_page(willing, "Ana", ACCEPTED)


def test_hc_07_with_every_yes_it_goes_on_with_the_new_clinician(willing: Stage) -> None:
    noor = named(willing)
    for name in ("Ana", "Ben"):
        answers(willing, name, "yes")
    takes_over(willing, noor, "Ana", "Ben")
    board = of_noor(willing, noor, ACCEPTED, f"/clinician/relationships/{willing.relationship.pk}/")
    assert "a colleague is to take over" not in words(board)
    assert RESTS in read_by(willing, "Ben", ACCEPTED + HOUR), "pages follow at the posting"
    weeks = [read_by(willing, "Ana", ACCEPTED + timedelta(days=day)) for day in (3, 6, 9)]
    assert ON_OFFER in weeks[-1], "where it was, after a rest like any other"
    assert "Noor" in read_by(willing, "Ana", ACCEPTED, "who/")


@pytest.fixture
def manager(willing: Stage) -> Manager:
    account = Account.objects.create_user("jo of the clinic", "a long password")
    return Manager.objects.create(clinic_id=willing.clinician.clinic_id, account=account, name="Jo")


def test_hc_07_manager_names_for_somebody_who_is_gone(willing: Stage, manager: Manager) -> None:
    noor = colleague(willing, "Noor")
    sends(willing, "Ana", OPENED, "private/line/", words="Please.", wish="keep_the_same")
    browser = willing.browser("Ana")
    browser.force_login(manager.account)
    AccountSession.objects.update(expire_date=EVER)
    where = reverse("clinic:colleague", kwargs={"member_id": willing.clinician.pk})
    with clock_at(NAMED):
        page = words(browser.get(where))
        assert "Ana" not in page and "Ben" not in page, "a manager reads no client's name"
        assert browser.post(where, {"colleague": str(noor.pk)}).status_code == 302
        Clinic.objects.filter(pk=manager.clinic_id).update(covered_by=noor)
    assert "As cover" in words(of_noor(willing, noor, NAMED + HOUR, "/clinician/")), "heard at once"
    for name in ("Ana", "Ben"):
        assert "Nothing of yours moves" not in own_page(willing, name, LATER)
        assert "may your records and your care go" in own_page(willing, name, LATER)


def prove_the_last_one_to_go_is_not_seen(stage: Stage) -> None:
    """Ben has gone over. The hour in which Ana follows is on none of his pages before the posting."""
    plan = people.AppointmentPlan(starts_at=SECOND + 9 * HOUR, minutes=50, place="room", repeats="weekly")
    people.make_appointment(
        stage.act(stage.clinician, GIVEN), episode=stage.relationship.episodes.get(), plan=plan
    )
    noor = names_noor(stage, GIVEN)
    for name in ("Ana", "Ben"):
        answers(stage, name, "yes", OPENED)
    accepts(stage, noor, OPENED, ("Ben",))
    at = OPENED + 2 * HOUR
    before = everything(stage, "Ben", at)
    assert b"With Noor" in before["together/"][1]
    accepts(stage, noor, OPENED + HOUR, ("Ana",))
    assert everything(stage, "Ben", at) == before


def test_hc_07_the_last_one_to_go_is_not_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    with rolled_back():
        prove_the_last_one_to_go_is_not_seen(stage)
    monkeypatch.setattr(moving, "lands_in", lambda relationship_id, *, now: now)
    finds_fault(prove_the_last_one_to_go_is_not_seen, stage)
