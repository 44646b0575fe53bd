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
    """An exercise given. `sheet` is what was composed for these people, as sealed JSON.

    `client`: for this person alone, of which the others learn nothing. A change of place by the clinician
    counts for bodies from `placed_at` and for pages from `posted_until`, when a posting renews the board:
    until then they show `posted_phase` and `posted_version`. `assigned_at`, `settled_at` and `let_go_at` may
    lie ahead. `heard_on`: what usually comes before it was not there, and was heard in the appointment.
    `assessed`: by whom and when they were, or why it was given without, where the exercise asks for it first.
    `arranged_by`: who arranges the times for it, as the clinician named them; nobody: each in turn. From
    `arranged_next_at` on it is `arranged_next_by`.
    """

    relationship = models.ForeignKey(
        "people.Relationship", on_delete=models.CASCADE, related_name="assignments"
    )
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="assignments")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, null=True, related_name="+")
    exercise = models.ForeignKey("homework.LibraryItem", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    phase = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    placed_at = models.DateTimeField()
    posted_phase = models.CharField(max_length=40, blank=True)
    posted_version = models.CharField(max_length=20, blank=True)
    posted_placed_at = models.DateTimeField(null=True)
    posted_until = models.DateTimeField(null=True)
    sheet = SealedField()
    from_on = models.DateField()
    until_on = models.DateField()
    assigned_at = models.DateTimeField()
    heard_on = models.DateField(null=True)
    assessed = SealedField()
    arranged_by = models.ForeignKey("people.Client", on_delete=models.CASCADE, null=True, related_name="+")
    arranged_next_by = models.ForeignKey(
        "people.Client", on_delete=models.CASCADE, null=True, related_name="+"
    )
    arranged_next_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    let_go_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["relationship", "let_go_at", "position"], name="assignment_today")]


class Release(ClinicalRow):
    """The clinician's key: this phase may open. `heard_on`: what was open was heard in the appointment."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="releases")
    phase = models.CharField(max_length=40)
    released_at = models.DateTimeField()
    heard_on = models.DateField(null=True)


class Invitation(ClinicalRow):
    """A joint step with touch was offered from here on. The rounds that follow are `core.invitations`'."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="invitations")
    phase = models.CharField(max_length=40)
    started_at = models.DateTimeField()


class Hold(ClinicalRow):
    """A reason to wait, known to the clinician. Rules may make one; only a clinician lifts it.

    About one assignment, or, without one, about all touch together in the relationship. `client` is whom it
    concerns, or nobody in particular. `phase`: of a ladder, from this rung on; else all of it.
    """

    relationship = models.ForeignKey("people.Relationship", on_delete=models.CASCADE, related_name="holds")
    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, null=True, related_name="holds")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, null=True, related_name="+")
    cause = models.CharField(max_length=40)
    phase = models.CharField(max_length=40, blank=True)
    raised_at = models.DateTimeField()
    effective_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)


class Readiness(ClinicalRow):
    """One private answer. Only ever added; which one holds is a question for `core.readiness`.

    `day` is the local day that a `day` answer speaks of.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="readiness")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    phase = models.CharField(max_length=40)
    answer = SealedField()
    sequence = models.BigIntegerField()
    answered_at = models.DateTimeField()
    day = models.DateField(null=True)
