"""What people are told, and whose mail is due."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q, UUIDField

from unhurried.core.disclosure import ON_PAGES_ALONE, Tiding
from unhurried.people.models import Client, Notice, Participation, WorkAddress
from unhurried.people.queries.seats import seen
from unhurried.storage.prepared import Given, Prepared

SHOWN_FOR: Final = timedelta(days=7)
MAILED_WITHIN: Final = timedelta(days=2)
"""What no mail server took by then is old news: it is not tried again; the next posting's line follows."""

_unseen = Prepared(
    lambda: Notice.objects.filter(
        client=Given("client", UUIDField()),
        seen_at=None,
        from_at__lte=Given("now", DateTimeField()),
        from_at__gt=Given("since", DateTimeField()),
    )
)


def notices_for(viewer: Client, *, now: datetime) -> list[Tiding]:
    """What this person is told, each once: for a week, or until they put it away."""
    told = {row.tiding for row in _unseen(client=viewer.pk, now=now, since=now - SHOWN_FOR)}
    return [tiding for tiding in Tiding if tiding in told]


def mail_due(now: datetime) -> Q:
    """Notices whose time has come, and which nobody has mailed."""
    is_due = Q(mailed_at=None, from_at__lte=now, from_at__gt=now - MAILED_WITHIN)
    return is_due & ~Q(tiding__in=ON_PAGES_ALONE)


def clients_awaiting_mail(now: datetime) -> list[Client]:
    """Those who signed up for mail once and take part somewhere. The address is sealed, and may be empty."""
    due = Exists(Notice.objects.filter(mail_due(now), client=OuterRef("pk")))
    takes_part = Exists(Participation.objects.filter(seen(now), client=OuterRef("pk")))
    rows = Client.objects.filter(due, takes_part, mail_address__isnull=False, account__is_active=True)
    rows = rows.filter(access_closed_at=None)
    return list(rows.order_by("pk"))


def mailed_at_work(clinic_id: UUID) -> set[UUID]:
    """Whose account gets mail for those who work here."""
    return set(WorkAddress.objects.filter(clinic=clinic_id).values_list("account", flat=True))
