from django.db import models


class LibraryItem(models.Model):
    """A published version as it was, for ever: what was given to somebody never changes under them."""

    class Kind(models.TextChoices):
        EXERCISE = "exercise"
        PATHWAY = "pathway"

    digest = models.CharField(primary_key=True, max_length=64)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    body = models.JSONField()
    published_at = models.DateTimeField()
