from django.db import models

from unhurried.crypto.fields import SealedField
from unhurried.people.models.rows import ClinicalRow


class Client(ClinicalRow):
    """`access_closed_at`: found to be under age. Nothing of theirs opens any more, and nothing is deleted.

    `confidentiality_acknowledged_at`: the first time. `policy_read_at`: the last time, of the wording that
    `confidentiality_digest` is of.
    """

    account = models.ForeignKey("people.Account", on_delete=models.PROTECT, null=True, related_name="clients")
    clinician = models.ForeignKey("people.Clinician", on_delete=models.PROTECT, related_name="clients")
    name = SealedField()
    adult_attested_at = models.DateTimeField(null=True)
    adult_declared_at = models.DateTimeField(null=True)
    joined_at = models.DateTimeField(null=True)
    confidentiality_acknowledged_at = models.DateTimeField(null=True)
    confidentiality_digest = models.CharField(max_length=64, blank=True)
    policy_read_at = models.DateTimeField(null=True)
    reading_acknowledged_at = models.DateTimeField(null=True)
    honesty_read_at = models.DateTimeField(null=True)
    region = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=64)
    safe_contact = SealedField(null=True)
    contact_choices = SealedField(null=True)
    own_words = SealedField(null=True)
    mail_address = SealedField(null=True)
    first_run_done_at = models.DateTimeField(null=True)
    access_closed_at = models.DateTimeField(null=True)


class Whereabouts(ClinicalRow):
    """Where a person said they are, and since when: a licence has to hold there.

    `read_at`: by their clinician.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="whereabouts")
    region = models.CharField(max_length=120, blank=True)
    declared_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)


class Intake(ClinicalRow):
    """What a person tells before homework begins: theirs and their clinician's, never a partner's.

    `asked_for`: the concerns they ticked, by id.
    """

    client = models.OneToOneField(Client, on_delete=models.CASCADE, related_name="intake")
    relationships_now = SealedField(null=True)
    wellbeing = SealedField(null=True)
    medical = SealedField(null=True)
    history = SealedField(null=True)
    hopes = SealedField(null=True)
    asked_for = SealedField(null=True)
    given_at = models.DateTimeField()
