"""Notices, which are the outbox too: a row is written with what causes it, and mailed later."""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from unhurried.core.disclosure import Tiding
from unhurried.crypto.fields import Keyring, Sealer
from unhurried.crypto.seals import mac
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Account, Client, Notice, WorkAddress
from unhurried.people.queries.notices import mail_due
from unhurried.storage.transactions import write


class NotAnAddress(Exception):
    """It is not one plain mail address."""


def tell(act: Act, people: Iterable[Client], tiding: Tiding, *, from_at: datetime) -> None:
    """Write down, inside the act that causes it, that these people are to be told; each kind once."""
    _put_up(_notice(client, tiding, from_at) for client in people)


def put_behind_the_code(people: Iterable[Client]) -> None:
    """They come to take part with others: what they were told of times alone leaves the open page."""
    untold = Notice.objects.filter(client__in=people, tiding=Tiding.APPOINTMENT_HAS_CHANGED, seen_at=None)
    untold.update(tiding=Tiding.TIME_ALONE_HAS_CHANGED)


def tell_of_postings(told: Iterable[tuple[Client, datetime]], tiding: Tiding) -> None:
    """To each of these, from their posting on, what the calendar brings.

    It is nobody's act and has no audit entry: the calendar causes it.
    """
    with write():
        _put_up(_notice(client, tiding, at) for client, at in told)


def _put_up(notices: Iterable[Notice]) -> None:
    """In the order of their ids: two who put up the same at once then never wait for each other."""
    rows = sorted(notices, key=lambda one: one.pk)
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _notice(client: Client, tiding: Tiding, from_at: datetime) -> Notice:
    """Its id follows, by a key of ours, from who is told what and when: it stands once."""
    slot = mac("notice", str(client.pk), tiding.value, from_at.astimezone(UTC).isoformat())
    notice_id = UUID(bytes=slot[:16], version=4)
    return Notice(
        id=notice_id, clinic_id=client.clinic_id, client=client, tiding=tiding.value, from_at=from_at
    )


@is_act
def see_notices(act: Act, *, client: Client, hidden: Collection[Tiding] = ()) -> UUID:
    """Put away what they are told. What was hidden from them there stays."""
    unseen = Notice.objects.filter(client=client, seen_at=None, from_at__lte=act.at)
    unseen.exclude(tiding__in=hidden).update(seen_at=act.at)
    return client.pk


@is_act
def set_mail_address(act: Act, *, client: Client, address: str, keyring: Keyring) -> UUID:
    """Where neutral mail goes; empty: no mail. Raises NotAnAddress."""
    if address and not is_mail_address(address):
        raise NotAnAddress
    Client.objects.filter(pk=client.pk).update(mail_address=keyring.seal(client, "mail_address", address))
    return client.pk


@is_act
def set_work_address(act: Act, *, account: Account, address: str, sealer: Sealer) -> UUID:
    """Where mail goes to somebody who works here; empty: no mail. Raises NotAnAddress."""
    if address and not is_mail_address(address):
        raise NotAnAddress
    WorkAddress.objects.filter(clinic=act.clinic_id, account=account).delete()
    if address:
        row = WorkAddress(clinic_id=act.clinic_id, account=account, set_at=act.at)
        row.address = sealer.seal(row, "address", address)
        row.save(force_insert=True)
    return account.pk


def is_mail_address(text: str) -> bool:
    """One address and nothing else: no name, no second one, nothing that would begin another header."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isprintable() and " " not in text and text.rpartition("@")[0].isascii()


def claim_mail(*, client: Client, now: datetime) -> list[Notice]:
    """Take this person's notices that are due to be mailed. Whoever asks after that is given none of them."""
    with write():
        rows = Notice.objects.select_for_update(skip_locked=True).filter(mail_due(now), client=client)
        due = list(rows)
        _marked(due, now)
    return due


def give_back_mail(notices: Iterable[Notice]) -> None:
    """They were not sent after all, and are due again."""
    with write():
        _marked(notices, None)


def _marked(notices: Iterable[Notice], mailed_at: datetime | None) -> None:
    Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=mailed_at)
