from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from unhurried.core.hearing import ReadingHours
from unhurried.core.scopes import Discipline
from unhurried.core.scopes import may_cover as is_cover_for
from unhurried.people.models import (
    Account,
    AuditEntry,
    Client,
    Clinic,
    Clinician,
    Credential,
    CrisisEntry,
    Manager,
    ReadingEntry,
)


def members_for(viewer: Manager) -> tuple[list[Clinician], list[Manager]]:
    clinicians = Clinician.objects.filter(clinic=viewer.clinic_id).prefetch_related("credentials")
    managers = Manager.objects.filter(clinic=viewer.clinic_id)
    return list(clinicians.order_by("name", "pk")), list(managers.order_by("name", "pk"))


def managers_of(viewer: Clinician) -> list[str]:
    """By name, whom to tell what the clinic is to know of oneself."""
    rows = Manager.objects.filter(clinic=viewer.clinic_id, account__isnull=False)
    return list(rows.order_by("name", "pk").values_list("name", flat=True))


def clinician_for(viewer: Manager, clinician_id: UUID) -> Clinician | None:
    return Clinician.objects.filter(clinic=viewer.clinic_id, pk=clinician_id).first()


def member_for(viewer: Manager, member_id: UUID) -> Clinician | Manager | None:
    return (
        clinician_for(viewer, member_id)
        or Manager.objects.filter(clinic=viewer.clinic_id, pk=member_id).first()
    )


def credential_for(clinician: Clinician) -> Credential | None:
    """The licence as it was recorded last; a later record corrects an earlier one."""
    return max(clinician.credentials.all(), key=lambda row: (row.recorded_at, row.pk), default=None)


def may_cover(viewer: Manager) -> list[Clinician]:
    """Whom a clinic can name: of those who have joined, whoever reaches all they would read."""
    everybody = list(Clinician.objects.filter(clinic=viewer.clinic_id).order_by("name", "pk"))
    return [one for one in everybody if one.account_id and _is_within_scope(one, everybody)]


def _is_within_scope(one: Clinician, everybody: Iterable[Clinician]) -> bool:
    others = [Discipline(other.discipline) for other in everybody if other.pk != one.pk]
    return is_cover_for(Discipline(one.discipline), others)


def cover_for(clinician: Clinician) -> UUID | None:
    """Who hears what this clinician leaves unopened. Nobody covers for themselves."""
    named = clinician.clinic.covered_by_id
    return None if named == clinician.pk else named


def is_covered(clinician: Clinician) -> bool:
    """By a colleague named here, or in the way that the clinic's own words to its clients tell."""
    return bool(cover_for(clinician) or clinician.clinic.cover.strip())


def reading_hours_of(clinic: Clinic) -> ReadingHours:
    return ReadingHours(
        zone=ZoneInfo(clinic.time_zone),
        closes=clinic.reads_until,
        weekdays=frozenset(clinic.reading_days),
    )


def crisis_entries_of(clinic: Clinic) -> list[CrisisEntry]:
    return list(CrisisEntry.objects.filter(clinic=clinic).order_by("country", "name", "pk"))


def crisis_entry_for(viewer: Manager, entry_id: UUID) -> CrisisEntry | None:
    return CrisisEntry.objects.filter(clinic=viewer.clinic_id, pk=entry_id).first()


def reading_entries_for(viewer: Client | Clinician | Manager) -> list[ReadingEntry]:
    """The list of the viewer's own clinic, the same for everybody there."""
    return list(ReadingEntry.objects.filter(clinic=viewer.clinic_id).order_by("title", "pk"))


def reading_entry_for(viewer: Manager, entry_id: UUID) -> ReadingEntry | None:
    return ReadingEntry.objects.filter(clinic=viewer.clinic_id, pk=entry_id).first()


def demo_people(sign_in_names: Iterable[str]) -> list[Account]:
    """The accounts of the invented people; used by the demo's front door alone."""
    return list(Account.objects.filter(sign_in_name__in=tuple(sign_in_names)).order_by("sign_in_name"))


def regions_of(clinic_id: UUID) -> list[str]:
    """Where this clinic's licences let somebody practise; what a client can choose from."""
    lists = Credential.objects.filter(clinic=clinic_id).values_list("jurisdiction", flat=True)
    return sorted({part.strip() for one in lists for part in one.split(",") if part.strip()})


def audit_for(viewer: Manager, *, limit: int = 200) -> list[AuditEntry]:
    """What was done in this clinic, newest first: who, what kind of act, when. Never about what.

    `by_client` tells apart what a client did: whose it was and of what kind is nobody's business here.
    """
    by_client = Exists(Client.objects.filter(account=OuterRef("account")))
    rows = AuditEntry.objects.filter(clinic=viewer.clinic_id).select_related("account")
    rows = rows.annotate(by_client=by_client)
    return list(rows.order_by("-at", "pk")[:limit])


def manager_by_id(manager_id: UUID) -> Manager:
    """For the command that opens a clinic, which acts for the clinic itself."""
    return Manager.objects.get(pk=manager_id)


def clinician_by_id(clinician_id: UUID) -> Clinician:
    """For the demo's story, which acts for the clinic itself."""
    return Clinician.objects.get(pk=clinician_id)
