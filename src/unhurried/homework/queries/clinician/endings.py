"""What may be closed, what of it stays usable, and what nobody has heard before that."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Max, Q

from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.endings import stays_usable
from unhurried.homework.boards import lands_in
from unhurried.homework.evenings import over
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import AfterAnswer, Assignment, Barrier, Practice, Review
from unhurried.people.models import Client, Clinician, Episode, Participation, Relationship
from unhurried.people.queries import care_has_ended, people_seen_in, seen


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


def between_hands_under(viewer: Clinician, client: Client, *, now: datetime) -> list[Episode]:
    """What this person shares with somebody in another's care: the one that is open, or ended last."""
    if client.clinician_id != viewer.pk:
        return []
    seats = Participation.objects.filter(seen(now), client=client)
    told = Q(closed_on=None) | Q(ends_at__isnull=False)
    rows = Episode.objects.filter(told, clinician=None, relationship__in=seats.values("relationship"))
    newest = {row.relationship_id: row for row in rows.order_by("opened_on", "pk")}
    return sorted(newest.values(), key=lambda row: row.pk)


def episode_between_under(viewer: Clinician, relationship_id: UUID, *, now: datetime) -> Episode | None:
    """The open one that lies between hands, for whoever treats somebody in it."""
    rows = Episode.objects.filter(clinician=None, closed_on=None, relationship=relationship_id)
    own = [one for one in people_seen_in(relationship_id, now=now) if one.clinician_id == viewer.pk]
    return rows.select_related("relationship").order_by("-opened_on", "pk").first() if own else None


def lands_between(episode: Episode, *, now: datetime) -> datetime:
    """From when the pages of everybody in it say that it has ended."""
    return lands_in(episode.relationship_id, now=now)


def care_ended_under(viewer: Clinician) -> set[UUID]:
    """Of everybody in this clinician's care, those for whom nothing is open any more."""
    seats = Participation.objects.filter(client__clinician=viewer, relationship__episodes__clinician=viewer)
    closed = seats.filter(relationship__episodes__ends_at__isnull=False)
    still_open = seats.filter(left_at=None, relationship__episodes__closed_on=None)
    return set(closed.values_list("client_id", flat=True)) - set(
        still_open.values_list("client_id", flat=True)
    )


def ended_alone_under(viewer: Clinician, client: Client, *, now: datetime) -> list[UUID]:
    """Where this person was treated alone, and their care has ended."""
    rows = Relationship.objects.filter(care_has_ended(now), participations__client=client)
    own = rows.filter(episodes__clinician=viewer).distinct()
    alone = own.annotate(seats=Count("participations", distinct=True)).filter(seats=1)
    return list(alone.order_by("pk").values_list("pk", flat=True))


def keepable_in(relationship_id: UUID) -> list[Assignment]:
    """What lies before people here and may stay usable once their care has ended."""
    rows = Assignment.objects.filter(relationship=relationship_id, let_go_at=None)
    return [
        row
        for row in rows.defer("sheet").order_by("position", "pk")
        if stays_usable(exercise_by_digest(row.exercise_id), row.phase)
    ]


def unread_answers_in(relationship_id: UUID, people: Iterable[Client]) -> list[AfterAnswer]:
    """What these people said in private after evenings here, and nobody has read as it stands now."""
    rows = AfterAnswer.objects.filter(
        Q(seen_at=None) | Q(seen_at__lt=F("answered_at")),
        practice__assignment__relationship=relationship_id,
        client__in=list(people),
    )
    return list(rows.select_related("practice").order_by("answered_at", "pk"))


@dataclass(frozen=True, kw_only=True)
class Unread:
    """`has_stopped`: an evening of it was stopped early."""

    since: datetime
    has_stopped: bool


def unread_in(relationship_id: UUID, *, now: datetime) -> dict[Assignment, Unread]:
    """What was given here about which something was sent that nobody has answered, the oldest first."""
    mine = {"assignment__relationship": relationship_id}
    rows = Practice.objects.filter(over(now), **mine).select_related("assignment")
    sent = [(row.assignment, row.over_at, row.outcome != Practice.Outcome.FINISHED) for row in rows]
    barriers = Barrier.objects.filter(**mine).select_related("assignment")
    sent += [(row.assignment, row.told_at, False) for row in barriers]
    answered = dict(
        Review.objects.filter(**mine).values_list("assignment_id").annotate(Max("reviewed_at")).order_by()
    )
    found: dict[Assignment, Unread] = {}
    for given, at, has_stopped in sent:
        if at and (given.pk not in answered or at > answered[given.pk]):
            before = found.get(given, Unread(since=at, has_stopped=False))
            found[given] = Unread(since=min(at, before.since), has_stopped=has_stopped or before.has_stopped)
    return dict(sorted(found.items(), key=lambda one: (one[1].since, one[0].pk)))


def still_unheard_in(relationship_id: UUID, people: Iterable[Client], *, now: datetime) -> set[UUID]:
    """Concerns not spoken about, private answers not read, and what was sent and nobody has answered."""
    return unheard_of(relationship_id, people) | {one.pk for one in unread_in(relationship_id, now=now)}


def unheard_of(relationship_id: UUID, people: Iterable[Client]) -> set[UUID]:
    """Of these people alone: concerns not spoken about, and private answers not read."""
    here = list(people)
    concerns = {pk for one in here for pk in unanswered_concerns_of(one.pk)}
    return concerns | {one.pk for one in unread_answers_in(relationship_id, here)}
