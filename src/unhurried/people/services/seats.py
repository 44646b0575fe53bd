"""Joining a relationship as somebody in care already: each says yes by themselves, on their own pages."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from unhurried.core.disclosure import Tiding
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, JoiningLink, Participation, Relationship
from unhurried.people.queries.seats import (
    has_ended,
    is_seen_in,
    joining_links_of,
    seen,
    treated_with_others,
    would_rather_not,
)
from unhurried.people.services.joining import LIVES_FOR, JoiningLinkSpent
from unhurried.people.services.notices import put_behind_the_code, tell
from unhurried.people.services.relationships import open_relationship, seat


class TakesPart(Exception):
    """They take part in it, or pages still show that they do."""


class WouldRatherNot(Exception):
    """Somebody among them said so when they were asked last, and nobody says that they want to be asked."""


@is_act
def bring_together(
    act: Act,
    *,
    clinician: Clinician,
    people: Sequence[Client],
    time_zone: str,
    opened_on: date,
    goal: str,
    keyring: Keyring,
    is_sure: bool = False,
) -> UUID:
    """Ask people in care to be treated together. Nobody takes part, or sees anything, before all said yes.

    `is_sure`: whoever would rather not now wants to be asked. Raises WouldRatherNot.
    """
    _ask_nobody_twice(people, is_sure=is_sure)
    relationship = open_relationship(
        act, clinician=clinician, time_zone=time_zone, opened_on=opened_on, goal=goal, keyring=keyring
    )
    for client in people:
        _ask(act, relationship, client)
    return relationship.pk


@is_act
def ask_to_join(act: Act, *, relationship: Relationship, client: Client, is_sure: bool = False) -> UUID:
    """Ask one more person in care, or one whose leaving stands on all pages.

    `is_sure`: whoever would rather not now wants to be asked. Raises TakesPart and WouldRatherNot.
    """
    Relationship.objects.select_for_update().get(pk=relationship.pk)
    if is_seen_in(client, relationship.pk, now=act.at):
        raise TakesPart
    _ask_nobody_twice([client], is_sure=is_sure)
    return _ask(act, relationship, client)


def put_asking(act: Act, *, relationship: Relationship, clients: Sequence[Client]) -> None:
    """Part of an act of homework, which holds the relationship's row: care that has ended may begin again."""
    for client in clients:
        _ask(act, relationship, client)


@is_act
def withdraw_question(act: Act, *, relationship: Relationship) -> UUID:
    """Take back what was asked, as long as those who were asked take no part.

    Whoever said yes and whoever did not are told the same, in the same instant; no trace of either is kept,
    but of who would rather not be asked.
    """
    Relationship.objects.select_for_update().get(pk=relationship.pk)
    links = [one for one in joining_links_of(relationship.pk) if one.stands_at(act.at)]
    asked = [one.client for one in links if one.client]
    tell(act, asked, Tiding.QUESTION_TAKEN_BACK, from_at=act.at)
    rows = JoiningLink.objects.filter(relationship=relationship, client__in=asked)
    rows.filter(declined_at=None).delete()
    rows.update(expires_at=act.at)
    if not relationship.participations.exists():
        relationship.episodes.filter(closed_on=None).update(closed_on=act.at.date())
    return relationship.pk


@is_act
def decline_to_join(act: Act, *, client: Client, link: JoiningLink) -> UUID:
    """They would rather not. Only their clinician reads it; the others keep the question until it lapses.

    Raises JoiningLinkSpent.
    """
    if not _live(link, act).update(declined_at=act.at):
        raise JoiningLinkSpent
    return client.pk


def take_seat(act: Act, *, link: JoiningLink) -> list[Client]:
    """Say yes. Gives whoever takes part from now on because of it, which may be nobody yet.

    Where others are seen to take part it counts at once; else, and where their care has ended, as soon as
    everybody who was asked has said yes. What can be guessed is another matter from then on, so each of them
    reads of it anew. Raises JoiningLinkSpent.
    """
    assert link.relationship_id is not None, "it is for a relationship"
    relationship = Relationship.objects.select_for_update().get(pk=link.relationship_id)
    if not _live(link, act).update(used_at=act.at):
        raise JoiningLinkSpent
    asked = joining_links_of(relationship.pk)
    is_under_way = not has_ended(relationship.pk, now=act.at) and _has_people(relationship, act.at)
    if not is_under_way and any(one.used_at is None for one in asked):
        return []
    seated = [one.client for one in asked if one.client and one.used_at]
    in_company = treated_with_others(seated, now=act.at)
    put_behind_the_code([client for client in seated if client.pk not in in_company])
    _close_earlier(act, relationship, seated)
    for client in seated:
        seat(act, relationship, client)
    Client.objects.filter(pk__in=[client.pk for client in seated]).update(honesty_read_at=None)
    return seated


def _live(link: JoiningLink, act: Act) -> QuerySet[JoiningLink]:
    return JoiningLink.objects.filter(pk=link.pk, used_at=None, declined_at=None, expires_at__gt=act.at)


def _ask_nobody_twice(people: Sequence[Client], *, is_sure: bool) -> None:
    """A person who would rather not is asked anew only once they want it themselves."""
    if not is_sure and would_rather_not(people):
        raise WouldRatherNot


def _has_people(relationship: Relationship, now: datetime) -> bool:
    return Participation.objects.filter(seen(now), relationship=relationship).exists()


def _close_earlier(act: Act, relationship: Relationship, seated: Sequence[Client]) -> None:
    """Whoever comes back to what had ended begins another stretch: each asks anew about touch together."""
    earlier = Participation.objects.filter(relationship=relationship, client__in=seated, left_at=None)
    earlier.filter(ended_at=None).update(ended_at=act.at)
    earlier.update(left_at=act.at)


def _ask(act: Act, relationship: Relationship, client: Client) -> UUID:
    """The newest asking is the one that stands; it needs no sheet, for they sign in already."""
    earlier = JoiningLink.objects.filter(relationship=relationship, client=client, used_at=None)
    earlier.filter(expires_at__gt=act.at).update(expires_at=act.at)
    return JoiningLink.objects.create(
        clinic_id=act.clinic_id,
        client=client,
        relationship=relationship,
        made_at=act.at,
        expires_at=act.at + LIVES_FOR,
    ).pk
