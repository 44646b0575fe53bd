from uuid import uuid4

from django.db import models

from unhurried.core.hearing import CLOSES, WORKING_DAYS
from unhurried.core.time_alone import USUAL_WEEKS
from unhurried.people.models.rows import ClinicalRow


def working_days() -> list[int]:
    return sorted(WORKING_DAYS)


class Clinic(models.Model):
    """`covered_by` is whom the clinic names; `cover` and `reading_hours` are its own words about it.

    `reading_days` count from Monday, 0; `reads_until` is the time on the wall where the clinic is.
    `child_law`: its words for its clinicians on what the law asks where a child is at risk.
    `time_alone_weeks`: how often each of those treated together is seen alone.
    `retention_text`: for how long it keeps what, and what the law makes it keep.
    `offers_erotic`: the erotic family is in its library. A clinic chooses it; it is never there by itself.
    """

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
    retention_text = models.TextField(blank=True)
    cover = models.TextField(blank=True)
    reading_hours = models.TextField(blank=True)
    covered_by = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, null=True, related_name="+")
    reading_days = models.JSONField(default=working_days)
    reads_until = models.TimeField(default=CLOSES)
    child_law = models.TextField(blank=True)
    time_alone_weeks = models.PositiveSmallIntegerField(default=USUAL_WEEKS)
    preset = models.CharField(max_length=10, choices=Preset, default=Preset.BALANCED)
    offers_erotic = models.BooleanField(default=False)


class FormerPolicy(ClinicalRow):
    """What a clinic told people before it changed: what was written until then stays under it."""

    confidentiality_text = models.TextField()
    secrets_policy = models.CharField(max_length=20, choices=Clinic.SecretsPolicy)
    until_at = models.DateTimeField()


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


class ReadingEntry(ClinicalRow):
    """A book or a link that a clinic names to all its clients alike. `leaflet`: below which, or nothing.

    `read_by` is who of the clinic has read it.
    """

    title = models.CharField(max_length=160)
    author = models.CharField(max_length=120)
    about = models.CharField(max_length=200)
    url = models.CharField(max_length=200, blank=True)
    leaflet = models.CharField(max_length=60, blank=True)
    read_by = models.CharField(max_length=120)


class Manager(ClinicalRow):
    """Runs the clinic's members, licences and policies; never holds a keyring."""

    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="managers"
    )
    name = models.CharField(max_length=120)
