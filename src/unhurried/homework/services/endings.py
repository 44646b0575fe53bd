"""Closing an episode: bodies rest at once, and pages say at the next posting that the care has ended."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from unhurried.core.disclosure import Tiding
from unhurried.core.handovers import may_end_between
from unhurried.core.holds import HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import lands_in
from unhurried.homework.models import Assignment, Occasion, Plan
from unhurried.homework.queries.clinician.endings import keepable_in, still_unheard_in, unheard_of
from unhurried.homework.services.holds import raise_hold
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, Episode
from unhurried.people.queries import people_seen_in, relationship_under_lock, treated_with_others
from unhurried.people.services import put_close_of_episode, tell


class StillUnheard(Exception):
    """Something was not spoken about, read or answered, and nobody said that they know of it."""


class NotTheirs(Exception):
    """They treat nobody in it, or it lies in one hand."""


@is_act
def close_episode(
    act: Act,
    *,
    episode: Episode,
    kept: Collection[UUID],
    farewell: str,
    known: Collection[UUID] = (),
    keyring: Keyring,
) -> UUID:
    """End the care of everybody in it. Of what was given, `kept` stays usable, and what is small and solo.

    `known`: concerns, private answers, and what was given with something to read, that the clinician leaves
    open on purpose; raises StillUnheard for any other. What may not stay is let go whatever was chosen.
    Closed already, it stays as it was.
    """
    relationship = relationship_under_lock(episode.relationship_id)
    people = people_seen_in(relationship.pk, now=act.at)
    if not still_unheard_in(relationship.pk, people, now=act.at) <= set(known):
        raise StillUnheard
    if not Episode.objects.filter(pk=episode.pk, closed_on=None).exists():
        return episode.pk
    _end(act, episode, kept, farewell, keyring)
    return episode.pk


@is_act
def close_between_hands(
    act: Act, *, episode: Episode, clinician: Clinician, known: Collection[UUID] = (), keyring: Keyring
) -> UUID:
    """End what lies between several hands, as one of them, and for everybody alike.

    No clinician reads what was given in it, so nobody chooses among it: all that may stay usable does, and
    there are no words to keep. `known` is asked for of those in this clinician's care; what waits of the
    others stays with whoever treats them. Raises NotTheirs, and StillUnheard. Closed already, it stays so.
    """
    relationship = relationship_under_lock(episode.relationship_id)
    people = people_seen_in(relationship.pk, now=act.at)
    if not may_end_between(clinician.pk, [one.clinician_id for one in people]):
        raise NotTheirs
    own = [one for one in people if one.clinician_id == clinician.pk]
    if not unheard_of(relationship.pk, own) <= set(known):
        raise StillUnheard
    if Episode.objects.filter(pk=episode.pk, closed_on=None).exists():
        _end(act, episode, _ids(keepable_in(relationship.pk)), "", keyring)
    return episode.pk


def _end(act: Act, episode: Episode, kept: Collection[UUID], farewell: str, keyring: Keyring) -> None:
    """The same for everybody in it, whoever closes it."""
    relationship = episode.relationship
    lands_at = lands_in(relationship.pk, now=act.at)
    put_close_of_episode(act, episode=episode, farewell=farewell, lands_at=lands_at, keyring=keyring)
    Plan.objects.filter(episode=episode, ended_at=None).update(ended_at=act.at)
    _settle(act, relationship.pk, kept, lands_at)
    raise_hold(act, relationship, HoldReason.ENDED, keyring=keyring)
    tell(act, _told(relationship.pk, lands_at), Tiding.PLAN_HAS_CHANGED, from_at=lands_at)


def _told(relationship_id: UUID, at: datetime) -> list[Client]:
    """Everybody alike; of what one does alone, nobody who takes part with others: it would be asked about."""
    people = people_seen_in(relationship_id, now=at)
    in_company = treated_with_others(people, now=at)
    return [one for one in people if len(people) > 1 or one.pk not in in_company]


def _settle(act: Act, relationship_id: UUID, kept: Collection[UUID], lands_at: datetime) -> None:
    """Everything lands together, what is one person's alone as well: else it would run ahead of the pages.

    Times that were set aside for what goes leave the calendar with it; others stay.
    """
    given = Assignment.objects.filter(relationship=relationship_id, let_go_at=None)
    stays = _ids(keepable_in(relationship_id))
    given.filter(pk__in=stays & set(kept), settled_at=None).update(settled_at=lands_at)
    goes = given.exclude(pk__in=stays) | given.exclude(pk__in=set(kept)).filter(settled_at=None)
    times = Occasion.objects.filter(assignment__in=_ids(goes), starts_at__gte=lands_at, let_go_at=None)
    times.update(let_go_at=act.at)
    goes.update(let_go_at=lands_at)


def _ids(rows: Iterable[Assignment]) -> set[UUID]:
    return {row.pk for row in rows}
