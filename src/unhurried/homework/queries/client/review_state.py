"""Whether anybody at a client's clinic has signed off the words that lie before them."""

from django.db.models import CharField, UUIDField

from unhurried.homework.models import SignOff
from unhurried.people.models import Client
from unhurried.storage.prepared import Given, Prepared

_signed = Prepared(
    lambda: SignOff.objects.filter(
        clinic=Given("clinic", UUIDField()), digest=Given("digest", CharField()), taken_back_at=None
    )
)


def is_signed_off_for(viewer: Client, digest: str) -> bool:
    """Of the very version that lies before them; it tells nothing of anybody."""
    return bool(_signed(clinic=viewer.clinic_id, digest=digest))
