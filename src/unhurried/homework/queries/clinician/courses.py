"""Everything that one person is treated in: on their own, and with each of the others."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Plan
from unhurried.homework.queries.clinician.treatment import Part, parts_from, relationships_under
from unhurried.people.models import Client, Clinician, Episode, Participation, Relationship


@dataclass(frozen=True, kw_only=True)
class Course:
    """One of a person's relationships: with whom, and the plan under way there, if there is one.

    `parts`: everybody who takes part or has, by name. `own`: the person's.
    """

    episode: Episode
    plan: Plan | None
    own: Part
    parts: tuple[Part, ...]

    @property
    def relationship(self) -> Relationship:
        return self.episode.relationship

    @property
    def is_shared(self) -> bool:
        """With others, or once was."""
        return len(self.parts) > 1

    def seen_at(self, now: datetime) -> list[Part]:
        """Those who take part, as everybody there knows it."""
        return [part for part in self.parts if part.is_seen_at(now)]


def courses_under(viewer: Clinician, client: Client, keyring: Keyring) -> list[Course]:
    """What they take part in before what they have left; the plan begun last comes first.

    In as many queries for one as for six.
    """
    episodes = _episodes(viewer, client)
    relationships = [one.relationship_id for one in episodes]
    parts, plans = _parts(viewer, relationships, keyring), _plans(episodes)
    courses = [
        Course(
            episode=one,
            plan=plans.get(one.pk),
            own=next(part for part in parts[one.relationship_id] if part.client == client),
            parts=tuple(parts[one.relationship_id]),
        )
        for one in episodes
    ]
    return sorted(courses, key=_place)


def _episodes(viewer: Clinician, client: Client) -> list[Episode]:
    """The open ones, one for each relationship."""
    own = {"relationship__participations__client": client}
    rows = Episode.objects.filter(clinician=viewer, closed_on=None, **own).distinct()
    ordered = rows.select_related("relationship", "clinician").order_by("-opened_on", "pk")
    return list({row.relationship_id: row for row in ordered}.values())


def _parts(viewer: Clinician, relationships: list[UUID], keyring: Keyring) -> dict[UUID, list[Part]]:
    rows = Participation.objects.filter(relationship__in=relationships, client__clinician=viewer)
    found: dict[UUID, list[Part]] = defaultdict(list)
    for part in parts_from(rows, keyring):
        found[part.participation.relationship_id].append(part)
    return found


def _plans(episodes: list[Episode]) -> dict[UUID, Plan]:
    """By episode, the plan under way."""
    rows = Plan.objects.filter(episode__in=episodes, ended_at=None)
    ordered = rows.select_related("episode__clinician", "relationship").order_by("started_at", "-pk")
    return {row.episode_id: row for row in ordered}


def _place(course: Course) -> tuple[bool, float, bool, float, UUID]:
    left_at, joined_at = course.own.participation.left_at, course.own.participation.joined_at
    begun_at = course.plan.started_at if course.plan else joined_at
    left = -left_at.timestamp() if left_at else 0.0
    return (bool(left_at), left, course.plan is None, -begun_at.timestamp(), course.episode.pk)


@dataclass(frozen=True, kw_only=True)
class Company:
    """A relationship of several, by name: those who take part or, before anybody does, who were asked."""

    relationship: Relationship
    names: tuple[str, ...]
    is_asked: bool


def company_under(viewer: Clinician, client: Client, keyring: Keyring, *, now: datetime) -> list[Company]:
    """Everybody whom this person is or was treated with, and whoever was asked with them."""
    found = {row: _people_of(row, now) for row in relationships_under(viewer, client)}
    keyring.prepare({one for people in found.values() for one in people}, "name")
    return [
        Company(
            relationship=row,
            names=tuple(_names(viewer, people, keyring)),
            is_asked=not row.participations.all(),
        )
        for row, people in found.items()
    ]


def _people_of(row: Relationship, now: datetime) -> set[Client]:
    seats = row.participations.all()
    asked = {link.client for link in row.joining_links.all() if link.client}
    seen = {seat.client for seat in seats if seat.is_seen_at(now)}
    return seen or {seat.client for seat in seats} or asked


def _names(viewer: Clinician, people: set[Client], keyring: Keyring) -> list[str]:
    own = (one for one in people if one.clinician_id == viewer.pk)
    return sorted((keyring.open(one, "name") for one in own), key=str.casefold)
