"""An evening's stored rows in the shape the rules read."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from unhurried.core.disclosure import Evening
from unhurried.core.evenings import Course, State, state_at
from unhurried.core.exercises import Exercise, Step
from unhurried.core.runs import Moment, run_of
from unhurried.homework.facts import Place, place_now, place_shown
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, Practice
from unhurried.people.models import Relationship
from unhurried.people.queries import seen
from unhurried.storage.prepared import Given


def course_of(practice: Practice) -> Course:
    return Course(
        begun_at=practice.begun_at,
        place=practice.step,
        place_began_at=practice.step_began_at,
        paused_at=practice.paused_at,
        pauses=tuple(map(datetime.fromisoformat, practice.pauses)),
        ends_at=practice.ends_at,
        ended_at=practice.ended_at,
    )


def state_of(practice: Practice, now: datetime) -> State:
    return state_at(course_of(practice), now)


def steps_of(practice: Practice) -> tuple[Exercise, tuple[Step, ...]]:
    """The exercise as it was given and the steps of the version being practised."""
    exercise = exercise_by_digest(practice.assignment.exercise_id)
    if practice.evening == Evening.WITHOUT_TOUCH:
        return exercise, ()
    return exercise, exercise.phase(practice.phase).steps_of(practice.version)


def run_of_practice(practice: Practice) -> tuple[Moment, ...]:
    """Every moment of this practice, with turns for everybody who was seen to take part when it began.

    Whoever ended their part has a turn until pages show it: one that is missing would tell.
    """
    _, steps = steps_of(practice)
    seats = practice.assignment.relationship.participations.filter(joined_at__lte=practice.begun_at)
    return run_of(steps, people=seats.filter(seen(practice.begun_at)).count())


def over(now: datetime | Given, through: str = "") -> Q:
    """For a filter on practices: those that are over, whoever or whatever ended them, or time alone."""
    return Q(**{f"{through}ended_at__isnull": False}) | Q(**{f"{through}ends_at__lte": now})


def day_of(occasion: Occasion, relationship: Relationship) -> date:
    """The local day a time was set aside for, also when the evening goes on past midnight."""
    return occasion.starts_at.astimezone(ZoneInfo(relationship.time_zone)).date()


def needs_everyone(given: Assignment, at: datetime) -> bool:
    """As pages say it: it is posted to everybody alike, and begins with an evening."""
    return exercise_by_digest(given.exercise_id).needs_everyone(place_shown(given, at).phase)


def is_further_back(given: Assignment, shown: Place) -> bool:
    """The clinician went back since the posting; a body hears of that at once, a page at the next one."""
    order = [phase.key for phase in exercise_by_digest(given.exercise_id).phases]
    return order.index(place_now(given).phase) < order.index(shown.phase)
