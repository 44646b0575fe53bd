"""Mail: one of a few fixed sentences and the front address, to people who gave an address for it.

A notice is claimed before its mail is sent, and given back when the mail server refuses it. So two processes
never send the same mail. A process that dies in between loses that one mail: the next posting brings another
line, whereas the same one twice in a morning would make people wonder what happened.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import formataddr
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection

from unhurried.core.disclosure import Tiding
from unhurried.crypto.envelope import SealBroken
from unhurried.crypto.fields import KeyGone, Keyring
from unhurried.notify.sentences import SENDER, SUBJECT, body_of
from unhurried.people.queries import clients_awaiting_mail
from unhurried.people.services import claim_mail, give_back_mail, is_mail_address

if TYPE_CHECKING:
    from unhurried.people.models import Client

log = logging.getLogger(__name__)
_SPOILT: Final = "\x00"


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The address that mail comes from, and the front address that stands in it."""

    address: str
    link: str


class Outcome(StrEnum):
    SENT = "sent"
    LEFT = "left"
    TAKEN = "taken"
    """Another process has it."""


def send_due(letterhead: Letterhead, *, keyring: Keyring, now: datetime) -> Counter[Outcome]:
    """Mail whatever is due, one mail for each person. How many people came to which outcome."""
    server = MailServer()
    waiting = _reachable(clients_awaiting_mail(now), keyring)
    outcomes = Counter(_deliver(server, letterhead, *one, now) for one in waiting)
    server.hang_up()
    return outcomes


def letter(address: str, tidings: Collection[Tiding], letterhead: Letterhead) -> EmailMessage:
    """With an id of its own: the one that Django makes would tell the name of this machine."""
    domain = letterhead.address.rpartition("@")[2]
    return EmailMessage(
        subject=str(SUBJECT),
        body=body_of(tidings, letterhead.link),
        from_email=formataddr((str(SENDER), letterhead.address)),
        to=[address],
        headers={"Message-ID": f"<{uuid4()}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


class MailServer:
    """One connection for a round. Once it cannot be made, nothing more is tried until the next round."""

    def __init__(self) -> None:
        self._connection = get_connection()
        self._answers = True

    def answers(self) -> bool:
        try:
            if self._answers:
                self._connection.open()
        except OSError:
            self._answers = False
            log.warning("the mail server does not answer", exc_info=True)
        return self._answers

    def takes(self, message: EmailMessage) -> bool:
        """A refusal ends the connection, lest it spoil the next person's mail."""
        try:
            self._connection.send_messages([message])
        except (OSError, ValueError):
            log.warning("a mail was not sent", exc_info=True)
            self.hang_up()
            return False
        return True

    def hang_up(self) -> None:
        with suppress(OSError):
            self._connection.close()


def _deliver(
    server: MailServer, letterhead: Letterhead, client: "Client", address: str, now: datetime
) -> Outcome:
    if not server.answers():
        return Outcome.LEFT
    claimed = claim_mail(client=client, now=now)
    if not claimed:
        return Outcome.TAKEN
    if server.takes(letter(address, {Tiding(one.tiding) for one in claimed}, letterhead)):
        return Outcome.SENT
    log.warning(f"client {client.pk} waits for mail")
    give_back_mail(claimed)
    return Outcome.LEFT


def _reachable(clients: Iterable["Client"], keyring: Keyring) -> Iterator[tuple["Client", str]]:
    opened = ((client, _address(client, keyring)) for client in clients)
    return ((client, address) for client, address in opened if address)


def _address(client: "Client", keyring: Keyring) -> str:
    """Empty where there is none, and where it is spoilt: that costs nobody else their mail."""
    try:
        address = keyring.open(client, "mail_address")
    except (KeyGone, SealBroken):
        address = _SPOILT
    if address and not is_mail_address(address):
        log.warning(f"the address of client {client.pk} is spoilt")
        return ""
    return address
