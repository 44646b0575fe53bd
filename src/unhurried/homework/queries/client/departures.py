"""Who takes part no longer, as those who stay read it: by name, and neither when it ended nor why."""

from datetime import datetime, timedelta
from typing import Final

from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of, posted_at
from unhurried.people.models import Client, Participation, Relationship

TOLD_FOR: Final = timedelta(weeks=2)


def departed_for(viewer: Client, relationship: Relationship, keyring: Keyring, *, now: datetime) -> list[str]:
    """Those who left the pages while this person took part: from that posting on, for two weeks.

    It comes and goes with a posting, so that it tells no hour. Whoever came back takes part.
    """
    seats = list(Participation.objects.filter(relationship=relationship).select_related("client"))
    here = {seat.client_id: seat for seat in seats if seat.is_seen_at(now)}
    posting = posted_at(board_of(relationship.pk), people=len(seats), now=now)
    since = max(here[viewer.pk].joined_at, posting - TOLD_FOR)
    departed = {
        seat.client
        for seat in seats
        if seat.left_at and since < seat.left_at <= posting and seat.client_id not in here
    }
    keyring.prepare(list(departed), "name")
    return sorted((keyring.open(one, "name") for one in departed), key=str.casefold)
