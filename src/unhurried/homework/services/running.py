"""A practice together under way: how what is said meanwhile reaches it, and how its course is kept."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from unhurried.core.boundaries import limits_in_force
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import Course, brought_to, landed, paused
from unhurried.core.gates import ends_what_runs
from unhurried.core.history import History, paused_at, people_at
from unhurried.core.runs import Moment, landing
from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import course_of, day_of, is_further_back, run_of_practice
from unhurried.homework.facts import place_shown, standing_of
from unhurried.homework.histories import history_of
from unhurried.homework.models import Practice
from unhurried.people.acts import Act
from unhurried.people.queries import relationship_under_lock


def heed(act: Act, *, relationship_id: UUID, keyring: Keyring) -> None:
    """Let what this act has changed reach evenings under way, whole and in this moment.

    Every act calls it that can take a yes back or make anything stricter. Were it left to the next "move on",
    whoever pressed that would learn that somebody had said something.
    """
    relationship_under_lock(relationship_id)
    for row in under_way(relationship_id):
        running = brought_up_to(row, act.at)
        if running:
            settled(act, running, keyring)


def settled(act: Act, running: Practice, keyring: Keyring) -> tuple[Moment, ...]:
    """The run, where nothing stands in its way now. Else empty: it has ended, or it pauses further on.

    Acts under way ask it as well, under their lock, so that nothing begins against the facts even where
    something was changed past `heed`. A talk waits for nobody's yes, so nothing but a hand ends it.
    """
    run, at = run_of_practice(running), act.at
    if running.evening == Evening.TALK:
        return run
    history = history_of(running.assignment, keyring)
    people = people_at(history, at)
    if not people or not _may_go_on(running, people[0], history, at):
        end(running.pk, act, Practice.Outcome.STOPPED)
        return ()
    limits = limits_in_force(history.limits, at=at, practice_begun_at=running.begun_at)
    place = landing(run, running.step, limits=limits, people=people, paused=paused_at(history, at))
    if place == running.step:
        return run
    if place == len(run):
        end(running.pk, act, Practice.Outcome.STOPPED)
    else:
        keep(running, landed(paused(course_of(running), at), place, at))
    return ()


def end(practice_id: UUID, act: Act, outcome: Practice.Outcome) -> None:
    """However it ended, and whoever or whatever ended it, it is the same row with the same words."""
    Practice.objects.filter(pk=practice_id, ended_at=None).update(ended_at=act.at, outcome=outcome)


def keep(running: Practice, course: Course) -> None:
    """Never over a practice that has ended meanwhile."""
    values = {
        "step": course.place,
        "step_began_at": course.place_began_at,
        "paused_at": course.paused_at,
        "pauses": [one.isoformat() for one in course.pauses],
        "ended_at": course.ended_at,
        "outcome": Practice.Outcome.STOPPED if course.ended_at else "",
    }
    Practice.objects.filter(pk=running.pk, ended_at=None).update(**values)
    for name, value in values.items():
        setattr(running, name, value)


def under_way(relationship_id: UUID) -> "QuerySet[Practice]":
    """Evenings and talks that nobody has ended; whether time has, `brought_up_to` tells."""
    rows = Practice.objects.filter(
        assignment__relationship=relationship_id, ended_at=None, occasion__isnull=False
    )
    rows = rows.exclude(evening=Evening.WITHOUT_TOUCH.value)
    return rows.select_related("assignment__relationship", "occasion")


def brought_up_to(running: Practice, at: datetime) -> Practice | None:
    """The practice with what time itself has brought written down; None: it is over."""
    before = course_of(running)
    course = brought_to(before, at)
    if course != before:
        keep(running, course)
    return None if course.ended_at else running


def under_lock(practice: Practice, at: datetime) -> Practice | None:
    relationship_under_lock(practice.assignment.relationship_id)
    row = under_way(practice.assignment.relationship_id).filter(pk=practice.pk).first()
    return brought_up_to(row, at) if row else None


def _may_go_on(running: Practice, client: str, history: History, at: datetime) -> bool:
    """Whether nobody said no and nothing is held. A limit ends nothing by itself: see `landing`."""
    assert running.occasion is not None, "an evening begins with a time set aside"
    given = running.assignment
    place, day = place_shown(given, running.begun_at), day_of(running.occasion, given.relationship)
    standing = standing_of(client, history, place, at=at, day=day, begun_at=running.begun_at)
    return not is_further_back(given, place) and not ends_what_runs(standing.gate)
