from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class JournalEntry(ClinicalRow):
    """Private writing. Nobody reads it in the product but the author."""

    author = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="journal_entries")
    text = SealedField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
