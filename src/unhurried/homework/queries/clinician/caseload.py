"""Who needs the clinician first, in a number of queries that does not grow with the caseload."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar
from uuid import UUID

from unhurried.consent.models import Concern
from unhurried.consent.safety_queries import CheckDue, unanswered_concerns_under
from unhurried.core.holds import NOT_BY_HAND, HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Hold, Practice
from unhurried.homework.queries.clinician.changes import Changed, changes_under
from unhurried.homework.queries.clinician.desk import Waiting, desk_of, taking_part_under
from unhurried.homework.queries.clinician.endings import care_ended_under
from unhurried.homework.queries.clinician.rechecks import rechecks_due_under
from unhurried.homework.queries.clinician.time_alone import due_alone_under
from unhurried.homework.queries.silence import Quiet, quiet_under
from unhurried.people.models import Client, Clinician, Participation

One = TypeVar("One")


@dataclass(frozen=True, kw_only=True)
class TouchRests:
    """A hold on all touch together in a relationship, about one person or nobody in particular."""

    hold_id: UUID
    relationship_id: UUID
    client_id: UUID | None
    reason: HoldReason
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Ended:
    """A part that its person ended and that was not closed yet: nobody else is told."""

    relationship_id: UUID
    since: datetime


@dataclass(frozen=True, kw_only=True)
class CaseloadLine:
    """One person, and all that waits for their clinician. `concerns` holds those not spoken about yet."""

    client: Client
    name: str
    concerns: tuple[Concern, ...]
    rests: tuple[TouchRests, ...]
    ended: tuple[Ended, ...]
    check: CheckDue | None
    changes: tuple[Changed, ...]
    alone_since: date | None
    waiting: tuple[Waiting, ...]
    last_practised_at: datetime | None
    quiet: Quiet | None
    has_ended: bool = False

    @property
    def attention(self) -> tuple[int, datetime | None]:
        """A concern nobody has opened, then what is held or ended, what is due, who has waited longest."""
        ranks = (
            [one.raised_at for one in self.concerns if one.seen_at is None],
            self._holding,
            self._due,
            [one.since for one in self.waiting],
        )
        found = ((rank, min(times)) for rank, times in enumerate(ranks) if times)
        return next(found, (len(ranks), None))

    @property
    def _holding(self) -> list[datetime]:
        """Since when something rests or has stopped, and stays so until the clinician has spoken."""
        held = [one.since for one in self.waiting if one.comes_first]
        opened = [one.raised_at for one in self.concerns if one.seen_at]
        ended = [one.since for one in self.ended]
        return [*held, *opened, *ended, *(one.since for one in self.rests)]

    @property
    def _due(self) -> list[datetime]:
        """What is to be looked at: a safety record, a time alone, and what they say of their life."""
        days = [self.check.on if self.check else None, self.alone_since]
        due = [datetime.combine(day, time(), tzinfo=UTC) for day in days if day]
        return [*due, *(one.since for one in self.changes)]

    @property
    def is_calm(self) -> bool:
        return not any((self.concerns, self.rests, self.ended, self._due, self.waiting))

    @property
    def is_past(self) -> bool:
        """Their care has ended, and nothing of theirs waits."""
        return self.has_ended and self.is_calm


def caseload_for(viewer: Clinician, keyring: Keyring, *, today: date, now: datetime) -> list[CaseloadLine]:
    """Everybody in this clinician's care, those who need them first, then by name."""
    clients = list(Client.objects.filter(clinician=viewer))
    keyring.prepare(clients, "name")
    together = taking_part_under(viewer)
    waiting = _by_person((one, one.people) for one in desk_of(viewer, together, keyring, now))
    rests = _rests_of_each(viewer, together)
    concerns, last = unanswered_concerns_under(viewer), _last_practised(viewer, together)
    quiet, care_ended = quiet_under(viewer, now=now), care_ended_under(viewer)
    ended, checks = ended_parts_under(viewer), rechecks_due_under(viewer, today=today)
    changes, alone = changes_under(viewer, today=today), due_alone_under(viewer, now=now)
    lines = [
        CaseloadLine(
            client=client,
            name=keyring.open(client, "name"),
            concerns=tuple(concerns.get(client.pk, ())),
            rests=tuple(rests[client.pk]),
            ended=tuple(ended.get(client.pk, ())),
            check=None if client.pk in care_ended else checks.get(client.pk),
            changes=tuple(changes.get(client.pk, ())),
            alone_since=alone.get(client.pk),
            waiting=tuple(waiting[client.pk]),
            last_practised_at=last.get(client.pk),
            quiet=quiet.get(client.pk),
            has_ended=client.pk in care_ended,
        )
        for client in clients
    ]
    return sorted(lines, key=_first_who_waits)


def _by_person(found: Iterable[tuple[One, Collection[UUID]]]) -> defaultdict[UUID, list[One]]:
    people: defaultdict[UUID, list[One]] = defaultdict(list)
    for one, whose in found:
        for person in whose:
            people[person].append(one)
    return people


def _whose(one: TouchRests, together: Mapping[UUID, tuple[UUID, ...]]) -> tuple[UUID, ...]:
    return (one.client_id,) if one.client_id else together.get(one.relationship_id, ())


def _first_who_waits(line: CaseloadLine) -> tuple[int, float, str]:
    rank, since = line.attention
    return rank, since.timestamp() if since else 0.0, line.name.casefold()


def touch_rests_under(viewer: Clinician) -> list[TouchRests]:
    """What holds all touch together now and can be lifted, oldest first."""
    rows = Hold.objects.filter(assignment=None, lifted_at=None, relationship__episodes__clinician=viewer)
    rows = rows.exclude(cause__in=NOT_BY_HAND)
    found = {
        TouchRests(
            hold_id=pk,
            relationship_id=relationship,
            client_id=client,
            reason=HoldReason(cause),
            since=raised_at,
        )
        for pk, relationship, client, cause, raised_at in rows.values_list(
            "pk", "relationship_id", "client_id", "cause", "raised_at"
        )
    }
    return sorted(found, key=lambda one: (one.since, one.reason.value))


def touch_rests_by_person(viewer: Clinician) -> Mapping[UUID, list[TouchRests]]:
    """The same; what is about nobody in particular stands with each who takes part."""
    return _rests_of_each(viewer, taking_part_under(viewer))


def _rests_of_each(
    viewer: Clinician, together: Mapping[UUID, tuple[UUID, ...]]
) -> defaultdict[UUID, list[TouchRests]]:
    return _by_person((one, _whose(one, together)) for one in touch_rests_under(viewer))


def ended_parts_under(viewer: Clinician) -> dict[UUID, list[Ended]]:
    """By person; what was closed has been spoken of."""
    rows = Participation.objects.filter(client__clinician=viewer, ended_at__isnull=False, left_at=None)
    found: dict[UUID, list[Ended]] = defaultdict(list)
    for relationship, client, at in rows.order_by("ended_at", "pk").values_list(
        "relationship_id", "client_id", "ended_at"
    ):
        if at:
            found[client].append(Ended(relationship_id=relationship, since=at))
    return found


def _last_practised(viewer: Clinician, together: Mapping[UUID, tuple[UUID, ...]]) -> dict[UUID, datetime]:
    rows = Practice.objects.filter(assignment__plan__episode__clinician=viewer).order_by("begun_at")
    last: dict[UUID, datetime] = {}
    for begun_by, relationship, occasion, begun_at in rows.values_list(
        "begun_by_id", "assignment__relationship_id", "occasion_id", "begun_at"
    ):
        people = together.get(relationship, ()) if occasion else (begun_by,)
        last |= dict.fromkeys(people, begun_at)
    return last
