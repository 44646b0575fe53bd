"""Changes to a person's own limits. Only ever a new row: what was said before stays as it was said."""

import json
from uuid import UUID

from django.db.models import Max

from unhurried.consent.models import Boundary
from unhurried.core.boundaries import Direction, Word
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def set_boundary(
    act: Act, *, client: Client, what: str, direction: Direction, word: Word, keyring: Keyring
) -> UUID:
    """Say where one's limit lies for a zone or an activity, towards everybody.

    A "not now" or "never" counts at once, also from a page that stood open while something was loosened.
    """
    sequence = max(act.sequence, _newest(client) if word.is_no else 0)
    row = Boundary(clinic_id=client.clinic_id, client=client, sequence=sequence, said_at=act.at)
    row.about = keyring.seal(row, "about", json.dumps({"what": what, "direction": direction.value}))
    row.said = keyring.seal(row, "said", word.value)
    row.save(force_insert=True)
    return row.pk


def _newest(client: Client) -> int:
    said = Boundary.objects.filter(client=client)
    return said.aggregate(newest=Max("sequence"))["newest"] or 0
