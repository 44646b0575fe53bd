"""Safe contact as it lies sealed: a person's own words, and what they chose beside them."""

import json
from dataclasses import dataclass
from typing import Any

from unhurried.core.contact import Channel, ContactChoices, Use
from unhurried.core.meeting import Part
from unhurried.crypto.fields import Keyring
from unhurried.people.models import Client


@dataclass(frozen=True, kw_only=True)
class SafeContact:
    words: str
    choices: ContactChoices


def safe_contact_of(client: Client, keyring: Keyring) -> SafeContact:
    """Whoever asks has to be somebody who may read it: the person, their clinician, whoever covers."""
    return SafeContact(
        words=keyring.open(client, "safe_contact"), choices=contact_choices_of(client, keyring)
    )


def contact_choices_of(client: Client, keyring: Keyring) -> ContactChoices:
    return opened_choices(keyring.open(client, "contact_choices"))


def sealed_choices(choices: ContactChoices) -> str:
    return json.dumps(
        {
            **{channel.value: Use.MAY.value for channel in sorted(choices.may)},
            **{channel.value: Use.NOT.value for channel in sorted(choices.ruled_out)},
            "weekdays": sorted(choices.weekdays),
            "parts": sorted(choices.parts),
            "message": choices.message,
        }
    )


def opened_choices(text: str) -> ContactChoices:
    said = json.loads(text) if text else {}
    return ContactChoices(
        may=_channels(said, Use.MAY),
        ruled_out=_channels(said, Use.NOT),
        weekdays=frozenset(said.get("weekdays", ())),
        parts=frozenset(Part(one) for one in said.get("parts", ())),
        message=Use(said["message"]) if said.get("message") else None,
    )


def _channels(said: dict[str, Any], use: Use) -> frozenset[Channel]:
    return frozenset(channel for channel in Channel if said.get(channel.value) == use)
