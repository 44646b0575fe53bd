"""What a person says of their own limits. Only ever a new row: what was said before stays as it was said.

Parts of an act: `homework.services` performs them, since a limit can end an evening that is under way.
"""

import json
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from unhurried.consent.models import Boundary, Switch
from unhurried.core.boundaries import Direction, Word
from unhurried.core.history import SwitchName
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act
from unhurried.people.models import Client


def put_boundary(
    act: Act,
    *,
    client: Client,
    what: str,
    direction: Direction,
    word: Word,
    other: Client | None = None,
    shapes: bool = False,
    keyring: Keyring,
) -> UUID:
    """A "not now" or "never" counts at once, also from a page that stood open while one was loosened.

    Not so one that `shapes`: it lets something go on, and an old page does not overrule a newer word.
    """
    sequence = max(act.sequence, _newest(client) if word.is_no and not shapes else 0)
    about = {
        "what": what,
        "direction": direction.value,
        "other": str(other.pk) if other else None,
        "shapes": shapes,
    }
    row = Boundary(clinic_id=client.clinic_id, client=client, sequence=sequence, said_at=act.at)
    row.about = keyring.seal(row, "about", json.dumps(about))
    row.said = keyring.seal(row, "said", word.value)
    row.save(force_insert=True)
    return row.pk


def put_switch(act: Act, *, client: Client, name: SwitchName, is_on: bool) -> UUID:
    return Switch.objects.create(
        clinic_id=client.clinic_id, client=client, name=name.value, is_on=is_on, switched_at=act.at
    ).pk


def put_switches_read(act: Act, *, client: Client, as_of: datetime) -> None:
    Switch.objects.filter(client=client, read_at=None, switched_at__lte=as_of).update(read_at=act.at)


def _newest(client: Client) -> int:
    said = Boundary.objects.filter(client=client)
    return said.aggregate(newest=Max("sequence"))["newest"] or 0
