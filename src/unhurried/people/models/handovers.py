from datetime import datetime

from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models.rows import ClinicalRow


class Handover(ClinicalRow):
    """One person is asked whether their records and their care may go to a colleague.

    `answer`: "yes" or "no", sealed; none while they have not answered. Nothing moves before the colleague has
    accepted. `sequence`: of the act that answered, so that an older one undoes nothing. `taken_back_at`: the
    question was taken back, or another one has taken its place. `words`: about this person, for the
    colleague, who reads them after a yes.
    """

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="handovers")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    colleague = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answer = SealedField(null=True)
    words = SealedField(null=True)
    sequence = models.BigIntegerField(default=0)
    taken_back_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=models.Q(taken_back_at=None, accepted_at=None),
                name="one_open_handover_each",
            )
        ]

    def is_open_at(self, at: datetime) -> bool:
        """Whether it can still be answered."""
        return self.taken_back_at is None and self.accepted_at is None and at < self.expires_at
