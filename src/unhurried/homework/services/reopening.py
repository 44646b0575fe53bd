"""Care that has ended begins again. What was let go stays so; everything that asks, asks anew."""

from collections.abc import Collection
from uuid import UUID

from unhurried.core.handovers import one_hand
from unhurried.core.holds import HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Hold
from unhurried.people import services as people
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, Episode, Participation, Relationship
from unhurried.people.queries import has_ended, people_seen_in, relationship_under_lock


class NotAllInCare(Exception):
    """Somebody who took part is in nobody's care here, or in a colleague's."""


@is_act
def open_again(act: Act, *, episode: Episode, clinician: Clinician, keyring: Keyring) -> UUID:
    """For one person at once; of several each is asked, and it begins once all have said yes.

    Raises NotAllInCare. Where something is open by now, it stays as it is.
    """
    relationship = relationship_under_lock(episode.relationship_id)
    here = [one for one in people_seen_in(relationship.pk, now=act.at) if _takes_part(one, relationship)]
    if one_hand([one.clinician_id for one in here]) != clinician.pk:
        raise NotAllInCare
    if not has_ended(relationship.pk, now=act.at):
        return relationship.pk
    if relationship.participations.count() == 1:
        begin_again(act, relationship, here, keyring)
    else:
        people.put_asking(act, relationship=relationship, clients=here)
    return relationship.pk


def begin_again(act: Act, relationship: Relationship, here: Collection[Client], keyring: Keyring) -> None:
    """Part of the act with which the last of them says yes. The clinic's preset of today holds from then."""
    clinician = one_hand([one.clinician_id for one in here])
    people.put_next_episode(act, relationship=relationship, clinician_id=clinician, keyring=keyring)
    ended = Hold.objects.filter(relationship=relationship, cause=HoldReason.ENDED.value, lifted_at=None)
    ended.update(lifted_at=act.at)


def _takes_part(client: Client, relationship: Relationship) -> bool:
    own = Participation.objects.filter(relationship=relationship, client=client, left_at=None)
    return own.filter(ended_at=None).exists()
