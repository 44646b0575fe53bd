"""Leaflets, and what a clinic names beside them. Nothing is kept of who reads what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse

from unhurried.core.signing import Version
from unhurried.library.pages import Leaflet
from unhurried.library.shape import digest_of_page
from unhurried.people.queries import reading_entries_for
from unhurried.web.library import shipped

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from unhurried.people.models import Client, ReadingEntry


@dataclass(frozen=True, kw_only=True)
class ToRead:
    """One thing to choose. `address` is empty where it is to be had on paper alone."""

    words: str
    about: str
    address: str


Groups = Sequence[tuple["StrOrPromise", list[ToRead]]]
"""What there is to choose from, by where it comes from."""


def version_of(leaflet: Leaflet) -> Version:
    """A leaflet has no number of its own: the beginning of its digest stands for it."""
    digest = digest_of_page(leaflet)
    return Version(kind="leaflet", name=leaflet.id, version=digest[:8], digest=digest)


def leaflet_named(leaflet: str) -> Leaflet:
    """Raises Http404."""
    found = shipped().leaflets.get(leaflet)
    if found is None:
        raise Http404
    return found


def below(leaflet: Leaflet, entries: "Sequence[ReadingEntry]") -> "list[ReadingEntry]":
    return [entry for entry in entries if entry.leaflet == leaflet.id]


def leaflets_to_read() -> list[ToRead]:
    return [
        ToRead(
            words=one.says("title"),
            about=one.says("heading"),
            address=reverse("client:leaflet", kwargs={"leaflet": one.id}),
        )
        for one in shipped().leaflets.values()
    ]


def named_by_clinic(viewer: "Client") -> list[ToRead]:
    return [
        ToRead(words=f"{entry.title}, {entry.author}", about=entry.about, address=entry.url)
        for entry in reading_entries_for(viewer)
    ]
