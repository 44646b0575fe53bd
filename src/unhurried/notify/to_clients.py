"""Whom of the clients mail is due to, and what it tells them."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from unhurried.core.contact import Channel
from unhurried.core.disclosure import Tiding
from unhurried.crypto.envelope import SealBroken
from unhurried.crypto.fields import KeyGone, Keyring
from unhurried.notify.mail import address_in
from unhurried.people.contact import contact_choices_of
from unhurried.people.queries import clients_awaiting_mail
from unhurried.people.services import claim_mail, give_back_mail

if TYPE_CHECKING:
    from unhurried.people.models import Client, Notice

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class ToClient:
    client: "Client"
    address: str
    now: datetime
    _claimed: "list[Notice]" = field(default_factory=list)

    def claim(self) -> Collection[Tiding]:
        self._claimed = claim_mail(client=self.client, now=self.now)
        return {Tiding(one.tiding) for one in self._claimed}

    def give_back(self) -> None:
        log.warning(f"client {self.client.pk} waits for mail")
        give_back_mail(self._claimed)


def _may_be_mailed(client: "Client", keyring: Keyring) -> bool:
    """Whoever ruled mail out gets none, whatever address stands. What cannot be read may rule it out."""
    try:
        return contact_choices_of(client, keyring).may_use(Channel.MAIL)
    except (KeyGone, SealBroken, ValueError):
        log.warning(f"how client {client.pk} may be reached is spoilt")
        return False


def clients_due(keyring: Keyring, *, now: datetime) -> Iterator[ToClient]:
    for client in clients_awaiting_mail(now):
        address = address_in(client, "mail_address", keyring)
        if address and _may_be_mailed(client, keyring):
            yield ToClient(client=client, address=address, now=now)
