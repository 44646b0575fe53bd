"""What holds an exercise that one person opens for themselves: their own reasons, and those of nobody."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from unhurried.core.facts import Asked
from unhurried.core.history import History, people_at, still_here
from unhurried.crypto.fields import Keyring
from unhurried.homework.evenings import needs_everyone
from unhurried.homework.facts import place_shown
from unhurried.homework.histories import histories_of
from unhurried.homework.models import Assignment, Hold
from unhurried.homework.queries.clinician.holding import Held, held_by
from unhurried.people.models import Client, Clinician


def held_alone_under(
    viewer: Clinician, person: Client, given: Sequence[Assignment], *, now: datetime, keyring: Keyring
) -> dict[UUID, tuple[Held, ...]]:
    """By assignment, in as many queries for one as for thirty of the same people.

    Only of what lies open before them; what needs everybody is asked of `gates_for`.
    """
    asked: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    for one in given:
        if _is_asked(one, person, now) and one.plan.episode.clinician_id == viewer.pk:
            asked[one.relationship_id].append(one)
    found: dict[UUID, tuple[Held, ...]] = {}
    for relationship, rows in asked.items():
        histories = histories_of(rows, keyring)
        holds = list(Hold.objects.filter(relationship=relationship))
        found |= {one.pk: _held(one, person, histories[one.pk], holds, now) for one in rows}
    return found


def _is_asked(given: Assignment, person: Client, now: datetime) -> bool:
    is_theirs = given.client_id in (None, person.pk)
    has_gone = (at is not None and at <= now for at in (given.let_go_at, given.settled_at))
    return is_theirs and given.assigned_at <= now and not any(has_gone) and not needs_everyone(given, now)


def _held(
    given: Assignment, person: Client, history: History, holds: Sequence[Hold], now: datetime
) -> tuple[Held, ...]:
    client, place, here = str(person.pk), place_shown(given, now), still_here(history, str(person.pk))
    if client not in people_at(here, now):
        return ()
    asked = Asked(client=client, phase=place.phase, version=place.version, is_under_way=True)
    own = [row for row in holds if row.assignment_id in (None, given.pk)]
    found = held_by(here, asked, own, since=place.since, now=now)
    return tuple(one for one in found if one.client in (None, person.pk))
