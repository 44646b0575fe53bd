"""What a handover is decided by: what each said, and how far a colleague has to reach."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from unhurried.consent.queries import standing_cautions
from unhurried.core.cautions import topics_of
from unhurried.core.exercises import Exercise
from unhurried.core.handovers import Said
from unhurried.core.scopes import Permission, may_take_over
from unhurried.core.vocabulary import Level
from unhurried.crypto.fields import Keyring
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment
from unhurried.homework.standing import standing_of_clinician
from unhurried.people.models import Client, Clinician, Handover, Participation
from unhurried.people.queries import seen


def said_by(handover: Handover, keyring: Keyring) -> Said | None:
    """None: not answered."""
    words = keyring.open(handover, "answer")
    return Said(words) if words else None


def fit_of(colleague: Clinician, clients: Sequence[Client], *, now: datetime) -> Permission:
    """Whether this colleague may take over all of these people, with what lies before them."""
    on_file = frozenset[str]().union(
        *(topics_of(kinds) for kinds in standing_cautions([one.pk for one in clients], at=now).values())
    )
    return may_take_over(
        standing_of_clinician(colleague),
        _under_way(clients, now),
        on_file=on_file,
        regions=[one.region or None for one in clients],
        today=now.date(),
    )


def _under_way(clients: Sequence[Client], now: datetime) -> Iterable[tuple[Exercise, Level]]:
    seats = Participation.objects.filter(seen(now), client__in=clients)
    given = Assignment.objects.filter(
        relationship__in=seats.values("relationship"), let_go_at=None, settled_at=None
    )
    for exercise_id, phase in given.values_list("exercise_id", "phase"):
        exercise = exercise_by_digest(exercise_id)
        yield exercise, exercise.phase(phase).level
