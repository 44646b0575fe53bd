"""Before anything is made that several read: who told something as a secret, and the clinic's policy."""

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from unhurried.homework.queries import clinician as queries
from unhurried.web.asking import Asked
from unhurried.web.clinician.room import is_in_room

if TYPE_CHECKING:
    from unhurried.people.models import Clinician, Relationship

POLICY_WORDS: Final = {
    "no_secrets": _(
        "Your clinic keeps no secrets between people treated together: you may bring it up, and they were "
        "told so. Speak with them alone first."
    ),
    "limited_secrets": _(
        "Your clinic keeps what one of them told alone, within limits that they were told. It is not passed "
        "on without them."
    ),
}


def secrets_beside(
    request: Asked, viewer: "Clinician", relationship: "Relationship | None"
) -> dict[str, Any]:
    """For a page on which something is made for all of a relationship; None: it is for one person alone.

    In the room it is not even read.
    """
    if relationship is None or is_in_room(request):
        return {"told_in_secret": []}
    people = queries.told_in_secret_under(viewer, relationship, now=request.now)
    named = sorted(((request.keyring.open(one, "name"), one.pk) for one in people), key=lambda one: one[0])
    return {"told_in_secret": named, "policy_words": POLICY_WORDS[viewer.clinic.secrets_policy]}
