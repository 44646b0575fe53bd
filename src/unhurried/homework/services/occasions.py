from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min, QuerySet

from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.models import Assignment, Barrier, LettingGo, Occasion, OfferedWindow
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import relationship_under_lock


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
    return _set(act, client, relationship.pk, block, keyring)


@is_act
def change_block(act: Act, *, client: Client, occasion: Occasion, block: Block, keyring: Keyring) -> UUID:
    """Another time instead: the one is let go, the other set anew. Returns the new one."""
    _let_go(act, client, occasion)
    return _set(act, client, occasion.relationship_id, block, keyring)


def _set(act: Act, client: Client, relationship_id: UUID, block: Block, keyring: Keyring) -> UUID:
    occasion = Occasion(
        clinic_id=client.clinic_id,
        relationship_id=relationship_id,
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
def let_go_of_occasion(act: Act, *, client: Client, occasion: Occasion) -> UUID:
    """For bodies it is gone at once, under the lock that an evening begins under; pages follow later."""
    _let_go(act, client, occasion)
    return occasion.pk


def _let_go(act: Act, client: Client, occasion: Occasion) -> None:
    relationship_under_lock(occasion.relationship_id)
    Occasion.objects.filter(pk=occasion.pk, let_go_at=None).update(let_go_at=act.at)
    LettingGo.objects.create(clinic_id=occasion.clinic_id, occasion=occasion, client=client, let_go_at=act.at)


@is_act
def put_back_occasion(act: Act, *, client: Client, occasion: Occasion) -> UUID:
    """Take back that one let go of a time since the last posting. Nobody is told.

    What somebody else let go of stays so. Of times of one's own for one exercise, one lies ahead at most.
    """
    relationship_under_lock(occasion.relationship_id)
    posted_at = board_of(occasion.relationship_id).schedule.last(act.at)
    standing = LettingGo.objects.filter(occasion=occasion, put_back_at=None)
    if standing.filter(client=client, let_go_at__gt=posted_at).update(put_back_at=act.at):
        first = standing.aggregate(at=Min("let_go_at"))["at"]
        Occasion.objects.filter(pk=occasion.pk).update(let_go_at=first)
        _own(occasion).exclude(pk=occasion.pk).update(let_go_at=act.at)
    return occasion.pk


def _own(occasion: Occasion) -> "QuerySet[Occasion]":
    """The times that stand for one person and one exercise; none for a time together."""
    own = Occasion.objects.filter(
        client=occasion.client_id, assignment=occasion.assignment_id, let_go_at=None
    )
    return own.filter(block=Occasion.Block.OWN) if occasion.block == Occasion.Block.OWN else own.none()


@is_act
def offer_windows(
    act: Act, *, client: Client, relationship: Relationship, windows: Sequence[tuple[int, str]]
) -> UUID:
    """Offer these parts of the week, as (weekday, part), and from now on no others."""
    own = {"client": client, "relationship": relationship}
    standing = {
        (row.weekday, row.part): row.pk for row in OfferedWindow.objects.filter(**own, withdrawn_at=None)
    }
    gone = [pk for window, pk in standing.items() if window not in windows]
    OfferedWindow.objects.filter(pk__in=gone).update(withdrawn_at=act.at)
    OfferedWindow.objects.bulk_create(
        OfferedWindow(clinic_id=act.clinic_id, offered_at=act.at, weekday=weekday, part=part, **own)
        for weekday, part in windows
        if (weekday, part) not in standing
    )
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
