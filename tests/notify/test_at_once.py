"""Two timers that go off together tell and mail everything once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Final
from uuid import UUID

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections

from tests.core.properties import finds_fault
from unhurried.config.demo import stage as on
from unhurried.config.demo.stage import Stage
from unhurried.core.disclosure import Tiding
from unhurried.crypto.fields import keyring
from unhurried.notify.mail import Letterhead
from unhurried.notify.rounds import send_due
from unhurried.people import services
from unhurried.people.models import Client, Notice

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

NOW: Final = datetime(2026, 3, 5, 9, tzinfo=UTC)
LETTERHEAD: Final = Letterhead(address="notices@front.example", link="https://front.example/")
NAMES: Final = [f"noor{number}" for number in range(8)]
TIMERS: Final = 3


@pytest.fixture
def stage() -> Stage:
    """A clinic with eight people who asked for mail, and nobody else."""
    call_command("flush", database=DEFAULT_DB_ALIAS, verbosity=0, interactive=False)
    stage = on.set_stage(NOW)
    licence = services.Licence(
        licence_number="1", body="A register", jurisdiction="England", training="", register_url="",
        expires_on=NOW.date(), checked_by="Jo", checked_on=NOW.date(),
    )  # fmt: skip
    clinician_id = on.clinician(stage, "Cleo", "sex_therapist", licence)
    for name in NAMES:
        (client,) = on.taken_on(stage, clinician_id, [name], days_ago=9, goal="")
        client = on.joined(stage, client, name, days_ago=8)
        services.set_mail_address(
            stage.act(7, client.account_id),
            client=client,
            address=f"{name}@post.example",
            keyring=stage.keys,
        )
    return stage


def at_once(what: Callable[[], object]) -> list[object]:
    """Each in a thread with connections of its own, all beginning together."""
    together = Barrier(TIMERS)

    def timer() -> object:
        together.wait()
        try:
            return what()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMERS) as timers:
        return [one.result() for one in [timers.submit(timer) for _ in range(TIMERS)]]


def test_line_is_put_up_once_by_several_at_once(stage: Stage) -> None:
    told = [(client, NOW) for client in Client.objects.all()]
    at_once(lambda: services.tell_of_postings(reversed(told), Tiding.SOMETHING_MAY_BE_HERE))
    found = Counter(Notice.objects.values_list("client_id", flat=True))
    assert found == {client.pk: 1 for client, _ in told}


def prove_each_mail_leaves_once(stage: Stage) -> None:
    mail.outbox.clear()
    Notice.objects.all().delete()
    services.tell(stage.act(0), Client.objects.all(), Tiding.PLAN_HAS_CHANGED, from_at=NOW)
    at_once(lambda: send_due(LETTERHEAD, keyring=keyring(), now=NOW))
    assert sorted(one.to[0] for one in mail.outbox) == [f"{name}@post.example" for name in NAMES]


def test_each_mail_leaves_once_though_several_send(stage: Stage) -> None:
    prove_each_mail_leaves_once(stage)


def test_mail_that_is_sent_before_it_is_claimed_is_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: it looks whether a notice was mailed, and marks it only after all have looked."""
    looked = dict[UUID, Barrier]()

    def looks_then_marks(*, client: Client, now: datetime) -> list[Notice]:
        due = list(Notice.objects.filter(client=client, mailed_at=None))
        looked.setdefault(client.pk, Barrier(TIMERS)).wait()
        Notice.objects.filter(client=client).update(mailed_at=now)
        return due

    monkeypatch.setattr("unhurried.notify.to_clients.claim_mail", looks_then_marks)
    finds_fault(lambda _: prove_each_mail_leaves_once(stage), looks_then_marks)
