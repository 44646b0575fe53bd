"""Numbers that one person gives of an evening by themselves: beforehand, and from the next day on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from unhurried.crypto.fields import Keyring
from unhurried.homework.models import Occasion, Practice, Rating
from unhurried.people.acts import Act, is_act
from unhurried.people.models import Client

Numbers = Mapping[str, int | None]


@is_act
def rate_beforehand(
    act: Act, *, client: Client, occasion: Occasion, ratings: Numbers, keyring: Keyring
) -> UUID:
    """Keep what this person says before an evening. No rule reads it: it opens, holds and delays nothing."""
    begun = Practice.objects.filter(occasion=occasion).first()
    where = {"occasion": occasion, "author_id": client.pk, "moment": "before"}
    keep_ratings(act, where, ratings, keyring, practice=begun)
    return occasion.pk


def keep_ratings(act: Act, where: Mapping[str, Any], ratings: Numbers, keyring: Keyring, **also: Any) -> None:
    """One a question; None takes back what was said before."""
    for key, value in ratings.items():
        found = Rating.objects.filter(**where, key=key).first()
        if value is None:
            Rating.objects.filter(**where, key=key).delete()
            continue
        rating = found or Rating(clinic_id=act.clinic_id, **where, key=key, **also)
        rating.value, rating.rated_at = keyring.seal(rating, "value", str(value)), act.at
        rating.save()


def take_along(practice: Practice) -> None:
    """What was said beforehand stands with the evening from its beginning on; whoever said anything."""
    Rating.objects.filter(occasion=practice.occasion_id).update(practice=practice)
