"""What every clinical row has: a random id, so that it tells nothing, and the clinic it belongs to."""

from uuid import uuid4

from django.db import models


class ClinicalRow(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    clinic = models.ForeignKey("people.Clinic", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
