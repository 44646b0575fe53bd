from collections.abc import Collection
from copy import copy
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import DateTimeField, Exists, OuterRef, Q, UUIDField

from unhurried.crypto.fields import SealedField
from unhurried.people.models import Client, Clinician, Intake, Participation, Relationship
from unhurried.people.queries.seats import seen
from unhurried.storage.prepared import Given, Prepared


def clients_for(viewer: Clinician) -> list[Client]:
    """The clients in this clinician's care. Their names are sealed: open and sort them in memory."""
    return list(Client.objects.filter(clinician=viewer).select_related("clinic"))


def client_for(viewer: Clinician, client_id: UUID) -> Client | None:
    return Client.objects.select_related("clinic").filter(clinician=viewer, pk=client_id).first()


def nobody_like(client: Client) -> Client:
    """Somebody in the same care who said nothing: for pages that ask about them and find nothing."""
    nobody = copy(client)
    nobody.pk = uuid4()
    for field in client._meta.fields:
        if isinstance(field, SealedField):
            setattr(nobody, field.attname, None)
    return nobody


def intake_for(viewer: Clinician | Client, client: Client) -> Intake | None:
    """A person's own intake: theirs and their clinician's, never a partner's."""
    if viewer.pk not in (client.pk, client.clinician_id):
        return None
    return Intake.objects.filter(client=client).first()


_given_intake = Prepared(lambda: Intake.objects.filter(client=Given("client", UUIDField())).only("pk"))


def has_given_intake(viewer: Client) -> bool:
    """Whether there is one; every Today page asks, so nothing sealed is fetched for it."""
    return bool(_given_intake(client=viewer.pk))


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


def relationships_of(viewer: Client, *, now: datetime) -> list[Relationship]:
    """What this person is seen to take part in with others, in the order of joining; none once they left.

    For somebody alone it is their own, the newest. In company their own is not among them: what they do
    with their clinician alone stands behind their code, and is no choice on an open page.
    """
    seats = _seats(viewer, now)
    return [one for one, is_shared in seats if is_shared] or [one for one, _alone in seats[-1:]]


def every_relationship_of(viewer: Client, *, now: datetime) -> list[Relationship]:
    """Their own among them: for this person's eyes, behind their code."""
    return [one for one, _is_shared in _seats(viewer, now)]


def own_relationships_of(viewer: Client, *, now: datetime) -> list[Relationship]:
    """Those in which nobody else takes part, or did."""
    return [one for one, is_shared in _seats(viewer, now) if not is_shared]


def _seats(viewer: Client, now: datetime) -> list[tuple[Relationship, bool]]:
    """Each with whether others take part in it, or did."""
    seats = Participation.objects.filter(seen(now), client=viewer).annotate(is_shared=Exists(_of_others))
    rows = seats.select_related("relationship").order_by("joined_at", "pk")
    return [(seat.relationship, seat.is_shared) for seat in rows]


def partners_of(viewer: Client, relationship: Relationship, *, now: datetime) -> list[Client]:
    """The others, in no order. Whoever ended their part is among them until pages show it."""
    return partners_in(viewer, [relationship], now=now)[relationship.pk]


def partners_in(
    viewer: Client, relationships: Collection[Relationship], *, now: datetime
) -> dict[UUID, list[Client]]:
    """The others in each of these."""
    found: dict[UUID, list[Client]] = {one.pk: [] for one in relationships}
    rows = Participation.objects.filter(seen(now), relationship__in=found).exclude(client=viewer)
    for row in rows.select_related("client"):
        found[row.relationship_id].append(row.client)
    return found


def client_by_id(client_id: UUID) -> Client:
    """For the demo's story, which acts for the clinic itself."""
    return Client.objects.select_related("clinic", "clinician").get(pk=client_id)


def relationship_under_lock(relationship_id: UUID) -> Relationship:
    """The relationship whose row is held until the act ends: what it may do changes for one at a time."""
    return Relationship.objects.select_for_update().get(pk=relationship_id)
