from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Review(ClinicalRow):
    """The clinician read it and answers in words; the chosen words are kept, no number anywhere."""

    class Next(models.TextChoices):
        TALK = "talk"
        REPEAT = "repeat"
        LIGHTER = "lighter"
        STEP_BACK = "step_back"
        WITH_LESS = "with_less"
        TO_WORDS = "to_words"
        RELEASE = "release"
        LET_GO = "let_go"

    assignment = models.ForeignKey("homework.Assignment", on_delete=models.CASCADE, related_name="reviews")
    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="+")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    next_step = models.CharField(max_length=9, choices=Next)
    effort = models.CharField(max_length=20, blank=True)
    communication = models.CharField(max_length=20, blank=True)
    connection = models.CharField(max_length=20, blank=True)
    words = SealedField(null=True)
    reviewed_at = models.DateTimeField()
