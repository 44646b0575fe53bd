"""Signing off the version that a page of the library shows in full, and taking that back."""

from typing import TYPE_CHECKING, Any

from unhurried.core.signing import Version
from unhurried.homework import services
from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked, act_of
from unhurried.web.clinician.forms import SignForm

if TYPE_CHECKING:
    from unhurried.people.models import Clinician


def signing_of(request: Asked, viewer: "Clinician", version: Version) -> dict[str, Any] | None:
    """What the page says of its review; None, where something was just done about it.

    A form that was made for another version does nothing: what is signed is what was read.
    """
    is_of_this = request.POST.get("digest") == version.digest
    does = request.POST.get("do") if is_of_this else None
    form = SignForm(request.POST if does == "sign" else None)
    may_sign = queries.may_sign(viewer, version, today=request.now.date())
    if does == "take_back":
        services.take_back_sign_off(act_of(request, viewer.clinic_id), clinician=viewer, version=version)
        return None
    if may_sign and form.is_valid():
        services.sign_off(act_of(request, viewer.clinic_id), clinician=viewer, version=version)
        return None
    return {
        "form": form,
        "version": version,
        "may_sign": may_sign,
        "signatures": queries.signatures_of(viewer, version),
    }
