from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from unhurried.core.disclosure import Tiding
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Appointment, Client, Episode
from unhurried.people.queries.appointments import is_time_alone
from unhurried.people.queries.clients import shared_by
from unhurried.people.queries.seats import people_seen_in
from unhurried.people.services.notices import tell


@dataclass(frozen=True, kw_only=True)
class AppointmentPlan:
    """`client`: with this person alone, or None for all of them. `starts_at` is the first time.

    Repeats keep its wall time at the clinic, where the chair stands.
    """

    client: Client | None = None
    starts_at: datetime
    minutes: int
    place: str
    repeats: str


@is_act
def make_appointment(act: Act, *, episode: Episode, plan: AppointmentPlan) -> UUID:
    assert episode.clinician_id is not None, "only whoever treats all of them sets a time"
    made = Appointment.objects.create(
        clinic_id=episode.clinic_id,
        episode=episode,
        clinician_id=episode.clinician_id,
        client=plan.client,
        starts_at=plan.starts_at,
        minutes=plan.minutes,
        place=plan.place,
        repeats=plan.repeats,
    )
    _tell(act, made)
    return made.pk


@is_act
def confirm_region(act: Act, *, appointment: Appointment, region: str) -> UUID:
    """Where everybody said they are at a remote appointment, since that is where the licence has to hold."""
    Appointment.objects.filter(pk=appointment.pk).update(region_confirmed=region)
    return appointment.pk


@is_act
def cancel_appointment(act: Act, *, appointment: Appointment) -> UUID:
    if Appointment.objects.filter(pk=appointment.pk, cancelled_at=None).update(cancelled_at=act.at):
        _tell(act, appointment)
    return appointment.pk


def _tell(act: Act, appointment: Appointment) -> None:
    """At once, since appointments stand on pages at once: to everybody who comes, and to nobody else."""
    alone = appointment.client
    people = [alone] if alone else people_seen_in(appointment.episode.relationship_id, now=act.at)
    tell(act, people, _tiding(appointment, people, act.at), from_at=act.at)


def _tiding(appointment: Appointment, people: Sequence[Client], at: datetime) -> Tiding:
    """Whoever takes part with others reads of a time alone behind their code, and in no mail."""
    shared = [shared_by(one, now=at) for one in people]
    is_for_one_in_company = any(mine and is_time_alone(appointment, mine) for mine in shared)
    return Tiding.TIME_ALONE_HAS_CHANGED if is_for_one_in_company else Tiding.APPOINTMENT_HAS_CHANGED
