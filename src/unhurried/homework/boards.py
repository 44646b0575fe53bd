"""The board of a relationship: when it is renewed, what its preset is, and its hidden draws."""

from datetime import datetime
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import UUIDField

from unhurried.core.discretion import PRESETS, Chance, PresetName
from unhurried.core.invitations import Board
from unhurried.core.postings import Schedule
from unhurried.crypto.seals import mac
from unhurried.people.models import Episode, Participation, Relationship
from unhurried.storage.prepared import Given, Prepared

_episodes = Prepared(
    lambda: (
        Episode.objects.filter(relationship=Given("relationship", UUIDField()))
        .select_related("relationship")
        .order_by("opened_on", "pk")
    )
)


def board_of(relationship_id: UUID) -> Board:
    """By the newest episode: a relationship keeps its preset for as long as that lasts."""
    episode = _episodes(relationship=relationship_id)[-1]
    return board_under(episode, episode.relationship)


def board_under(episode: Episode, relationship: Relationship) -> Board:
    preset = PRESETS[PresetName(episode.preset)]
    schedule = Schedule(weekdays=preset.weekdays, zone=ZoneInfo(relationship.time_zone))
    return Board(schedule=schedule, preset=preset, chance=chances_of(relationship.pk))


def chances_of(relationship_id: UUID) -> Chance:
    """The draws of one relationship. They follow from a key of ours and public words, from nothing else."""

    @cache
    def chance(*slot: str) -> int:
        return int.from_bytes(mac("draw", str(relationship_id), *slot)[:8], "big")

    return chance


def posted_at(board: Board, *, people: int, now: datetime) -> datetime:
    """As of when pages are shown: the last posting, or now where there is nobody to be discreet towards."""
    return now if people == 1 else board.schedule.last(now)


def lands_in(relationship_id: UUID, *, is_own: bool = False, now: datetime) -> datetime:
    """From when a change in a relationship is seen; what is one person's own, at once.

    Whoever was ever here with others keeps the postings.
    """
    people = 1 if is_own else Participation.objects.filter(relationship=relationship_id).count()
    return lands_at(board_of(relationship_id), people=people, now=now)


def lands_at(board: Board, *, people: int, now: datetime) -> datetime:
    """From when a change made now is seen: the next posting, or at once for one person alone."""
    return now if people == 1 else board.schedule.next(now)
