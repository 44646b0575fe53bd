from django.db import models

from unhurried.core.records import Asked
from unhurried.crypto.fields import SealedField
from unhurried.people.models.rows import ClinicalRow


class RecordRequest(ClinicalRow):
    """One person's asking for a copy of what is theirs, or for it to be deleted; `words` if they like.

    Withdrawn, it waits for nobody. `answer`: what their clinician wrote to them. `open_until`: so long a copy
    that was given lies in their private area.
    """

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="record_requests")
    asked = models.CharField(max_length=8, choices=[(one.value, one.name.title()) for one in Asked])
    words = SealedField(null=True)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = SealedField(null=True)
    open_until = models.DateTimeField(null=True)


class JointRecord(ClinicalRow):
    """Somebody asks for the joint record of people treated together: who, and what for, is in `words`.

    Each adult of it is asked alone. It lapses by itself, whatever anybody said.
    """

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="+")
    words = SealedField()
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)


class Authorisation(ClinicalRow):
    """One adult's own answer. There is a row for each who is asked, so that none tells who has answered."""

    joint_record = models.ForeignKey(JointRecord, on_delete=models.CASCADE, related_name="authorisations")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    answer = SealedField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["joint_record", "client"], name="one_authorisation_each")
        ]
