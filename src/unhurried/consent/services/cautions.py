"""What a clinician keeps on file that speaks for waiting, and how it is lifted."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from unhurried.consent.models import Caution
from unhurried.core.cautions import Caution as Kind
from unhurried.core.cautions import may_lift_caution
from unhurried.core.scopes import Discipline
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class Lifting:
    """On which day it was found to be over or no reason to wait, until when that is good, and by whom."""

    on: date
    words: str
    until: date | None = None


class NotTheirsToLift(Exception):
    """It is lifted by somebody who treats what it is about."""


def put_caution(act: Act, *, clinician: Clinician, client: Client, kind: Kind, heard_on: date) -> UUID:
    """One of a kind stands at a time; noted again while it stands, it is the same one.

    One that was lifted until a day is noted anew.
    """
    row, _ = Caution.objects.get_or_create(
        client=client,
        kind=kind.value,
        lifted_at=None,
        defaults={
            "clinic_id": client.clinic_id,
            "clinician": clinician,
            "heard_on": heard_on,
            "noted_at": act.at,
        },
    )
    return row.pk


@is_act
def lift_caution(
    act: Act, *, clinician: Clinician, caution: Caution, lifting: Lifting, keyring: Keyring
) -> UUID:
    """It opens nothing by itself; what else holds a step goes on holding it. Raises NotTheirsToLift.

    One that stands again, after the day until which it was lifted, is lifted on a row of its own.
    """
    if not may_lift_caution(Kind(caution.kind), Discipline(clinician.discipline)):
        raise NotTheirsToLift
    row = _noted_anew(act, caution) if caution.lifted_until else caution
    if row.lifted_at is None:
        row.lifted_by, row.lifted_at = clinician, act.at
        row.lifted_on, row.lifted_until = lifting.on, lifting.until
        row.lifted_words = keyring.seal(row, "lifted_words", lifting.words)
        row.save()
    return row.pk


def _noted_anew(act: Act, caution: Caution) -> Caution:
    return Caution(
        clinic_id=caution.clinic_id,
        client_id=caution.client_id,
        clinician_id=caution.clinician_id,
        kind=caution.kind,
        heard_on=caution.heard_on,
        noted_at=act.at,
    )
