from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from unhurried.core.disclosure import Tiding
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Notice


def tell(act: Act, people: Iterable[Client], tiding: Tiding, *, from_at: datetime) -> None:
    """Write down, inside the act that causes it, that these people are to be told; each kind once."""
    for client in people:
        Notice.objects.get_or_create(
            client=client,
            tiding=tiding.value,
            from_at=from_at,
            defaults={"clinic_id": act.clinic_id},
        )


@is_act
def see_notices(act: Act, *, client: Client) -> UUID:
    Notice.objects.filter(client=client, seen_at=None, from_at__lte=act.at).update(seen_at=act.at)
    return client.pk


@is_act
def set_mail_address(act: Act, *, client: Client, address: str, keyring: Keyring) -> UUID:
    """Where neutral mail goes; empty: no mail."""
    Client.objects.filter(pk=client.pk).update(mail_address=keyring.seal(client, "mail_address", address))
    return client.pk
