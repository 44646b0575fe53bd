"""One's own words of a step, looked at again: changed, or taken away for good."""

from collections.abc import Mapping
from uuid import UUID

from unhurried.core.vocabulary import Audience
from unhurried.crypto.fields import Keyring
from unhurried.homework.going_on import notes_of_every_time
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Note, Practice
from unhurried.homework.services.practices import Written, keep_all
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def change_own_words(
    act: Act, *, client: Client, practice: Practice, written: Mapping[str, Written], keyring: Keyring
) -> UUID:
    keep_all(act, client, practice, written, keyring)
    return practice.pk


@is_act
def remove_own_words(act: Act, *, client: Client, practice: Practice, step: str) -> UUID:
    """Of a plan, a map or a list: of every time. What the clinician reads is part of the record and stays."""
    given = practice.assignment
    goes_on = exercise_by_digest(given.exercise_id).goes_on_in(f"{step}.")
    of_this_time = Note.objects.filter(author=client, practice=practice)
    rows = notes_of_every_time(client, given) if goes_on else of_this_time
    rows.filter(key__startswith=f"{step}.", audience=Audience.SELF.value).delete()
    return practice.pk
