"""Where it has been quiet for long: what was last comfortable, and what may be proposed. Not in the room."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked
from unhurried.web.clinician.room import is_in_room
from unhurried.web.clinician.words import VERSION_NAMES

if TYPE_CHECKING:
    from unhurried.homework.models import Assignment
    from unhurried.homework.queries.clinician import Comfort, Proposed
    from unhurried.people.models import Clinician


def dose_words(proposed: "Proposed") -> str:
    """The exercise, the step of it and the version, as pages name them."""
    dose, exercise = proposed.dose, proposed.exercise
    names = (exercise.says("title"), exercise.says(f"phase.{dose.phase}.title"), VERSION_NAMES[dose.version])
    return " · ".join(str(name) for name in names)


def quiet_beside(request: Asked, viewer: "Clinician", relationship_id: UUID) -> dict[str, Any]:
    """What a page about these people says of it. It follows what was said in private: not in the room."""
    since = None if is_in_room(request) else queries.quiet_in(relationship_id, now=request.now)
    if since is None:
        return {"quiet_since": None}
    found = queries.comfort_under(viewer, [relationship_id], request.keyring, now=request.now)
    return {"quiet_since": since, "comfort": found.get(relationship_id), "dose_words": dose_words}


def less_of(request: Asked, viewer: "Clinician", given: "Assignment") -> "Proposed | None":
    """What is proposed on the page of what lies before all of them."""
    comfort: Comfort | None = quiet_beside(request, viewer, given.relationship_id).get("comfort")
    return comfort.proposed if comfort and comfort.given.pk == given.pk else None
