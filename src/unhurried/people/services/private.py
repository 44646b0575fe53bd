"""The private area has a code of its own, asked again after a while: a phone that lies open tells little.

A second one shows a plain day instead. Everybody who has a code has a second, which nobody knows unless they
chose it: so neither the records nor the time that a try takes tell whether somebody did.
"""

from datetime import timedelta
from enum import Enum, auto
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from unhurried.people.acts import Act, is_act
from unhurried.people.models import Account, AccountSession

STAYS_UNLOCKED: Final = timedelta(minutes=5)


class Code(Enum):
    """Which code was typed."""

    OWN = auto()
    SECOND = auto()
    NEITHER = auto()


@is_act
def set_private_code(act: Act, *, account: Account, password: str, session_key: str = "") -> UUID:
    """Choose a PIN or passphrase; the page has asked for the sign-in password.

    It opens the private area on this device and closes it on every other one.
    """
    Account.objects.filter(pk=account.pk).update(private_code=make_password(password))
    if not account.second_code or check_password(password, account.second_code):
        _put_second(account, code="", tells=False)
    AccountSession.objects.filter(account=account).update(unlocked_at=None)
    _of(account, session_key).update(unlocked_at=act.at, is_plain=False)
    return account.pk


@is_act
def set_second_code(act: Act, *, account: Account, password: str, tells: bool) -> UUID:
    """Choose the code that shows a plain day; without one, none that anybody knows. Differs from their own.

    `tells`: the clinician hears when it is typed.
    """
    _put_second(account, code=password, tells=tells)
    return account.pk


@is_act
def unlock_private(act: Act, *, account: Account, session_key: str, is_plain: bool = False) -> UUID:
    """Open the private area on this device, for five minutes; or the plain day in its place."""
    _of(account, session_key).update(unlocked_at=act.at, is_plain=is_plain)
    return account.pk


@is_act
def lock_private(act: Act, *, account: Account, session_key: str) -> UUID:
    """Close it again before that, as when somebody comes in."""
    _of(account, session_key).update(unlocked_at=None)
    return account.pk


def code_found(account: Account, code: str) -> Code:
    """Both are tried, whatever comes of the first: one takes as long as the other, and as a wrong one."""
    is_own = check_password(code, account.private_code)
    is_second = check_password(code, account.second_code)
    if not account.private_code or not (is_own or is_second):
        return Code.NEITHER
    return Code.OWN if is_own else Code.SECOND


def private_code_matches(account: Account, code: str) -> bool:
    return code_found(account, code) is Code.OWN


def _put_second(account: Account, *, code: str, tells: bool) -> None:
    chosen = make_password(code or get_random_string(40))
    Account.objects.filter(pk=account.pk).update(second_code=chosen, second_code_tells=tells)


def _of(account: Account, session_key: str) -> QuerySet[AccountSession]:
    return AccountSession.objects.filter(pk=session_key, account=account)
