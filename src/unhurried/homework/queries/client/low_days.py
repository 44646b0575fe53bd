"""What there is instead, on a day on which somebody's own numbers ask for less."""

from datetime import datetime

from unhurried.core.exercises import Exercise, Version
from unhurried.core.low_days import INSTEAD
from unhurried.crypto.fields import Keyring
from unhurried.homework.facts import smaller_of
from unhurried.homework.histories import history_of
from unhurried.homework.models import Assignment, Practice
from unhurried.homework.queries.client.today import always_for, cards_for, kept_for
from unhurried.people.models import Client


def smaller_for(viewer: Client, practice: Practice, keyring: Keyring, *, now: datetime) -> Version | None:
    return smaller_of(str(viewer.pk), history_of(practice.assignment, keyring), practice, at=now)


def steadying_for(viewer: Client, practice: Practice, *, now: datetime) -> tuple[Assignment, Exercise] | None:
    """What steadies, where this person has it before them and is not doing it already."""
    cards = [*cards_for(viewer, now=now), *kept_for(viewer, now=now)]
    found = [(card.assignment, card.exercise) for card in cards] + always_for(viewer, now=now)
    own = (one for one in found if one[1].id == INSTEAD and one[0].pk != practice.assignment_id)
    return next(own, None)
