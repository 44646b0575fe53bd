"""Where it has been quiet: which step was last comfortable for all, and with how much it may begin again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.core.comfort import Dose, Practised, dose_after_silence, last_comfortable, leads_no_further
from unhurried.core.disclosure import Evening
from unhurried.core.exercises import Exercise
from unhurried.core.history import Seat
from unhurried.core.pathways import held_by_these
from unhurried.core.progression import Report
from unhurried.crypto.fields import Keyring
from unhurried.homework.behind import ways_back_from
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries.clinician.shelf import exercise_items
from unhurried.homework.reports import ended_practices, reports_on
from unhurried.people.models import Clinician, Participation

_Ended = tuple[Practice, list[Report]]


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """A dose, and the exercise in which its words are found."""

    dose: Dose
    exercise: Exercise

    @property
    def key(self) -> str:
        return " ".join((self.dose.exercise, self.dose.phase, self.dose.version))


@dataclass(frozen=True, kw_only=True)
class Comfort:
    """`given`: what lies before all of them. `last`: None where no step stands as comfortable for all.

    `proposed`: None where it is where they are already.
    """

    given: Assignment
    last: Proposed | None
    last_at: datetime | None
    is_for_several: bool
    proposed: Proposed | None


@dataclass(frozen=True, kw_only=True)
class _Case:
    """One relationship: what was given there, and what was done by exactly the people of now."""

    given: Sequence[Assignment]
    practised: Sequence[Practised]
    shelf: Mapping[str, Exercise]
    is_for_several: bool


def comfort_under(
    viewer: Clinician, relationships: Collection[UUID], keyring: Keyring, *, now: datetime
) -> dict[UUID, Comfort]:
    """By relationship, where something lies before them; in as many queries for one as for many."""
    if not relationships:
        return {}
    seats = _seats(relationships)
    given = _given(viewer, seats)
    ended = _ended([one.pk for theirs in given.values() for one in theirs], keyring)
    shelf = {exercise.id: exercise for _item, exercise in exercise_items()}
    cases = {
        pk: _Case(
            given=theirs,
            practised=_done(theirs, ended, seats[pk], now),
            shelf=shelf,
            is_for_several=not _is_of_one(seats[pk]),
        )
        for pk, theirs in given.items()
    }
    found = {pk: _comfort(case) for pk, case in cases.items()}
    return {pk: one for pk, one in found.items() if one}


def _seats(relationships: Collection[UUID]) -> dict[UUID, list[Seat]]:
    found: dict[UUID, list[Seat]] = {pk: [] for pk in relationships}
    for row in Participation.objects.filter(relationship__in=relationships):
        seat = Seat(client=str(row.client_id), joined_at=row.joined_at, left_at=row.ended_at)
        found[row.relationship_id].append(seat)
    return found


def _is_of_one(seats: Iterable[Seat]) -> bool:
    return len({seat.client for seat in seats}) == 1


def _given(viewer: Clinician, seats: Mapping[UUID, Sequence[Seat]]) -> dict[UUID, list[Assignment]]:
    """To all of them, in order; to somebody alone only where nobody else ever took part."""
    rows = Assignment.objects.filter(relationship__in=list(seats), plan__episode__clinician=viewer)
    found: dict[UUID, list[Assignment]] = defaultdict(list)
    for one in rows.select_related("plan").defer("sheet").order_by("position", "assigned_at", "pk"):
        if one.client_id is None or _is_of_one(seats[one.relationship_id]):
            found[one.relationship_id].append(one)
    return found


def _ended(given: Collection[UUID], keyring: Keyring) -> Mapping[UUID, list[_Ended]]:
    """By assignment, each practice that ended, and what was said of it."""
    ended = ended_practices(given)
    said: dict[int, list[Report]] = defaultdict(list)
    for reports in reports_on(ended, given, keyring).values():
        for report in reports:
            said[report.sequence].append(report)
    found: dict[UUID, list[_Ended]] = defaultdict(list)
    for place, practice in enumerate(ended):
        found[practice.assignment_id].append((practice, said[place]))
    return found


def _done(
    given: Sequence[Assignment], ended: Mapping[UUID, list[_Ended]], seats: Sequence[Seat], now: datetime
) -> list[Practised]:
    """What exactly these people did together; where there is one person, whatever they did."""
    steps = [
        _step(row, practice, reports)
        for row in given
        for practice, reports in ended[row.pk]
        if practice.evening != Evening.WITHOUT_TOUCH and (practice.evening or _is_of_one(seats))
    ]
    with_these = set(held_by_these({one.at for one in steps}, seats, now))
    return [one for one in steps if one.at in with_these]


def _step(given: Assignment, practice: Practice, reports: Sequence[Report]) -> Practised:
    exercise = exercise_by_digest(given.exercise_id)
    return Practised(
        dose=Dose(exercise=exercise.id, phase=practice.phase, version=practice.version),
        at=practice.begun_at,
        is_finished=practice.outcome == Practice.Outcome.FINISHED,
        reports=reports,
    )


def _comfort(case: _Case) -> Comfort | None:
    given = _before_them(case.given)
    if given is None:
        return None
    exercise, pathway = exercise_by_digest(given.exercise_id), pathway_by_digest(given.plan.pathway_id)
    here = Dose(exercise=exercise.id, phase=given.phase, version=given.version)
    shelf = {**case.shelf, exercise.id: exercise}
    last = last_comfortable(
        one
        for one in case.practised
        if leads_no_further(one.dose, here, exercise, pathway) and _found(one.dose, shelf)
    )
    comfortable, one_back = last.dose if last else None, _one_back(given, shelf)
    proposed = dose_after_silence(here, comfortable, exercise=exercise, one_back=one_back)
    return Comfort(
        given=given,
        last=_found(comfortable, shelf) if comfortable else None,
        last_at=last.at if last else None,
        is_for_several=case.is_for_several,
        proposed=None if proposed == here else _found(proposed, shelf),
    )


def _before_them(given: Sequence[Assignment]) -> Assignment | None:
    """The furthest on of what lies open: by how near it brings people, then by the order of the way."""
    open_now = [one for one in given if not (one.let_go_at or one.settled_at)]
    return max(open_now, key=_how_far_on, default=None)


def _how_far_on(given: Assignment) -> tuple[int, int, int]:
    exercise = exercise_by_digest(given.exercise_id)
    way = [item.exercise for item in pathway_by_digest(given.plan.pathway_id).items]
    place = way.index(exercise.id) if exercise.id in way else -1
    return exercise.phase(given.phase).level.depth, place, given.position


def _one_back(given: Assignment, shelf: Mapping[str, Exercise]) -> Dose | None:
    """Out of the exercise, as the library has it, whole."""
    way = ways_back_from(given).one_back
    exercise = shelf.get(way.exercise) if way else None
    if way is None or exercise is None:
        return None
    phase = exercise.phase(way.phase) if way.phase else exercise.phases[-1]
    return Dose(exercise=exercise.id, phase=phase.key, version=phase.versions[0].key)


def _found(dose: Dose, shelf: Mapping[str, Exercise]) -> Proposed | None:
    """None where the library has no such dose any more."""
    exercise = shelf.get(dose.exercise)
    if exercise is None:
        return None
    doses = {(phase.key, one.key) for phase in exercise.phases for one in phase.versions}
    return Proposed(dose=dose, exercise=exercise) if (dose.phase, dose.version) in doses else None
