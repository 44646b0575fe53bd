"""Changes to who is who. Each is an act: see `unhurried.people.acts`."""

from unhurried.people.services.appointments import (
    AppointmentPlan,
    cancel_appointment,
    confirm_region,
    make_appointment,
)
from unhurried.people.services.clients import (
    INTAKE_QUESTIONS,
    acknowledge_confidentiality,
    acknowledge_reading,
    declare_region_and_words,
    give_intake,
    set_safe_contact,
)
from unhurried.people.services.clinics import (
    ClinicSettings,
    CrisisLine,
    Licence,
    add_clinician,
    add_manager,
    change_clinic,
    open_clinic,
    put_crisis_entry,
    record_credential,
    remove_crisis_entry,
)
from unhurried.people.services.joining import (
    LIVES_FOR,
    HasJoined,
    JoiningLinkSpent,
    SignInNameTaken,
    account_of,
    code_of,
    join,
    link_for,
    make_joining_link,
    replace_password,
)
from unhurried.people.services.notices import see_notices, set_mail_address, tell
from unhurried.people.services.private import private_code_matches, set_private_code, unlock_private
from unhurried.people.services.relationships import (
    NewClient,
    join_relationship,
    leave_relationship,
    take_on,
)
from unhurried.people.services.themes import choose_theme

__all__ = [
    "INTAKE_QUESTIONS",
    "LIVES_FOR",
    "AppointmentPlan",
    "ClinicSettings",
    "CrisisLine",
    "HasJoined",
    "JoiningLinkSpent",
    "Licence",
    "NewClient",
    "SignInNameTaken",
    "account_of",
    "acknowledge_confidentiality",
    "acknowledge_reading",
    "add_clinician",
    "add_manager",
    "cancel_appointment",
    "change_clinic",
    "choose_theme",
    "code_of",
    "confirm_region",
    "declare_region_and_words",
    "give_intake",
    "join",
    "join_relationship",
    "leave_relationship",
    "link_for",
    "make_appointment",
    "make_joining_link",
    "open_clinic",
    "private_code_matches",
    "put_crisis_entry",
    "record_credential",
    "remove_crisis_entry",
    "replace_password",
    "see_notices",
    "set_mail_address",
    "set_private_code",
    "set_safe_contact",
    "take_on",
    "tell",
    "unlock_private",
]
