"""What a person is asked about who treats them, and what they said: for their own eyes alone."""

from dataclasses import dataclass
from datetime import datetime

from unhurried.core.handovers import Said
from unhurried.crypto.fields import Keyring
from unhurried.homework.handing import said_by
from unhurried.people.models import Client, Handover
from unhurried.people.queries import handover_for


@dataclass(frozen=True, kw_only=True)
class Question:
    """`is_open`: it can be answered. A no to what was said before can be said until the care has moved."""

    handover: Handover
    said: Said | None
    is_open: bool

    @property
    def has_moved(self) -> bool:
        return self.handover.accepted_at is not None

    @property
    def may_answer(self) -> bool:
        return self.is_open or (self.said is Said.YES and not self.has_moved)


def question_for(viewer: Client, keyring: Keyring, *, now: datetime) -> Question | None:
    found = handover_for(viewer)
    if found is None:
        return None
    return Question(handover=found, said=said_by(found, keyring), is_open=found.is_open_at(now))
