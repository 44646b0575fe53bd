"""Sessions in which the private area lies open, so that a sweep goes through it as well."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from unhurried.people.models import AccountSession


def open_private(session_keys: Iterable[str | None], *, at: datetime) -> None:
    """For longer than any sweep takes."""
    AccountSession.objects.filter(pk__in=tuple(session_keys)).update(unlocked_at=at + timedelta(days=1))
