"""Parts of acts of homework, which hold the rows of all relationships concerned."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from unhurried.core.handovers import STANDS_FOR, Said
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act
from unhurried.people.models import Appointment, Client, Clinician, Episode, Handover


class HandoverSpent(Exception):
    """It was taken back, the time to answer is over, or the colleague has accepted."""


def put_questions(
    act: Act, *, clinician: Clinician, colleague: Clinician, told: Mapping[Client, datetime]
) -> None:
    """Ask each of these people. `told`: from when their pages tell of it. The newest question stands."""
    put_back_questions(act, told)
    Handover.objects.bulk_create(
        Handover(
            clinic_id=act.clinic_id,
            client=client,
            clinician=clinician,
            colleague=colleague,
            asked_at=act.at,
            expires_at=told_from + STANDS_FOR,
        )
        for client, told_from in told.items()
    )


def put_back_questions(act: Act, people: Iterable[Client]) -> None:
    open_ones = Handover.objects.filter(client__in=list(people), taken_back_at=None, accepted_at=None)
    open_ones.update(taken_back_at=act.at)


def put_answer(act: Act, *, handover: Handover, said: Said, keyring: Keyring) -> None:
    """A no is taken until the care has gone over, a yes only while the question stands.

    Raises HandoverSpent. What an older page says changes nothing.
    """
    standing = Handover.objects.filter(pk=handover.pk, taken_back_at=None, accepted_at=None)
    if said is Said.YES:
        standing = standing.filter(expires_at__gt=act.at)
    if not standing.exists():
        raise HandoverSpent
    answer = keyring.seal(handover, "answer", said.value)
    standing.filter(sequence__lt=act.sequence).update(answer=answer, sequence=act.sequence)


def put_away(act: Act, clinician: Clinician) -> None:
    Clinician.objects.filter(pk=clinician.pk, away_since=None).update(away_since=act.at)


def put_in_care(act: Act, *, handovers: Iterable[Handover], colleague: Clinician) -> None:
    """Each person's own care and records, and their times alone. Whoever treated them reads nothing more."""
    rows = list(handovers)
    people = [row.client_id for row in rows]
    Handover.objects.filter(pk__in=[row.pk for row in rows]).update(accepted_at=act.at)
    Client.objects.filter(pk__in=people).update(clinician=colleague)
    Appointment.objects.filter(client__in=people).update(clinician=colleague)


def put_in_hand(relationship_id: UUID, clinician_id: UUID | None) -> None:
    """What people do together, with its times; None: it lies in nobody's hand, and no clinician reads it.

    Times that were set for all of them stay as they are then: one that went would tell who was asked first.
    """
    Episode.objects.filter(relationship=relationship_id).update(clinician=clinician_id)
    if clinician_id:
        Appointment.objects.filter(episode__relationship=relationship_id, client=None).update(
            clinician=clinician_id
        )
