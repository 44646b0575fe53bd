"""Whoever comes to a relationship finds what is always there; touch together begins where all of them are."""

from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Plan
from unhurried.homework.services.companions import give_companions
from unhurried.homework.services.reopening import begin_again
from unhurried.homework.services.stepping_back import put_back
from unhurried.people import services as people
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, JoiningLink, Relationship
from unhurried.people.queries import has_ended, people_seen_in, relationship_under_lock


@is_act
def join_together(act: Act, *, client: Client, link: JoiningLink, keyring: Keyring) -> UUID:
    """Say yes to being treated together with others. Raises JoiningLinkSpent."""
    assert link.relationship_id is not None, "it is for a relationship"
    has_ended_here = has_ended(link.relationship_id, now=act.at)
    seated = people.take_seat(act, link=link)
    if seated and has_ended_here:
        begin_again(act, relationship_under_lock(link.relationship_id), seated, keyring)
    if seated:
        _after_coming(act, link.relationship_id, keyring)
    return client.pk


@is_act
def join_relationship(
    act: Act, *, relationship: Relationship, new: people.NewClient, clinician: Clinician, keyring: Keyring
) -> UUID:
    """Somebody joins later. Whoever takes part says anew what they are ready for: see `core.history`."""
    found = relationship_under_lock(relationship.pk)
    client = people.put_somebody_new(act, relationship=found, new=new, clinician=clinician, keyring=keyring)
    _after_coming(act, relationship.pk, keyring)
    return client.pk


def _after_coming(act: Act, relationship_id: UUID, keyring: Keyring) -> None:
    people_here = people_seen_in(relationship_id, now=act.at)
    for plan in Plan.objects.filter(relationship=relationship_id, ended_at=None).select_related("episode"):
        give_companions(act, plan=plan, people=people_here, keyring=keyring)
    put_back(act, relationship_id)
