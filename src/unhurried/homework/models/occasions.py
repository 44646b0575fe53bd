from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Occasion(ClinicalRow):
    """A time set aside, by one person for themselves or by somebody for all. Nothing happens when it passes.

    Let go of, it stays on the others' pages until the next posting, and nobody is told by whom.
    """

    class Block(models.TextChoices):
        OWN = "own"
        CONNECTION = "connection"
        CONVERSATION = "conversation"
        CLOSENESS = "closeness"

    relationship = models.ForeignKey(
        "people.Relationship", on_delete=models.CASCADE, related_name="occasions"
    )
    assignment = models.ForeignKey(
        "homework.Assignment", on_delete=models.CASCADE, null=True, related_name="occasions"
    )
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    block = models.CharField(max_length=12, choices=Block, default=Block.OWN)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    place = SealedField(null=True)
    set_at = models.DateTimeField()
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["relationship", "starts_at"], name="occasion_ahead")]


class LettingGo(ClinicalRow):
    """One person's word that a time is let go of. They alone put it back, until the next posting."""

    occasion = models.ForeignKey(Occasion, on_delete=models.CASCADE, related_name="lettings_go")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    let_go_at = models.DateTimeField()
    put_back_at = models.DateTimeField(null=True)


class OfferedWindow(ClinicalRow):
    """A time of the week that would suit one person: an offer to the others, never a busy time."""

    class Part(models.TextChoices):
        MORNING = "morning"
        AFTERNOON = "afternoon"
        EVENING = "evening"

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="windows")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=9, choices=Part)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
