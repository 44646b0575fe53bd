"""A person's own limits: only ever added to, sealed, and told to nobody here but themselves and the rules."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.people import World, with_people
from unhurried.consent.models import Boundary
from unhurried.consent.queries import limits_between, own_words_for
from unhurried.core.boundaries import Direction, Word
from unhurried.homework.services import set_boundary
from unhurried.people.acts import Act, ActConflict

pytestmark = with_people

TOUCHED, TOUCHING = Direction.BEING_TOUCHED, Direction.TOUCHING


def sets(
    world: World, name: str, what: str, word: Word, direction: Direction = TOUCHED, act: Act | None = None
) -> None:
    set_boundary(
        act or world.act(name),
        client=world.client(name),
        what=what,
        direction=direction,
        word=word,
        keyring=world.keys,
    )


def limits_of(world: World, name: str) -> dict[tuple[str, Direction], Word]:
    return own_words_for(world.client(name), at=world.now, keyring=world.keys)


def test_nothing_said_is_no_limit(world: World) -> None:
    assert limits_of(world, "Ivo") == {}


def test_newest_word_holds_and_each_direction_has_its_own(world: World) -> None:
    sets(world, "Ivo", "feet", Word.WELCOME)
    sets(world, "Ivo", "feet", Word.NEVER, TOUCHING)
    sets(world, "Ivo", "feet", Word.NOT_NOW)
    assert limits_of(world, "Ivo") == {("feet", TOUCHED): Word.NOT_NOW, ("feet", TOUCHING): Word.NEVER}


def test_looser_word_that_arrives_late_does_not_undo_a_stricter_one(world: World) -> None:
    waiting = world.act("Ivo")
    sets(world, "Ivo", "feet", Word.NEVER, act=world.act("Ivo", sequence=waiting.sequence + 2))
    sets(world, "Ivo", "feet", Word.WELCOME, act=waiting)
    assert limits_of(world, "Ivo") == {("feet", TOUCHED): Word.NEVER}


def test_stricter_word_from_a_page_that_stood_open_is_never_too_late(world: World) -> None:
    stood_open = world.act("Ivo")
    sets(world, "Ivo", "feet", Word.ASK_FIRST)
    sets(world, "Ivo", "feet", Word.WELCOME)
    sets(world, "Ivo", "feet", Word.NEVER, act=stood_open)
    assert limits_of(world, "Ivo") == {("feet", TOUCHED): Word.NEVER}


def test_what_was_said_before_stays_as_it_was_said(world: World) -> None:
    sets(world, "Ivo", "feet", Word.NEVER)
    before = Boundary.objects.values().get()
    sets(world, "Ivo", "feet", Word.WELCOME)
    assert Boundary.objects.values().get(pk=before["id"]) == before
    assert Boundary.objects.count() == 2


def test_limit_counts_from_when_it_was_said(world: World) -> None:
    sets(world, "Ivo", "feet", Word.NEVER)
    earlier = world.now - timedelta(seconds=1)
    assert own_words_for(world.client("Ivo"), at=earlier, keyring=world.keys) == {}


def test_limits_are_ones_own(world: World) -> None:
    sets(world, "Gus", "feet", Word.NEVER)
    assert limits_of(world, "Hana") == {}


def test_rules_are_told_whose_limit_it_is(world: World) -> None:
    sets(world, "Gus", "feet", Word.NEVER)
    sets(world, "Hana", "hands", Word.ASK_FIRST)
    both = [world.client("Gus").pk, world.client("Hana").pk]
    told = {(limit.owner, limit.what, limit.word) for limit in limits_between(both, world.keys)}
    assert told == {(str(both[0]), "feet", Word.NEVER), (str(both[1]), "hands", Word.ASK_FIRST)}


def test_row_says_only_that_there_is_one(world: World) -> None:
    sets(world, "Ivo", "personal_external", Word.NEVER)
    row = repr(Boundary.objects.values_list().get())
    assert [word for word in ("personal", "never", "touch") if word in row] == []


def test_sealed_rows_are_as_long_for_any_word(world: World) -> None:
    """The length of what is stored tells a "never" from a "welcome" no more than the letters do."""
    for word in Word:
        sets(world, "Ivo", "feet", word)
    assert len({len(bytes(row.said)) for row in Boundary.objects.all()}) == 1


def test_same_act_sets_a_limit_once(world: World) -> None:
    act = world.act("Ivo")
    for _ in range(2):
        sets(world, "Ivo", "feet", Word.NEVER, act=act)
    assert Boundary.objects.count() == 1
    with pytest.raises(ActConflict):
        sets(world, "Ivo", "feet", Word.WELCOME, act=act)


def page_of(world: World, name: str) -> str:
    """Without what is new on every page: its token, its act and the count of acts."""
    page = world.browser(name).get("/c/limits/").content.decode()
    return re.sub(r'name="(csrfmiddlewaretoken|act|sequence)" value="[^"]*"', "", page)


def test_limits_are_set_and_seen_on_ones_own_page_alone(world: World) -> None:
    before = {name: page_of(world, name) for name in ("Gus", "Hana")}
    form = {"what": "feet", "direction": "being_touched", "word": "never"}
    assert world.browser("Gus").post("/c/limits/", form).status_code == 302
    afterwards = replace(world, now=world.now + timedelta(minutes=1))
    assert limits_of(afterwards, "Gus") == {("feet", TOUCHED): Word.NEVER}
    assert page_of(world, "Gus") != before["Gus"]
    assert page_of(world, "Hana") == before["Hana"]
