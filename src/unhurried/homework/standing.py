"""What a clinician may give, from their licence as it was checked and where their clients say they are."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import UUIDField

from unhurried.consent.queries import standing_cautions, who_leaves_out_erotic
from unhurried.core.cautions import Caution, keeps_from_giving, topics_of
from unhurried.core.exercises import Exercise
from unhurried.core.families import LeftOut, is_left_out
from unhurried.core.history import Surroundings, SurroundingsAt
from unhurried.core.holds import HoldReason
from unhurried.core.scopes import (
    Credential,
    Discipline,
    Permission,
    Standing,
    licence_gaps,
    may_assign,
    reach_of,
)
from unhurried.core.vocabulary import Level
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Hold, LibraryItem, Plan
from unhurried.people.models import Client, Clinician, Whereabouts
from unhurried.people.models import Credential as CredentialRow
from unhurried.people.queries import credential_for, is_covered, people_seen_in
from unhurried.storage.prepared import Given, Prepared, PreparedAmong


def standing_of_clinician(clinician: Clinician) -> Standing:
    row = credential_for(clinician)
    credential = _credential(row) if row else None
    return Standing(discipline=Discipline(clinician.discipline), credential=credential)


def _credential(row: CredentialRow) -> Credential:
    return Credential(
        expires_on=row.expires_on,
        checked_on=row.checked_on,
        jurisdictions=frozenset(part.strip() for part in row.jurisdiction.split(",") if part.strip()),
    )


def permission_to_assign(
    clinician: Clinician,
    exercise: LibraryItem,
    *,
    level: Level,
    plan: Plan,
    now: datetime,
    alone: Client | None = None,
) -> Permission:
    """Asked for where those are who would have it: this person `alone`, or all who are seen to take part."""
    clients = [alone] if alone else people_seen_in(plan.relationship_id, now=now)
    thing = exercise_by_digest(exercise.pk)
    standing = standing_cautions([client.pk for client in clients], at=now)
    on_file: frozenset[Caution] = frozenset().union(*standing.values())
    return may_assign(
        standing_of_clinician(clinician),
        thing,
        level,
        on_file=topics_of(on_file),
        is_kept_back=keeps_from_giving(thing, level, on_file) or any(one.access_closed_at for one in clients),
        is_between_hands=is_between_hands(plan.relationship_id),
        is_left_out=is_left_out(
            thing, left_out_by(clinician, clients), people=[str(one.pk) for one in clients]
        ),
        regions=[client.region or None for client in clients],
        today=now.date(),
    )


def left_out_by(clinician: Clinician, clients: Collection[Client]) -> LeftOut:
    """Who leaves the erotic family out, of the clinic, this clinician and these people."""
    return LeftOut(
        is_by_house=clinician.leaves_erotic_out or not clinician.clinic.offers_erotic,
        people=frozenset(str(one) for one in who_leaves_out_erotic([client.pk for client in clients])),
    )


def is_between_hands(relationship_id: UUID) -> bool:
    """A colleague is to take over here, or has for some of them."""
    own = {"relationship": relationship_id, "cause": HoldReason.HANDOVER.value}
    return Hold.objects.filter(**own, lifted_at=None).exists()


_by_id = Prepared(lambda: Clinician.objects.filter(pk=Given("id", UUIDField())).select_related("clinic"))
_credentials = Prepared(
    lambda: CredentialRow.objects.filter(clinician=Given("clinician", UUIDField())).order_by(
        "recorded_at", "pk"
    )
)
_declared = PreparedAmong(
    lambda ids: Whereabouts.objects.filter(client__pk__in=ids).order_by("declared_at", "pk")
)


def surroundings_of(people: Sequence[Client], *, treated_by: UUID) -> SurroundingsAt:
    """The clinic's side of a relationship at any moment, from the licence as it was recorded by then."""
    (clinician,) = _by_id(id=treated_by)
    credentials = _credentials(clinician=clinician.pk)
    declared = _declared([client.pk for client in people])
    discipline, has_cover = Discipline(clinician.discipline), is_covered(clinician)

    def clinic_at(exercise: Exercise, level: Level, at: datetime, *, people: Collection[str]) -> Surroundings:
        known = [row for row in credentials if row.recorded_at <= at]
        standing = Standing(discipline=discipline, credential=_credential(known[-1]) if known else None)
        told = [row for row in declared if row.declared_at <= at and _is_about(row, people)]
        regions = {row.client_id: row.region or None for row in told}
        gaps = licence_gaps(standing, regions=regions.values(), today=at.date())
        reach = reach_of(standing, today=at.date())
        return Surroundings(
            licence_in_force=not gaps,
            is_in_scope=exercise.scope <= reach.up_to and level in reach.levels,
            has_cover=has_cover,
        )

    return clinic_at


def _is_about(declared: Whereabouts, people: Collection[str]) -> bool:
    return str(declared.client_id) in people
