"""Small things several clinician pages say."""

from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from unhurried.core.scopes import Refusal

if TYPE_CHECKING:
    from unhurried.people.models import Clinician

REFUSALS: Final = {
    Refusal.OUT_OF_SCOPE: _("This exercise lies outside your discipline's scope."),
    Refusal.NEEDS_REFERRAL: _("What is on file here asks for a colleague with another training."),
    Refusal.LICENCE_EXPIRED: _("Your licence has expired. Once the renewal is recorded you can go on."),
    Refusal.LICENCE_UNCHECKED: _("Nobody has checked your licence yet, or not for a year."),
    Refusal.JURISDICTION: _("Your licence does not cover where this person says they are."),
}

VERSION_NAMES: Final = {
    "full": _("Full version"),
    "short": _("Short version"),
    "near": _("Near version"),
}


def zone_of(viewer: "Clinician") -> ZoneInfo:
    return ZoneInfo(viewer.clinic.time_zone)
