from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models.rows import ClinicalRow


class Notice(ClinicalRow):
    """That a person is to be told something, in one of a few fixed sentences, and from when.

    It is written with the act that causes it, for everybody concerned alike.
    """

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="notices")
    tiding = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["client", "from_at"], name="notice_by_client")]


class WorkAddress(ClinicalRow):
    """Where mail goes to somebody who works here. Another address is another row, and hears all anew."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="+")
    address = SealedField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinic", "account"], name="one_work_address_each")]
