"""Limits and switches, with what they mean for an evening that is under way."""

from datetime import datetime
from uuid import UUID

from unhurried.consent import services as consent
from unhurried.core.boundaries import Direction, Word
from unhurried.core.history import SwitchName
from unhurried.crypto.fields import Keyring
from unhurried.homework.services.running import heed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import seen


@is_act
def set_boundary(
    act: Act,
    *,
    client: Client,
    what: str,
    direction: Direction,
    word: Word,
    other: Client | None = None,
    shapes: bool = False,
    keyring: Keyring,
) -> UUID:
    """Say where one's limit lies for a zone or an activity, towards everybody or towards one person.

    Where a body is concerned it holds at once: every phone in a running practice pauses, beyond what is now
    off-limits. `shapes`: what was given before may go on in a smaller version; otherwise it rests whole, so
    that nothing is told.
    """
    relationships = _under_lock(client, act.at)
    boundary_id = consent.put_boundary(
        act,
        client=client,
        what=what,
        direction=direction,
        word=word,
        other=other,
        shapes=shapes,
        keyring=keyring,
    )
    for one in relationships if word.is_no else ():
        heed(act, relationship_id=one.pk, keyring=keyring)
    return boundary_id


@is_act
def set_switch(act: Act, *, client: Client, name: SwitchName, is_on: bool, keyring: Keyring) -> UUID:
    """Something a person sets for themselves: exercises with erotic words, a life change."""
    relationships = _under_lock(client, act.at)
    switch_id = consent.put_switch(act, client=client, name=name, is_on=is_on)
    for one in relationships:
        heed(act, relationship_id=one.pk, keyring=keyring)
    return switch_id


def _under_lock(client: Client, now: datetime) -> list[Relationship]:
    """All the client's relationships in the order of their ids: two such acts never wait in a ring."""
    here = seen(now, through="participations__")
    rows = Relationship.objects.filter(here, participations__client=client)
    return list(Relationship.objects.select_for_update().filter(pk__in=rows.values("pk")).order_by("pk"))
