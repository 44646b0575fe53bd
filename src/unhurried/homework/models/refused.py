from django.db import models

from unhurried.homework.models.library_items import LibraryItem
from unhurried.people.models import ClinicalRow


class RefusedGiving(ClinicalRow):
    """That somebody reached for what is not theirs to give: of what, and by which rules; never for whom."""

    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    exercise = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField()
    refused_at = models.DateTimeField()
