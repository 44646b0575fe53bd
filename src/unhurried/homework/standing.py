"""What a clinician may give, from their licence as it was checked and where their clients say they are."""

from datetime import date
from uuid import UUID

from unhurried.core.scopes import Credential, Discipline, Permission, Standing, licence_gaps, may_assign
from unhurried.core.vocabulary import Level
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import LibraryItem, Plan
from unhurried.people.models import Client, Clinician
from unhurried.people.queries import credential_for


def standing_of_clinician(clinician: Clinician) -> Standing:
    row = credential_for(clinician)
    credential = (
        None
        if row is None
        else Credential(
            expires_on=row.expires_on,
            checked_on=row.checked_on,
            jurisdictions=frozenset(part.strip() for part in row.jurisdiction.split(",") if part.strip()),
        )
    )
    return Standing(discipline=Discipline(clinician.discipline), credential=credential)


def permission_to_assign(
    clinician: Clinician, exercise: LibraryItem, *, level: Level, plan: Plan, today: date
) -> Permission:
    clients = Client.objects.filter(participations__relationship=plan.relationship_id)
    return may_assign(
        standing_of_clinician(clinician),
        exercise_by_digest(exercise.pk),
        level,
        on_file=(),
        regions=[client.region or None for client in clients],
        today=today,
    )


def is_licence_in_force(clinician_id: UUID, *, client: Client, today: date) -> bool:
    clinician = Clinician.objects.get(pk=clinician_id)
    return not licence_gaps(standing_of_clinician(clinician), regions=[client.region or None], today=today)
