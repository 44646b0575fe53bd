"""For whom something can be given: everybody who takes part, or one of them alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from unhurried.core.exercises import Exercise
from unhurried.core.families import is_kept_from_room
from unhurried.core.vocabulary import Level
from unhurried.homework.library_items import pathway_by_digest
from unhurried.web.clinician.forms import EVERYONE

if TYPE_CHECKING:
    from unhurried.homework.models import Plan
    from unhurried.homework.queries.clinician import Part
    from unhurried.people.models import Client


@dataclass(frozen=True, kw_only=True)
class Room:
    """Those who take part, and for whom of them this exercise is written.

    `is_owner_led`: on their pathway whose body it is about may be named to arrange it.
    `has_unsaid_end`: somebody ended their part, and pages do not say so yet.
    `is_shared`: with others, or once was.
    `departed`: whose page it is, after they ended their part: they can still be given something alone.
    """

    exercise: Exercise
    parts: list["Part"]
    has_unsaid_end: bool
    is_in_room: bool
    is_shared: bool
    is_owner_led: bool
    departed: "Part | None" = None

    @property
    def is_private(self) -> bool:
        """Not for the room: for one alone, with fewer than everybody knows of, or left out by some."""
        is_to_one = bool(self.choices and not self.is_for_all)
        is_to_fewer = self.has_unsaid_end and not self.is_in_room
        return is_to_fewer or is_to_one or self.is_kept_from_room

    @property
    def is_kept_from_room(self) -> bool:
        return is_kept_from_room(self.exercise, is_shared=self.is_shared)

    @property
    def is_for_all(self) -> bool:
        return self.exercise.min_people <= len(self.parts) <= self.exercise.max_people

    @property
    def is_joint(self) -> bool:
        return self.is_for_all and len(self.parts) > 1

    @property
    def may_release(self) -> bool:
        """Beforehand only at L2; what is deeper is released from its own page."""
        return self.is_joint and self.exercise.phases[0].level is Level.L2

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Everyone comes first; somebody on their own is everyone."""
        if self.departed:
            return [_alone(self.departed)] if self.exercise.min_people == 1 else []
        everyone = [(EVERYONE, self.names)]
        alone = [_alone(part) for part in self.parts]
        is_for_one = self.exercise.min_people == 1 and len(self.parts) > 1
        return (everyone if self.is_for_all else []) + (alone if is_for_one else [])

    @property
    def arrangers(self) -> list[tuple[str, str]]:
        is_asked = self.is_joint and self.is_owner_led
        return [(str(part.client.pk), part.name) for part in self.parts] if is_asked else []

    @property
    def names(self) -> str:
        return ", ".join(part.name for part in ([self.departed] if self.departed else self.parts))

    @property
    def readers(self) -> dict[str, Any]:
        """Who reads what is typed: by name where it is settled, and else for each of the choices."""
        chosen = self.choices
        if len(chosen) < 2:
            return {"label": _("You, and %(names)s") % {"names": self.names}, "who_else": []}
        told = [
            _("For everyone: %(names)s read it, each on their own pages.") % {"names": self.names}
            if whom == EVERYONE
            else _("%(whom)s: nobody else who is treated with them reads it, or learns of it.")
            % {"whom": name}
            for whom, name in chosen
        ]
        return {"label": _("You, and whoever you give it to"), "who_else": told}

    def whom(self, client: UUID | None) -> str:
        """By name, for whom it is given."""
        alone = (_alone(part)[1] for part in self.parts if part.client.pk == client)
        return next(alone, self.names)

    def person(self, chosen: str) -> "Client | None":
        """For whom alone, or None for everyone."""
        if self.departed:
            return self.departed.client
        return next((part.client for part in self.parts if str(part.client.pk) == chosen), None)


def _alone(part: "Part") -> tuple[str, str]:
    return str(part.client.pk), _("%(name)s alone") % {"name": part.name}


def room_of(
    exercise: Exercise,
    under_way: "Plan",
    parts: list["Part"],
    person: "Client",
    *,
    now: datetime,
    is_in_room: bool,
) -> Room:
    """In the room whoever ended their part is among them for as long as on everybody's pages."""
    seen = [part for part in parts if part.is_seen_at(now)]
    has_unsaid_end = any(part.has_ended for part in seen)
    departed = next((part for part in parts if part.client == person and part.has_ended), None)
    here = [] if departed else [part for part in parts if not part.has_ended]
    if is_in_room and has_unsaid_end:
        here, departed = seen, None
    return Room(
        exercise=exercise,
        parts=here,
        has_unsaid_end=has_unsaid_end,
        is_in_room=is_in_room,
        is_shared=len(parts) > 1,
        is_owner_led=pathway_by_digest(under_way.pathway_id).is_owner_led(exercise.id),
        departed=departed,
    )
