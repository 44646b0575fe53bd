"""Hana ended her part and it was closed: every page of those who stay, and hers, stands until the posting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.people import with_people
from tests.promises.stage import FIRST, SECOND, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.client.test_departed import closes
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading
from unhurried.homework import services as homework
from unhurried.homework.services import parting

pytestmark = with_people
TALKS, AGREES, TODAY = "/c/together/", "/c/agreement/", "/c/"
BEFORE, AFTER = FIRST - timedelta(minutes=1), FIRST + timedelta(minutes=1)


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Each gives a line, sets a time and offers a part of the week."""
    with draws(Draws()):
        stage = set_up(("Fay", "Gus", "Hana"))
        for name in stage.clients:
            gives(stage, name)
        yield stage


def gives(stage: Stage, name: str) -> None:
    who, here = stage.clients[name], {"relationship": stage.relationship}
    consent.give_line(
        stage.act(who, hours(-100)),
        client=who,
        heading=Heading.COMFORTABLE,
        words=f"As {name} likes it.",
        keyring=stage.keys,
        **here,
    )
    block = homework.Block(
        kind="connection",
        starts_at=SECOND + timedelta(hours=12),
        minutes=30,
        place=f"Where {name} rests",
        assignment=None,
    )
    homework.set_block(stage.act(who, hours(1)), client=who, block=block, keyring=stage.keys, **here)


def read(stage: Stage, name: str, page: str, at: datetime) -> str:
    with clock_at(at):
        found = stage.browser(name).get(page)
    return " ".join(unescape(found.content.decode()).split()) if found.status_code == 200 else ""


def named(stage: Stage, name: str, page: str, at: datetime, words: str) -> list[str]:
    """Of which of the three this page says it."""
    said = read(stage, name, page, at)
    return [one for one in stage.clients if words.format(one) in said]


def told_of(stage: Stage, name: str, at: datetime) -> tuple[list[str], list[str], bool]:
    """Whose lines and whose times this person reads, and whether there is a calendar they share."""
    lines = named(stage, name, AGREES, at, "As {} likes it.")
    places = named(stage, name, TALKS, at, "Where {} rests")
    return lines, places, "You, " in read(stage, name, TALKS, at)


EVERYBODYS = (["Fay", "Gus", "Hana"], ["Fay", "Gus", "Hana"], True)


def test_pages_stand_until_the_posting_and_change_with_it(stage: Stage) -> None:
    closes(stage, "Hana")
    assert [told_of(stage, name, BEFORE) for name in stage.clients] == [EVERYBODYS] * 3
    for name in ("Fay", "Gus"):
        lines, places, _ = told_of(stage, name, AFTER)
        assert (lines, places) == (["Fay", "Gus"], ["Fay", "Gus", "Hana"]), "a time was set for all of them"
    assert told_of(stage, "Hana", AFTER) == ([], [], False)


def test_names_of_those_who_stay_are_there_alone(stage: Stage) -> None:
    closes(stage, "Hana")
    names = {one: stage.keys.open(who, "name") for one, who in stage.clients.items()}
    assert f"You, {names['Fay']} and {names['Hana']}" in read(stage, "Gus", TALKS, BEFORE)
    assert f"You and {names['Fay']}" in read(stage, "Gus", TALKS, AFTER)


def test_what_was_given_to_all_leaves_the_leavers_page_with_the_posting(stage: Stage) -> None:
    closes(stage, "Hana")
    title = stage.exercise.says("title")
    assert [title in read(stage, "Hana", TODAY, at) for at in (BEFORE, AFTER)] == [True, False]
    assert [title in read(stage, "Gus", TODAY, at) for at in (BEFORE, AFTER)] == [True, True]


def test_of_two_both_are_on_their_own_from_the_posting_on() -> None:
    with draws(Draws()):
        stage = set_up()
        for name in stage.clients:
            gives(stage, name)
        closes(stage, "Ana")
        assert [told_of(stage, name, BEFORE)[:2] for name in stage.clients] == [(["Ana", "Ben"],) * 2] * 2
        assert told_of(stage, "Ana", AFTER) == ([], [], False)
        assert told_of(stage, "Ben", AFTER) == (["Ben"], [], False)


def test_closing_at_once_would_be_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: pages that follow in the moment of closing."""
    monkeypatch.setattr(parting, "lands_in", lambda _relationship, *, now: now)
    closes(stage, "Hana")
    assert f"You and {stage.keys.open(stage.clients['Fay'], 'name')}" in read(stage, "Gus", TALKS, BEFORE)
    assert told_of(stage, "Hana", BEFORE) == ([], [], False)
