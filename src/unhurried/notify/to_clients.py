"""Whom of the clients mail is due to, and what it tells them."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from unhurried.core.disclosure import Tiding
from unhurried.crypto.fields import Keyring
from unhurried.notify.mail import address_in
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


def clients_due(keyring: Keyring, *, now: datetime) -> Iterator[ToClient]:
    for client in clients_awaiting_mail(now):
        if address := address_in(client, "mail_address", keyring):
            yield ToClient(client=client, address=address, now=now)
