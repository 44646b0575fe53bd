import json
from collections.abc import Mapping
from uuid import UUID

from unhurried.consent.models import BodyWords
from unhurried.crypto.fields import Keyring
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client


@is_act
def put_body_words(act: Act, *, client: Client, words: Mapping[str, str], keyring: Keyring) -> UUID:
    """Keep a person's own words for these zones; the others stay. A blank takes a word away."""
    Client.objects.select_for_update().get(pk=client.pk)
    row = BodyWords.objects.filter(client=client).first()
    kept = json.loads(keyring.open(row, "words")) if row else {}
    row = row or BodyWords(clinic_id=client.clinic_id, client=client)
    named = {zone: word for zone, word in {**kept, **words}.items() if word}
    row.words = keyring.seal(row, "words", json.dumps(named, sort_keys=True))
    row.changed_at = act.at
    row.save()
    return row.pk
