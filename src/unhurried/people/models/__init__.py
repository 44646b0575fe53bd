"""Who is who: clinics, accounts, clients, clinicians, relationships, appointments, and who did what when."""

from unhurried.people.models.accounts import Account, AccountSession, JoiningLink
from unhurried.people.models.appointments import Appointment, Episode
from unhurried.people.models.audit import AuditEntry
from unhurried.people.models.clients import Client, Intake, Whereabouts
from unhurried.people.models.clinicians import Clinician, Credential
from unhurried.people.models.clinics import Clinic, CrisisEntry, FormerPolicy, Manager, ReadingEntry
from unhurried.people.models.handovers import Handover
from unhurried.people.models.notices import Notice, WorkAddress
from unhurried.people.models.records import Authorisation, JointRecord, RecordRequest
from unhurried.people.models.relationships import Participation, Relationship
from unhurried.people.models.rows import ClinicalRow

__all__ = [
    "Account",
    "AccountSession",
    "Appointment",
    "AuditEntry",
    "Authorisation",
    "Client",
    "Clinic",
    "ClinicalRow",
    "Clinician",
    "Credential",
    "CrisisEntry",
    "Episode",
    "FormerPolicy",
    "Handover",
    "Intake",
    "JoiningLink",
    "JointRecord",
    "Manager",
    "Notice",
    "Participation",
    "ReadingEntry",
    "RecordRequest",
    "Relationship",
    "Whereabouts",
    "WorkAddress",
]
