from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from unhurried.core.contact import ContactChoices
from unhurried.core.disclosure import added_below
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.contact import sealed_choices
from unhurried.people.models import Client, Intake, Whereabouts

NOTHING_CHOSEN: Final = ContactChoices()
INTAKE_QUESTIONS = ("relationships_now", "wellbeing", "medical", "history", "hopes")
TICKED = "asked_for"
"""Ids of concerns, parted by blanks: what was ticked when nothing earlier was in sight is added to it."""


@is_act
def acknowledge_reading(act: Act, *, client: Client) -> UUID:
    """The page on who reads what was shown before the first private entry."""
    Client.objects.filter(pk=client.pk).update(reading_acknowledged_at=act.at)
    return client.pk


@is_act
def acknowledge_honesty(act: Act, *, client: Client) -> UUID:
    """What is kept and what can be guessed was shown before the first answer about a step with touch."""
    Client.objects.filter(pk=client.pk, honesty_read_at=None).update(honesty_read_at=act.at)
    return client.pk


@is_act
def acknowledge_confidentiality(act: Act, *, client: Client, digest: str) -> UUID:
    """Keep when the limits of confidentiality were read, and of which wording. The first day stays."""
    Client.objects.filter(pk=client.pk, confidentiality_acknowledged_at=None).update(
        confidentiality_acknowledged_at=act.at
    )
    Client.objects.filter(pk=client.pk).exclude(confidentiality_digest=digest).update(
        confidentiality_digest=digest, policy_read_at=act.at
    )
    return client.pk


@is_act
def set_safe_contact(
    act: Act, *, client: Client, words: str, choices: ContactChoices = NOTHING_CHOSEN, keyring: Keyring
) -> UUID:
    Client.objects.filter(pk=client.pk).update(
        safe_contact=keyring.seal(client, "safe_contact", words),
        contact_choices=keyring.seal(client, "contact_choices", sealed_choices(choices)),
    )
    return client.pk


@is_act
def declare_region_and_words(
    act: Act, *, client: Client, region: str, own_words: str, keyring: Keyring
) -> UUID:
    """Where the person is, as they say it, and how they like to be spoken to: the last of the first run."""
    if region != client.region:
        Whereabouts.objects.create(
            clinic_id=client.clinic_id, client=client, region=region, declared_at=act.at
        )
    Client.objects.filter(pk=client.pk).update(
        region=region,
        own_words=keyring.seal(client, "own_words", own_words),
        first_run_done_at=client.first_run_done_at or act.at,
    )
    return client.pk


def put_whereabouts_read(act: Act, *, client: Client, as_of: datetime) -> None:
    """Part of an act of homework."""
    unread = Whereabouts.objects.filter(client=client, read_at=None, declared_at__lte=as_of)
    unread.update(read_at=act.at)


@is_act
def give_intake(
    act: Act, *, client: Client, answers: Mapping[str, str], is_added: bool = False, keyring: Keyring
) -> UUID:
    """Keep the answers, whatever is left empty; given again, they count from when they were first.

    `is_added`: earlier answers were not in sight. They stay, with the new ones below.
    """
    known = Intake.objects.filter(client=client).first()
    intake = known or Intake(clinic_id=client.clinic_id, client=client)
    for question in (*INTAKE_QUESTIONS, TICKED):
        before = keyring.open(known, question) if known and is_added else ""
        words = added_below(before, answers.get(question, ""))
        setattr(intake, question, keyring.seal(intake, question, words))
    intake.given_at = intake.given_at or act.at
    intake.save()
    return intake.pk
