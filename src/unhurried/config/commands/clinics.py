from typing import TextIO
from uuid import uuid4
from zoneinfo import ZoneInfo

from unhurried.config.clock import now
from unhurried.core.hearing import CLOSES, WORKING_DAYS
from unhurried.people import services
from unhurried.people.acts import act_by_clinic, further
from unhurried.people.queries import manager_by_id

FIRST_CONFIDENTIALITY_TEXT = """\
What you write here is read by you and, where the page says so, by your clinician.

Your clinician may have to speak to somebody else without asking you first when a life is in danger, when a \
child is at risk, or when a court orders it. Where they can, they tell you before they do.

This text is a draft. Your clinic will replace it with the one that holds where you live.
"""


def open_clinic(out: TextIO, *, name: str, manager: str, time_zone: str, country: str) -> None:
    """Open a clinic, and print the code with which its first manager joins."""
    ZoneInfo(time_zone)
    act = act_by_clinic(clinic_id=uuid4(), at=now())
    services.open_clinic(act, settings=first_settings(name, time_zone, country))
    manager_id = services.add_manager(further(act), name=manager)
    inviting = further(act)
    code = services.code_of(inviting)
    services.make_joining_link(inviting, person=manager_by_id(manager_id), code=code)
    out.write(f"{name} is open. {manager} joins at /account/join/ with this code, once:\n\n    {code}\n\n")


def first_settings(name: str, time_zone: str, country: str) -> services.ClinicSettings:
    return services.ClinicSettings(
        name=name,
        time_zone=time_zone,
        country=country,
        confidentiality_text=FIRST_CONFIDENTIALITY_TEXT,
        secrets_policy="limited_secrets",
        retention_text="",
        cover="",
        reading_hours="",
        covered_by_id=None,
        reading_days=sorted(WORKING_DAYS),
        reads_until=CLOSES,
        preset="balanced",
    )
