from uuid import UUID

from unhurried.core.readiness import Answer, ReadinessKind
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment, Readiness
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship


@is_act
def record_readiness(
    act: Act, *, client: Client, assignment: Assignment, kind: ReadinessKind, answer: Answer, keyring: Keyring
) -> UUID:
    """Add one private answer. It is kept whatever came before; which one holds is asked when it matters."""
    Relationship.objects.select_for_update().get(pk=assignment.relationship_id)
    row = Readiness(
        clinic_id=client.clinic_id,
        client=client,
        assignment=assignment,
        kind=kind.value,
        phase=assignment.phase,
        sequence=act.sequence,
        answered_at=act.at,
    )
    row.answer = keyring.seal(row, "answer", answer.value)
    row.save(force_insert=True)
    return row.pk
