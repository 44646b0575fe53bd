"""For the clinician: what usually comes before something is given or released, and where ways back lead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from unhurried.core.exercises import Exercise, Waypoint
from unhurried.core.history import together_since
from unhurried.core.pathways import Missing, missing_before, required_before, ways_back
from unhurried.core.suggestions import Suggestion, advice_by_person
from unhurried.core.vocabulary import Level
from unhurried.crypto.fields import Keyring
from unhurried.homework.behind import behind, ways_back_from, yet_to_look
from unhurried.homework.facts import Place, place_now, place_shown
from unhurried.homework.histories import seats_of
from unhurried.homework.library_items import exercise_by_digest, newest_exercise, pathway_by_digest
from unhurried.homework.models import Assignment, Plan
from unhurried.homework.reports import answered_at, reports_of
from unhurried.people.models import Clinician, Participation

UNKNOWN_IS_TRAUMA: Final = True
"""What is on file is not recorded yet; so nobody is ever thought able to stay longer."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """What is not there yet, as advice; and who has yet to look through their limits, which is no advice."""

    missing: tuple[Missing, ...] = ()
    yet_to_look: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WayBack:
    """Where a step back leads, as the library has it."""

    exercise: Exercise
    phase: str


def before_giving(
    viewer: Clinician, plan: Plan, exercise: Exercise, *, now: datetime, keyring: Keyring
) -> Before:
    """Before an exercise of this plan is given to everybody."""
    missing = missing_under(viewer, plan, [exercise], now=now, keyring=keyring)
    return _before(viewer, plan, missing[exercise.id], exercise.phases[0].level)


def before_release(viewer: Clinician, given: Assignment, *, now: datetime, keyring: Keyring) -> Before:
    """Before the phase they are in is released.

    What comes before was asked when it was given, and is asked again after anybody joined or left: what was
    done with other people does not count.
    """
    exercise = exercise_by_digest(given.exercise_id)
    missing = missing_under(viewer, given.plan, [exercise], now=now, keyring=keyring)[exercise.id]
    is_same = together_since(seats_of(given.relationship_id), now) <= given.assigned_at
    return _before(viewer, given.plan, () if is_same else missing, exercise.phase(given.phase).level)


def missing_under(
    viewer: Clinician, plan: Plan, exercises: Collection[Exercise], *, now: datetime, keyring: Keyring
) -> dict[str, tuple[Missing, ...]]:
    """By exercise, what usually comes before it and is not there; in as many queries for one as for all."""
    pathway = pathway_by_digest(plan.pathway_id)
    required = {one.id: required_before(one, pathway) for one in exercises}
    names = {one.exercise for requires in required.values() for one in requires}
    if not names or plan.episode.clinician_id != viewer.pk:
        return dict.fromkeys(required, ())
    there = behind(plan.relationship_id, names, now=now, keyring=keyring)
    return {name: missing_before(requires, there) for name, requires in required.items()}


def _before(viewer: Clinician, plan: Plan, missing: tuple[Missing, ...], level: Level) -> Before:
    is_own = plan.episode.clinician_id == viewer.pk
    return Before(missing=missing, yet_to_look=yet_to_look(plan.relationship_id, level) if is_own else ())


def suggestions_under(
    viewer: Clinician, given: Assignment, keyring: Keyring
) -> dict[UUID, frozenset[Suggestion]]:
    """Thoughts from what each person said since the last answer, person by person."""
    rows = Participation.objects.filter(relationship=given.relationship_id, ended_at=None)
    people = [str(pk) for pk in rows.filter(client__clinician=viewer).values_list("client_id", flat=True)]
    answered = answered_at(given)
    said = [one for one in reports_of([given.pk], keyring)[given.pk] if answered is None or one.at > answered]
    suggested = advice_by_person(said, people=people, trauma_on_file=UNKNOWN_IS_TRAUMA)
    return {UUID(client): found for client, found in suggested.items()}


def ways_back_under(viewer: Clinician, given: Assignment) -> dict[str, WayBack]:
    """By the next step of a review that leads there; what the library does not have is not there."""
    if given.plan.episode.clinician_id != viewer.pk:
        return {}
    ways = ways_back_from(given)
    found = {"step_back": _found(ways.one_back), "to_words": _found(ways.to_words)}
    return {name: way for name, way in found.items() if way}


@dataclass(frozen=True, kw_only=True)
class Downward:
    """Whether one step back leads anywhere: from where they are now, and from where pages show them."""

    now: bool
    shown: bool


def downward_under(viewer: Clinician, given: Assignment, *, now: datetime) -> Downward:
    """From the smallest version of a first phase without a way back it leads nowhere."""
    if given.plan.episode.clinician_id != viewer.pk:
        return Downward(now=False, shown=False)
    return Downward(
        now=_leads_back(given, place_now(given)), shown=_leads_back(given, place_shown(given, now))
    )


def _leads_back(given: Assignment, place: Place) -> bool:
    exercise = exercise_by_digest(given.exercise_id)
    first, pathway = exercise.phases[0], pathway_by_digest(given.plan.pathway_id)
    if place.phase != first.key or _found(ways_back(exercise, place.phase, pathway).one_back):
        return True
    minutes = {version.key: version.minutes for version in first.versions}
    return minutes[place.version] > min(minutes.values())


def _found(way: Waypoint | None) -> WayBack | None:
    item = newest_exercise(way.exercise) if way else None
    if way is None or item is None:
        return None
    exercise = exercise_by_digest(item.pk)
    return WayBack(exercise=exercise, phase=way.phase or exercise.phases[-1].key)
