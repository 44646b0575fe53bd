"""Ending one's own part, with what it means for an evening that is under way."""

from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.services.running import heed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import relationship_under_lock
from unhurried.people.services import put_end_of_part


@is_act
def leave_relationship(act: Act, *, client: Client, relationship: Relationship, keyring: Keyring) -> UUID:
    """End one's own part: for bodies at once. Pages stay as they are until it has been spoken of."""
    relationship_under_lock(relationship.pk)
    put_end_of_part(act, client=client, relationship=relationship)
    heed(act, relationship_id=relationship.pk, keyring=keyring)
    return client.pk
