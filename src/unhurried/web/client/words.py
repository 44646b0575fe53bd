"""Small things several client pages say: who reads, by name, and what time it is there."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from unhurried.core.vocabulary import Audience

if TYPE_CHECKING:
    from unhurried.people.models import Client


def zone_of(viewer: "Client") -> ZoneInfo:
    return ZoneInfo(viewer.clinic.time_zone)


def readers(viewer: "Client") -> dict[Audience, str]:
    """Who reads, by name, as it stands above a field before anybody types."""
    clinician = viewer.clinician.name
    return {
        Audience.SELF: _("Only you"),
        Audience.CLINICIAN: _("You and %(name)s") % {"name": clinician},
        Audience.RELATIONSHIP: _("All of you and %(name)s") % {"name": clinician},
    }
