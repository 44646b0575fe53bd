from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Worksheet(ClinicalRow):
    """What a clinician noted when somebody told of a child at risk: the clinic's record, no client's page.

    Rows are only ever added. `law`: the clinic's own text as it stood then. It sends nothing to anybody.
    """

    class Report(models.TextChoices):
        MADE = "made"
        NOT_MADE = "not_made"
        OPEN = "open"

    client = models.ForeignKey("people.Client", on_delete=models.PROTECT, related_name="+")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField()
    said = SealedField()
    consulted = SealedField(null=True)
    report = models.CharField(max_length=8, choices=Report)
    reported_to = SealedField(null=True)
    law = models.TextField(blank=True)
    written_at = models.DateTimeField()
