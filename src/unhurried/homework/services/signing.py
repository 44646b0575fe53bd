"""Signing a version off, taking that back, and taking an exercise on before it is first given."""

from uuid import UUID

from unhurried.core.signing import Version, is_taken_on, may_sign_off
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import LibraryItem, SignOff, TakenOn
from unhurried.homework.queries.clinician.signing import exercises_in
from unhurried.homework.standing import standing_of_clinician
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Clinician
from unhurried.people.queries import credential_for


class MayNotSign(Exception):
    """It reaches further than this clinician's licence and training."""


class NotTakenOn(Exception):
    """Nobody said "Read, I take this on" of this version, which is asked before it is first given."""


@is_act
def sign_off(act: Act, *, clinician: Clinician, version: Version) -> UUID:
    """For everybody in the clinic to see. Signed twice it is signed once. Raises MayNotSign."""
    standing, credential = standing_of_clinician(clinician), credential_for(clinician)
    if credential is None or not may_sign_off(standing, exercises_in(version), today=act.at.date()):
        raise MayNotSign
    signed, _is_new = SignOff.objects.get_or_create(
        clinic_id=clinician.clinic_id,
        clinician=clinician,
        digest=version.digest,
        taken_back_at=None,
        defaults={
            "kind": version.kind,
            "name": version.name,
            "version": version.version,
            "signed_as": clinician.name,
            "licence": f"{credential.body}, {credential.licence_number}",
            "signed_at": act.at,
        },
    )
    return signed.pk


@is_act
def take_back_sign_off(act: Act, *, clinician: Clinician, version: Version) -> UUID:
    """Only one's own. That it once stood stays on file."""
    own = SignOff.objects.filter(clinician=clinician, digest=version.digest, taken_back_at=None)
    own.update(taken_back_at=act.at)
    return clinician.pk


@is_act
def take_on_exercise(act: Act, *, clinician: Clinician, exercise: LibraryItem) -> UUID:
    """Read, and taken on: asked once for each version, before it is first given."""
    taken, _is_new = TakenOn.objects.get_or_create(
        clinician=clinician,
        exercise=exercise,
        defaults={"clinic_id": clinician.clinic_id, "taken_on_at": act.at},
    )
    return taken.pk


def refuse_unless_taken_on(clinician: Clinician, item: LibraryItem) -> None:
    """Raises NotTakenOn."""
    if not is_taken_on(exercise_by_digest(item.pk)):
        return
    if not TakenOn.objects.filter(clinician=clinician, exercise=item).exists():
        raise NotTakenOn
