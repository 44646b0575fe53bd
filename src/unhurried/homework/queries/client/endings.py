"""What has ended for people treated together, what of it stays theirs, and what nobody has heard yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, Q, UUIDField

from unhurried.crypto.fields import Keyring
from unhurried.homework.queries.client.today import Card, kept_for
from unhurried.people.models import Client, Episode
from unhurried.people.queries import takes_part
from unhurried.storage.prepared import Given, Prepared


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A part of somebody's work that has come to an end, and the sheet to keep. Each in it reads the same."""

    relationship_id: UUID
    began_on: date
    ended_on: date
    farewell: str
    kept: tuple[Card, ...]


_the_client, _now = Given("client", UUIDField()), Given("now", DateTimeField())
_episodes = Prepared(
    lambda: (
        Episode.objects.filter(takes_part(_the_client, now=_now))
        .filter(Q(closed_on=None) | Q(ends_at__isnull=False))
        .select_related("relationship")
        .order_by("opened_on", "pk")
    )
)


def endings_for(
    viewer: Client, shared: Collection[UUID], keyring: Keyring, *, is_own: bool = False, now: datetime
) -> list[Ending]:
    """What has ended of what they share; `is_own`: of what nobody else takes part in.

    Of what a person keeps, it names what was everybody's: their own things have their own page.
    """
    ended = [one for one in _ended(viewer, now) if (one.relationship_id in shared) is not is_own]
    kept = kept_for(viewer, now=now) if ended else []
    return [_ending(one, kept, keyring, is_own=is_own) for one in ended]


def has_care(viewer: Client, shared: Collection[UUID], *, now: datetime) -> bool:
    """Whether pages say that somebody's care goes on. In company it follows what they share, and no more."""
    mine = [one for one in _newest(viewer, now) if not shared or one.relationship_id in shared]
    return not mine or any(not _has_ended(one, now) for one in mine)


def _ended(viewer: Client, now: datetime) -> list[Episode]:
    return [one for one in _newest(viewer, now) if _has_ended(one, now)]


def _newest(viewer: Client, now: datetime) -> list[Episode]:
    """Of each relationship they are seen to take part in."""
    rows = _episodes(client=viewer.pk, now=now)
    return list({row.relationship_id: row for row in rows}.values())


def _has_ended(episode: Episode, now: datetime) -> bool:
    return episode.ends_at is not None and episode.ends_at <= now


def _ending(episode: Episode, kept: Iterable[Card], keyring: Keyring, *, is_own: bool) -> Ending:
    assert episode.ends_at is not None, "only what has ended has a sheet"
    ends_at = episode.ends_at.astimezone(ZoneInfo(episode.relationship.time_zone))
    here = (card for card in kept if card.assignment.relationship_id == episode.relationship_id)
    return Ending(
        relationship_id=episode.relationship_id,
        began_on=episode.opened_on,
        ended_on=ends_at.date(),
        farewell=keyring.open(episode, "farewell"),
        kept=tuple(card for card in here if is_own or card.assignment.client_id is None),
    )
