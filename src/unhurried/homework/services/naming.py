"""A colleague is named, with some words about each person for that colleague to read after a yes."""

from collections.abc import Mapping
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.services.handovers import name_colleague
from unhurried.people.acts import Act, beside, is_act
from unhurried.people.models import Client, Clinician, Handover
from unhurried.storage.transactions import write


def hand_over_with_words(
    act: Act,
    *,
    client: Client,
    clinician: Clinician,
    colleague: Clinician,
    words: Mapping[UUID, str],
    keyring: Keyring,
) -> None:
    """All of it or nothing. `words`: about each person, by person. Raises DoesNotFit."""
    with write():
        name_colleague(act, client=client, clinician=clinician, colleague=colleague)
        if any(words.values()):
            write_for_colleague(
                beside(act, "words"), client=client, clinician=clinician, words=words, keyring=keyring
            )


@is_act
def write_for_colleague(
    act: Act, *, client: Client, clinician: Clinician, words: Mapping[UUID, str], keyring: Keyring
) -> UUID:
    """Each stands with that person's own question, so that what is about one goes with nobody else's yes."""
    asked = Handover.objects.filter(
        clinician=clinician, client__in=[*words], taken_back_at=None, accepted_at=None
    )
    for row in asked:
        if words[row.client_id]:
            row.words = keyring.seal(row, "words", words[row.client_id])
            row.save(update_fields=["words"])
    return client.pk
