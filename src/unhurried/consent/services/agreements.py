"""What people give one another to read, and what they agree to leave out for now.

Pauses are parts of acts of homework, since a pause changes what may begin.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q

from unhurried.consent.agreements import Heading, Wanted, sealed_line
from unhurried.consent.models import (
    AgreementLine,
    BoundaryAgreement,
    PauseAcceptance,
    PauseAgreement,
    PauseNotKept,
)
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client, Relationship

_MAY_STILL_STAND: Final = timedelta(days=8)
"""A line taken back stands on others' pages until the next posting, which is a week away at most."""


@is_act
def give_line(
    act: Act, *, client: Client, relationship: Relationship, heading: Heading, words: str, keyring: Keyring
) -> UUID:
    """Give a line of one's own to everybody who was named before it was typed. It is there at once."""
    row = AgreementLine(clinic_id=act.clinic_id, relationship=relationship, client=client, given_at=act.at)
    row.words = keyring.seal(row, "words", sealed_line(heading, words))
    row.save(force_insert=True)
    return row.pk


@is_act
def take_back_line(act: Act, *, line: AgreementLine) -> UUID:
    """Gone from the next posting on, for everybody who reads it and out of every summary too."""
    AgreementLine.objects.filter(pk=line.pk, taken_back_at=None).update(taken_back_at=act.at)
    return line.pk


@is_act
def put_back_line(act: Act, *, client: Client, line_id: UUID) -> UUID:
    """A line taken back stands again. Whoever read it until now has not seen it go."""
    AgreementLine.objects.filter(pk=line_id, client=client).update(taken_back_at=None)
    return line_id


@is_act
def make_agreement(act: Act, *, relationship: Relationship, keyring: Keyring) -> UUID:
    """Make a dated summary of the lines given by now, and of nothing else.

    It holds which lines, never their words: what is taken back later leaves it. A line taken back just now is
    named in it too, or a summary made before the posting would tell the others that it is going.
    """
    stands = Q(taken_back_at=None) | Q(taken_back_at__gt=act.at - _MAY_STILL_STAND)
    ids = AgreementLine.objects.filter(stands, relationship=relationship).values_list("pk", flat=True)
    row = BoundaryAgreement(clinic_id=act.clinic_id, relationship=relationship, made_at=act.at)
    row.lines = keyring.seal(row, "lines", json.dumps(sorted(str(pk) for pk in ids)))
    row.save(force_insert=True)
    return row.pk


@is_act
def accept_pause(act: Act, *, client: Client, pause: PauseAgreement) -> UUID:
    """Each for themselves and in their own time. Nobody else but the clinician is told."""
    row, _ = PauseAcceptance.objects.get_or_create(
        agreement=pause, client=client, defaults={"clinic_id": act.clinic_id, "accepted_at": act.at}
    )
    return row.pk


@dataclass(frozen=True, kw_only=True)
class PauseTerms:
    """A pause as the clinician sets it."""

    activities: Collection[str]
    strength: str
    starts_on: date
    review_on: date


def put_pause(act: Act, *, relationship: Relationship, terms: PauseTerms, keyring: Keyring) -> UUID:
    row = PauseAgreement(
        clinic_id=act.clinic_id,
        relationship=relationship,
        strength=terms.strength,
        starts_on=terms.starts_on,
        review_on=terms.review_on,
        made_at=act.at,
    )
    row.activities = keyring.seal(row, "activities", json.dumps(sorted(terms.activities)))
    row.save(force_insert=True)
    return row.pk


def put_end_of_pause(act: Act, *, pause: PauseAgreement) -> UUID:
    PauseAgreement.objects.filter(pk=pause.pk, ended_at=None).update(ended_at=act.at)
    return pause.pk


def put_not_kept(act: Act, *, client: Client, pause: PauseAgreement, happened_on: date) -> UUID:
    return PauseNotKept.objects.create(
        clinic_id=act.clinic_id, agreement=pause, client=client, happened_on=happened_on, noted_at=act.at
    ).pk


def put_wanted(act: Act, *, not_kept: PauseNotKept, answer: Wanted, keyring: Keyring) -> UUID:
    wanted = keyring.seal(not_kept, "wanted", answer.value)
    PauseNotKept.objects.filter(pk=not_kept.pk).update(wanted=wanted)
    return not_kept.pk
