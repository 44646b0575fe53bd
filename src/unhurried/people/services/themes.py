from uuid import UUID

from unhurried.people.acts import Act, is_act
from unhurried.people.models import Account


@is_act
def choose_theme(act: Act, *, account: Account, theme: str) -> UUID:
    """`light`, `dark`, or empty for what the device prefers."""
    Account.objects.filter(pk=account.pk).update(theme=theme)
    return account.pk
