"""Appointments, and a question to be answered: what stands on Together, and what behind one's own code."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from unhurried.core.disclosure import Own, is_behind_code
from unhurried.people.queries import appointments_for_client, asked_to_join, is_time_alone
from unhurried.web.asking import Asked
from unhurried.web.client.unlocking import near
from unhurried.web.client.words import zone_of
from unhurried.web.words import AppointmentAhead, appointments_ahead

if TYPE_CHECKING:
    from unhurried.people.models import Appointment, Client


def at_the_clinic(request: Asked, viewer: "Client") -> dict[str, Any]:
    """For an open page. In company what is theirs alone is not on it, and nothing here depends on it."""
    around = near(request, viewer)
    kept = appointments_for_client(viewer, now=request.now)
    if is_behind_code(Own.MET, is_in_company=around.is_in_company, has_code=around.has_code):
        kept = [one for one in kept if not is_time_alone(one, around.shared)]
    is_asked = not around.is_in_company and asked_to_join(viewer, now=request.now) is not None
    return {"appointments": _ahead(request, viewer, kept), "is_asked": is_asked}


def times_alone(request: Asked, viewer: "Client") -> list[AppointmentAhead]:
    """For whoever is in company, behind their code."""
    around = near(request, viewer)
    kept = appointments_for_client(viewer, now=request.now)
    return _ahead(request, viewer, (one for one in kept if is_time_alone(one, around.shared)))


def _ahead(request: Asked, viewer: "Client", kept: "Iterable[Appointment]") -> list[AppointmentAhead]:
    at_clinic, here = ZoneInfo(viewer.clinic.time_zone), zone_of(viewer)
    return appointments_ahead(list(kept), at_clinic=at_clinic, seen_from=here, now=request.now)
