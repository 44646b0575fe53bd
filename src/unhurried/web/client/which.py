"""Which of the relationships that somebody takes part in a page is about.

Whoever takes part in one never meets the question: the addresses of its pages name nothing. With several,
each address names one. A short address leads to Together then, where they are chosen between: what somebody
types is for these people and for no others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from unhurried.homework.queries import client as queries
from unhurried.people.queries import partners_in, relationships_of
from unhurried.web.asking import Asked
from unhurried.web.client.calendar_lines import in_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from unhurried.people.models import Client, Relationship


Which = dict[str, UUID]
"""What the address of a page names: one of several relationships, or nothing."""


@dataclass(frozen=True, kw_only=True)
class Here:
    """The one that a page is about."""

    relationship: "Relationship"
    is_one_of_several: bool

    @property
    def which(self) -> Which:
        return {"relationship_id": self.relationship.pk} if self.is_one_of_several else {}


def all_here(request: Asked, viewer: "Client") -> list[Here]:
    mine = relationships_of(viewer, now=request.now)
    return [Here(relationship=one, is_one_of_several=len(mine) > 1) for one in mine]


def here_of(request: Asked, viewer: "Client", relationship_id: UUID | None) -> Here | None:
    return chosen(all_here(request, viewer), relationship_id)


def chosen(mine: Sequence[Here], relationship_id: UUID | None) -> Here | None:
    """None: the address is short, and there is none or more than one. Raises Http404 for another's."""
    if relationship_id is None:
        return mine[0] if len(mine) == 1 else None
    return _among(mine, relationship_id)


def which_of(request: Asked, viewer: "Client", relationship_id: UUID | None) -> Which:
    """For the way on, where what is sent needs to know nothing else of them."""
    here = here_of(request, viewer, relationship_id)
    return here.which if here else {}


def here_of_time(request: Asked, viewer: "Client", occasion_id: UUID) -> Here:
    """The one in whose calendar a time stands. Raises Http404 for another's."""
    return _among(all_here(request, viewer), queries.calendar_of(occasion_id))


def _among(mine: Sequence[Here], relationship_id: UUID | None) -> Here:
    found = next((one for one in mine if one.relationship.pk == relationship_id), None)
    if found is None:
        raise Http404
    return found


def named(request: Asked, viewer: "Client", relationships: "Sequence[Relationship]") -> dict[UUID, str]:
    """Each by the people in it, the reader first: "You and Ben"."""
    others = partners_in(viewer, relationships, now=request.now)
    request.keyring.prepare([one for people in others.values() for one in people], "name")
    return {pk: _names(request, people) for pk, people in others.items()}


def named_if_several(
    request: Asked, viewer: "Client", relationships: "Sequence[Relationship]"
) -> dict[UUID, str]:
    """Nothing, where there is no other that it could be."""
    return named(request, viewer, relationships) if len(relationships) > 1 else {}


def _names(request: Asked, people: "Sequence[Client]") -> str:
    if not people:
        return _("You, with nobody else now")
    names = sorted((request.keyring.open(one, "name") for one in people), key=str.casefold)
    return in_words([_("You"), *names])


def way_to(name: str, which: Which) -> str:
    return reverse(name, kwargs=which)


def of_each(route: str, view: "Callable[..., HttpResponse]", *, name: str) -> list[URLPattern]:
    """A page of one relationship, by its short address and by one that names which."""
    return [path(route, view, name=name), path(f"with/<uuid:relationship_id>/{route}", view, name=name)]
