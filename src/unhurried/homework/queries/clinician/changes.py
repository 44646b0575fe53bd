"""What people said of where they are, and of their life, until their clinician has read it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from unhurried.consent.models import Switch
from unhurried.core.changes import Change, is_to_read
from unhurried.core.history import SwitchName
from unhurried.core.scopes import Refusal, licence_gaps
from unhurried.homework.standing import standing_of_clinician
from unhurried.people.models import Client, Clinician, Whereabouts


@dataclass(frozen=True, kw_only=True)
class Changed:
    change: Change
    since: datetime


def changes_under(viewer: Clinician, *, today: date) -> dict[UUID, list[Changed]]:
    """By person. What they take back, and what a licence comes to cover, is there no longer."""
    found: dict[UUID, list[Changed]] = defaultdict(list)
    for client, changed in (*_moves(viewer, today), *_lives(viewer)):
        found[client].append(changed)
    return found


def life_change_of(client: Client) -> datetime | None:
    """Since when it is another life just now for this person, whoever has read it."""
    rows = Switch.objects.filter(client=client, name=SwitchName.LIFE_CHANGE.value)
    newest = rows.order_by("switched_at", "pk").last()
    return newest.switched_at if newest and newest.is_on else None


def _moves(viewer: Clinician, today: date) -> Iterator[tuple[UUID, Changed]]:
    """Where somebody was when they were taken on is no move."""
    declared = Whereabouts.objects.filter(client__clinician=viewer).order_by("declared_at", "pk")
    rows: dict[UUID, list[Whereabouts]] = defaultdict(list)
    for row in declared:
        rows[row.client_id].append(row)
    standing = standing_of_clinician(viewer)
    for client, (_first, *later) in rows.items():
        for row in later[-1:]:
            gaps = licence_gaps(standing, regions=[row.region or None], today=today) & {Refusal.JURISDICTION}
            if is_to_read(Change.MOVED, was_read=row.read_at is not None, is_over=False, gaps=gaps):
                yield client, Changed(change=Change.MOVED, since=row.declared_at)


def _lives(viewer: Clinician) -> Iterator[tuple[UUID, Changed]]:
    rows = Switch.objects.filter(client__clinician=viewer, name=SwitchName.LIFE_CHANGE.value)
    newest = {row.client_id: row for row in rows.order_by("switched_at", "pk")}
    for client, row in newest.items():
        if is_to_read(Change.LIFE, was_read=row.read_at is not None, is_over=not row.is_on):
            yield client, Changed(change=Change.LIFE, since=row.switched_at)
