"""A person's own words for their body: theirs alone, sealed, and kept zone by zone."""

from uuid import UUID

from tests.people import World, with_people
from unhurried.consent.models import BodyWords
from unhurried.consent.queries import body_words_for
from unhurried.consent.services import put_body_words
from unhurried.people.acts import Act

pytestmark = with_people


def names(world: World, name: str, act: Act | None = None, **words: str) -> UUID:
    return put_body_words(act or world.act(name), client=world.client(name), words=words, keyring=world.keys)


def words_of(world: World, name: str) -> dict[str, str]:
    return body_words_for(world.client(name), world.keys)


def test_nobody_has_words_before_they_give_them(world: World) -> None:
    assert words_of(world, "Gus") == {}


def test_word_is_kept_for_its_zone_and_the_others_stay(world: World) -> None:
    names(world, "Gus", abdomen="Tummy", feet="Paws")
    names(world, "Gus", feet="Hooves")
    assert words_of(world, "Gus") == {"abdomen": "Tummy", "feet": "Hooves"}
    assert BodyWords.objects.filter(client=world.client("Gus")).count() == 1


def test_blank_takes_a_word_away(world: World) -> None:
    names(world, "Gus", abdomen="Tummy", feet="Paws")
    names(world, "Gus", abdomen="")
    assert words_of(world, "Gus") == {"feet": "Paws"}


def test_words_are_ones_own(world: World) -> None:
    names(world, "Gus", abdomen="Tummy")
    names(world, "Hana", abdomen="Middle")
    assert words_of(world, "Hana") == {"abdomen": "Middle"}


def test_row_says_neither_word_nor_zone(world: World) -> None:
    names(world, "Gus", abdomen="Tummy")
    row = repr(BodyWords.objects.values_list().get())
    assert [word for word in ("Tummy", "abdomen") if word in row] == []


def test_same_act_keeps_words_once(world: World) -> None:
    act = world.act("Gus")
    assert names(world, "Gus", act, feet="Paws") == names(world, "Gus", act, feet="Paws")
    names(world, "Gus", feet="Hooves")
    names(world, "Gus", act, feet="Paws")
    assert words_of(world, "Gus") == {"feet": "Hooves"}
