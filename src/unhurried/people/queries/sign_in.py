from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, DateTimeField

from unhurried.people.models import Account, AccountSession, Client, Clinic, Clinician, Manager
from unhurried.people.services.private import STAYS_UNLOCKED
from unhurried.storage.prepared import Given, Prepared


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who is asking: one account and the people it stands for, found in one query."""

    account: Account
    client: Client | None
    clinician: Clinician | None
    manager: Manager | None
    session_data: str
    unlocked_at: datetime | None
    is_plain: bool
    is_in_room: bool

    def is_unlocked(self, now: datetime) -> bool:
        """Whether their own code opened the private area on this device within the last few minutes."""
        return self.stays_unlocked(now) > timedelta() and not self.is_plain

    def shows_plain_day(self, now: datetime) -> bool:
        """Whether the second code did. Nothing opens by it but what shows a plain day."""
        return self.stays_unlocked(now) > timedelta() and self.is_plain

    def stays_unlocked(self, now: datetime) -> timedelta:
        """For how long it stays as it is here; nothing while it is closed."""
        return max(self.unlocked_at + STAYS_UNLOCKED - now, timedelta()) if self.unlocked_at else timedelta()

    @property
    def clinic(self) -> Clinic | None:
        """The clinic of whoever this account stands for; None when its place was given up."""
        people = (someone for someone in (self.client, self.clinician, self.manager) if someone)
        return next((someone.clinic for someone in people), None)


_live_session = Prepared(
    lambda: AccountSession.objects.filter(
        session_key=Given("key", CharField()),
        expire_date__gt=Given("at", DateTimeField()),
        account__is_active=True,
    ).select_related(
        "account",
        "client__clinic__covered_by",
        "client__clinician",
        "clinician__clinic",
        "manager__clinic",
    )
)


def signed_in_by(session_key: str, at: datetime) -> SignedIn | None:
    row = next(iter(_live_session(key=session_key, at=at)), None)
    if row is None or row.account is None:
        return None
    return SignedIn(
        account=row.account,
        client=row.client,
        clinician=row.clinician,
        manager=row.manager,
        session_data=row.session_data,
        unlocked_at=row.unlocked_at,
        is_plain=row.is_plain,
        is_in_room=row.in_room_since is not None,
    )
