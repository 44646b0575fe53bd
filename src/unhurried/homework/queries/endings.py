"""What has ended for people treated together, what of it stays theirs, and what nobody has heard yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import DateTimeField, F, Q, UUIDField

from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.endings import stays_usable
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import AfterAnswer, Assignment
from unhurried.homework.queries.today import Card, kept_for
from unhurried.people.models import Client, Clinician, Episode, Participation, Relationship
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


def open_episode_under(viewer: Clinician, relationship: Relationship) -> Episode | None:
    """The one that this clinician may close."""
    rows = Episode.objects.filter(clinician=viewer, relationship=relationship, closed_on=None)
    return rows.order_by("-opened_on", "pk").first()


def closed_episode_under(viewer: Clinician, relationship: Relationship) -> Episode | None:
    """The one that was closed last, where none is open."""
    if open_episode_under(viewer, relationship):
        return None
    rows = Episode.objects.filter(clinician=viewer, relationship=relationship, ends_at__isnull=False)
    return rows.order_by("-ends_at", "pk").first()


def care_ended_under(viewer: Clinician) -> set[UUID]:
    """Of everybody in this clinician's care, those for whom nothing is open any more."""
    seats = Participation.objects.filter(client__clinician=viewer, relationship__episodes__clinician=viewer)
    closed = seats.filter(relationship__episodes__ends_at__isnull=False)
    still_open = seats.filter(left_at=None, relationship__episodes__closed_on=None)
    return set(closed.values_list("client_id", flat=True)) - set(
        still_open.values_list("client_id", flat=True)
    )


def keepable_in(relationship_id: UUID) -> list[Assignment]:
    """What lies before people here and may stay usable once their care has ended."""
    rows = Assignment.objects.filter(relationship=relationship_id, let_go_at=None)
    is_for_one = Participation.objects.filter(relationship=relationship_id).count() == 1
    return [
        row
        for row in rows.defer("sheet").order_by("position", "pk")
        if stays_usable(
            exercise_by_digest(row.exercise_id),
            row.phase,
            is_for_one=is_for_one or row.client_id is not None,
        )
    ]


def unread_answers_in(relationship_id: UUID, people: Iterable[Client]) -> list[AfterAnswer]:
    """What these people said in private after evenings here, and nobody has read as it stands now."""
    rows = AfterAnswer.objects.filter(
        Q(seen_at=None) | Q(seen_at__lt=F("answered_at")),
        practice__assignment__relationship=relationship_id,
        client__in=list(people),
    )
    return list(rows.select_related("practice").order_by("answered_at", "pk"))


def still_unheard_in(relationship_id: UUID, people: Iterable[Client]) -> set[UUID]:
    """Concerns that were not spoken about, and private answers that were not read."""
    here = list(people)
    concerns = {pk for one in here for pk in unanswered_concerns_of(one.pk)}
    return concerns | {one.pk for one in unread_answers_in(relationship_id, here)}
