"""What is known of people at the beginning: what each ticked, what is on file, what was given."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from unhurried.consent.queries import standing_cautions
from unhurried.core.fitting import Known
from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Assignment
from unhurried.people.models import Client, Clinician, Intake


def known_under(viewer: Clinician, clients: Collection[Client], *, now: datetime, keyring: Keyring) -> Known:
    """Of people in the viewer's care; in as many queries for one as for six."""
    own = [one.pk for one in clients if one.clinician_id == viewer.pk]
    standing = standing_cautions(own, at=now)
    return Known(
        people=len(own),
        asked_for=_asked_for(own, keyring),
        on_file=frozenset().union(*standing.values()),
        given=frozenset(_given(own)),
    )


def _asked_for(people: Collection[UUID], keyring: Keyring) -> dict[str, frozenset[str]]:
    rows = list(Intake.objects.filter(client__in=people).order_by("client"))
    keyring.prepare(rows, "asked_for")
    return {str(row.client_id): frozenset(keyring.open(row, "asked_for").split()) for row in rows}


def _given(people: Collection[UUID]) -> Collection[str]:
    rows = Assignment.objects.filter(relationship__participations__client__in=people)
    return rows.values_list("exercise__name", flat=True).distinct()
