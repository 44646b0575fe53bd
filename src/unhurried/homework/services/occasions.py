from datetime import datetime
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Barrier, Occasion
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def set_occasion(
    act: Act, *, client: Client, assignment: Assignment, starts_at: datetime, place: str, keyring: Keyring
) -> UUID:
    """Set a time aside. One lies ahead at most: a new time takes the place of the old one."""
    Occasion.objects.filter(client=client, assignment=assignment, let_go_at=None).update(let_go_at=act.at)
    occasion = Occasion(clinic_id=client.clinic_id, client=client, assignment=assignment, starts_at=starts_at)
    occasion.place = keyring.seal(occasion, "place", place)
    occasion.save(force_insert=True)
    return occasion.pk


@is_act
def let_go_of_occasion(act: Act, *, occasion: Occasion) -> UUID:
    Occasion.objects.filter(pk=occasion.pk, let_go_at=None).update(let_go_at=act.at)
    return occasion.pk


@is_act
def tell_barrier(
    act: Act, *, client: Client, assignment: Assignment, code: str, words: str, keyring: Keyring
) -> UUID:
    """What got in the way. It goes to the client's clinician as information and changes nothing."""
    barrier = Barrier(clinic_id=client.clinic_id, client=client, assignment=assignment, told_at=act.at)
    barrier.code = keyring.seal(barrier, "code", code)
    barrier.words = keyring.seal(barrier, "words", words)
    barrier.save(force_insert=True)
    return barrier.pk
