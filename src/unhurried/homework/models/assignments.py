from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Plan(ClinicalRow):
    """A pathway given to a relationship."""

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="plans")
    episode = models.ForeignKey("people.Episode", on_delete=models.CASCADE, related_name="plans")
    pathway = models.ForeignKey("homework.LibraryItem", on_delete=models.PROTECT, related_name="+")
    goal = SealedField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Assignment(ClinicalRow):
    """An exercise given. `sheet` is what was composed for these people, as sealed JSON."""

    relationship = models.ForeignKey(
        "people.Relationship", on_delete=models.CASCADE, related_name="assignments"
    )
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assignments")
    exercise = models.ForeignKey("homework.LibraryItem", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    sheet = SealedField()
    from_on = models.DateField()
    until_on = models.DateField()
    assigned_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["relationship", "let_go_at", "position"], name="assignment_today")]


class Release(ClinicalRow):
    """The clinician's key: this phase may open."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="releases")
    phase = models.CharField(max_length=40)
    released_at = models.DateTimeField()


class Hold(ClinicalRow):
    """A reason to wait, known to the clinician. Rules may make one; only a clinician lifts it."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="holds")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    cause = models.CharField(max_length=40)
    effective_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)


class Readiness(ClinicalRow):
    """One private answer. Only ever added; which one holds is a question for `core.readiness`."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="readiness")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    phase = models.CharField(max_length=40)
    answer = SealedField()
    sequence = models.BigIntegerField()
    answered_at = models.DateTimeField()


class Occasion(ClinicalRow):
    """A time they set themselves. Nothing happens when it passes."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="occasions")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    place = SealedField(null=True)
    let_go_at = models.DateTimeField(null=True)
