from uuid import UUID

from unhurried.core.vocabulary import Audience
from unhurried.homework.models import Note, Practice
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def mark_notes(act: Act, *, practice: Practice, author: Client, is_secret: bool) -> UUID:
    """What one person wrote afterwards for their clinician alone was told as a secret, or not after all."""
    own = Note.objects.filter(practice=practice, author=author, audience=Audience.CLINICIAN)
    own.update(secret_at=act.at if is_secret else None)
    return practice.pk
