"""Room mode: while somebody sits beside the screen, nothing private is on it. Kept with the sign-in."""

from uuid import UUID

from unhurried.people.acts import Act, is_act
from unhurried.people.models import Account, AccountSession


@is_act
def enter_room(act: Act, *, account: Account, session_key: str) -> UUID:
    """From now on, on every page of this sign-in."""
    AccountSession.objects.filter(pk=session_key, account=account).update(in_room_since=act.at)
    return account.pk


@is_act
def leave_room(act: Act, *, account: Account, session_key: str) -> UUID:
    AccountSession.objects.filter(pk=session_key, account=account).update(in_room_since=None)
    return account.pk
