"""What was refused to whoever wanted to give it, for those who read who did what."""

from collections.abc import Collection
from uuid import UUID

from unhurried.core.scopes import Refusal
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import RefusedGiving
from unhurried.people.models import AuditEntry, Manager

Refused = tuple[str, list[Refusal]]


def refused_in(viewer: Manager, entries: Collection[AuditEntry]) -> dict[UUID, Refused]:
    """By entry of the audit, the title and the rules. For whom it was is not kept."""
    rows = RefusedGiving.objects.filter(clinic=viewer.clinic_id, pk__in=[one.object_id for one in entries])
    found = {row.pk: (_title(row), [Refusal(rule) for rule in row.rules]) for row in rows}
    return {one.pk: found[one.object_id] for one in entries if one.object_id in found}


def _title(row: RefusedGiving) -> str:
    return exercise_by_digest(row.exercise_id).says("title")
