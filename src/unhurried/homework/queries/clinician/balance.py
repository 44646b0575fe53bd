"""Who did what of late, of people treated together: for the clinician's eye alone, and never in the room."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.consent.models import AgreementLine, Boundary
from unhurried.core.balance import LOOKS_BACK, Doing, asks_for_time_alone
from unhurried.core.vocabulary import Audience
from unhurried.homework.models import Note, Occasion, OfferedWindow, Practice, Readiness
from unhurried.people.models import Clinician, Relationship


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How often each person did what. What somebody noted for themselves alone is not counted."""

    counts: dict[Doing, Counter[str]]
    asks_for_time_alone: bool

    def of(self, doing: Doing, client: UUID) -> int:
        return self.counts[doing][str(client)]


def balance_under(
    viewer: Clinician, relationship: Relationship, people: Collection[UUID], *, now: datetime
) -> Balance:
    """Of these people, over the weeks before `now`."""
    since = (now - LOOKS_BACK, now)
    here = {"relationship": relationship, "relationship__episodes__clinician": viewer}
    given = {"assignment__relationship": relationship, "assignment__plan__episode__clinician": viewer}
    practised = {f"practice__{key}": value for key, value in given.items()}
    rows = {
        Doing.SUGGESTS: OfferedWindow.objects.filter(**here, offered_at__range=since).values_list(
            "client_id", "offered_at"
        ),
        Doing.ARRANGES: Occasion.objects.filter(**here, set_at__range=since)
        .exclude(block=Occasion.Block.OWN)
        .values_list("client_id", "pk"),
        Doing.ANSWERS: Readiness.objects.filter(
            **given, assignment__client=None, answered_at__range=since
        ).values_list("client_id", "pk"),
        Doing.BEGINS: Practice.objects.filter(
            **given, occasion__isnull=False, begun_at__range=since
        ).values_list("begun_by_id", "pk"),
        Doing.NOTES: Note.objects.filter(**practised, written_at__range=since)
        .exclude(audience=Audience.SELF)
        .values_list("author_id", "practice_id"),
        Doing.GIVES_LINES: AgreementLine.objects.filter(**here, given_at__range=since).values_list(
            "client_id", "pk"
        ),
        Doing.SAYS_LIMITS: Boundary.objects.filter(client__in=people, said_at__range=since).values_list(
            "client_id", "pk"
        ),
    }
    counts = {doing: _each_once(found) for doing, found in rows.items()}
    return Balance(
        counts=counts, asks_for_time_alone=asks_for_time_alone(counts, [str(one) for one in people])
    )


def _each_once(rows: Iterable[tuple[UUID, object]]) -> Counter[str]:
    """However many episodes it was reached through; parts of the week offered in one go are one offer."""
    return Counter(str(client) for client, _ in set(rows))
