"""Whoever comes to a relationship finds what is always there; touch together begins where all of them are."""

from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Plan
from unhurried.homework.services.companions import give_companions
from unhurried.homework.services.stepping_back import put_back
from unhurried.people import services as people
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, JoiningLink
from unhurried.people.queries import people_seen_in


@is_act
def join_together(act: Act, *, client: Client, link: JoiningLink, keyring: Keyring) -> UUID:
    """Say yes to being treated together with others. Raises JoiningLinkSpent."""
    assert link.relationship_id is not None, "it is for a relationship"
    if people.take_seat(act, link=link):
        _after_coming(act, link.relationship_id, keyring)
    return client.pk


@is_act
def welcome(act: Act, *, relationship_id: UUID, keyring: Keyring) -> UUID:
    """Somebody new was taken on: what a person has already is not given again."""
    _after_coming(act, relationship_id, keyring)
    return relationship_id


def _after_coming(act: Act, relationship_id: UUID, keyring: Keyring) -> None:
    seen = people_seen_in(relationship_id)
    for plan in Plan.objects.filter(relationship=relationship_id, ended_at=None).select_related("episode"):
        give_companions(act, plan=plan, people=seen, keyring=keyring)
    put_back(act, relationship_id)
