from django.db import models

from unhurried.people.models.rows import ClinicalRow


class AuditEntry(ClinicalRow):
    """Who did what when, without content. Its id is the act's id, so an act can happen only once."""

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="+")
    sequence = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    object_id = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    mac = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["clinic", "at"], name="audit_by_clinic")]
