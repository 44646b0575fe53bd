"""Words that clients and clinicians both read: ratings, barriers, and when an appointment is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy

from unhurried.core.exercises import Exercise
from unhurried.core.scheduling import Recurrence, next_appointment

if TYPE_CHECKING:
    from unhurried.people.models import Appointment

EVERY: Final = {
    "weekly": Recurrence.WEEKLY,
    "fortnightly": Recurrence.FORTNIGHTLY,
    "four_weekly": Recurrence.EVERY_FOUR_WEEKS,
}

RATING_LABELS: Final = {
    "ease": gettext_lazy("How easy was it to be here?"),
    "presence": gettext_lazy("How much were you here, with what you noticed?"),
    "worry": gettext_lazy("How much worry is there?"),
    "worry_peak": gettext_lazy("How much worry was there at its highest?"),
    "pain": gettext_lazy("Pain made by this practice, above your usual"),
    "tension": gettext_lazy("How tense does your body feel?"),
    "distress": gettext_lazy("How hard was it?"),
    "energy": gettext_lazy("How much energy do you have?"),
    "kindness": gettext_lazy("How kind can you be to yourself just now?"),
}

BARRIER_LABELS: Final = {
    "no_time": gettext_lazy("There was no time"),
    "too_tired": gettext_lazy("I was too tired"),
    "felt_like_chore": gettext_lazy("It felt like a chore"),
    "worried": gettext_lazy("I was worried"),
    "not_in_mood": gettext_lazy("I was not in the mood"),
    "argued": gettext_lazy("There was an argument"),
    "partner_not_available": gettext_lazy("Someone else was not available"),
    "did_not_understand": gettext_lazy("I did not understand it"),
    "privacy": gettext_lazy("There was no privacy"),
    "pain": gettext_lazy("There was pain"),
    "trauma_reminder": gettext_lazy("It reminded me of something bad"),
    "forgot": gettext_lazy("I forgot"),
    "did_not_want_to": gettext_lazy("I did not want to"),
    "other": gettext_lazy("Something else"),
}


@dataclass(frozen=True, kw_only=True)
class AppointmentAhead:
    appointment: "Appointment"
    starts_at: datetime


def rating_labels(exercise: Exercise) -> dict[str, Any]:
    """The common wording, unless the exercise has its own."""
    own = exercise.guides["en"]
    return {key: own.get(f"rating.{key}", label) for key, label in RATING_LABELS.items()}


def appointments_ahead(
    appointments: Sequence["Appointment"], zone: ZoneInfo, now: datetime
) -> list[AppointmentAhead]:
    """Each appointment's next time, soonest first; one that does not repeat and is past is left out."""
    ahead = [(one, _next_time(one, zone, now)) for one in appointments]
    found = [AppointmentAhead(appointment=one, starts_at=at) for one, at in ahead if at]
    return sorted(found, key=lambda one: one.starts_at)


def _next_time(one: "Appointment", zone: ZoneInfo, now: datetime) -> datetime | None:
    first = one.starts_at.astimezone(zone)
    if first > now:
        return first
    if one.repeats not in EVERY:
        return None
    return next_appointment(first.replace(tzinfo=None), zone=zone, every=EVERY[one.repeats], after=now)
