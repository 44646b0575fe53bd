from datetime import datetime
from uuid import UUID

from unhurried.consent.services import put_switches_read
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client
from unhurried.people.services import put_whereabouts_read


@is_act
def read_changes(act: Act, *, client: Client, as_of: datetime) -> UUID:
    """Their clinician has read where they are and what is different. Nothing rests or opens because of it.

    `as_of`: the newest that was read. What came in meanwhile waits.
    """
    put_whereabouts_read(act, client=client, as_of=as_of)
    put_switches_read(act, client=client, as_of=as_of)
    return client.pk
