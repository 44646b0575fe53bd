from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models import ClinicalRow


class SafetyCheck(ClinicalRow):
    """What a clinician's check with one person came to. It says what was asked and when, never "safe"."""

    class Outcome(models.TextChoices):
        CURRENT = "current"
        FOLLOW_UP = "follow_up"
        NOT_SUITABLE = "not_suitable"

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="safety_checks")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField()
    was_alone = models.BooleanField()
    tool = models.CharField(max_length=120)
    outcome = models.CharField(max_length=12, choices=Outcome)
    review_on = models.DateField()
    recorded_at = models.DateTimeField()


class Caution(ClinicalRow):
    """Something on file about one person that speaks against touch, or against an exercise: `core.cautions`.

    Lifted, it stays on file. `lifted_until`: the last day for which an examination is good.
    """

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="cautions")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    heard_on = models.DateField()
    noted_at = models.DateTimeField()
    lifted_by = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, null=True, related_name="+")
    lifted_on = models.DateField(null=True)
    lifted_until = models.DateField(null=True)
    lifted_words = SealedField(null=True)
    lifted_at = models.DateTimeField(null=True)


class Concern(ClinicalRow):
    """Something a person wants their clinician to know soon, and what they ask for meanwhile.

    `seen_at`: its clinician opened it. `answered_at`: they have spoken about it with that person.
    `secret_at`: its clinician marked it as told as a secret.
    """

    class Wish(models.TextChoices):
        KEEP_THE_SAME = "keep_the_same"
        QUIET_TONIGHT = "quiet_tonight"
        YOU_DECIDE = "you_decide"

    class About(models.TextChoices):
        WORD = "word"
        ASKED_TO_SEE = "asked_to_see"
        """Somebody is asking to see what is private here. It changes nothing on any client's page."""
        DRIFTED = "drifted"
        """Drifted off in a practice, or was back in a memory."""
        DYING = "dying"
        """Thinks of dying, or of hurting themselves: said by choosing it. No words are searched for it."""

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="concerns")
    about = models.CharField(max_length=12, choices=About, default=About.WORD)
    wish = models.CharField(max_length=13, choices=Wish)
    words = SealedField(null=True)
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    secret_at = models.DateTimeField(null=True)


class Switch(ClinicalRow):
    """What a person sets for themselves and may set back. Rows are only ever added.

    `read_at`: by their clinician.
    """

    client = models.ForeignKey("people.Client", on_delete=models.CASCADE, related_name="switches")
    name = models.CharField(max_length=12)
    is_on = models.BooleanField()
    switched_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
