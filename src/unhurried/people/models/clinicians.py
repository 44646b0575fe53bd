from django.db import models

from unhurried.people.models.rows import ClinicalRow


class Clinician(ClinicalRow):
    """`away_since`: nobody reads at their desk. What is sent there goes to cover at once.

    `leaves_erotic_out`: they neither see nor give the erotic family, whatever the clinic offers.
    """

    class Discipline(models.TextChoices):
        SEX_THERAPIST = "sex_therapist"
        PELVIC_PHYSIOTHERAPIST = "pelvic_physiotherapist"
        COACH = "coach"

    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, related_name="clinicians"
    )
    name = models.CharField(max_length=120)
    discipline = models.CharField(max_length=30, choices=Discipline)
    away_since = models.DateTimeField(null=True)
    leaves_erotic_out = models.BooleanField(default=False)


class Credential(ClinicalRow):
    """A licence as a person checked it. It says when and by whom, never that somebody is safe."""

    clinician = models.ForeignKey(Clinician, on_delete=models.CASCADE, related_name="credentials")
    licence_number = models.CharField(max_length=60)
    body = models.CharField(max_length=160)
    jurisdiction = models.CharField(max_length=120)
    training = models.TextField(blank=True)
    register_url = models.CharField(max_length=200, blank=True)
    expires_on = models.DateField()
    checked_by = models.CharField(max_length=120, blank=True)
    checked_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
