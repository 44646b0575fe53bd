"""Ending one's own part, and closing it: what it means for those who are left."""

from collections.abc import Collection
from uuid import UUID

from unhurried.consent.safety_queries import unanswered_concerns_of
from unhurried.core.disclosure import Tiding
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import lands_in
from unhurried.homework.services.running import heed
from unhurried.homework.services.stepping_back import put_back
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Participation, Relationship
from unhurried.people.queries import people_seen_in, relationship_under_lock
from unhurried.people.services import put_close_of_part, put_end_of_part, tell


class ConcernOpen(Exception):
    """Something they wanted their clinician to know was not spoken about yet."""


@is_act
def leave_relationship(act: Act, *, client: Client, relationship: Relationship, keyring: Keyring) -> UUID:
    """End one's own part: for bodies at once. Pages stay as they are until the posting after it is closed."""
    relationship_under_lock(relationship.pk)
    put_end_of_part(act, client=client, relationship=relationship)
    heed(act, relationship_id=relationship.pk, keyring=keyring)
    return client.pk


@is_act
def close_access(act: Act, *, client: Client, keyring: Keyring) -> UUID:
    """Somebody was found to be under age: nothing of theirs opens from now on, and nothing is deleted.

    Their parts end as if they had left: whoever was treated with them learns nothing before it is closed.
    """
    Client.objects.filter(pk=client.pk, access_closed_at=None).update(access_closed_at=act.at)
    for relationship in Relationship.objects.filter(participations__client=client).order_by("pk").distinct():
        relationship_under_lock(relationship.pk)
        put_end_of_part(act, client=client, relationship=relationship)
        heed(act, relationship_id=relationship.pk, keyring=keyring)
    return client.pk


@is_act
def close_part(act: Act, *, participation: Participation, known: Collection[UUID] = ()) -> UUID:
    """Let pages show at the next posting that somebody has left, once it was said in the appointment.

    `known`: concerns of theirs that the clinician leaves open on purpose; raises ConcernOpen for any other
    that was not spoken about. Touch together goes back to what exactly those who are left have done.
    Returns the participation's id.
    """
    relationship_under_lock(participation.relationship_id)
    if not unanswered_concerns_of(participation.client_id) <= set(known):
        raise ConcernOpen
    lands_at = lands_in(participation.relationship_id, now=act.at)
    put_close_of_part(act, participation=participation, lands_at=lands_at)
    put_back(act, participation.relationship_id)
    stay = people_seen_in(participation.relationship_id, now=lands_at)
    tell(act, stay, Tiding.PLAN_HAS_CHANGED, from_at=lands_at)
    return participation.pk
