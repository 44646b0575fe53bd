from uuid import uuid4

from django.db import models

from unhurried.people.models.rows import ClinicalRow


class Clinic(models.Model):
    class SecretsPolicy(models.TextChoices):
        NO_SECRETS = "no_secrets"
        LIMITED_SECRETS = "limited_secrets"

    class Preset(models.TextChoices):
        PLAIN = "plain"
        BALANCED = "balanced"
        STRONG = "strong"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2)
    confidentiality_text = models.TextField()
    secrets_policy = models.CharField(
        max_length=20, choices=SecretsPolicy, default=SecretsPolicy.LIMITED_SECRETS
    )
    cover = models.TextField(blank=True)
    reading_hours = models.TextField(blank=True)
    preset = models.CharField(max_length=10, choices=Preset, default=Preset.BALANCED)


class CrisisEntry(ClinicalRow):
    """One line of the help-now page. It counts as verified only while `checked_on` is recent."""

    country = models.CharField(max_length=2)
    name = models.CharField(max_length=120)
    what_for = models.CharField(max_length=200)
    phone = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=200, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True)
    checked_by = models.CharField(max_length=120, blank=True)


class Manager(ClinicalRow):
    """Runs the clinic's members, licences and policies; never holds a keyring."""

    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="managers"
    )
    name = models.CharField(max_length=120)
