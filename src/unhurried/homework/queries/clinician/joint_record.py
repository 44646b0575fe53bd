"""The joint record: what is about everybody treated together, and what all of them may read anyway.

Nothing that is one person's own is asked for here: no answer, note, number, limit or line, nothing given to
one alone, no time that somebody set for themselves, no appointment alone, and nothing of why a step rested.
"""

from dataclasses import dataclass
from datetime import date, datetime

from unhurried.consent.agreements import Pause
from unhurried.consent.pause_queries import pauses_under
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import Assignment, Plan, Practice
from unhurried.people.models import Appointment, Clinician, Episode, JointRecord, Relationship
from unhurried.people.queries import adults_of


@dataclass(frozen=True, kw_only=True)
class PlanKept:
    title: str
    goal: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class GivenToAll:
    title: str
    from_on: date
    until_on: date


@dataclass(frozen=True, kw_only=True)
class TimeHeld:
    """A time together that was begun: on which day, and for what. Not what it came to."""

    title: str
    begun_at: datetime


@dataclass(frozen=True, kw_only=True)
class JointDocument:
    names: tuple[str, ...]
    episodes: tuple[tuple[Episode, str], ...]
    plans: tuple[PlanKept, ...]
    appointments: tuple[Appointment, ...]
    given: tuple[GivenToAll, ...]
    times: tuple[TimeHeld, ...]
    pauses: tuple[Pause, ...]


def joint_document_under(viewer: Clinician, record: JointRecord, keyring: Keyring) -> JointDocument | None:
    """None before it was handed over, which `people.services` allows once everybody has said yes."""
    if record.handed_over_at is None:
        return None
    relationship = record.relationship
    adults = adults_of(relationship.pk)
    keyring.prepare(adults, "name")
    return JointDocument(
        names=tuple(sorted((keyring.open(one, "name") for one in adults), key=str.casefold)),
        episodes=_episodes(relationship, keyring),
        plans=_plans(relationship, keyring),
        appointments=_appointments(relationship),
        given=_given(relationship),
        times=_times(relationship),
        pauses=tuple(one.pause for one in pauses_under(viewer, relationship, keyring)),
    )


def _episodes(relationship: Relationship, keyring: Keyring) -> tuple[tuple[Episode, str], ...]:
    rows = Episode.objects.filter(relationship=relationship).select_related("clinician")
    return tuple((row, keyring.open(row, "goal")) for row in rows.order_by("opened_on", "pk"))


def _plans(relationship: Relationship, keyring: Keyring) -> tuple[PlanKept, ...]:
    rows = Plan.objects.filter(relationship=relationship).order_by("started_at", "pk")
    return tuple(
        PlanKept(
            title=pathway_by_digest(row.pathway_id).says("title"),
            goal=keyring.open(row, "goal"),
            started_at=row.started_at,
            ended_at=row.ended_at,
        )
        for row in rows
    )


def _appointments(relationship: Relationship) -> tuple[Appointment, ...]:
    """Those with everybody. What was cancelled did not take place from then on, and says so."""
    rows = Appointment.objects.filter(episode__relationship=relationship, client=None)
    return tuple(rows.order_by("starts_at", "pk"))


def _given(relationship: Relationship) -> tuple[GivenToAll, ...]:
    rows = Assignment.objects.filter(relationship=relationship, client=None).defer("sheet")
    return tuple(
        GivenToAll(
            title=exercise_by_digest(row.exercise_id).says("title"),
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows.order_by("from_on", "position", "exercise__name")
    )


def _times(relationship: Relationship) -> tuple[TimeHeld, ...]:
    together = Practice.objects.filter(assignment__relationship=relationship, occasion__isnull=False)
    rows = together.exclude(evening="").select_related("assignment").order_by("begun_at", "pk")
    return tuple(
        TimeHeld(title=exercise_by_digest(row.assignment.exercise_id).says("title"), begun_at=row.begun_at)
        for row in rows.defer("assignment__sheet")
    )
