"""What a clinician has given to the people in their care."""

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Hold, Plan
from unhurried.homework.sheets import Sheet, sheet_from
from unhurried.people.models import Client, Clinician


def plan_under(viewer: Clinician, client: Client) -> Plan | None:
    """The plan under way for this client."""
    rows = Plan.objects.filter(episode__clinician=viewer, ended_at=None, relationship__clients=client)
    return rows.select_related("episode", "relationship").first()


def goal_under(viewer: Clinician, plan: Plan, keyring: Keyring) -> str:
    return keyring.open(plan, "goal")


def _given_by(viewer: Clinician) -> "QuerySet[Assignment]":
    rows = Assignment.objects.filter(plan__episode__clinician=viewer).order_by("position", "pk")
    return rows.select_related("plan__episode", "relationship")


def assignments_under(viewer: Clinician, client: Client) -> list[Assignment]:
    return list(_given_by(viewer).filter(relationship__clients=client, plan__ended_at=None))


def assignment_under(viewer: Clinician, assignment_id: UUID) -> Assignment | None:
    return _given_by(viewer).filter(pk=assignment_id).first()


def hold_causes_under(viewer: Clinician, client: Client) -> dict[UUID, list[str]]:
    """What holds each of a client's assignments now, by assignment."""
    mine = {"assignment__plan__episode__clinician": viewer, "client": client}
    causes: dict[UUID, list[str]] = defaultdict(list)
    for assignment_id, cause in Hold.objects.filter(lifted_at=None, **mine).values_list(
        "assignment_id", "cause"
    ):
        causes[assignment_id].append(cause)
    return dict(causes)


def sheet_under(viewer: Clinician, assignment: Assignment, keyring: Keyring) -> Sheet:
    return sheet_from(keyring.open(assignment, "sheet"))
