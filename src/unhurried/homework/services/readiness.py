from datetime import date
from uuid import UUID

from django.db.models import Max

from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.crypto.fields import Keyring
from unhurried.homework.facts import place_shown
from unhurried.homework.models import Assignment, Readiness
from unhurried.homework.services.running import heed
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client
from unhurried.people.queries import relationship_under_lock


@is_act
def record_readiness(
    act: Act,
    *,
    client: Client,
    assignment: Assignment,
    kind: ReadinessKind,
    answer: Answer,
    keyring: Keyring,
    phase: str = "",
    day: date | None = None,
) -> UUID:
    """Add one private answer. It is kept whatever came before; which one holds is asked when it matters.

    A "ready" counts where the device's own order puts it, a "not yet" never behind an answer already here:
    a page that stood open for a while must not make somebody's no come too late. It ends what runs.
    """
    relationship_under_lock(assignment.relationship_id)
    row = Readiness(
        clinic_id=client.clinic_id,
        client=client,
        assignment=assignment,
        kind=kind.value,
        phase=phase or place_shown(assignment, act.at).phase,
        sequence=max(act.sequence, _newest(client, assignment) if answer is Answer.NOT_YET else 0),
        answered_at=act.at,
        day=day,
    )
    row.answer = keyring.seal(row, "answer", answer.value)
    row.save(force_insert=True)
    heed(act, relationship_id=assignment.relationship_id, keyring=keyring)
    return row.pk


def _newest(client: Client, assignment: Assignment) -> int:
    given = Readiness.objects.filter(client=client, assignment=assignment)
    return given.aggregate(newest=Max("sequence"))["newest"] or 0
