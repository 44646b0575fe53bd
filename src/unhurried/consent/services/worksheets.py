"""What a clinician writes down when somebody told of a child at risk. Nothing leaves the house by it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from unhurried.consent.models import Worksheet
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician


@dataclass(frozen=True, kw_only=True)
class Written:
    """`said`: by whom what was said, in the clinician's words. `report`: one of `Worksheet.Report`."""

    told_on: date
    said: str
    consulted: str
    report: str
    reported_to: str


@is_act
def write_worksheet(
    act: Act, *, clinician: Clinician, client: Client, written: Written, keyring: Keyring
) -> UUID:
    """A new sheet each time; what was written before stays as it was, and so does the law beside it."""
    row = Worksheet(clinic_id=client.clinic_id, client=client, clinician=clinician, written_at=act.at)
    row.told_on, row.report, row.law = written.told_on, written.report, clinician.clinic.child_law
    row.said = keyring.seal(row, "said", written.said)
    row.consulted = keyring.seal(row, "consulted", written.consulted)
    row.reported_to = keyring.seal(row, "reported_to", written.reported_to)
    row.save(force_insert=True)
    return row.pk
