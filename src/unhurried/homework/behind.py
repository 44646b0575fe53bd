"""What people have behind them as the set they are now, and who has looked through their limits."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.consent.queries import agreed_at, who_looked_at_limits
from unhurried.core.disclosure import Evening
from unhurried.core.exercises import Exercise, Phase
from unhurried.core.history import Seat, together_since
from unhurried.core.pathways import Behind, Place, WaysBack, held_by_these, ways_back
from unhurried.core.progression import Report, may_ask_next_phase, unsettled_criteria
from unhurried.core.vocabulary import Level
from unhurried.crypto.fields import Keyring
from unhurried.homework.histories import seats_of
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import Assignment, Practice, Release, Review
from unhurried.homework.reports import reports_of
from unhurried.people.models import Participation

Held = dict[UUID, dict[str, tuple[datetime, ...]]]
"""By assignment and phase, when exactly these people practised."""


def behind(relationship: UUID, exercises: Collection[str], *, now: datetime, keyring: Keyring) -> Behind:
    """What counts of these exercises. As many queries for one of them as for thirty."""
    seats = seats_of(relationship)
    rows = Assignment.objects.filter(relationship=relationship, client=None, exercise__name__in=exercises)
    given = list(rows.defer("sheet").order_by("assigned_at", "pk"))
    held = _held([one.pk for one in given], seats, now)
    course = _course_of(given, seats, now, keyring)
    return Behind(
        practices=_counted(given, held),
        settled=frozenset(place for one in given for place in _settled(one, held[one.pk], course)),
        is_agreed=bool(held_by_these(agreed_at(relationship), seats, now)),
    )


def practices_in(assignment: Assignment, *, now: datetime) -> Mapping[str, int]:
    """How often exactly the people of now have finished each phase of it."""
    held = _held([assignment.pk], seats_of(assignment.relationship_id), now)[assignment.pk]
    return {phase: len(times) for phase, times in held.items()}


def ways_back_from(assignment: Assignment) -> WaysBack:
    exercise = exercise_by_digest(assignment.exercise_id)
    return ways_back(exercise, assignment.phase, pathway_by_digest(assignment.plan.pathway_id))


def yet_to_look(relationship: UUID, level: Level) -> tuple[UUID, ...]:
    """Who takes part and has not looked through their limits, where a phase is touch together."""
    if not level.is_joint_touch:
        return ()
    rows = Participation.objects.filter(relationship=relationship, ended_at=None)
    people = list(rows.order_by("joined_at", "pk").values_list("client_id", flat=True))
    looked = who_looked_at_limits(people)
    return tuple(one for one in people if one not in looked)


@dataclass(frozen=True, kw_only=True)
class _Course:
    """How it went on with these people: what the clinician released and answered, and what they said."""

    since: datetime
    now: datetime
    people: Sequence[str]
    released: Mapping[UUID, frozenset[str]]
    answered_at: Mapping[UUID, datetime]
    reports: Mapping[UUID, Sequence[Report]]


def _course_of(
    given: Sequence[Assignment], seats: Sequence[Seat], now: datetime, keyring: Keyring
) -> _Course:
    ids, since = [one.pk for one in given], together_since(seats, now)
    released: dict[UUID, set[str]] = defaultdict(set)
    for pk, phase in Release.objects.filter(assignment__in=ids, released_at__gte=since).values_list(
        "assignment_id", "phase"
    ):
        released[pk].add(phase)
    answers = Review.objects.filter(assignment__in=ids).exclude(next_step=Review.Next.TALK)
    return _Course(
        since=since,
        now=now,
        people=[seat.client for seat in seats if seat.is_taken_at(now)],
        released={pk: frozenset(phases) for pk, phases in released.items()},
        answered_at=dict(answers.order_by("reviewed_at").values_list("assignment_id", "reviewed_at")),
        reports=reports_of(ids, keyring),
    )


def _held(assignments: Collection[UUID], seats: Sequence[Seat], now: datetime) -> Held:
    """A stop counts neither for nor against, and an evening without touch is none of the phase."""
    rows = Practice.objects.filter(assignment__in=assignments, outcome=Practice.Outcome.FINISHED)
    times: dict[UUID, dict[str, list[datetime]]] = {pk: defaultdict(list) for pk in assignments}
    for pk, phase, at in rows.exclude(evening=Evening.WITHOUT_TOUCH).values_list(
        "assignment_id", "phase", "begun_at"
    ):
        times[pk][phase].append(at)
    return {
        pk: {phase: held_by_these(sorted(found), seats, now) for phase, found in phases.items()}
        for pk, phases in times.items()
    }


def _counted(given: Sequence[Assignment], held: Held) -> dict[Place, int]:
    total: dict[Place, int] = defaultdict(int)
    for one in given:
        for phase, times in held[one.pk].items():
            total[exercise_by_digest(one.exercise_id).id, phase] += len(times)
    return dict(total)


def _settled(given: Assignment, held: Mapping[str, Sequence[datetime]], course: _Course) -> list[Place]:
    """The clinician went on from it with these people, or they did it often enough and left nothing open."""
    exercise = exercise_by_digest(given.exercise_id)
    return [
        (exercise.id, phase.key)
        for phase in exercise.phases
        if _was_gone_on_from(given, exercise, phase, course)
        or (_was_done(held.get(phase.key, ()), phase, course.now) and not _is_open(given, phase, course))
    ]


def _was_gone_on_from(given: Assignment, exercise: Exercise, phase: Phase, course: _Course) -> bool:
    if given.settled_at is not None and given.settled_at >= course.since:
        return True
    later = {one.key for one in exercise.phases[exercise.phases.index(phase) + 1 :]}
    return bool(later & course.released.get(given.pk, frozenset()))


def _was_done(times: Sequence[datetime], phase: Phase, now: datetime) -> bool:
    first_at = min(times, default=None)
    return may_ask_next_phase(len(times), first_at=first_at, settled_when=phase.settled_when, now=now)


def _is_open(given: Assignment, phase: Phase, course: _Course) -> bool:
    return bool(
        unsettled_criteria(
            course.reports.get(given.pk, ()),
            people=course.people,
            settled_when=phase.settled_when,
            released_at=course.answered_at.get(given.pk),
        )
    )
