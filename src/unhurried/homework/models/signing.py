from django.db import models

from unhurried.homework.models.library_items import LibraryItem
from unhurried.people.models import ClinicalRow


class SignOff(ClinicalRow):
    """A clinician of this clinic read one version and signs it off: under the name and licence of that day.

    `digest`: of that version, which no other has. `kind` and `name`: what it is a version of.
    """

    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    signed_as = models.CharField(max_length=120)
    licence = models.CharField(max_length=240)
    signed_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["clinic", "digest"], name="sign_off_by_version")]
        constraints = [
            models.UniqueConstraint(
                fields=["clinician", "digest"],
                condition=models.Q(taken_back_at=None),
                name="one_sign_off_of_each",
            )
        ]


class TakenOn(ClinicalRow):
    """A clinician read this version and takes it on: said once, before they first give it."""

    clinician = models.ForeignKey("people.Clinician", on_delete=models.CASCADE, related_name="+")
    exercise = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="+")
    taken_on_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clinician", "exercise"], name="taken_on_once")]
