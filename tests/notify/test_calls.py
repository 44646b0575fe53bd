"""Those who work here are called by mail to what nobody opened: its clinician, then cover, then managers."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.core import mail

from tests.core.properties import finds_fault
from tests.homework.test_hearing import (
    SENDS,
    SENT,
    STILL_CLEOS,
    UNREAD,
    WITH_COVER,
    joins,
    opens,
    says_pressed,
    sends_concern,
)
from tests.people import rolled_back, with_people
from tests.promises.stage import Draws, Stage, draws, set_up
from unhurried.config.demo import stage as on
from unhurried.consent import services as consent
from unhurried.consent.models import Concern
from unhurried.core.hearing import Told
from unhurried.crypto.fields import Sealer
from unhurried.homework.queries import calling
from unhurried.notify import to_staff
from unhurried.notify.mail import Letterhead, Outcome
from unhurried.notify.rounds import send_due
from unhurried.people import services as people
from unhurried.people.models import Clinic, Clinician, Manager, Notice, WorkAddress

pytestmark = with_people

LETTERHEAD: Final = Letterhead(address="notices@front.example", link="https://front.example/")
SET_UP: Final = SENT - timedelta(hours=1)
READ: Final = "There is something for you to read."
COMES: Final = "Short notices come to this address from now on."


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Cleo, Eli who covers, and the manager Jo each gave an address, and had their first mail."""
    with draws(Draws()):
        stage = set_up()
        joins(stage, "Eli", covers=True)
        Notice.objects.all().delete()
        for name in ("cleo", "eli", "jo"):
            gives_address(stage, name)
        sends(stage, SET_UP)
        mail.outbox.clear()
        yield stage


def member(stage: Stage, name: str) -> Clinician | Manager:
    clinic = stage.clinician.clinic_id
    if name == "cleo":
        return stage.clinician
    if name == "eli":
        return Clinician.objects.get(clinic=clinic, name__startswith="Eli")
    return Manager.objects.filter(clinic=clinic).first() or manager_joins(stage)


def manager_joins(stage: Stage) -> Manager:
    told = on.Stage(clinic_id=stage.clinician.clinic_id, now=SET_UP, keys=stage.keys)
    row = Manager.objects.create(clinic_id=told.clinic_id, name=f"Jo {str(told.clinic_id)[:8]}")
    on._join(told, row, row.name, days_ago=30)
    row.refresh_from_db()
    return row


def gives_address(stage: Stage, name: str, address: str | None = None) -> None:
    own = member(stage, name)
    people.set_work_address(
        stage.act(own, SET_UP),
        account=own.account,
        address=f"{name}@post.example" if address is None else address,
        sealer=Sealer(stage.keys),
    )


def sends(stage: Stage, now: datetime) -> Counter[Outcome]:
    return send_due(LETTERHEAD, keyring=stage.keys, now=now)


def called(stage: Stage, now: datetime) -> list[str]:
    """Whom one round of mail calls, each as often as mail came."""
    mail.outbox.clear()
    sends(stage, now)
    assert [one.body.splitlines()[0] for one in mail.outbox] == [READ] * len(mail.outbox)
    return sorted(one.to[0].partition("@")[0] for one in mail.outbox)


def prove_each_is_called_in_turn(stage: Stage) -> None:
    sends_concern(stage)
    rounds = (SENT, SENT, STILL_CLEOS, WITH_COVER, WITH_COVER, UNREAD, UNREAD + timedelta(days=9))
    assert [called(stage, at) for at in rounds] == [["cleo"], [], [], ["eli"], [], ["jo"], []]


@pytest.mark.parametrize("told", Told)
def test_each_is_called_in_turn_and_once(stage: Stage, told: Told) -> None:
    SENDS[told](stage)
    rounds = (SENT, STILL_CLEOS, WITH_COVER, UNREAD)
    assert [called(stage, at) for at in rounds] == [["cleo"], [], ["eli"], ["jo"]]


@contextmanager
def everybody_at_once() -> Iterator[None]:
    """Cover and managers hear of it with its clinician."""
    real = calling.unopened_in

    def far(clinic: Clinic, *, now: datetime) -> Any:
        return [(one, calling.Reach.MANAGER) for one, _ in real(clinic, now=now)]

    with patch.object(calling, "unopened_in", far):
        yield


@contextmanager
def again_each_hour() -> Iterator[None]:
    """It forgets whom it mailed."""
    with (
        patch.object(calling, "unmailed", lambda address, steps: [*steps][1:]),
        patch.object(to_staff, "claim_steps", lambda address, steps, now: steps),
    ):
        yield


@contextmanager
def never_the_manager() -> Iterator[None]:
    with patch.object(calling, "Manager", Clinician):
        yield


FAULTS: Final = (everybody_at_once, again_each_hour, never_the_manager)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.__name__)
def test_fault_in_whom_it_calls_is_found(stage: Stage, fault: Callable[[], Any]) -> None:
    with rolled_back():
        prove_each_is_called_in_turn(stage)
    with fault():
        finds_fault(prove_each_is_called_in_turn, stage)


def test_what_was_opened_calls_nobody_further(stage: Stage) -> None:
    concern = sends_concern(stage)
    consent.see_concern(stage.act(stage.clinician, SENT), concern=Concern.objects.get(pk=concern))
    assert [called(stage, at) for at in (SENT, WITH_COVER, UNREAD)] == [[], [], []]


def test_what_cover_opened_calls_no_manager(stage: Stage) -> None:
    eli, item = member(stage, "eli"), sends_concern(stage)
    assert isinstance(eli, Clinician)
    assert called(stage, WITH_COVER) == ["cleo", "eli"]
    opens(stage, eli, Told.CONCERN, item, WITH_COVER)
    assert called(stage, UNREAD) == []


def test_said_again_it_calls_again(stage: Stage) -> None:
    says_pressed(stage)
    again = SENT + timedelta(hours=3)
    assert called(stage, SENT) == ["cleo"]
    says_pressed(stage, again, felt_pressed="9")
    assert [called(stage, at) for at in (again, again)] == [["cleo"], []]


def test_one_mail_for_all_that_came_in_an_hour(stage: Stage) -> None:
    for send in SENDS.values():
        send(stage)
    assert called(stage, SENT) == ["cleo"]


def test_first_mail_comes_once_and_to_each_new_address(stage: Stage) -> None:
    sends_concern(stage)
    assert called(stage, SENT) == ["cleo"]
    gives_address(stage, "cleo", "another@post.example")
    mail.outbox.clear()
    sends(stage, SENT)
    sends(stage, SENT)
    ((body, to),) = [(one.body.splitlines()[:2], one.to) for one in mail.outbox]
    assert (body, to) == ([COMES, READ], ["another@post.example"]), "the mistyped one may have lost it"


def test_no_address_no_mail(stage: Stage) -> None:
    gives_address(stage, "cleo", "")
    sends_concern(stage)
    assert [called(stage, at) for at in (SENT, WITH_COVER)] == [[], ["eli"]]
    assert WorkAddress.objects.filter(clinic=stage.clinician.clinic_id).count() == 2


def test_whoever_left_gets_no_mail(stage: Stage) -> None:
    account = stage.clinician.account
    assert account
    account.is_active = False
    account.save()
    sends_concern(stage)
    assert called(stage, SENT) == []


def test_another_clinic_hears_of_nothing(stage: Stage) -> None:
    elsewhere = Clinic.objects.create(name="Hill Road", time_zone="Europe/London")
    Manager.objects.filter(clinic=member(stage, "jo").clinic_id).update(clinic=elsewhere)
    sends_concern(stage)
    assert called(stage, UNREAD) == ["cleo", "eli"]


def prove_a_refused_mail_comes_in_the_next_round(stage: Stage) -> None:
    sends_concern(stage)
    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=OSError):
        assert sends(stage, SENT) == {Outcome.LEFT: 1}
    assert [called(stage, SENT), called(stage, SENT)] == [["cleo"], []]


def test_refused_mail_comes_in_the_next_round(stage: Stage) -> None:
    with rolled_back():
        prove_a_refused_mail_comes_in_the_next_round(stage)
    with patch.object(to_staff, "give_back_steps", lambda *_: None):
        finds_fault(prove_a_refused_mail_comes_in_the_next_round, stage)


def test_it_is_taken_by_one_process(stage: Stage) -> None:
    """Two rounds looked; what the first took, the second is not given."""
    sends_concern(stage)
    first, second = ([*to_staff.staff_due(stage.keys, now=SENT)] for _ in range(2))
    assert [[len(one.claim()) for one in due] for due in (first, second)] == [[1], [0]]
