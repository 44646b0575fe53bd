from django.db import models

from unhurried.core.hearing import Told
from unhurried.people.models import ClinicalRow


class CoverReading(ClinicalRow):
    """What somebody opened as cover, because its own clinician had not in time, and answered.

    `item` is the concern, the private answer or the hold for pain. `opened_at`: the last time. That its own
    clinician has read it is said elsewhere: the one does not stand for the other.
    """

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    told = models.CharField(max_length=10, choices=[(one.value, one.name.title()) for one in Told])
    item = models.UUIDField()
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "clinician"], name="one_cover_reading_each")]
