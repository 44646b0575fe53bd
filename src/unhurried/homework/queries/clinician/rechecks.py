"""What is due of safety records: by their day, and by what was said since."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from unhurried.consent.safety_queries import CheckDue, checks_due_under
from unhurried.core.checks import RECHECKED_AFTER
from unhurried.core.holds import HoldReason
from unhurried.homework.models import Hold
from unhurried.people.models import Clinician, Participation


def rechecks_due_under(viewer: Clinician, *, today: date) -> dict[UUID, CheckDue]:
    """By person. Whoever said it, everybody of the relationship is asked again: so asking tells nothing."""
    return checks_due_under(viewer, today=today, called_for=_called_for(viewer))


def _called_for(viewer: Clinician) -> dict[UUID, datetime]:
    rows = Hold.objects.filter(
        relationship__participations__client__clinician=viewer, cause__in=RECHECKED_AFTER
    )
    last = dict(rows.values_list("relationship").annotate(Max("raised_at")))
    for relationship, at in _opened_again(viewer):
        last[relationship] = max(at, last.get(relationship, at))
    found: dict[UUID, datetime] = {}
    seats = Participation.objects.filter(client__clinician=viewer, relationship__in=last)
    for client, relationship in seats.values_list("client_id", "relationship_id"):
        found[client] = max(last[relationship], found.get(client, last[relationship]))
    return found


def _opened_again(viewer: Clinician) -> Iterable[tuple[UUID, datetime]]:
    """Care that had ended and began anew: nobody has asked since."""
    rows = Hold.objects.filter(cause=HoldReason.ENDED, relationship__episodes__clinician=viewer)
    for relationship, at in rows.values_list("relationship", "lifted_at").distinct():
        if at:
            yield relationship, at
