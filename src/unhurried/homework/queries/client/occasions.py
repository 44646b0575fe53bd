"""The calendar of a relationship: times set aside together, what each offers, and times that suit everybody.

Letting go of a time is silent. On every page, that of whoever let go included, it stays as it was until the
next posting, and what is known of it here has no room for who did or whether anybody has. Hiding it from the
owner at once would have been kinder to one pair of eyes and would have told every other pair: a calendar that
differs between two phones on one table says that somebody let go, and who. Nothing is lost by it, for what
begins asks the facts now: an evening that was let go comes to time together without touch.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from unhurried.core.evenings import STAYS_OPEN
from unhurried.core.exercises import Exercise
from unhurried.core.meeting import Kind, Part, WeekPart, arranges_next, is_free, kind_of, suggested_times
from unhurried.core.runs import minutes_at_most, run_of
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.facts import arranger_shown, place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, OfferedWindow, Practice
from unhurried.homework.queries.client.offers import offers_among
from unhurried.people.models import Client, Relationship
from unhurried.people.queries import partners_of

MINUTES: Final = 30
"""How long a time is suggested to be that is for no exercise."""


@dataclass(frozen=True, kw_only=True)
class Together:
    """Who shares a calendar, and the postings between which it stands still. `names` by client."""

    relationship: Relationship
    zone: ZoneInfo
    names: Mapping[UUID, str]
    posted_at: datetime
    next_posting: datetime

    def others(self, viewer: Client) -> list[str]:
        return sorted((name for pk, name in self.names.items() if pk != viewer.pk), key=str.casefold)


@dataclass(frozen=True, kw_only=True)
class CalendarBlock:
    """A time set aside together as everybody sees it, with nothing of whose doing it is."""

    id: UUID
    kind: Kind
    starts_at: datetime
    minutes: int
    place: str
    assignment_id: UUID | None
    exercise: Exercise | None

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True, kw_only=True)
class JointExercise:
    """Something given to all of them for doing together, whether it is on offer just now or rests.

    `arranger`: the name of whoever arranges it, where the clinician named one of them.
    """

    assignment: Assignment
    exercise: Exercise
    kind: Kind
    minutes: int
    arranger: str | None


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Times that suit everybody, for one joint exercise or, without one, for being together."""

    joint: JointExercise | None
    minutes: int
    times: tuple[datetime, ...]

    @property
    def spans(self) -> list[tuple[datetime, datetime]]:
        return [(at, at + timedelta(minutes=self.minutes)) for at in self.times]


def together_for(
    viewer: Client, relationship: Relationship, keyring: Keyring, *, now: datetime
) -> Together | None:
    """The calendar of one relationship that this person takes part in; None where they are on their own."""
    schedule = board_of(relationship.pk).schedule
    posted_at = schedule.last(now)
    partners = partners_of(viewer, relationship, now=now)
    if not partners:
        return None
    people = [viewer, *partners]
    keyring.prepare(people, "name")
    return Together(
        relationship=relationship,
        zone=schedule.zone,
        names={one.pk: keyring.open(one, "name") for one in people},
        posted_at=posted_at,
        next_posting=schedule.next(now),
    )


def blocks_for(together: Together, keyring: Keyring, *, now: datetime) -> list[CalendarBlock]:
    """What lies ahead, soonest first. What is past leaves, and nothing counts it."""
    rows = _shown(together.relationship, together.posted_at, now)
    keyring.prepare(rows, "place")
    blocks = [_block(row, keyring) for row in rows]
    return sorted(blocks, key=lambda one: (one.starts_at, one.kind, one.minutes, one.place))


def block_for(
    together: Together, occasion_id: UUID, keyring: Keyring, *, now: datetime
) -> tuple[Occasion, CalendarBlock] | None:
    rows = _shown(together.relationship, together.posted_at, now)
    found = [row for row in rows if row.pk == occasion_id]
    return (found[0], _block(found[0], keyring)) if found else None


def calendar_of(occasion_id: UUID) -> UUID | None:
    """The relationship in whose calendar a time stands."""
    return Occasion.objects.filter(pk=occasion_id).values_list("relationship", flat=True).first()


def _shown(relationship: Relationship, posted_at: datetime, now: datetime) -> list[Occasion]:
    rows = Occasion.objects.filter(
        _still_posted(posted_at), relationship=relationship, starts_at__gt=now - STAYS_OPEN
    )
    rows = rows.exclude(block=Occasion.Block.OWN).select_related("assignment").defer("assignment__sheet")
    return [row for row in rows if leaves_at(row) > now]


def _still_posted(posted_at: datetime) -> Q:
    return Q(let_go_at=None) | Q(let_go_at__gt=posted_at)


def leaves_at(row: Occasion) -> datetime:
    """An evening can be begun for a while after its time; other times are over when they end."""
    is_evening = row.block == Occasion.Block.CLOSENESS
    return row.starts_at + (STAYS_OPEN if is_evening else timedelta(minutes=row.minutes))


def _block(row: Occasion, keyring: Keyring) -> CalendarBlock:
    return CalendarBlock(
        id=row.pk,
        kind=Kind(row.block),
        starts_at=row.starts_at,
        minutes=row.minutes,
        place=keyring.open(row, "place"),
        assignment_id=row.assignment_id,
        exercise=exercise_by_digest(row.assignment.exercise_id) if row.assignment else None,
    )


def windows_of(together: Together) -> dict[UUID, frozenset[WeekPart]]:
    """What each of them offered by the last posting, person by person; nobody is left out."""
    rows = OfferedWindow.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=together.posted_at),
        relationship=together.relationship,
        offered_at__lte=together.posted_at,
    )
    parts = [(row.client_id, _part(row)) for row in rows]
    return {pk: frozenset(part for who, part in parts if who == pk) for pk in together.names}


def own_windows_for(viewer: Client, together: Together) -> frozenset[WeekPart]:
    """What this person offers now, whether or not it has been posted."""
    rows = OfferedWindow.objects.filter(client=viewer, relationship=together.relationship, withdrawn_at=None)
    return frozenset(map(_part, rows))


def _part(row: OfferedWindow) -> WeekPart:
    return WeekPart(weekday=row.weekday, part=Part(row.part))


def joint_exercises_for(together: Together, *, now: datetime) -> list[JointExercise]:
    """In the plan's order. Those that rest are among them: what is listed here follows nobody's answer."""
    rows = _given(together, now).defer("sheet")
    joint = (row for row in rows if exercise_by_digest(row.exercise_id).is_joint)
    return [_joint(row, now, together.names) for row in joint]


def _given(together: Together, now: datetime) -> "QuerySet[Assignment]":
    stands = (Q(**{field: None}) | Q(**{f"{field}__gt": now}) for field in ("let_go_at", "settled_at"))
    own = {"relationship": together.relationship, "client": None, "assigned_at__lte": now}
    rows = Assignment.objects.filter(*stands, **own)
    return rows.order_by("position", "exercise__name")


def _joint(row: Assignment, now: datetime, names: Mapping[UUID, str]) -> JointExercise:
    """Its time is for as many as share the calendar: every turn comes round once for each."""
    exercise, place = exercise_by_digest(row.exercise_id), place_shown(row, now)
    arranger = arranger_shown(row, now)
    phase = exercise.phase(place.phase)
    version = next(one for one in phase.versions if one.key == place.version)
    return JointExercise(
        assignment=row,
        exercise=exercise,
        kind=kind_of(exercise, place.phase),
        minutes=minutes_at_most(run_of(phase.steps_of(version.key), people=len(names)), version),
        arranger=names.get(arranger) if arranger else None,
    )


def free_to_suggest(
    joint: Sequence[JointExercise], keyring: Keyring, *, now: datetime
) -> list[JointExercise]:
    """Those that are on offer, or open by each person's own word: as it was posted, to everybody alike."""
    offers = offers_among([one.assignment for one in joint], keyring, now=now)
    resting = {pk for pk, offer in offers.items() if offer.is_resting}
    return [one for one in joint if one.assignment.pk not in resting]


def suggestions_for(
    together: Together,
    offered: Sequence[frozenset[WeekPart]],
    joint: Sequence[JointExercise],
    blocks: Sequence[CalendarBlock],
    *,
    now: datetime,
) -> list[Suggestion]:
    """Times for the week that began with the last posting, for each joint exercise; or just to be together.

    In the order of the plan, and no time twice: what comes first in it is suggested first. What has passed,
    or lies where a time is set aside already, is left out.
    """
    found: list[Suggestion] = []
    for one in joint or (None,):
        found.append(_suggestion(together, offered, one, taken=[span for had in found for span in had.spans]))
    return [replace(one, times=tuple(_left(one, blocks, now))) for one in found]


def _suggestion(
    together: Together,
    offered: Sequence[frozenset[WeekPart]],
    joint: JointExercise | None,
    *,
    taken: Sequence[tuple[datetime, datetime]],
) -> Suggestion:
    minutes = joint.minutes if joint else MINUTES
    times = suggested_times(
        offered,
        week=together.posted_at.astimezone(together.zone).date(),
        zone=together.zone,
        per_week=joint.exercise.dosage.per_week[0] if joint else 1,
        minutes=minutes,
        rest_hours=joint.exercise.min_rest_hours if joint else 0,
        taken=taken,
    )
    return Suggestion(joint=joint, minutes=minutes, times=times)


def _left(one: Suggestion, blocks: Sequence[CalendarBlock], now: datetime) -> Iterator[datetime]:
    taken = [_with_rest(block, one.joint) for block in blocks]
    return (at for at in one.times if at > now and is_free(at, minutes=one.minutes, taken=taken))


def _with_rest(block: CalendarBlock, joint: JointExercise | None) -> tuple[datetime, datetime]:
    """A time for the same exercise takes its rest gap along, before and after."""
    is_same = joint is not None and joint.assignment.pk == block.assignment_id
    rest = timedelta(hours=joint.exercise.min_rest_hours if joint and is_same else 0)
    return block.starts_at - rest, block.ends_at + rest


def arranger_of(together: Together) -> str:
    """Who might arrange the next one: from the evenings that everybody was at, by the last posting."""
    evenings = Practice.objects.filter(
        assignment__relationship=together.relationship,
        occasion__isnull=False,
        begun_at__lte=together.posted_at,
    )
    return arranges_next(together.names.values(), held=evenings.count())
