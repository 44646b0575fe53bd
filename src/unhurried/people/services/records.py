"""A copy of what is one's own, its deletion, and the joint record: asked for, answered, taken back."""

from uuid import UUID

from unhurried.core.records import COPY_STAYS, JOINT_LAPSES, Asked, Authorised
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Authorisation, Client, JointRecord, RecordRequest, Relationship
from unhurried.people.queries.records import adults_of, may_be_handed_over


class NotAuthorised(Exception):
    """Somebody has not said yes, or not been asked; or it has lapsed."""


@is_act
def ask_for_record(act: Act, *, client: Client, asked: Asked, words: str, keyring: Keyring) -> UUID:
    """A copy, or deletion. One that waits already stays as it is, with its day."""
    waits = RecordRequest.objects.filter(client=client, asked=asked, withdrawn_at=None, answered_at=None)
    if earlier := waits.first():
        return earlier.pk
    row = RecordRequest(clinic_id=act.clinic_id, client=client, asked=asked, asked_at=act.at)
    row.words = keyring.seal(row, "words", words) if words else None
    row.save(force_insert=True)
    return row.pk


@is_act
def withdraw_record_request(act: Act, *, client: Client, asked: Asked) -> UUID:
    """By the person alone. A copy that was given closes with it."""
    stands = RecordRequest.objects.filter(client=client, asked=asked, withdrawn_at=None)
    stands.update(withdrawn_at=act.at)
    return client.pk


@is_act
def give_copy(act: Act, *, request: RecordRequest) -> UUID:
    """It lies in that person's private area from now on, for some days. Nothing is sent anywhere."""
    waits = RecordRequest.objects.filter(pk=request.pk, asked=Asked.COPY, withdrawn_at=None, answered_at=None)
    waits.update(answered_at=act.at, open_until=act.at + COPY_STAYS)
    return request.pk


@is_act
def answer_record_request(act: Act, *, request: RecordRequest, words: str, keyring: Keyring) -> UUID:
    """In words: what will be deleted and what is kept, or that it was spoken about. It deletes nothing."""
    waits = RecordRequest.objects.filter(pk=request.pk, withdrawn_at=None, answered_at=None)
    waits.update(answered_at=act.at, answer=keyring.seal(request, "answer", words))
    return request.pk


@is_act
def ask_for_joint_record(act: Act, *, relationship: Relationship, words: str, keyring: Keyring) -> UUID:
    """Ask everybody who ever took part, each alone. An asking that stood before it is taken back."""
    Relationship.objects.select_for_update().get(pk=relationship.pk)
    _take_back(act, relationship)
    row = JointRecord(
        clinic_id=act.clinic_id,
        relationship=relationship,
        asked_at=act.at,
        lapses_at=act.at + JOINT_LAPSES,
    )
    row.words = keyring.seal(row, "words", words)
    row.save(force_insert=True)
    Authorisation.objects.bulk_create(
        Authorisation(clinic_id=act.clinic_id, joint_record=row, client=one)
        for one in adults_of(relationship.pk)
    )
    return row.pk


@is_act
def take_back_joint_record(act: Act, *, relationship: Relationship) -> UUID:
    """It leaves everybody's pages in the same instant, whatever they said."""
    _take_back(act, relationship)
    return relationship.pk


@is_act
def authorise(act: Act, *, authorisation: Authorisation, answer: Authorised, keyring: Keyring) -> UUID:
    """Changed as often as that person likes, until it was handed over."""
    row = JointRecord.objects.select_for_update().get(pk=authorisation.joint_record_id)
    if row.handed_over_at is None:
        said = keyring.seal(authorisation, "answer", answer.value)
        Authorisation.objects.filter(pk=authorisation.pk).update(answer=said, answered_at=act.at)
    return authorisation.pk


@is_act
def hand_over_joint_record(act: Act, *, record: JointRecord, keyring: Keyring) -> UUID:
    """Noted once, from the answers as they are under the lock. Raises NotAuthorised."""
    row = JointRecord.objects.select_for_update().get(pk=record.pk)
    if not may_be_handed_over(row, keyring, now=act.at):
        raise NotAuthorised
    JointRecord.objects.filter(pk=row.pk, handed_over_at=None).update(handed_over_at=act.at)
    return row.pk


def _take_back(act: Act, relationship: Relationship) -> None:
    stands = JointRecord.objects.filter(relationship=relationship, taken_back_at=None)
    stands.update(taken_back_at=act.at)
