"""What a manager's pages say about a licence: who looked, when, and what is missing."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from unhurried.core.scopes import CHECK_STANDS_FOR

if TYPE_CHECKING:
    from unhurried.people.models import Credential


def licence_words(credential: "Credential | None", *, today: date) -> list[str]:
    """A check tells that somebody looked in a register on a day. It vouches for nobody."""
    if credential is None:
        return [_("No licence recorded.")]
    return [*_check(credential, today), _expiry(credential, today)]


def _check(credential: "Credential", today: date) -> Iterable[str]:
    if credential.checked_on is None:
        yield _("Nobody has checked it yet.")
        return
    yield _("Licence checked on %(day)s by %(who)s.") % {
        "day": _day(credential.checked_on),
        "who": credential.checked_by,
    }
    if not timedelta(0) <= today - credential.checked_on <= CHECK_STANDS_FOR:
        yield _("That check no longer counts; another look is asked for.")


def _expiry(credential: "Credential", today: date) -> str:
    """The last day on a licence is already too late: `core.scopes` reads it the same way."""
    words = _("Expired on %(day)s.") if credential.expires_on <= today else _("Runs until %(day)s.")
    return words % {"day": _day(credential.expires_on)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")
