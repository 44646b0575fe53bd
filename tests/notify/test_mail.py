"""Mail goes to who asked for it, once, in a fixed sentence; what is refused is tried again for two days."""

import logging
import re
from collections import Counter
from datetime import datetime, timedelta
from email.message import Message
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any, Final

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from tests.notify.test_sentences import BODIES, LINK, SAID
from tests.people import World, pages_follow, rolled_back, with_people
from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.contact import Channel, ContactChoices
from unhurried.core.disclosure import ON_PAGES_ALONE, Tiding
from unhurried.homework import services as homework
from unhurried.notify.mail import Letterhead, Outcome
from unhurried.notify.rounds import send_due
from unhurried.people import services
from unhurried.people.models import Client, Notice, Participation
from unhurried.people.queries.notices import MAILED_WITHIN

pytestmark = with_people

LETTERHEAD: Final = Letterhead(address="notices@front.example", link=LINK)
PEOPLE: Final = ("Gus", "Hana", "Ivo")


@pytest.fixture(autouse=True)
def three_asked_for_mail(world: World) -> None:
    Notice.objects.all().delete()
    for name in PEOPLE:
        goes_to(world, name, address_of(name))


def address_of(name: str) -> str:
    return f"{name.lower()}@post.example"


def goes_to(world: World, name: str, address: str) -> None:
    services.set_mail_address(world.act(name), client=world.client(name), address=address, keyring=world.keys)


def tells(
    world: World, *names: str, tiding: Tiding = Tiding.PLAN_HAS_CHANGED, at: datetime | None = None
) -> None:
    people = [world.client(name) for name in names]
    services.tell(world.act("Eli"), people, tiding, from_at=at or world.now)


def sends(world: World, *, after: timedelta = timedelta()) -> Counter[Outcome]:
    return send_due(LETTERHEAD, keyring=world.keys, now=world.now + after)


def arrived() -> list[tuple[str, str]]:
    """To whom, and what."""
    return sorted((one.to[0], str(one.body)) for one in mail.outbox)


def body(*tidings: Tiding) -> str:
    (found,) = [one for one in BODIES if [said for said in SAID.values() if said in one] == [
        SAID[tiding] for tiding in Tiding if tiding in tidings
    ]]  # fmt: skip
    return found


# What is sent, and to whom


def test_each_gets_one_mail_with_what_they_were_told(world: World) -> None:
    tells(world, "Gus", "Hana")
    tells(world, "Gus", tiding=Tiding.SOMETHING_MAY_BE_HERE, at=world.now - timedelta(hours=1))
    assert sends(world) == {Outcome.SENT: 2}
    assert arrived() == [
        ("gus@post.example", body(Tiding.SOMETHING_MAY_BE_HERE, Tiding.PLAN_HAS_CHANGED)),
        ("hana@post.example", body(Tiding.PLAN_HAS_CHANGED)),
    ]


def test_nothing_is_sent_twice(world: World) -> None:
    tells(world, "Gus")
    assert [sends(world), sends(world), sends(world, after=timedelta(hours=1))] == [
        {Outcome.SENT: 1}, {}, {},
    ]  # fmt: skip
    assert len(mail.outbox) == 1


def test_nothing_is_sent_ahead_of_its_time_or_as_old_news(world: World) -> None:
    tells(world, "Gus", at=world.now + timedelta(seconds=1))
    tells(world, "Hana", at=world.now - MAILED_WITHIN)
    assert sends(world) == {}
    assert sends(world, after=timedelta(seconds=1)) == {Outcome.SENT: 1}
    assert arrived() == [("gus@post.example", body(Tiding.PLAN_HAS_CHANGED))]


def test_mail_comes_whether_it_was_put_away_in_the_product_or_not(world: World) -> None:
    tells(world, "Gus", "Hana")
    services.see_notices(world.act("Gus"), client=world.client("Gus"))
    assert sends(world) == {Outcome.SENT: 2}


def test_no_address_no_mail(world: World) -> None:
    goes_to(world, "Gus", "")
    tells(world, "Gus", "Fay", "Dov")
    assert sends(world) == {}
    assert mail.outbox == []


def rules_out(world: World, name: str, *channels: Channel) -> None:
    services.set_safe_contact(
        world.act(name),
        client=world.client(name),
        words="",
        choices=ContactChoices(ruled_out=frozenset(channels)),
        keyring=world.keys,
    )


def test_whoever_ruled_mail_out_gets_none_and_everybody_else_does(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules_out(world, "Gus", Channel.MAIL)
    rules_out(world, "Hana", Channel.CALL, Channel.TEXT, Channel.LETTER)
    tells(world, "Gus", "Hana")
    with rolled_back():
        assert sends(world) == {Outcome.SENT: 1}
        assert [to for to, _ in arrived()] == ["hana@post.example"]
    mail.outbox.clear()
    with monkeypatch.context() as forgetful:
        forgetful.setattr(ContactChoices, "may_use", lambda self, channel: True)
        with rolled_back():
            assert sends(world) == {Outcome.SENT: 2}, "a mail that was ruled out would be noticed"
    rules_out(world, "Gus")
    assert sends(world) == {Outcome.SENT: 2}, "what is still new comes once it may"


def test_choices_that_cannot_be_read_send_nothing_and_cost_nobody_else_their_mail(world: World) -> None:
    gus = world.client("Gus")
    spoilt = world.keys.seal(gus, "contact_choices", "no list")
    Client.objects.filter(pk=gus.pk).update(contact_choices=spoilt)
    tells(world, "Gus", "Hana")
    sends(world)
    assert [to for to, _ in arrived()] == ["hana@post.example"]


def test_no_mail_to_who_takes_part_nowhere_or_may_not_sign_in(world: World) -> None:
    ivo, part = world.account("Ivo"), Participation.objects.get(client=world.client("Hana"))
    known = unanswered_concerns_of(part.client_id)
    homework.close_part(world.act("Eli"), participation=part, known=known)
    pages_follow()
    ivo.is_active = False
    ivo.save()
    tells(world, *PEOPLE)
    sends(world)
    assert [to for to, _ in arrived()] == ["gus@post.example"]


# The envelope

HEADERS: Final = {
    "Content-Type",
    "MIME-Version",
    "Content-Transfer-Encoding",
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
}


def message(nth: int = 0) -> Message:
    return mail.outbox[nth].message()


def test_envelope_says_nothing_of_anybody(world: World) -> None:
    tells(world, *PEOPLE)
    sends(world)
    for nth, one in enumerate(mail.outbox):
        found = message(nth)
        assert set(found.keys()) == HEADERS
        assert (found["Subject"], found["From"]) == ("A notice for you", "Notices <notices@front.example>")
        assert [found["To"]] == one.recipients() == one.to
        assert found["Auto-Submitted"] == "auto-generated"
        assert re.fullmatch(r"<[0-9a-f-]{36}@front\.example>", found["Message-ID"])
        assert found.get_payload() in BODIES


def test_mails_of_a_round_differ_in_nothing_but_whom_and_when(world: World) -> None:
    tells(world, *PEOPLE)
    sends(world)
    masked = {
        re.sub(r"(?m)^(To|Message-ID|Date): .*$", r"\1:", message(nth).as_string())
        for nth in range(len(mail.outbox))
    }
    assert len(mail.outbox) == 3
    assert len(masked) == 1


def ids_in(text: str, world: World) -> list[str]:
    """Ids of anybody's, which would tie a mail to its person."""
    rows = [world.client(name) for name in PEOPLE]
    known = {str(one) for row in rows for one in (row.pk, row.account_id, row.clinic_id)}
    known |= {str(pk) for pk in Notice.objects.values_list("pk", flat=True)}
    return sorted(one for one in known if one in text)


def test_nothing_in_a_mail_is_an_id_of_ours(world: World) -> None:
    tells(world, *PEOPLE)
    sends(world)
    assert [ids_in(message(nth).as_string(), world) for nth in range(3)] == [[], [], []]
    notice = Notice.objects.filter(client=world.client("Gus")).get()
    assert ids_in(f"Message-ID: <{notice.pk}@front.example>", world) == [str(notice.pk)]


# What is refused


class Refusing(EmailBackend):
    """A mail server that takes some mail and not other, and is sometimes not there."""

    refused: frozenset[str] = frozenset()
    is_there = True
    opened = 0

    def open(self) -> bool:
        type(self).opened += 1
        if not self.is_there:
            raise ConnectionRefusedError
        return True

    def send_messages(self, messages: Any) -> int:
        for one in messages:
            if one.to[0] in self.refused:
                raise SMTPRecipientsRefused({one.to[0]: (550, b"no such person")})
        return int(super().send_messages(messages))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> type[Refusing]:
    backend = type("Backend", (Refusing,), {})
    monkeypatch.setattr("unhurried.notify.mail.get_connection", backend)
    return backend


def waiting() -> list[str]:
    rows = Notice.objects.filter(mailed_at=None).order_by("client__account__sign_in_name")
    return list(rows.values_list("client__account__sign_in_name", flat=True))


def test_mail_that_is_refused_costs_nobody_else_theirs_and_is_tried_again(world: World, server: Any) -> None:
    tells(world, *PEOPLE)
    server.refused = frozenset({address_of("Hana")})
    assert sends(world) == {Outcome.SENT: 2, Outcome.LEFT: 1}
    assert waiting() == ["hana"]
    server.refused = frozenset()
    assert sends(world, after=timedelta(hours=1)) == {Outcome.SENT: 1}
    assert [to for to, _ in arrived()] == [address_of(name) for name in sorted(PEOPLE)]


def test_mail_is_tried_for_two_days_and_no_longer(world: World, server: Any) -> None:
    tells(world, "Hana")
    server.refused = frozenset({address_of("Hana")})
    tried = [bool(sends(world, after=timedelta(hours=hours))) for hours in range(0, 96, 12)]
    assert tried == [True] * 4 + [False] * 4


def test_server_that_does_not_answer_is_asked_once_a_round_and_nothing_is_claimed(
    world: World, server: Any
) -> None:
    tells(world, *PEOPLE)
    server.is_there = False
    assert sends(world) == {Outcome.LEFT: 3}
    assert server.opened == 1
    assert waiting() == ["gus", "hana", "ivo"]


def test_connection_that_breaks_is_made_again_for_the_next_person(world: World, server: Any) -> None:
    tells(world, *PEOPLE)
    closed = []

    class Breaking(server):  # type: ignore[misc]
        def send_messages(self, messages: Any) -> int:
            if not closed:
                raise SMTPServerDisconnected
            return int(super().send_messages(messages))

        def close(self) -> None:
            closed.append(True)
            raise SMTPServerDisconnected

    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("unhurried.notify.mail.get_connection", Breaking)
        assert sends(world) == {Outcome.LEFT: 1, Outcome.SENT: 2}


def test_mail_that_another_process_took_is_not_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found as due, and claimed by somebody else before it was our turn."""
    tells(world, "Gus")
    from unhurried.notify import to_clients as sending

    def overtaken(now: datetime) -> list[Client]:
        found = sending_clients(now)
        services.claim_mail(client=world.client("Gus"), now=now)
        return found

    sending_clients = sending.clients_awaiting_mail
    monkeypatch.setattr(sending, "clients_awaiting_mail", overtaken)
    assert sends(world) == {Outcome.TAKEN: 1}
    assert mail.outbox == []


def test_process_that_dies_after_its_claim_loses_that_mail_and_sends_none_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tells(world, *PEOPLE)

    def dies(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr("unhurried.notify.mail.MailServer.takes", dies)
        with pytest.raises(KeyboardInterrupt):
            sends(world)
    assert len(waiting()) == 2
    assert sends(world) == {Outcome.SENT: 2}
    assert len({to for to, _ in arrived()}) == len(mail.outbox) == 2


# Addresses that came by another way


def kept_as(world: World, name: str, address: str) -> None:
    client = world.client(name)
    sealed = world.keys.seal(client, "mail_address", address)
    Client.objects.filter(pk=client.pk).update(mail_address=sealed)


@pytest.mark.parametrize(
    "address",
    [
        "gus@post.example\nBcc: hana@post.example",
        "gus@post.example\r\n\r\nCome and see",
        "Gus <gus@post.example>, hana@post.example",
        "gus",
    ],
)
def test_address_that_would_add_a_header_sends_nothing_and_stops_nobody(world: World, address: str) -> None:
    kept_as(world, "Gus", address)
    tells(world, *PEOPLE)
    assert sends(world)[Outcome.SENT] == 2
    assert [(to, sent) for to, sent in arrived() if to not in map(address_of, ("Hana", "Ivo"))] == []
    assert {sent for _, sent in arrived()} <= BODIES


def test_address_that_does_not_open_stops_nobody(world: World) -> None:
    gus, hana = world.client("Gus"), world.client("Hana")
    Client.objects.filter(pk=gus.pk).update(mail_address=hana.mail_address)
    tells(world, *PEOPLE)
    assert sends(world) == {Outcome.SENT: 2}


# What is written down about it


def test_log_names_nobody(world: World, server: Any, caplog: pytest.LogCaptureFixture) -> None:
    server.refused = frozenset({address_of("Hana")})
    kept_as(world, "Ivo", "")
    Client.objects.filter(pk=world.client("Gus").pk).update(mail_address=b"\x01" + b"x" * 60)
    tells(world, *PEOPLE)
    with caplog.at_level(logging.DEBUG):
        sends(world)
    formatted = logged(caplog.records)
    assert str(world.client("Hana").pk) in formatted
    assert str(world.client("Gus").pk) in formatted
    assert [word for word in ("post.example", "no such person", "Hana", SAID[Tiding.PLAN_HAS_CHANGED])
            if word in formatted] == []  # fmt: skip


def logged(records: list[logging.LogRecord]) -> str:
    """As the house's own formatter writes it down."""
    from unhurried.config.logs import IdsOnly

    return "\n".join(map(IdsOnly().format, records))


def test_every_mail_of_every_round_is_one_of_those_agreed_on(world: World) -> None:
    """Whatever people were told, in whatever order."""
    for first in Tiding:
        for second in Tiding:
            with rolled_back():
                tells(world, "Gus", tiding=first, at=world.now - timedelta(hours=1))
                tells(world, "Gus", tiding=second)
                sends(world)
    unmailed = len(ON_PAGES_ALONE) ** 2
    assert len(mail.outbox) == len(Tiding) ** 2 - unmailed, "nothing is sent of what stands on pages alone"
    assert {sent for _, sent in arrived()} <= BODIES
