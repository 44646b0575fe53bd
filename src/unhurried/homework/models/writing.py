from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class JournalEntry(ClinicalRow):
    """Private writing. Nobody reads it in the product but the author.

    `draft`: what was saved while writing, until the author keeps or leaves it.
    """

    author = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="journal_entries")
    text = SealedField()
    draft = SealedField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    @property
    def is_begun(self) -> bool:
        """Saved while it was written, and never kept."""
        return self.text is None

    @property
    def is_unfinished(self) -> bool:
        return self.draft is not None
