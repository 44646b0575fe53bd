"""What somebody opens and answers as cover. Each is an act of its own, so that the audit tells of it."""

from datetime import datetime
from uuid import UUID

from unhurried.consent.services import put_answered
from unhurried.core.hearing import Told
from unhurried.homework.models import AfterAnswer, CoverReading
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician


@is_act
def open_as_cover(act: Act, *, clinician: Clinician, client: Client, told: Told, item: UUID) -> UUID:
    """Open it, once more if need be. For its own clinician it stays as unread as it was."""
    CoverReading.objects.update_or_create(
        item=item,
        clinician=clinician,
        defaults={"opened_at": act.at, "answered_at": None},
        create_defaults={
            "clinic_id": act.clinic_id,
            "client": client,
            "told": told.value,
            "opened_at": act.at,
        },
    )
    return item


@is_act
def answer_as_cover(act: Act, *, clinician: Clinician, told: Told, item: UUID) -> UUID:
    """They have read it, or spoken about it: it is theirs no more. What they did not open stays."""
    opened = CoverReading.objects.filter(item=item, clinician=clinician, answered_at=None)
    if opened.update(answered_at=act.at) and told is Told.CONCERN:
        put_answered(act, concern_id=item)
    return item


def rests_since(row: AfterAnswer, at: datetime) -> datetime:
    """Since when a private answer waits to be heard: said again before anybody opened it, it waits on."""
    rested = row.rests_at
    if rested is None or (row.seen_at and row.seen_at >= rested):
        return at
    is_opened = CoverReading.objects.filter(item=row.pk, opened_at__gte=rested).exists()
    return at if is_opened else rested
