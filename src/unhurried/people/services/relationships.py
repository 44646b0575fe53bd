from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import (
    Client,
    Clinic,
    Clinician,
    Episode,
    Participation,
    Relationship,
    Whereabouts,
)


@dataclass(frozen=True, kw_only=True)
class NewClient:
    """`region` is where the person said they are; they may change it themselves later."""

    name: str
    region: str
    is_adult_attested: bool


@is_act
def take_on(
    act: Act,
    *,
    clinician: Clinician,
    people: Sequence[NewClient],
    time_zone: str,
    opened_on: date,
    goal: str,
    keyring: Keyring,
) -> UUID:
    """Open an episode for one person, two or more who are treated together. Returns the first one's id."""
    clients = [_client(act, clinician, new, time_zone, keyring) for new in people]
    relationship = open_relationship(
        act, clinician=clinician, time_zone=time_zone, opened_on=opened_on, goal=goal, keyring=keyring
    )
    for client in clients:
        seat(act, relationship, client)
    return clients[0].pk


def open_relationship(
    act: Act, *, clinician: Clinician, time_zone: str, opened_on: date, goal: str, keyring: Keyring
) -> Relationship:
    """With its episode, under the clinic's preset as it is now; who takes part comes after."""
    relationship = Relationship.objects.create(clinic_id=act.clinic_id, time_zone=time_zone)
    episode = Episode(
        clinic_id=act.clinic_id,
        relationship=relationship,
        clinician=clinician,
        opened_on=opened_on,
        preset=Clinic.objects.get(pk=act.clinic_id).preset,
    )
    episode.goal = keyring.seal(episode, "goal", goal)
    episode.save(force_insert=True)
    return relationship


def put_next_episode(
    act: Act, *, relationship: Relationship, clinician_id: UUID | None, keyring: Keyring
) -> None:
    """Part of an act of homework. The goal is the one that was written down last."""
    earlier = relationship.episodes.order_by("-opened_on", "pk").first()
    following = Episode(
        clinic_id=act.clinic_id,
        relationship=relationship,
        clinician_id=clinician_id,
        opened_on=act.at.date(),
        preset=Clinic.objects.get(pk=act.clinic_id).preset,
    )
    goal = keyring.open(earlier, "goal") if earlier else ""
    following.goal = keyring.seal(following, "goal", goal)
    following.save(force_insert=True)


def put_own_relationship(act: Act, *, client: Client, clinician: Clinician, keyring: Keyring) -> None:
    """Part of an act of homework: from now on they are treated for themselves as well."""
    own = open_relationship(
        act,
        clinician=clinician,
        time_zone=client.time_zone,
        opened_on=act.at.date(),
        goal="",
        keyring=keyring,
    )
    seat(act, own, client)


def put_somebody_new(
    act: Act, *, relationship: Relationship, new: NewClient, clinician: Clinician, keyring: Keyring
) -> Client:
    """Part of an act of homework, which holds the relationship's row."""
    client = _client(act, clinician, new, relationship.time_zone, keyring)
    seat(act, relationship, client)
    return client


def put_end_of_part(act: Act, *, client: Client, relationship: Relationship) -> None:
    """Part of an act of homework, which holds the relationship's row."""
    own = Participation.objects.filter(relationship=relationship, client=client)
    own.filter(ended_at=None).update(ended_at=act.at)


def put_close_of_part(act: Act, *, participation: Participation, lands_at: datetime) -> None:
    """Part of an act of homework, which holds the relationship's row. Pages follow at `lands_at`."""
    open_part = Participation.objects.filter(pk=participation.pk, left_at=None)
    open_part.update(left_at=lands_at, ended_at=participation.ended_at or act.at)


def put_close_of_episode(
    act: Act, *, episode: Episode, farewell: str, lands_at: datetime, keyring: Keyring
) -> None:
    """Part of an act of homework, which holds the relationship's row. Pages follow at `lands_at`."""
    Episode.objects.filter(pk=episode.pk).update(
        closed_on=act.at.date(), ends_at=lands_at, farewell=keyring.seal(episode, "farewell", farewell)
    )


def _client(act: Act, clinician: Clinician, new: NewClient, time_zone: str, keyring: Keyring) -> Client:
    """Everybody begins in the relationship's time zone; their own pages then follow their own."""
    client = Client(clinic_id=act.clinic_id, clinician=clinician, region=new.region, time_zone=time_zone)
    client.adult_attested_at = act.at if new.is_adult_attested else None
    client.name = keyring.seal(client, "name", new.name)
    client.save(force_insert=True)
    Whereabouts.objects.create(clinic_id=act.clinic_id, client=client, region=new.region, declared_at=act.at)
    return client


def seat(act: Act, relationship: Relationship, client: Client) -> None:
    Participation.objects.create(
        clinic_id=act.clinic_id, relationship=relationship, client=client, joined_at=act.at
    )
