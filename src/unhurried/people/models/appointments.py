from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models.rows import ClinicalRow


class Episode(ClinicalRow):
    """A course of therapy; consents and disclosures hang on it.

    `clinician`: none while its people are not all in one hand, and then no clinician reads it.

    `closed_on`: since when nothing new is begun in it. `ends_at`: from this posting on its people's pages say
    that it has ended, and show `farewell`.
    """

    relationship = models.ForeignKey("people.Relationship", on_delete=models.PROTECT, related_name="episodes")
    clinician = models.ForeignKey(
        "people.Clinician", on_delete=models.PROTECT, null=True, related_name="episodes"
    )
    preset = models.CharField(max_length=10)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    ends_at = models.DateTimeField(null=True)
    goal = SealedField(null=True)
    farewell = SealedField(null=True)


class Appointment(ClinicalRow):
    """A meeting with everybody in the episode, or with `client` alone, of which the others learn nothing."""

    class Place(models.TextChoices):
        ROOM = "room"
        REMOTE = "remote"

    class Repeats(models.TextChoices):
        ONCE = "once"
        WEEKLY = "weekly"
        FORTNIGHTLY = "fortnightly"
        FOUR_WEEKLY = "four_weekly"

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="appointments")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="appointments")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, null=True, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=50)
    place = models.CharField(max_length=6, choices=Place)
    repeats = models.CharField(max_length=12, choices=Repeats, default=Repeats.ONCE)
    region_confirmed = models.CharField(max_length=120, blank=True)
    cancelled_at = models.DateTimeField(null=True)
