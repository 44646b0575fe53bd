"""What those who work here are mailed about, taken before it is sent, so that it is sent once."""

from collections.abc import Iterable
from datetime import datetime

from unhurried.homework.models import Called
from unhurried.homework.queries.calling import Step, unmailed
from unhurried.people.models import WorkAddress
from unhurried.storage.transactions import write


def claim_steps(address: WorkAddress, steps: Iterable[Step], *, now: datetime) -> list[Step]:
    """Take what of these nobody has taken; none of them where another has the address in hand."""
    with write():
        rows = WorkAddress.objects.select_for_update(skip_locked=True).filter(pk=address.pk)
        taken = unmailed(address, steps) if rows.first() else []
        Called.objects.bulk_create(_row(address, one, now) for one in taken)
    return taken


def give_back_steps(address: WorkAddress, steps: Iterable[Step]) -> None:
    """They were not sent after all, and are due again."""
    with write():
        for one in steps:
            Called.objects.filter(
                address=address, item=one.item, sent_at=one.sent_at, reach=one.reach
            ).delete()


def _row(address: WorkAddress, one: Step, now: datetime) -> Called:
    return Called(
        clinic_id=address.clinic_id,
        address=address,
        item=one.item,
        sent_at=one.sent_at,
        reach=one.reach,
        mailed_at=now,
    )
