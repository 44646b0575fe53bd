"""Who can be signed in as, and what one sentence says about them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PASSWORD: Final = "an-unhurried-evening"  # noqa: S105  everybody in the demo is invented


@dataclass(frozen=True, kw_only=True)
class Role:
    name: str
    sign_in_name: str
    who: "StrOrPromise"


CAST: Final = (
    Role(
        name="Ivo", sign_in_name="ivo", who=_("Alone, five weeks in. Slow breathing settled, more under way.")
    ),
    Role(name="Dov", sign_in_name="dov", who=_("Alone, in his first week.")),
    Role(
        name="Ana",
        sign_in_name="ana",
        who=_("Here with Ben, six weeks in. Hands are behind them; a slow hour is being asked about."),
    ),
    Role(name="Ben", sign_in_name="ben", who=_("Here with Ana. Their own code in the demo is 2468.")),
    Role(name="Cleo", sign_in_name="cleo", who=_("Sex therapist. Ivo, Dov, Ana and Ben are in her care.")),
    Role(name="Fay", sign_in_name="fay", who=_("One of three, in her first week; a first talk is given.")),
    Role(name="Gus", sign_in_name="gus", who=_("Here with Fay and Hana; has answered nothing yet.")),
    Role(name="Hana", sign_in_name="hana", who=_("Here with Fay and Gus; has just signed in.")),
    Role(
        name="Eli",
        sign_in_name="eli",
        who=_("Sex therapist next door. Fay, Gus and Hana are in his care, and he covers for Cleo."),
    ),
    Role(name="Kit", sign_in_name="kit", who=_("Coach, with a narrower scope.")),
    Role(
        name="Jo", sign_in_name="jo", who=_("Clinic manager: members, licences, policies. Reads no content.")
    ),
)
