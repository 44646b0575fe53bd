"""Who needs the clinician first, in a number of queries that does not grow with the caseload."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final, TypeVar
from uuid import UUID

from unhurried.consent.models import Concern
from unhurried.consent.safety_queries import CheckDue, unanswered_concerns_under
from unhurried.core.exercises import Exercise
from unhurried.core.holds import NOT_BY_HAND, HoldReason
from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import over
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Barrier, Hold, Practice, Review
from unhurried.homework.queries.clinician.afterwards import unread_afterwards_under
from unhurried.homework.queries.clinician.changes import Changed, changes_under
from unhurried.homework.queries.clinician.endings import care_ended_under
from unhurried.homework.queries.clinician.rechecks import rechecks_due_under
from unhurried.homework.queries.clinician.time_alone import due_alone_under
from unhurried.homework.queries.silence import Quiet, quiet_under
from unhurried.people.models import Client, Clinician, Participation

One = TypeVar("One")
WAITS_ANYHOW: Final = frozenset({"hold", "afterwards"})
"""What an answer to the exercise does not settle, since all of them may see that answer."""
_Sent = tuple[str, UUID, UUID | None, datetime | None]


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that was sent and has not been answered yet. `client_id` None: it is everybody's alike.

    `is_lower`: a rule led down a ladder. `afterwards`: private answers from the day after, which wait to be
    read and ask for no answer.
    """

    client_id: UUID | None
    people: tuple[UUID, ...]
    assignment: Assignment
    exercise: Exercise
    since: datetime
    practices: int
    barriers: int
    afterwards: int
    is_held: bool
    is_lower: bool
    has_stopped: bool


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
        held = [one.since for one in self.waiting if one.is_held or one.is_lower]
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
    together = _together(viewer)
    waiting = _by_person((one, one.people) for one in _desk(viewer, together, now))
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


def desk_for(viewer: Clinician, *, now: datetime) -> list[Waiting]:
    """All that waits for an answer, oldest first. What rests waits until the clinician has chosen.

    An evening together is there once, for everybody who takes part.
    """
    return _desk(viewer, _together(viewer), now)


def _desk(viewer: Clinician, together: Mapping[UUID, tuple[UUID, ...]], now: datetime) -> list[Waiting]:
    answered = _last_answers(viewer)
    fresh: dict[tuple[UUID, UUID | None], dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for what, assignment_id, client_id, at in _sent(viewer, now):
        is_new = assignment_id not in answered or (at is not None and at > answered[assignment_id])
        if at and (is_new or what in WAITS_ANYHOW):
            fresh[assignment_id, client_id][what].append(at)
    assignments = Assignment.objects.defer("sheet").in_bulk([assignment for assignment, _ in fresh])
    rows = [_waiting(assignments[pk], client, together, sent) for (pk, client), sent in fresh.items()]
    return sorted(rows, key=lambda one: one.since)


def _waiting(
    assignment: Assignment,
    client_id: UUID | None,
    together: Mapping[UUID, tuple[UUID, ...]],
    sent: dict[str, list[datetime]],
) -> Waiting:
    return Waiting(
        client_id=client_id,
        people=(client_id,) if client_id else together.get(assignment.relationship_id, ()),
        assignment=assignment,
        exercise=exercise_by_digest(assignment.exercise_id),
        since=min(at for times in sent.values() for at in times),
        practices=len(sent["finished"]) + len(sent["stopped"]),
        has_stopped=bool(sent["stopped"]),
        barriers=len(sent["barrier"]),
        afterwards=len(sent["afterwards"]),
        is_held=bool(sent["hold"]),
        is_lower=bool(sent["lower"]),
    )


def _sent(viewer: Clinician, now: datetime) -> Iterable[_Sent]:
    """What clients sent, and what rules hold; the clinician's own hold asks nothing of themselves."""
    mine = {"assignment__plan__episode__clinician": viewer}
    for practice in Practice.objects.filter(over(now), **mine):
        by = None if practice.occasion_id else practice.begun_by_id
        yield practice.outcome or Practice.Outcome.STOPPED, practice.assignment_id, by, practice.over_at
    barriers = Barrier.objects.filter(**mine).values_list("assignment_id", "client_id", "told_at")
    yield from (("barrier", *row) for row in barriers)
    holds = Hold.objects.filter(lifted_at=None, client__isnull=False, **mine)
    told = holds.values_list("phase", "assignment_id", "client_id", "raised_at")
    yield from (("lower" if rung else "hold", given, whose, at) for rung, given, whose, at in told)
    in_hand = {"practice__assignment__plan__episode__clinician": viewer}
    unread = unread_afterwards_under(viewer).filter(**in_hand)
    for assignment, client, at in unread.values_list("practice__assignment_id", "client_id", "answered_at"):
        yield "afterwards", assignment, client, at


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
    return _rests_of_each(viewer, _together(viewer))


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


def _together(viewer: Clinician) -> dict[UUID, tuple[UUID, ...]]:
    """Who takes part now in each relationship, of those in this clinician's care."""
    rows = Participation.objects.filter(client__clinician=viewer, left_at=None).order_by("joined_at", "pk")
    found: dict[UUID, tuple[UUID, ...]] = {}
    for relationship, client in rows.values_list("relationship_id", "client_id"):
        found[relationship] = (*found.get(relationship, ()), client)
    return found


def _last_answers(viewer: Clinician) -> dict[UUID, datetime]:
    reviews = Review.objects.filter(assignment__plan__episode__clinician=viewer).order_by("reviewed_at")
    return dict(reviews.values_list("assignment_id", "reviewed_at"))


def _last_practised(viewer: Clinician, together: Mapping[UUID, tuple[UUID, ...]]) -> dict[UUID, datetime]:
    rows = Practice.objects.filter(assignment__plan__episode__clinician=viewer).order_by("begun_at")
    last: dict[UUID, datetime] = {}
    for begun_by, relationship, occasion, begun_at in rows.values_list(
        "begun_by_id", "assignment__relationship_id", "occasion_id", "begun_at"
    ):
        people = together.get(relationship, ()) if occasion else (begun_by,)
        last |= dict.fromkeys(people, begun_at)
    return last
