"""The private area has a code of its own, asked again after a while: a phone that lies open tells little."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet

from unhurried.people.acts import Act, is_act
from unhurried.people.models import Account, AccountSession

STAYS_UNLOCKED: Final = timedelta(minutes=5)


@is_act
def set_private_code(act: Act, *, account: Account, password: str, session_key: str = "") -> UUID:
    """Choose a PIN or passphrase; the page has asked for the sign-in password.

    It opens the private area on this device and closes it on every other one.
    """
    Account.objects.filter(pk=account.pk).update(private_code=make_password(password))
    AccountSession.objects.filter(account=account).update(unlocked_at=None)
    _of(account, session_key).update(unlocked_at=act.at)
    return account.pk


@is_act
def unlock_private(act: Act, *, account: Account, session_key: str) -> UUID:
    """Open the private area on this device, for five minutes."""
    _of(account, session_key).update(unlocked_at=act.at)
    return account.pk


@is_act
def lock_private(act: Act, *, account: Account, session_key: str) -> UUID:
    """Close it again before that, as when somebody comes in."""
    _of(account, session_key).update(unlocked_at=None)
    return account.pk


def private_code_matches(account: Account, code: str) -> bool:
    """Whether this is the person's code. As slow for a wrong one as for a right one."""
    return bool(account.private_code) and check_password(code, account.private_code)


def _of(account: Account, session_key: str) -> QuerySet[AccountSession]:
    return AccountSession.objects.filter(pk=session_key, account=account)
