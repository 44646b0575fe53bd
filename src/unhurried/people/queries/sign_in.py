from dataclasses import dataclass
from datetime import datetime

from unhurried.people.models import Account, AccountSession, Client, Clinic, Clinician, Manager


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is asking: one account and the people it stands for, found in one query."""

    account: Account
    client: Client | None
    clinician: Clinician | None
    manager: Manager | None
    session_data: str

    @property
    def clinic(self) -> Clinic:
        """The clinic of whoever this account stands for here."""
        people = [someone for someone in (self.client, self.clinician, self.manager) if someone]
        return people[0].clinic


def signed_in_by(session_key: str, at: datetime) -> SignedIn | None:
    sessions = AccountSession.objects.select_related(
        "account", "client__clinic", "client__clinician", "clinician__clinic", "manager__clinic"
    )
    row = sessions.filter(session_key=session_key, expire_date__gt=at, account__is_active=True).first()
    if row is None or row.account is None:
        return None
    return SignedIn(
        account=row.account,
        client=row.client,
        clinician=row.clinician,
        manager=row.manager,
        session_data=row.session_data,
    )
