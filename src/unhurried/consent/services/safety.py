from dataclasses import dataclass
from datetime import date
from uuid import UUID

from unhurried.consent.models import Concern, SafetyCheck
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Clinician


def put_concern(act: Act, *, client: Client, about: str, wish: str, words: str, keyring: Keyring) -> UUID:
    row = Concern(clinic_id=client.clinic_id, client=client, about=about, wish=wish, raised_at=act.at)
    row.words = keyring.seal(row, "words", words)
    row.save(force_insert=True)
    return row.pk


@is_act
def see_concern(act: Act, *, concern: Concern) -> UUID:
    Concern.objects.filter(pk=concern.pk, seen_at=None).update(seen_at=act.at)
    return concern.pk


@is_act
def answer_concern(act: Act, *, concern: Concern) -> UUID:
    """They have spoken about it. What nobody has opened cannot have been answered."""
    opened = Concern.objects.filter(pk=concern.pk, seen_at__isnull=False, answered_at=None)
    opened.update(answered_at=act.at)
    return concern.pk


@is_act
def mark_concern(act: Act, *, concern: Concern, is_secret: bool) -> UUID:
    """Told as a secret, or not after all. It changes nothing for anybody; it warns whoever marked it."""
    opened = Concern.objects.filter(pk=concern.pk, seen_at__isnull=False)
    opened.update(secret_at=act.at if is_secret else None)
    return concern.pk


def put_answered(act: Act, *, concern_id: UUID) -> None:
    """Whoever covers has spoken about it. That its own clinician read it is not said by this."""
    Concern.objects.filter(pk=concern_id, answered_at=None).update(answered_at=act.at)


@dataclass(frozen=True, kw_only=True)
class CheckMade:
    """A safety check as the clinician records it: what was asked, how, and what it came to."""

    checked_on: date
    was_alone: bool
    tool: str
    outcome: str
    review_on: date


def put_safety_check(act: Act, *, clinician: Clinician, client: Client, check: CheckMade) -> UUID:
    return SafetyCheck.objects.create(
        clinic_id=client.clinic_id,
        clinician=clinician,
        client=client,
        checked_on=check.checked_on,
        was_alone=check.was_alone,
        tool=check.tool,
        outcome=check.outcome,
        review_on=check.review_on,
        recorded_at=act.at,
    ).pk
