from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, time
from uuid import UUID

from unhurried.core.time_alone import USUAL_WEEKS
from unhurried.people.acts import Act, is_act
from unhurried.people.models import (
    Clinic,
    Clinician,
    Credential,
    CrisisEntry,
    FormerPolicy,
    Manager,
    ReadingEntry,
)
from unhurried.people.queries.policies import policy_digest


@dataclass(frozen=True, kw_only=True)
class ClinicSettings:
    """What a clinic says about itself; its clients can read all of it but `child_law`."""

    name: str
    time_zone: str
    country: str
    confidentiality_text: str
    secrets_policy: str
    retention_text: str
    cover: str
    reading_hours: str
    covered_by_id: UUID | None
    reading_days: Sequence[int]
    reads_until: time
    time_alone_weeks: int = USUAL_WEEKS
    child_law: str = ""
    preset: str
    offers_erotic: bool = False


@dataclass(frozen=True, kw_only=True)
class CrisisLine:
    country: str
    name: str
    what_for: str
    phone: str
    url: str
    hours: str
    checked_on: date | None
    checked_by: str


@dataclass(frozen=True, kw_only=True)
class ReadingLine:
    title: str
    author: str
    about: str
    url: str
    leaflet: str
    read_by: str


@dataclass(frozen=True, kw_only=True)
class Licence:
    """A licence as a person read it in a register."""

    licence_number: str
    body: str
    jurisdiction: str
    training: str
    register_url: str
    expires_on: date
    checked_by: str
    checked_on: date | None


@is_act
def open_clinic(act: Act, *, settings: ClinicSettings) -> UUID:
    return Clinic.objects.create(id=act.clinic_id, **asdict(settings)).pk


@is_act
def change_clinic(act: Act, *, clinic: Clinic, settings: ClinicSettings) -> UUID:
    """Another policy, or another wording, is put to clients anew; the former stays with its last day."""
    before = Clinic.objects.select_for_update().get(pk=clinic.pk)
    former = FormerPolicy(
        clinic=before,
        confidentiality_text=before.confidentiality_text,
        secrets_policy=before.secrets_policy,
        until_at=act.at,
    )
    Clinic.objects.filter(pk=clinic.pk).update(**asdict(settings))
    if policy_digest(former) != policy_digest(Clinic.objects.get(pk=clinic.pk)):
        former.save(force_insert=True)
    return clinic.pk


@is_act
def add_manager(act: Act, *, name: str) -> UUID:
    return Manager.objects.create(clinic_id=act.clinic_id, name=name).pk


@is_act
def add_clinician(act: Act, *, name: str, discipline: str) -> UUID:
    return Clinician.objects.create(clinic_id=act.clinic_id, name=name, discipline=discipline).pk


@is_act
def record_credential(act: Act, *, clinician: Clinician, licence: Licence) -> UUID:
    """A new record each time; what was checked before stays as it was."""
    return Credential.objects.create(
        clinic_id=clinician.clinic_id, clinician=clinician, recorded_at=act.at, **asdict(licence)
    ).pk


@is_act
def note_back(act: Act, *, clinician: Clinician) -> UUID:
    """Somebody reads at their desk again: what is sent there waits for them first, as before."""
    Clinician.objects.filter(pk=clinician.pk).update(away_since=None)
    return clinician.pk


@is_act
def leave_erotic_out(act: Act, *, clinician: Clinician, is_out: bool) -> UUID:
    """Whether the erotic family is on this clinician's lists. What was given before stays as it was given."""
    Clinician.objects.filter(pk=clinician.pk).update(leaves_erotic_out=is_out)
    return clinician.pk


@is_act
def put_crisis_entry(act: Act, *, line: CrisisLine, entry: CrisisEntry | None = None) -> UUID:
    if entry is None:
        return CrisisEntry.objects.create(clinic_id=act.clinic_id, **asdict(line)).pk
    CrisisEntry.objects.filter(pk=entry.pk).update(**asdict(line))
    return entry.pk


@is_act
def remove_crisis_entry(act: Act, *, entry: CrisisEntry) -> UUID:
    entry_id: UUID = entry.pk
    entry.delete()
    return entry_id


@is_act
def put_reading_entry(act: Act, *, line: ReadingLine, entry: ReadingEntry | None = None) -> UUID:
    if entry is None:
        return ReadingEntry.objects.create(clinic_id=act.clinic_id, **asdict(line)).pk
    ReadingEntry.objects.filter(pk=entry.pk).update(**asdict(line))
    return entry.pk


@is_act
def remove_reading_entry(act: Act, *, entry: ReadingEntry) -> UUID:
    entry_id: UUID = entry.pk
    entry.delete()
    return entry_id
