"""What a time on a ladder asks for, done at once: a rung down, a smaller time, or all of it waits."""

from collections.abc import Sequence

from unhurried.core.holds import HoldReason
from unhurried.core.ladders import Next, next_on_ladder
from unhurried.core.progression import Report, reason_to_rest
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.reports import answered_at
from unhurried.homework.services.holds import put_hold, raise_hold
from unhurried.homework.services.placing import go_to, lighten
from unhurried.people.acts import Act
from unhurried.people.models import Client


def heed_ladder(
    act: Act, client: Client, practice: Practice, own: Sequence[Report], keyring: Keyring
) -> None:
    """Told once or told again, the same words lead to the same rung: it is counted from where they were said.

    Only the latest time leads anywhere; closing it is asked of all that was said since the last answer.
    """
    given, released_at = Assignment.objects.get(pk=practice.assignment_id), answered_at(practice.assignment)
    exercise = exercise_by_digest(given.exercise_id)
    rungs = [phase.key for phase in exercise.phases]
    following = next_on_ladder(own, rungs=rungs, rung=practice.phase, released_at=released_at)
    if following.is_closed:
        reason = reason_to_rest(own, released_at=released_at) or HoldReason.PAIN_RULE
        raise_hold(act, given.relationship, reason, client=client, assignment=given, keyring=keyring)
    if _is_latest(practice):
        _lead(act, client, given, practice, following)


def _is_latest(practice: Practice) -> bool:
    later = Practice.objects.filter(assignment=practice.assignment_id, begun_at__gt=practice.begun_at)
    return not later.exists()


def _lead(act: Act, client: Client, given: Assignment, practice: Practice, following: Next) -> None:
    exercise = exercise_by_digest(given.exercise_id)
    rungs = [phase.key for phase in exercise.phases]
    if following.rests_from:
        put_hold(
            act,
            given.relationship,
            HoldReason.PAIN_RULE,
            client=client,
            assignment=given,
            phase=following.rests_from,
        )
    if rungs.index(given.phase) > rungs.index(following.rung):
        go_to(act, given, exercise.phase(following.rung))
    elif following.is_smaller and (given.phase, given.version) == (practice.phase, practice.version):
        lighten(act, given)
