"""Whom of those who work here mail calls to something unread: its clinician, then cover, then managers."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from unhurried.core.hearing import Call
from unhurried.crypto.fields import Keyring
from unhurried.homework.queries.calling import Step, steps_due
from unhurried.homework.services.calling import claim_steps, give_back_steps
from unhurried.notify.mail import address_in

if TYPE_CHECKING:
    from unhurried.people.models import WorkAddress

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class ToStaff:
    row: "WorkAddress"
    address: str
    steps: list[Step]
    now: datetime
    _claimed: list[Step] = field(default_factory=list)

    def claim(self) -> Collection[Call]:
        self._claimed = claim_steps(self.row, self.steps, now=self.now)
        return {one.call for one in self._claimed}

    def give_back(self) -> None:
        log.warning(f"work address {self.row.pk} waits for mail")
        give_back_steps(self.row, self._claimed)


def staff_due(keyring: Keyring, *, now: datetime) -> Iterator[ToStaff]:
    for row, steps in steps_due(now):
        if address := address_in(row, "address", keyring):
            yield ToStaff(row=row, address=address, steps=steps, now=now)
