"""Whom a clinic's manager can name for somebody who is away: it looks into nobody's records."""

from datetime import date

from unhurried.core.scopes import Permission, may_stand_in_for
from unhurried.homework.standing import standing_of_clinician
from unhurried.people.models import Clinician, Manager
from unhurried.people.queries import colleagues_for


def standing_in_for(viewer: Manager, absent: Clinician, *, today: date) -> list[tuple[Clinician, Permission]]:
    """Every colleague who has joined, with what is missing, by name."""
    other = standing_of_clinician(absent)
    return [
        (one, may_stand_in_for(standing_of_clinician(one), other, today=today))
        for one in colleagues_for(viewer, absent)
    ]
