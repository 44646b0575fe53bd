"""Care goes to a colleague: each person is asked, and what they do together moves only with all of them.

From the naming on, touch and what is new rests for an administrative reason. No answer changes anything that
anybody else can see: it goes on resting until the last of them is in the colleague's hand.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from unhurried.core.disclosure import Tiding
from unhurried.core.handovers import Said, one_hand
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import Refusal, may_stand_in_for
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import lands_in
from unhurried.homework.handing import fit_of, said_by
from unhurried.homework.models import Hold
from unhurried.homework.services.holds import put_hold
from unhurried.homework.standing import standing_of_clinician
from unhurried.people import services as people
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician, Episode, Handover, Participation, Relationship
from unhurried.people.queries import (
    are_asked,
    circle_of,
    colleagues_of,
    everybody_of,
    people_seen_in,
    relationship_under_lock,
    seen,
    treated_with_others,
)


class DoesNotFit(Exception):
    """The colleague's training or licence does not reach; the reasons are for whoever named them."""

    def __init__(self, reasons: tuple[Refusal, ...]) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


class NotSaidYes(Exception):
    """Somebody among them has not said yes, or takes it back in this moment."""


@is_act
def name_colleague(act: Act, *, client: Client, clinician: Clinician, colleague: Clinician) -> UUID:
    """Ask this person and all who are treated with them. Raises DoesNotFit."""
    asked = circle_of(client, now=act.at)
    fit = fit_of(colleague, asked, now=act.at)
    if colleague not in colleagues_of(clinician) or not fit.is_given:
        raise DoesNotFit(fit.refused_for)
    _ask(act, clinician, colleague, asked)
    return client.pk


@is_act
def name_for_absent(act: Act, *, clinician: Clinician, colleague: Clinician) -> UUID:
    """Ask everybody of a clinician who does not read any more. Raises DoesNotFit.

    It looks at nobody's records: whoever names here may know of none. What is sent to that desk goes to cover
    from now on, as soon as it is sent.
    """
    standings = standing_of_clinician(colleague), standing_of_clinician(clinician)
    fit = may_stand_in_for(*standings, today=act.at.date())
    if colleague not in colleagues_of(clinician) or not fit.is_given:
        raise DoesNotFit(fit.refused_for)
    people.put_away(act, clinician)
    _ask(act, clinician, colleague, everybody_of(clinician))
    return clinician.pk


@is_act
def answer_handover(act: Act, *, client: Client, handover: Handover, said: Said, keyring: Keyring) -> UUID:
    """Nothing moves by it. Raises HandoverSpent."""
    people.put_answer(act, handover=handover, said=said, keyring=keyring)
    return client.pk


@is_act
def take_back_handover(act: Act, *, client: Client) -> UUID:
    """Ask none of them any more, whatever each has said. Where all are in one hand, it goes on there.

    They are told of a change whether it does or not: silence would tell that somebody has moved.
    """
    asked = [one for one in circle_of(client, now=act.at) if are_asked([one])]
    found = _locked(act, asked)
    people.put_back_questions(act, asked)
    people.tell(act, asked, Tiding.ASKED_NO_MORE, from_at=act.at)
    for relationship in [one for one in found if _rests_for_it(one).exists()]:
        _lift(act, relationship)
        _tell_of_change(act, relationship)
    return client.pk


@is_act
def accept_handover(
    act: Act, *, colleague: Clinician, handovers: Sequence[Handover], keyring: Keyring
) -> UUID:
    """Take these people on, each of whom said yes. Whoever treated them reads nothing of theirs from here on.

    What they do with others comes along once everybody in it has. Raises NotSaidYes.
    """
    moving = [row.client for row in handovers]
    found = _locked(act, moving)
    fresh = list(Handover.objects.filter(pk__in=[row.pk for row in handovers], colleague=colleague))
    if len(fresh) < len(handovers) or not all(_may_move(row, keyring) for row in fresh):
        raise NotSaidYes
    people.put_in_care(act, handovers=fresh, colleague=colleague)
    for relationship in found:
        _settle(act, relationship)
    for client in _everybody_in(act, found):
        _open_own(act, client, keyring)
    return colleague.pk


def _may_move(row: Handover, keyring: Keyring) -> bool:
    is_open = row.taken_back_at is None and row.accepted_at is None
    return is_open and said_by(row, keyring) is Said.YES


def _ask(act: Act, clinician: Clinician, colleague: Clinician, asked: Sequence[Client]) -> None:
    found = _locked(act, asked)
    told = _told_from(act, asked, found)
    people.put_questions(act, clinician=clinician, colleague=colleague, told=told)
    for relationship in found:
        if relationship.episodes.filter(closed_on=None).exists():
            put_hold(act, relationship, HoldReason.HANDOVER)
    for client, from_at in told.items():
        people.tell(act, [client], Tiding.ASKED_SOMETHING, from_at=from_at)
        people.tell(act, [client], Tiding.PLAN_HAS_CHANGED, from_at=from_at)


def _locked(act: Act, clients: Iterable[Client]) -> list[Relationship]:
    """All that these people are seen to take part in, each held until the act ends."""
    seats = Participation.objects.filter(seen(act.at), client__in=list(clients))
    ids = seats.order_by("relationship").values_list("relationship", flat=True).distinct()
    return [relationship_under_lock(pk) for pk in ids]


def _told_from(act: Act, asked: Sequence[Client], found: Sequence[Relationship]) -> dict[Client, datetime]:
    """Once the pages of all that they take part in follow; at once where nobody else does."""
    lands: dict[UUID, list[datetime]] = {one.pk: [act.at] for one in asked}
    for relationship in found:
        at = lands_in(relationship.pk, now=act.at)
        for client in people_seen_in(relationship.pk, now=act.at):
            lands.setdefault(client.pk, []).append(at)
    return {one: max(lands[one.pk]) for one in asked}


def _settle(act: Act, relationship: Relationship) -> None:
    here = people_seen_in(relationship.pk, now=act.at)
    people.put_in_hand(relationship.pk, one_hand([one.clinician_id for one in here]))
    _goes_on(act, relationship)


def _goes_on(act: Act, relationship: Relationship) -> None:
    """Once everybody is in one hand and nobody is asked: for all of them with the same posting."""
    if _lift(act, relationship):
        _tell_of_change(act, relationship)


def _lift(act: Act, relationship: Relationship) -> bool:
    here = people_seen_in(relationship.pk, now=act.at)
    if one_hand([one.clinician_id for one in here]) is None or are_asked(here):
        return False
    return bool(_rests_for_it(relationship).update(lifted_at=act.at))


def _rests_for_it(relationship: Relationship) -> QuerySet[Hold]:
    return Hold.objects.filter(relationship=relationship, cause=HoldReason.HANDOVER.value, lifted_at=None)


def _tell_of_change(act: Act, relationship: Relationship) -> None:
    here, lands_at = people_seen_in(relationship.pk, now=act.at), lands_in(relationship.pk, now=act.at)
    in_company = treated_with_others(here, now=act.at)
    told = [one for one in here if len(here) > 1 or one.pk not in in_company]
    people.tell(act, told, Tiding.PLAN_HAS_CHANGED, from_at=lands_at)


def _everybody_in(act: Act, found: Iterable[Relationship]) -> list[Client]:
    here = {client.pk: client for one in found for client in people_seen_in(one.pk, now=act.at)}
    return [here[pk] for pk in sorted(here)]


def _open_own(act: Act, client: Client, keyring: Keyring) -> None:
    """Where all that this person is treated in lies in nobody's hand, their care goes on for them alone.

    So it does for whoever stays: they are no less in care than whoever went.
    """
    left_open = Episode.objects.filter(relationship__participations__client=client, closed_on=None)
    if left_open.exists() and not left_open.filter(clinician=client.clinician_id).exists():
        people.put_own_relationship(act, client=client, clinician=client.clinician, keyring=keyring)
