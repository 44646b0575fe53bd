"""Reads about who is who. The viewer comes first, and what they may not see is not there."""

from unhurried.people.queries.appointments import (
    appointment_for,
    appointments_for_client,
    appointments_for_clinician,
    episode_for,
    people_of,
)
from unhurried.people.queries.clients import (
    client_by_id,
    client_for,
    clients_for,
    has_given_intake,
    intake_for,
    partners_of,
    relationship_of,
    relationship_under_lock,
    shared_by,
)
from unhurried.people.queries.clinics import (
    audit_for,
    clinician_by_id,
    clinician_for,
    credential_for,
    crisis_entries_of,
    crisis_entry_for,
    demo_people,
    manager_by_id,
    member_for,
    members_for,
    regions_of,
)
from unhurried.people.queries.notices import clients_awaiting_mail, notices_for
from unhurried.people.queries.seats import asked_to_join, asked_under, people_seen_in, seen, takes_part
from unhurried.people.queries.sign_in import SignedIn, signed_in_by

__all__ = [
    "SignedIn",
    "appointment_for",
    "appointments_for_client",
    "appointments_for_clinician",
    "asked_to_join",
    "asked_under",
    "audit_for",
    "client_by_id",
    "client_for",
    "clients_awaiting_mail",
    "clients_for",
    "clinician_by_id",
    "clinician_for",
    "credential_for",
    "crisis_entries_of",
    "crisis_entry_for",
    "demo_people",
    "episode_for",
    "has_given_intake",
    "intake_for",
    "manager_by_id",
    "member_for",
    "members_for",
    "notices_for",
    "partners_of",
    "people_of",
    "people_seen_in",
    "regions_of",
    "relationship_of",
    "relationship_under_lock",
    "seen",
    "shared_by",
    "signed_in_by",
    "takes_part",
]
