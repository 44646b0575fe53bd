"""Limits, for the rules. Who may be told of one is a question for `core.disclosure`."""

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from unhurried.consent.models import Boundary
from unhurried.core.boundaries import Direction, Limit, Word, limits_in_force
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client


def limits_between(client_ids: Collection[UUID], keyring: Keyring) -> list[Limit]:
    """Every limit these people ever set, as dated rows."""
    rows = list(Boundary.objects.filter(client__in=client_ids).order_by("client", "sequence", "said_at"))
    keyring.prepare(rows, "about", "said")
    return [_limit(row, keyring) for row in rows]


def own_limits_for(viewer: Client, *, at: datetime, keyring: Keyring) -> dict[tuple[str, Direction], Word]:
    """A person's own limits as they hold now."""
    in_force = limits_in_force(limits_between([viewer.pk], keyring), at=at)
    return {(limit.what, limit.direction): limit.word for limit in in_force}


def _limit(row: Boundary, keyring: Keyring) -> Limit:
    about = json.loads(keyring.open(row, "about"))
    owner = str(row.client_id)
    return Limit(
        owner=owner,
        set_by=owner,
        what=about["what"],
        direction=Direction(about["direction"]),
        word=Word(keyring.open(row, "said")),
        sequence=row.sequence,
        at=row.said_at,
    )
