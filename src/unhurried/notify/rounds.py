"""One round of mail: to those who work here first, since what they read may not wait; then to clients."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from unhurried.crypto.fields import Keyring
from unhurried.notify.mail import Addressee, Letterhead, Outcome, send
from unhurried.notify.to_clients import clients_due
from unhurried.notify.to_staff import staff_due


def send_due(letterhead: Letterhead, *, keyring: Keyring, now: datetime) -> Counter[Outcome]:
    """Mail whatever is due, one mail for each person. How many people came to which outcome."""
    return send(_due(keyring, now), letterhead)


def _due(keyring: Keyring, now: datetime) -> Iterator[Addressee]:
    yield from staff_due(keyring, now=now)
    yield from clients_due(keyring, now=now)
