from django.db import models

from unhurried.core.hearing import Reach, Told
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


class Called(ClinicalRow):
    """That somebody who works here was mailed about one thing at one step; about the same, once."""

    address = models.ForeignKey("people.WorkAddress", on_delete=models.CASCADE, related_name="+")
    item = models.UUIDField()
    sent_at = models.DateTimeField()
    reach = models.PositiveSmallIntegerField(choices=[(one.value, one.name.title()) for one in Reach])
    mailed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address", "item", "sent_at", "reach"], name="called_once_for_a_step"
            )
        ]
