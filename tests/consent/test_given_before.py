"""A limit and a step with touch that lies before two people: what they may do, by when the limit was said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.homework.samples import give
from tests.people import World, with_people
from unhurried.consent.queries import said_lately_for
from unhurried.core.boundaries import Direction, Word
from unhurried.core.facts import Asked, version_at
from unhurried.homework.histories import history_of
from unhurried.homework.models import Assignment
from unhurried.homework.services import set_boundary

pytestmark = with_people

HOUR = timedelta(hours=1)


def says(
    world: World,
    word: Word,
    *,
    after: timedelta = HOUR,
    what: str = "forearms",
    shapes: bool = False,
    sequence: int | None = None,
) -> None:
    act = world.act("Gus", at=world.now + after)
    set_boundary(
        replace(act, sequence=sequence or act.sequence),
        client=world.client("Gus"),
        what=what,
        direction=Direction.BEING_TOUCHED,
        word=word,
        shapes=shapes,
        keyring=world.keys,
    )


def fits(world: World, given: Assignment, *, after: timedelta = 2 * HOUR) -> str | None:
    asked = Asked(client=str(world.client("Hana").pk), phase=given.phase, version=given.version)
    version = version_at(history_of(given, world.keys), asked, world.now + after)
    return version.key if version else None


@pytest.fixture
def given(world: World) -> Assignment:
    return give(world, "Gus", "sf.0-hands")


def test_step_is_whole_while_nothing_is_said(world: World, given: Assignment) -> None:
    assert fits(world, given) == "full"


@pytest.mark.parametrize("word", [Word.NOT_NOW, Word.NEVER])
def test_limit_said_later_rests_the_whole_step(world: World, given: Assignment, word: Word) -> None:
    says(world, word)
    assert fits(world, given) is None
    assert fits(world, given, after=HOUR / 2) == "full", "as it was posted before"


def test_limit_said_before_shapes_what_is_given(world: World) -> None:
    says(world, Word.NEVER, after=-HOUR)
    assert fits(world, give(world, "Gus", "sf.0-hands")) == "short"


def test_owner_may_let_it_be_left_out_and_rest_it_again(world: World, given: Assignment) -> None:
    says(world, Word.NEVER)
    says(world, Word.NEVER, shapes=True)
    assert fits(world, given) == "short"
    says(world, Word.NEVER)
    assert fits(world, given) is None


def test_choice_from_a_page_that_stood_open_does_not_undo_a_later_no(world: World, given: Assignment) -> None:
    stood_open = world.act("Gus").sequence
    says(world, Word.NOT_NOW)
    says(world, Word.NEVER)
    says(world, Word.NOT_NOW, shapes=True, sequence=stood_open)
    assert fits(world, given) is None


def test_step_opens_again_when_its_owner_opens_the_limit(world: World, given: Assignment) -> None:
    says(world, Word.NEVER)
    says(world, Word.ASK_FIRST)
    assert fits(world, given) == "full"


def test_last_word_is_told_for_a_while_and_to_its_owner_alone(world: World) -> None:
    says(world, Word.WELCOME, after=HOUR)
    says(world, Word.NEVER, after=2 * HOUR, what="feet", shapes=True)
    viewer, other = world.client("Gus"), world.client("Hana")
    said = said_lately_for(viewer, since=world.now, keyring=world.keys)
    assert said is not None and (said.what, said.word, said.shapes) == ("feet", Word.NEVER, True)
    assert said_lately_for(viewer, since=world.now + 2 * HOUR, keyring=world.keys) is None
    assert said_lately_for(other, since=world.now, keyring=world.keys) is None
