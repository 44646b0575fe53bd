"""Mail: one of a few fixed sentences and the front address, to people who gave an address for it.

What is told is claimed before its mail is sent, and given back when the mail server refuses it. So two
processes never send the same mail. A process that dies in between loses that one mail: the same one twice
would make people wonder what happened.
"""

import logging
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import formataddr
from enum import StrEnum
from typing import Final, Protocol
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection
from django.db import models

from unhurried.core.disclosure import Tiding
from unhurried.core.hearing import Call
from unhurried.crypto.envelope import SealBroken
from unhurried.crypto.fields import KeyGone, Keyring
from unhurried.notify.sentences import SENDER, SUBJECT, body_of
from unhurried.people.services import is_mail_address

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


class Addressee(Protocol):
    """Somebody for whom something is due, and the address it goes to."""

    @property
    def address(self) -> str: ...

    def claim(self) -> Collection[Tiding | Call]:
        """Take what is due. Whoever asks after that is given none of it."""

    def give_back(self) -> None:
        """What was taken was not sent after all."""


def send(addressees: Iterable[Addressee], letterhead: Letterhead) -> Counter[Outcome]:
    """One mail for each of them. How many came to which outcome."""
    server = MailServer()
    outcomes = Counter(_deliver(server, letterhead, one) for one in addressees)
    server.hang_up()
    return outcomes


def address_in(row: models.Model, field: str, keyring: Keyring) -> str:
    """Empty where there is none, and where it is spoilt: that costs nobody else their mail."""
    try:
        address = keyring.open(row, field)
    except (KeyGone, SealBroken):
        address = _SPOILT
    if address and not is_mail_address(address):
        log.warning(f"the address of {row._meta.model_name} {row.pk} is spoilt")
        return ""
    return address


def letter(address: str, told: Collection[Tiding | Call], letterhead: Letterhead) -> EmailMessage:
    """With an id of its own: the one that Django makes would tell the name of this machine."""
    domain = letterhead.address.rpartition("@")[2]
    return EmailMessage(
        subject=str(SUBJECT),
        body=body_of(told, letterhead.link),
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


def _deliver(server: MailServer, letterhead: Letterhead, one: Addressee) -> Outcome:
    if not server.answers():
        return Outcome.LEFT
    told = one.claim()
    if not told:
        return Outcome.TAKEN
    if server.takes(letter(one.address, told, letterhead)):
        return Outcome.SENT
    one.give_back()
    return Outcome.LEFT
