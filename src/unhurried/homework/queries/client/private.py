"""What a person finds in their private area: their own words, and nobody else's."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q

from unhurried.consent.queries import switches_of
from unhurried.core.disclosure import Evening
from unhurried.core.discretion import Preset
from unhurried.core.exercises import Exercise
from unhurried.core.history import SwitchName
from unhurried.core.readiness import Answer, ReadinessKind, answer_in_force
from unhurried.crypto.fields import Keyring
from unhurried.homework.boards import board_of
from unhurried.homework.histories import answer_row
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import AfterPlan, Practice, Readiness
from unhurried.people.models import Client, Participation
from unhurried.people.queries import seen

STAY_OPEN: Final = timedelta(weeks=4)
"""How long the private questions about an evening are there to be answered."""
_ASKS_NOTHING: Final = ("", Evening.TALK.value)
"""What somebody does alone, and words: nobody's limits are touched by them."""
_AT_FIRST: Final = {SwitchName.EROTIC: True, SwitchName.LIFE_CHANGE: False}


@dataclass(frozen=True, kw_only=True)
class OwnAnswer:
    """One answer as it stands. `day`: it was about that day, whatever is done on it."""

    exercise: Exercise
    phase: str
    answer: Answer
    said_at: datetime
    day: date | None


@dataclass(frozen=True, kw_only=True)
class Landing:
    """What somebody chose beforehand for afterwards."""

    steadying: str
    aftercare: str


def own_answers_for(viewer: Client, *, now: datetime, keyring: Keyring) -> list[OwnAnswer]:
    """A person's own standing answers in the plan's order. No page shows them before the second unlock."""
    given = Q(assignment__let_go_at=None) | Q(assignment__let_go_at__gt=now)
    found = Readiness.objects.filter(given, client=viewer).select_related("assignment")
    rows = list(found.defer("assignment__sheet").order_by("assignment__position", "assignment", "sequence"))
    keyring.prepare(rows, "answer")
    today = now.astimezone(ZoneInfo(viewer.time_zone)).date()
    standing = (_standing(about, now, keyring) for about in _by_question(rows, today))
    return [one for one in standing if one]


def _by_question(rows: Iterable[Readiness], today: date) -> Iterable[list[Readiness]]:
    """Answers about the same step, or about the same day. A day that is over asks nothing more."""
    found: dict[object, list[Readiness]] = defaultdict(list)
    for row in rows:
        if row.kind != ReadinessKind.DAY:
            found[row.assignment_id, row.phase].append(row)
        elif row.day and row.day >= today:
            found[row.day].append(row)
    return found.values()


def _standing(about: list[Readiness], now: datetime, keyring: Keyring) -> OwnAnswer | None:
    said = [(answer_row(row, keyring), row) for row in about]
    first = said[0][0]
    answer = answer_in_force(
        (one for one, _ in said), client=first.client, kind=first.kind, at=now, day=first.day
    )
    if answer is None:
        return None
    row = max((row for one, row in said if one.answer is answer), key=lambda row: row.sequence)
    return OwnAnswer(
        exercise=exercise_by_digest(row.assignment.exercise_id),
        phase=row.phase,
        answer=Answer(keyring.open(row, "answer")),
        said_at=row.answered_at,
        day=row.day,
    )


def evenings_to_answer_for(viewer: Client, *, now: datetime) -> list[Practice]:
    """Evenings this person took part in, newest first. Never on the same day, with others near."""
    seat = "assignment__relationship__participations__"
    stayed = Q(**{f"{seat}ended_at": None}) | Q(**{f"{seat}ended_at__gt": F("begun_at")})
    was_there = {f"{seat}client": viewer, f"{seat}joined_at__lte": F("begun_at")}
    rows = Practice.objects.filter(stayed, **was_there, begun_at__gt=now - STAY_OPEN)
    zone = ZoneInfo(viewer.time_zone)
    asked = rows.exclude(evening__in=_ASKS_NOTHING).select_related("assignment__relationship")
    found = asked.order_by("-begun_at", "pk")
    return [one for one in found if _last_of(one).astimezone(zone).date() < now.astimezone(zone).date()]


def _last_of(evening: Practice) -> datetime:
    assert evening.over_at is not None, "an evening ends by itself"
    return evening.over_at


def own_switches_for(viewer: Client) -> dict[SwitchName, bool]:
    rows = (row for row in switches_of([viewer.pk]) if row.name in _AT_FIRST)
    return _AT_FIRST | {SwitchName(row.name): row.is_on for row in rows}


def landing_for(viewer: Client, keyring: Keyring) -> Landing:
    """Empty words where nothing was chosen."""
    row = AfterPlan.objects.filter(client=viewer).first()
    return Landing(
        steadying=row.steadying if row else "", aftercare=keyring.open(row, "aftercare") if row else ""
    )


def seats_for(viewer: Client, *, now: datetime) -> list[Participation]:
    """Where this person is seen to take part and others are, or were, whoever has ended their part."""
    rows = Participation.objects.filter(seen(now), client=viewer).select_related("relationship")
    shared = rows.annotate(people=Count("relationship__participations")).filter(people__gt=1)
    return list(shared.order_by("joined_at", "pk"))


def preset_for(viewer: Client, *, now: datetime) -> Preset | None:
    """How discreet the board is for this person and those they take part with; None: nobody else does."""
    seats = seats_for(viewer, now=now)
    return board_of(seats[0].relationship_id).preset if seats else None
