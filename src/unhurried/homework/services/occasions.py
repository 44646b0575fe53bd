from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Barrier, Occasion, OfferedWindow
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship


@is_act
def set_occasion(
    act: Act, *, client: Client, assignment: Assignment, starts_at: datetime, place: str, keyring: Keyring
) -> UUID:
    """Set a time aside for oneself. One lies ahead at most: a new time takes the place of the old one."""
    Occasion.objects.filter(
        client=client, assignment=assignment, block=Occasion.Block.OWN, let_go_at=None
    ).update(let_go_at=act.at)
    occasion = Occasion(clinic_id=client.clinic_id, client=client, assignment=assignment, starts_at=starts_at)
    occasion.relationship_id, occasion.set_at = assignment.relationship_id, act.at
    occasion.place = keyring.seal(occasion, "place", place)
    occasion.save(force_insert=True)
    return occasion.pk


@dataclass(frozen=True, kw_only=True)
class Block:
    """A time offered to all: what kind, when, how long, and, if it is for one, which exercise."""

    kind: str
    starts_at: datetime
    minutes: int
    place: str
    assignment: Assignment | None = None


@is_act
def set_block(
    act: Act, *, client: Client, relationship: Relationship, block: Block, keyring: Keyring
) -> UUID:
    """Set a time aside together. It is an offer: anybody lets go of it, and nobody is told who did."""
    occasion = Occasion(
        clinic_id=client.clinic_id,
        relationship=relationship,
        assignment=block.assignment,
        client=client,
        block=block.kind,
        starts_at=block.starts_at,
        minutes=block.minutes,
        set_at=act.at,
    )
    occasion.place = keyring.seal(occasion, "place", block.place)
    occasion.save(force_insert=True)
    return occasion.pk


@is_act
def let_go_of_occasion(act: Act, *, occasion: Occasion) -> UUID:
    Occasion.objects.filter(pk=occasion.pk, let_go_at=None).update(let_go_at=act.at)
    return occasion.pk


@is_act
def offer_window(
    act: Act, *, client: Client, relationship: Relationship, weekday: int, part: str, is_offered: bool
) -> UUID:
    """Offer a part of the week, or take it back."""
    where = {"client": client, "relationship": relationship, "weekday": weekday, "part": part}
    standing = OfferedWindow.objects.filter(**where, withdrawn_at=None)
    if not is_offered:
        standing.update(withdrawn_at=act.at)
    elif not standing.exists():
        OfferedWindow.objects.create(clinic_id=act.clinic_id, offered_at=act.at, **where)
    return relationship.pk


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
