"""What is left out for now. People read the agreement itself; who accepted or noted something is not there.

The clinician reads both. What a person said of a pause is shown back to them in their private area alone.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from unhurried.consent.agreements import Pause, Wanted
from unhurried.consent.models import PauseAcceptance, PauseAgreement, PauseNotKept
from unhurried.core.scheduling import instant_of
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client, Clinician, Relationship

_MORNING: Final = time(5)


@dataclass(frozen=True, kw_only=True)
class NotKept:
    """Somebody noted that it happened after all; `wanted` is None until they answered in private."""

    client_id: UUID
    happened_on: date
    wanted: Wanted | None


@dataclass(frozen=True, kw_only=True)
class PauseUnder:
    """A pause as its clinician has it: since when each person accepts it, and what was noted."""

    pause: Pause
    ended_at: datetime | None
    accepted_at: Mapping[UUID, datetime]
    not_kept: tuple[NotKept, ...]


def pauses_for(
    viewer: Client, relationship: Relationship, *, posted_at: datetime, keyring: Keyring
) -> list[Pause]:
    """The pauses as they were posted: the same for everybody, whoever accepted and whatever was noted."""
    keyring.prepare_all_of("relationship", [relationship.pk])
    return _in_order(_pause(row, keyring) for row in _posted(relationship, posted_at))


def pause_row_for(
    viewer: Client, relationship: Relationship, pause_id: UUID, *, posted_at: datetime
) -> PauseAgreement | None:
    return _posted(relationship, posted_at).filter(pk=pause_id).first()


def accepted_by(viewer: Client) -> dict[UUID, datetime]:
    """For this person's private area alone: the pauses they accepted, by id, and since when."""
    return dict(PauseAcceptance.objects.filter(client=viewer).values_list("agreement_id", "accepted_at"))


def asked_of(viewer: Client, *, now: datetime) -> PauseNotKept | None:
    """What this person noted and has not been asked about: from the next morning on, the first day first."""
    rows = PauseNotKept.objects.filter(client=viewer, wanted=None).order_by("happened_on", "noted_at", "pk")
    zone = ZoneInfo(viewer.time_zone)
    return next((row for row in rows if _morning_after(row.noted_at, zone) <= now), None)


def not_kept_row_for(viewer: Client, not_kept_id: UUID, *, now: datetime) -> PauseNotKept | None:
    row = PauseNotKept.objects.filter(client=viewer, pk=not_kept_id).first()
    is_due = row is not None and _morning_after(row.noted_at, ZoneInfo(viewer.time_zone)) <= now
    return row if is_due else None


def pauses_under(viewer: Clinician, relationship: Relationship, keyring: Keyring) -> list[PauseUnder]:
    """Every pause, those that stand first."""
    rows = list(PauseAgreement.objects.filter(relationship=relationship))
    keyring.prepare(rows, "activities")
    accepted, not_kept = _accepted(rows), _not_kept(rows, keyring)
    found = [
        PauseUnder(
            pause=_pause(row, keyring),
            ended_at=row.ended_at,
            accepted_at=accepted[row.pk],
            not_kept=tuple(not_kept[row.pk]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.ended_at is not None, one.pause.place))


def pause_row_under(viewer: Clinician, relationship: Relationship, pause_id: UUID) -> PauseAgreement | None:
    return PauseAgreement.objects.filter(relationship=relationship, pk=pause_id).first()


def _posted(relationship: Relationship, posted_at: datetime) -> "QuerySet[PauseAgreement]":
    rows = PauseAgreement.objects.filter(relationship=relationship, made_at__lte=posted_at)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=posted_at))


def _morning_after(noted_at: datetime, zone: ZoneInfo) -> datetime:
    """A night is one day: what is noted late is not asked about beside the same person after midnight."""
    day = noted_at.astimezone(zone).date() + timedelta(days=1)
    return instant_of(datetime.combine(day, _MORNING), zone)


def _accepted(rows: Iterable[PauseAgreement]) -> dict[UUID, dict[UUID, datetime]]:
    found: dict[UUID, dict[UUID, datetime]] = defaultdict(dict)
    for row in PauseAcceptance.objects.filter(agreement__in=rows):
        found[row.agreement_id][row.client_id] = row.accepted_at
    return found


def _not_kept(rows: Iterable[PauseAgreement], keyring: Keyring) -> dict[UUID, list[NotKept]]:
    noted = list(PauseNotKept.objects.filter(agreement__in=rows).order_by("happened_on", "noted_at"))
    keyring.prepare(noted, "wanted")
    found: dict[UUID, list[NotKept]] = defaultdict(list)
    for row in noted:
        said = keyring.open(row, "wanted")
        wanted = Wanted(said) if said else None
        found[row.agreement_id].append(
            NotKept(client_id=row.client_id, happened_on=row.happened_on, wanted=wanted)
        )
    return found


def _in_order(pauses: Iterable[Pause]) -> list[Pause]:
    return sorted(pauses, key=lambda pause: pause.place)


def _pause(row: PauseAgreement, keyring: Keyring) -> Pause:
    return Pause(
        id=row.pk,
        activities=tuple(json.loads(keyring.open(row, "activities"))),
        strength=row.strength,
        starts_on=row.starts_on,
        review_on=row.review_on,
    )
