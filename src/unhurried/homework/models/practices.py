from datetime import datetime
from uuid import UUID

from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class Practice(ClinicalRow):
    """One time of doing it. Stopping is an outcome like any other.

    ON_PAPER: told of later, by one person, and of its moment only the day is known; `step_began_at` is when
    it was told of.

    `evening` is what an evening together came to. `pauses` are the guide's own, as instants, and `ends_at` is
    when time ends an evening that nobody has ended: both settled at the beginning. No column counts what was
    done: two evenings that stand alike are stored alike.
    """

    class Outcome(models.TextChoices):
        FINISHED = "finished"
        STOPPED = "stopped"

    class Way(models.TextChoices):
        ONE_PHONE = "one_phone"
        EACH_PHONE = "each_phone"
        NO_PHONE = "no_phone"
        ON_PAPER = "on_paper"

    assignment = models.ForeignKey("homework.Assignment", on_delete=models.CASCADE, related_name="practices")
    begun_by = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    occasion = models.ForeignKey(
        "homework.Occasion", on_delete=models.SET_NULL, null=True, related_name="practices"
    )
    evening = models.CharField(max_length=13, blank=True)
    way = models.CharField(max_length=10, choices=Way, default=Way.ONE_PHONE)
    phase = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    begun_at = models.DateTimeField()
    step = models.PositiveSmallIntegerField(default=0)
    step_began_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    pauses = models.JSONField(default=list)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(evening="") | models.Q(ends_at__isnull=False), name="every_evening_ends"
            )
        ]

    @property
    def is_from_paper(self) -> bool:
        return self.way == self.Way.ON_PAPER

    @property
    def over_at(self) -> datetime | None:
        """When it was over, or will be at the latest; None: done by hand, and not ended."""
        return self.ended_at or self.ends_at


class Note(ClinicalRow):
    """One person's words on one question of a practice, for one audience.

    `secret_at`: their clinician marked it as told as a secret.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    audience = models.CharField(max_length=12)
    text = SealedField()
    written_at = models.DateTimeField()
    secret_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "author", "key"], name="one_note_a_question")
        ]


class Rating(ClinicalRow):
    """How it was, in a number that is one person's own: never summed, never compared.

    One given before an evening stands with its `occasion`, until there is a practice to stand with.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, null=True, related_name="ratings")
    occasion = models.ForeignKey("homework.Occasion", on_delete=models.CASCADE, null=True, related_name="+")
    author = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    moment = models.CharField(max_length=6)
    key = models.CharField(max_length=40)
    value = SealedField()
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "author", "moment", "key"], name="one_rating_a_question"
            ),
            models.UniqueConstraint(
                fields=["occasion", "author", "moment", "key"], name="one_rating_a_question_beforehand"
            ),
        ]

    @property
    def of_practice(self) -> UUID:
        assert self.practice_id is not None, "asked of what stands with a practice alone"
        return self.practice_id


class Barrier(ClinicalRow):
    """What got in the way, when it did not happen. Information, nothing else."""

    assignment = models.ForeignKey("homework.Assignment", on_delete=models.CASCADE, related_name="barriers")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    code = SealedField()
    words = SealedField(null=True)
    told_at = models.DateTimeField()


class AfterAnswer(ClinicalRow):
    """What a person said in private, from the next day on: felt free or pressed, limits kept, wanted,
    and whether they drifted off or were back in a memory.

    `seen_at`: when their clinician read it, which no client's page tells. `rests_at`: since when it waits to
    be heard in time, because it rests touch; none where it rests nothing.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="after_answers")
    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="+")
    felt_pressed = SealedField(null=True)
    limits_kept = SealedField(null=True)
    wanted = SealedField(null=True)
    drifted = SealedField(null=True)
    answered_at = models.DateTimeField()
    rests_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "client"], name="one_after_answer_each")]


class AfterPlan(ClinicalRow):
    """What a person chose beforehand for afterwards: the steadying screen, and words on how to land."""

    client = models.OneToOneField("people.Client", on_delete=models.CASCADE, related_name="after_plan")
    steadying = models.CharField(max_length=12)
    aftercare = SealedField(null=True)
    chosen_at = models.DateTimeField()
