"""Changes to a person's own limits. Only ever a new row: what was said before stays as it was said."""

import json
from uuid import UUID

from unhurried.consent.models import Boundary
from unhurried.core.boundaries import Direction, Word
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def set_boundary(
    act: Act, *, client: Client, what: str, direction: Direction, word: Word, keyring: Keyring
) -> UUID:
    """Say where one's limit lies for a zone or an activity, towards everybody. Tightening counts at once."""
    row = Boundary(clinic_id=client.clinic_id, client=client, sequence=act.sequence, said_at=act.at)
    row.about = keyring.seal(row, "about", json.dumps({"what": what, "direction": direction.value}))
    row.said = keyring.seal(row, "said", word.value)
    row.save(force_insert=True)
    return row.pk
