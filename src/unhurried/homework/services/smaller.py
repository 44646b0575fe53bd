from collections.abc import Mapping
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.facts import smaller_of
from unhurried.homework.histories import history_of
from unhurried.homework.models import Practice
from unhurried.homework.services.practices import Written, keep_all
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client
from unhurried.people.queries import relationship_under_lock


@is_act
def take_smaller(
    act: Act, *, client: Client, practice: Practice, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    """Go on with the smallest version that fits. After its first step a practice stays as it was begun."""
    relationship_under_lock(practice.assignment.relationship_id)
    keep_all(act, client, practice, written, keyring)
    smaller = smaller_of(str(client.pk), history_of(practice.assignment, keyring), practice, at=act.at)
    if smaller:
        at_its_beginning = Practice.objects.filter(pk=practice.pk, step=0, ended_at=None)
        at_its_beginning.update(version=smaller.key, step_began_at=act.at)
    return practice.pk
