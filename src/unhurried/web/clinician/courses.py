"""Which of a person's relationships a page is about: `?with=` names it, checked against the viewer's care."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked
from unhurried.web.clinician.room import is_in_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unhurried.homework.queries.clinician import Course
    from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class About:
    """What a page is about, and what else there is: `others` are off the screen in the room, and not here.

    Without a word in the address it is the one that `courses_under` puts first; the room has no such page.
    """

    person: "Client"
    course: "Course"
    others: tuple["Course", ...]
    now: datetime

    @property
    def label(self) -> str:
        return label_of(self.course, self.now)

    @property
    def way(self) -> str:
        return way_of(self.course)

    @property
    def people(self) -> int:
        """How many take part, as everybody there knows it."""
        return len(self.course.seen_at(self.now))

    def here(self, request: Asked) -> str:
        """The address of the page that asks, with the words that say what it is about."""
        return request.path + self.way

    def page(self, name: str, **rest: str) -> str:
        """The address of a page of this person's that is about the same."""
        return reverse(f"clinician:{name}", kwargs={"client_id": self.person.pk} | rest) + self.way

    def page_of(self, course: "Course", name: str, **rest: str) -> str:
        """The address of the same page about another of theirs."""
        return replace(self, course=course).page(name, **rest)

    def label_of(self, course: "Course") -> str:
        return label_of(course, self.now)


def about(request: Asked, viewer: "Clinician", person: "Client") -> About | None:
    """None: they take part in nothing. Raises Http404 for what is not theirs, or not in this care."""
    courses = queries.courses_under(viewer, person, request.keyring)
    wanted = request.GET.get("with")
    course = next((one for one in courses if wanted in (None, str(one.relationship.pk))), None)
    if course is None:
        if wanted is not None:
            raise Http404
        return None
    others = () if is_in_room(request) else tuple(one for one in courses if one is not course)
    return About(person=person, course=course, others=others, now=request.now)


def to_plan_first(request: Asked, whom: About) -> HttpResponse:
    """Nothing is given without a pathway: to where one is chosen."""
    messages.info(request, _("A pathway comes first. Then something can be given."))
    return redirect(whom.page("plan"))


def way_of(course: "Course") -> str:
    return way_to(course.relationship.pk)


def way_to(relationship_id: UUID) -> str:
    """What follows an address so that the page is about this relationship."""
    return f"?with={relationship_id}"


def label_of(course: "Course", now: datetime) -> str:
    """Who it is with, by the names of those whom everybody there knows to take part."""
    seen, own = course.seen_at(now), course.own
    if own not in seen:
        return _left_words(own.name, [part.name for part in seen])
    if len(seen) == 1:
        return _("%(name)s alone") % {"name": own.name}
    return named([part.name for part in seen])


def _left_words(name: str, others: "Sequence[str]") -> str:
    if not others:
        return _("%(name)s, from before") % {"name": name}
    return _("%(name)s, no longer with %(others)s") % {"name": name, "others": named(others)}


def named(names: "Sequence[str]") -> str:
    """Ana; Ana and Ben; Ana, Ben and Cleo."""
    *first, last = names
    return _("%(names)s and %(last)s") % {"names": ", ".join(first), "last": last} if first else last
