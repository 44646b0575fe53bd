"""The private area has a code of its own, asked again after a while: a phone that lies open tells little."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password

from unhurried.people.acts import Act, is_act
from unhurried.people.models import Account, AccountSession

STAYS_UNLOCKED: Final = timedelta(minutes=5)


@is_act
def set_private_code(act: Act, *, account: Account, password: str) -> UUID:
    """Choose a PIN or passphrase. The page has asked for the old one, or for the sign-in password."""
    Account.objects.filter(pk=account.pk).update(private_code=make_password(password))
    return account.pk


@is_act
def unlock_private(act: Act, *, account: Account, session_key: str) -> UUID:
    """Open the private area on this device, for five minutes."""
    AccountSession.objects.filter(pk=session_key, account=account).update(unlocked_at=act.at)
    return account.pk


def private_code_matches(account: Account, code: str) -> bool:
    """Whether this is the person's code. As slow for a wrong one as for a right one."""
    return bool(account.private_code) and check_password(code, account.private_code)
