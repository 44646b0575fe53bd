"""Something to read in a practice: chosen from the leaflets and the clinic's list, or one's own."""

from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from unhurried.core.exercises import Exercise, FieldKind, Step
from unhurried.homework.queries import client as queries
from unhurried.web.asking import Asked
from unhurried.web.leaflets import Groups, ToRead, leaflets_to_read, named_by_clinic

if TYPE_CHECKING:
    from unhurried.homework.models import Practice
    from unhurried.people.models import Client

_READING: Final = "reading"


def to_choose_from(viewer: "Client", step: Step) -> Groups:
    """Empty, and nothing is asked of the records, where a step lets nobody choose."""
    asks = any(field.kind is FieldKind.READING for field in step.fields)
    return _all(viewer) if asks else []


def to_read_now(
    request: Asked, viewer: "Client", practice: "Practice", step: Step, exercise: Exercise
) -> list[ToRead]:
    """In a step of reading: what this person chose in an earlier one, or the way to all there is."""
    keys = _asks_for_reading(exercise)
    if not keys or step.fields or _READING not in step.activities:
        return []
    notes = queries.notes_for(viewer, [practice], request.keyring)[practice.pk]
    words = [notes[key].words for key in keys if key in notes]  # type: ignore[attr-defined]
    known = {one.words: one for _heading, ones in _all(viewer) for one in ones}
    chosen = [known.get(one) or ToRead(words=one, about="", address="") for one in words if one]
    return chosen or [ToRead(words=_("Leaflets"), about="", address=reverse("client:leaflets"))]


def _asks_for_reading(exercise: Exercise) -> list[str]:
    """The keys under which a practice keeps what was chosen."""
    steps = (step for phase in exercise.phases for step in phase.steps)
    asked = ((step, field) for step in steps for field in step.fields)
    return [f"{step.key}.{field.key}" for step, field in asked if field.kind is FieldKind.READING]


def _all(viewer: "Client") -> Groups:
    return [(_("Leaflets"), leaflets_to_read()), (_("From your clinic"), named_by_clinic(viewer))]
