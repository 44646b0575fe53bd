"""What is still unread, unanswered or to be followed up, before something begins again or ends for good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from unhurried.consent.models import Concern
from unhurried.consent.safety_queries import CheckDue, unanswered_concerns_under
from unhurried.crypto.fields import Keyring
from unhurried.homework.queries.clinician.caseload import TouchRests, touch_rests_by_person
from unhurried.homework.queries.clinician.desk import Waiting, desk_for
from unhurried.homework.queries.clinician.rechecks import rechecks_due_under
from unhurried.homework.queries.clinician.treatment import parts_under
from unhurried.people.models import Client, Clinician, Relationship


@dataclass(frozen=True, kw_only=True)
class StillOpen:
    """What one person's clinician has not read, answered or followed up."""

    client: Client
    name: str
    concerns: tuple[Concern, ...]
    rests: tuple[TouchRests, ...]
    check: CheckDue | None
    waiting: tuple[Waiting, ...]

    @property
    def beside_an_answer(self) -> "StillOpen":
        """What an answer to an exercise does not settle: of what waits, the private words alone."""
        return replace(self, waiting=tuple(one for one in self.waiting if one.afterwards))

    @property
    def is_anything(self) -> bool:
        return bool(self.concerns or self.rests or self.check or self.waiting)


def reached_in(
    viewer: Clinician,
    relationship: Relationship,
    keyring: Keyring,
    *,
    now: datetime,
    alone: UUID | None = None,
) -> list[tuple[Client, str]]:
    """Everybody whom a hold, a pause or an exercise reaches, by name. `alone`: what is one person's only."""
    parts = parts_under(viewer, relationship, keyring)
    return [
        (part.client, part.name) for part in parts if alone in (None, part.client.pk) and part.is_seen_at(now)
    ]


def still_open_under(
    viewer: Clinician,
    people: Sequence[tuple[Client, str]],
    keyring: Keyring,
    *,
    today: date,
    now: datetime,
    besides: UUID | None = None,
) -> list[StillOpen]:
    """In as many queries for one person as for six; nobody stands there who leaves nothing open.

    `besides`: the hold that is asked about, which is no news on its own page.
    """
    concerns, checks = unanswered_concerns_under(viewer), rechecks_due_under(viewer, today=today)
    rests, desk = touch_rests_by_person(viewer), desk_for(viewer, keyring, now=now)
    found = [
        StillOpen(
            client=client,
            name=name,
            concerns=tuple(concerns.get(client.pk, ())),
            rests=tuple(one for one in rests.get(client.pk, ()) if one.hold_id != besides),
            check=checks.get(client.pk),
            waiting=tuple(one for one in desk if client.pk in one.people),
        )
        for client, name in people
    ]
    return [one for one in found if one.is_anything]
