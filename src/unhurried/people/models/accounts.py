from datetime import datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models

from unhurried.people.models.rows import ClinicalRow


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, sign_in_name: str, password: str, **fields: Any) -> "Account":
        account = self.model(sign_in_name=sign_in_name, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in, one person each. The same account may be a client here and a clinician there.

    `second_code` shows a plain day. Whoever has a code has something there, chosen by them or by nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sign_in_name = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    theme = models.CharField(max_length=5, blank=True)
    private_code = models.CharField(max_length=128, blank=True)
    second_code = models.CharField(max_length=128, blank=True)
    second_code_tells = models.BooleanField(default=False)
    last_sequence = models.BigIntegerField(default=0)
    last_login = None

    USERNAME_FIELD = "sign_in_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()


class AccountSession(AbstractBaseSession):
    """Django's session row with the people it stands for, so that one query answers who is asking.

    `is_plain`: what was opened is the plain day, by the second code.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, null=True, related_name="+")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.CASCADE, null=True, related_name="+")
    manager = models.ForeignKey("people.Manager", on_delete=models.CASCADE, null=True, related_name="+")
    unlocked_at = models.DateTimeField(null=True)
    is_plain = models.BooleanField(default=False)
    in_room_since = models.DateTimeField(null=True)

    objects: ClassVar[BaseSessionManager["AccountSession"]] = BaseSessionManager()  # type: ignore[assignment]


class JoiningLink(ClinicalRow):
    """How an account comes to a clinic, or somebody who has one to a relationship. It works once.

    Only a MAC of the printed code is kept. Without a code it stands on the person's own pages, and with a
    `relationship` it asks them whether they would take part in that. `declined_at`: they said that they would
    rather not, which nobody but their clinician reads.
    """

    code_mac = models.BinaryField(max_length=32, null=True, unique=True)
    relationship = models.ForeignKey(
        "people.Relationship", on_delete=models.CASCADE, null=True, related_name="joining_links"
    )
    client = models.ForeignKey(
        "people.Client", on_delete=models.CASCADE, null=True, related_name="joining_links"
    )
    clinician = models.ForeignKey("people.Clinician", on_delete=models.CASCADE, null=True, related_name="+")
    manager = models.ForeignKey("people.Manager", on_delete=models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    def stands_at(self, at: datetime) -> bool:
        """It can still be taken back: nothing is left to take back of a no once the question has lapsed."""
        return self.declined_at is None or self.expires_at > at
