from datetime import datetime
from uuid import UUID

from django.db.models import DateTimeField, Exists, OuterRef, Q, UUIDField

from unhurried.people.models import Client, Clinician, Intake, Participation, Relationship
from unhurried.people.queries.seats import seen
from unhurried.storage.prepared import Given, Prepared


def clients_for(viewer: Clinician) -> list[Client]:
    """The clients in this clinician's care. Their names are sealed: open and sort them in memory."""
    return list(Client.objects.filter(clinician=viewer).select_related("clinic"))


def client_for(viewer: Clinician, client_id: UUID) -> Client | None:
    return Client.objects.select_related("clinic").filter(clinician=viewer, pk=client_id).first()


def intake_for(viewer: Clinician | Client, client: Client) -> Intake | None:
    """A person's own intake: theirs and their clinician's, never a partner's."""
    if viewer.pk not in (client.pk, client.clinician_id):
        return None
    return Intake.objects.filter(client=client).first()


_given_intake = Prepared(lambda: Intake.objects.filter(client=Given("client", UUIDField())).only("pk"))


def has_given_intake(viewer: Client) -> bool:
    """Whether there is one; every Today page asks, so nothing sealed is fetched for it."""
    return bool(_given_intake(client=viewer.pk))


def relationship_of(viewer: Client, *, now: datetime) -> Relationship | None:
    """What this person is seen to take part in, the one they joined last; None once pages show they left."""
    seats = Participation.objects.filter(seen(now), client=viewer).select_related("relationship")
    newest = seats.order_by("-joined_at", "pk").first()
    return newest.relationship if newest else None


_of_others = Participation.objects.filter(
    ~Q(client=OuterRef("client")), relationship=OuterRef("relationship")
)
_shared = Prepared(
    lambda: Participation.objects.filter(
        Exists(_of_others), seen(Given("now", DateTimeField())), client=Given("client", UUIDField())
    )
)


def shared_by(viewer: Client, *, now: datetime) -> frozenset[UUID]:
    """The relationships in which others take part beside this person, or did; none for somebody alone."""
    return frozenset(row.relationship_id for row in _shared(client=viewer.pk, now=now))


def partners_of(viewer: Client, relationship: Relationship, *, now: datetime) -> list[Client]:
    """The others, in no order. Whoever ended their part is among them until pages show it."""
    rows = Participation.objects.filter(seen(now), relationship=relationship)
    return [row.client for row in rows.exclude(client=viewer).select_related("client")]


def client_by_id(client_id: UUID) -> Client:
    """For the demo's story, which acts for the clinic itself."""
    return Client.objects.select_related("clinic", "clinician").get(pk=client_id)


def relationship_under_lock(relationship_id: UUID) -> Relationship:
    """The relationship whose row is held until the act ends: what it may do changes for one at a time."""
    return Relationship.objects.select_for_update().get(pk=relationship_id)
