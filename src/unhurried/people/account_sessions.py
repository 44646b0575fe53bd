"""Django's database sessions, with columns for the account and the people it stands for."""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from unhurried.people.models import AccountSession, Client, Clinician, Manager


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        row = cast(AccountSession, super().create_model_instance(data))
        row.account_id = data.get(SESSION_KEY)
        if row.account_id:
            row.client = Client.objects.filter(account=row.account_id).first()
            row.clinician = Clinician.objects.filter(account=row.account_id).first()
            row.manager = Manager.objects.filter(account=row.account_id).first()
        return row
