from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Boundary(ClinicalRow):
    """One client's word on one zone or activity. Sealed: the row says only that there is one."""

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="boundaries")
    about = SealedField()
    said = SealedField()
    sequence = models.BigIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client", "sequence"], name="boundary_by_client")]


class BodyWords(ClinicalRow):
    """A person's own words for the zones of the body map, as sealed JSON."""

    client = models.OneToOneField("people.Client", on_delete=models.CASCADE, related_name="body_words")
    words = SealedField()
    changed_at = models.DateTimeField()


class AgreementLine(ClinicalRow):
    """One line somebody chose to give to the others, in their own words."""

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="+")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    words = SealedField()
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)


class BoundaryAgreement(ClinicalRow):
    """A dated summary, made of given lines only; whatever changes later makes a new one."""

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="+")
    lines = SealedField()
    made_at = models.DateTimeField()


class PauseAgreement(ClinicalRow):
    """What is left out for now, how strictly, and when it is looked at again."""

    class Strength(models.TextChoices):
        FULL = "full"
        AROUND_PRACTICE = "around_practice"
        NOT_A_PRELUDE = "not_a_prelude"

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="+")
    activities = SealedField()
    strength = models.CharField(max_length=15, choices=Strength)
    starts_on = models.DateField()
    review_on = models.DateField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class PauseAcceptance(ClinicalRow):
    """One person's own acceptance of a pause agreement."""

    agreement = models.ForeignKey(PauseAgreement, on_delete=models.CASCADE, related_name="acceptances")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "client"], name="one_acceptance_each")]


class PauseNotKept(ClinicalRow):
    """It happened after all: a neutral record. The next day each is asked in private if they wanted it."""

    agreement = models.ForeignKey(PauseAgreement, on_delete=models.CASCADE, related_name="not_kept")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    happened_on = models.DateField()
    wanted = SealedField(null=True)
    noted_at = models.DateTimeField()
