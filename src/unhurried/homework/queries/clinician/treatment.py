"""What a clinician has given to the people in their care, and who takes part."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from unhurried.consent.models import Concern
from unhurried.core.holds import NOT_BY_HAND, HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Hold, Plan
from unhurried.homework.sheets import Sheet, sheet_from
from unhurried.people.models import Client, Clinician, Participation, Relationship


@dataclass(frozen=True, kw_only=True)
class Part:
    """One person's part in a relationship, with their name."""

    client: Client
    name: str
    participation: Participation

    @property
    def has_ended(self) -> bool:
        """They ended it themselves; nobody else is told."""
        return self.participation.ended_at is not None

    @property
    def is_closed(self) -> bool:
        """The clinician closed it; pages may still show it."""
        return self.participation.left_at is not None

    def is_seen_at(self, now: datetime) -> bool:
        return self.participation.is_seen_at(now)


def relationship_under(viewer: Clinician, relationship_id: UUID) -> Relationship | None:
    return Relationship.objects.filter(episodes__clinician=viewer, pk=relationship_id).distinct().first()


def relationships_under(viewer: Clinician, client: Client) -> list[Relationship]:
    """Where this person is treated together with others, has left, or was asked whether they would be."""
    own = Q(clients=client) | Q(joining_links__client=client)
    rows = Relationship.objects.filter(own, episodes__clinician=viewer).distinct()
    with_people = rows.prefetch_related("participations__client", "joining_links__client")
    return sorted((row for row in with_people if _is_shared(row)), key=lambda row: row.pk)


def _is_shared(row: Relationship) -> bool:
    seated = {seat.client_id for seat in row.participations.all()}
    return len(seated | {link.client_id for link in row.joining_links.all()}) > 1


def parts_under(viewer: Clinician, relationship: Relationship, keyring: Keyring) -> list[Part]:
    """Everybody who takes part or has taken part and is in this clinician's care, by name.

    Of somebody who left and came back it is the part they have now.
    """
    own = Participation.objects.filter(relationship=relationship, client__clinician=viewer)
    return parts_from(own, keyring)


def parts_from(rows: "QuerySet[Participation]", keyring: Keyring) -> list[Part]:
    """Of each person in each relationship the newest part, by name."""
    found = rows.select_related("client__intake", "client__clinic").order_by("joined_at")
    newest = list({(row.relationship_id, row.client_id): row for row in found}.values())
    keyring.prepare([row.client for row in newest], "name")
    parts = [
        Part(client=row.client, name=keyring.open(row.client, "name"), participation=row) for row in newest
    ]
    return sorted(parts, key=lambda part: (part.name.casefold(), part.client.pk))


def plan_under(viewer: Clinician, client: Client) -> Plan | None:
    """The plan under way for this client: where they take part rather than where they have left."""
    own = {"relationship__participations__client": client}
    rows = Plan.objects.filter(episode__clinician=viewer, ended_at=None, **own)
    open_first = F("relationship__participations__left_at").desc(nulls_first=True)
    return rows.select_related("episode", "relationship").order_by(open_first, "-started_at", "pk").first()


def plan_in(viewer: Clinician, relationship: Relationship) -> Plan | None:
    """The plan under way for these people."""
    rows = Plan.objects.filter(episode__clinician=viewer, relationship=relationship, ended_at=None)
    return rows.order_by("-started_at", "pk").first()


def goal_under(viewer: Clinician, plan: Plan, keyring: Keyring) -> str:
    return keyring.open(plan, "goal")


def _given_by(viewer: Clinician) -> "QuerySet[Assignment]":
    rows = Assignment.objects.filter(plan__episode__clinician=viewer).order_by("position", "pk")
    return rows.select_related("plan__episode", "relationship")


def assignments_under(viewer: Clinician, client: Client) -> list[Assignment]:
    """What lies before this person: given to all of them, or to this person alone.

    Of a plan that has ended, what was not let go: it stands on their pages still.
    """
    seats = Participation.objects.filter(client=client)
    rows = _given_by(viewer).filter(relationship__in=seats.values("relationship"))
    before_them = rows.filter(Q(plan__ended_at=None) | Q(let_go_at=None))
    return list(before_them.filter(Q(client=None) | Q(client=client)))


def given_in(viewer: Clinician, relationship: Relationship) -> list[Assignment]:
    """What was given and not let go again, to all and to each alone."""
    rows = _given_by(viewer).filter(relationship=relationship, let_go_at=None)
    return list(rows.select_related("client").defer("sheet"))


def assignment_under(viewer: Clinician, assignment_id: UUID) -> Assignment | None:
    return _given_by(viewer).filter(pk=assignment_id).first()


def hold_under(viewer: Clinician, hold_id: UUID) -> Hold | None:
    """One that may be lifted, or was."""
    rows = Hold.objects.filter(relationship__episodes__clinician=viewer, pk=hold_id)
    rows = rows.exclude(cause__in=NOT_BY_HAND)
    return rows.select_related("relationship", "client", "assignment").distinct().first()


def holds_on_under(viewer: Clinician, assignment: Assignment) -> list[Hold]:
    """What holds this exercise by itself now: an answer that leads on, back or elsewhere lifts it."""
    own = {"assignment": assignment, "assignment__plan__episode__clinician": viewer}
    return list(Hold.objects.filter(**own, lifted_at=None).order_by("raised_at", "pk"))


def holds_raised_by(viewer: Clinician, concern: Concern) -> list[Hold]:
    """What rests because of one concern, while it does."""
    own = {"client": concern.client_id, "cause": HoldReason.CONCERN.value, "raised_at": concern.raised_at}
    rows = Hold.objects.filter(**own, lifted_at=None, relationship__episodes__clinician=viewer)
    return list(rows.distinct().order_by("pk"))


def hold_causes_under(viewer: Clinician, client: Client) -> dict[UUID | None, list[str]]:
    """What holds each of a client's assignments now, by assignment; None: all touch together."""
    rows = Hold.objects.filter(lifted_at=None, relationship__episodes__clinician=viewer)
    own = rows.filter(Q(client=client) | Q(client=None), relationship__clients=client)
    causes: dict[UUID | None, list[str]] = defaultdict(list)
    for assignment_id, cause in own.distinct().values_list("assignment_id", "cause"):
        causes[assignment_id].append(cause)
    return dict(causes)


def assessed_under(viewer: Clinician, assignment: Assignment, keyring: Keyring) -> str:
    """What was said of an assessment when it was given; for whoever treats them."""
    is_own = assignment.plan.episode.clinician_id == viewer.pk
    return keyring.open(assignment, "assessed") if is_own and assignment.assessed else ""


def sheet_under(viewer: Clinician, assignment: Assignment, keyring: Keyring) -> Sheet:
    return sheet_from(keyring.open(assignment, "sheet"))
