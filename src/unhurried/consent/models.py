"""What a person has said about their own limits. Rows are only ever added; the newest word holds."""

from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Boundary(ClinicalRow):
    """One client's word on one zone or activity. Sealed: the row says only that there is one."""

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="boundaries")
    about = SealedField()
    said = SealedField()
    sequence = models.BigIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "sequence"], name="boundary_by_client")]
