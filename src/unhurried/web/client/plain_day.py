"""The plain day, which a second code shows: pages behind the code as they are for somebody who said nothing.

They put the same questions to the records, about nobody. What everybody knows stays on them. What is sent
from them is answered as ever and not kept. Every other page stays as it is before the code.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import TYPE_CHECKING

from unhurried.homework.queries import client as queries
from unhurried.people.queries import asked_to_join, begins_again, nobody_like, shared_by
from unhurried.web.asking import Asked
from unhurried.web.client.words import zone_of

if TYPE_CHECKING:
    from uuid import UUID

    from unhurried.homework.models import Practice
    from unhurried.people.models import Client, JoiningLink


@dataclass(frozen=True, kw_only=True)
class OnToday:
    """What Today shows to whoever picks the phone up: it stands behind both codes alike."""

    cards: Sequence[queries.Card]
    next_time: queries.NextTime | None
    zone: tzinfo


def is_plain(request: Asked) -> bool:
    return request.person is not None and request.person.shows_plain_day(request.now)


def reader_of(request: Asked, viewer: "Client") -> "Client":
    """Whose own words a page behind the code shows: those of whoever asks, or nobody's."""
    if not is_plain(request):
        return viewer
    request.keeps_nothing = True
    return nobody_like(viewer)


def whole(request: Asked) -> "Client":
    """Whoever asks, for what everybody knows of them."""
    assert request.person is not None and request.person.client is not None, "a client's page knows who asks"
    return request.person.client


def question_for(request: Asked, viewer: "Client") -> "JoiningLink | None":
    """Whether they are asked to be treated together; on a plain day what the others are asked as well."""
    link = asked_to_join(viewer, now=request.now)
    if not is_plain(request):
        return link
    of_all = asked_to_join(whole(request), now=request.now)
    return of_all if of_all and begins_again(of_all, now=request.now) else None


def on_today(request: Asked, viewer: "Client") -> OnToday:
    shared = shared_by(viewer, now=request.now)
    return OnToday(
        cards=cards_on_today(request, viewer, shared),
        next_time=queries.next_time_for(viewer, now=request.now) if shared else None,
        zone=zone_of(viewer),
    )


def practised(request: Asked, viewer: "Client", shared: Collection["UUID"]) -> "list[Practice]":
    """What this person practised. On a plain day what they did with others alone: those were there."""
    done = queries.own_practices_for(viewer, now=request.now)
    if not is_plain(request):
        return done
    return [one for one in done if one.occasion_id and one.assignment.relationship_id in shared]


def cards_on_today(request: Asked, viewer: "Client", shared: frozenset["UUID"]) -> Sequence[queries.Card]:
    if shared:
        return queries.shared_cards_for(viewer, shared, now=request.now)
    return queries.cards_for(viewer, now=request.now)
