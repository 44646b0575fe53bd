from uuid import uuid4

from django.db import models


class KeyKind(models.TextChoices):
    """Whose key it is; `policy/fields.yaml` says which field is sealed with which."""

    AUTHOR = "author"
    RELATIONSHIP = "relationship"
    PROCESS = "process"
    CLINIC = "clinic"


class WrappedKey(models.Model):
    """One key, itself sealed under the root key. Deleting the row is what erasing means."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=KeyKind)
    owner_id = models.UUIDField()
    epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner_id", "epoch"], name="one_key_an_epoch"),
        ]
