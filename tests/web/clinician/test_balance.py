"""Who does what: counts for the clinician alone, no verdict, and off the screen in the room."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import left_in_room_mode, relationship_page
from unhurried.core.balance import LOOKS_BACK, Doing
from unhurried.core.readiness import Answer
from unhurried.core.wording import findings_in
from unhurried.homework import services as homework
from unhurried.homework.queries.clinician import balance
from unhurried.web.clinician.balance_words import DOING_WORDS

pytestmark = with_people
AT = hours(20)
REMINDER = "Ask each of them alone how this is for them, in the same words."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def section(stage: Stage, at: datetime = AT) -> str:
    page = " ".join(unescape(relationship_page(stage, at)).split())
    return page[page.index('aria-labelledby="who_does_what"') :].partition("</section>")[0]


def counts(stage: Stage, doing: Doing, at: datetime = AT) -> list[str]:
    row = section(stage, at).partition(f'<th scope="row">{DOING_WORDS[doing]}</th>')[2].partition("</tr>")[0]
    return re.findall(r"<td[^>]*>([^<]*)</td>", row)


def sets_times(stage: Stage, name: str, count: int, at: datetime) -> None:
    who = stage.clients[name]
    for day in range(count):
        block = homework.Block(
            kind="connection", starts_at=at + timedelta(days=day + 1), minutes=30, place=""
        )
        homework.set_block(
            stage.act(who, at), client=who, relationship=stage.relationship, block=block, keyring=stage.keys
        )


def test_each_is_counted_beside_the_others(stage: Stage) -> None:
    assert counts(stage, Doing.ANSWERS) == ["not so far", "not so far"]
    stage.says("Ana", Answer.READY, hours(1))
    stage.says("Ana", Answer.NOT_YET, hours(2))
    stage.says("Ben", Answer.READY, hours(2))
    assert counts(stage, Doing.ANSWERS) == ["2", "1"]
    assert "The last 8 weeks" in section(stage)


def test_what_is_longer_ago_is_counted_no_longer(stage: Stage) -> None:
    sets_times(stage, "Ana", 2, hours(1))
    assert counts(stage, Doing.ARRANGES) == ["2", "not so far"]
    assert counts(stage, Doing.ARRANGES, hours(1) + LOOKS_BACK) == ["2", "not so far"]
    assert counts(stage, Doing.ARRANGES, hours(2) + LOOKS_BACK) == ["not so far", "not so far"]


def test_clinician_is_asked_to_see_each_alone_whoever_it_is(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault never asks."""
    sets_times(stage, "Ben", 5, hours(1))
    assert REMINDER not in section(stage)
    sets_times(stage, "Ben", 1, hours(2))
    asking = section(stage)[section(stage).index("Nearly all") :]
    assert REMINDER in asking
    assert not [name for name in ("Ana", "Ben") if name in asking]
    monkeypatch.setattr(balance, "asks_for_time_alone", lambda *_: False)
    assert REMINDER not in section(stage)


def test_it_says_what_else_it_may_be_and_gives_no_grade(stage: Stage) -> None:
    said = re.sub(r"<[^>]*>", " ", section(stage))
    assert "It can have plain reasons" in said and "To talk about with each alone" in said
    assert "%" not in said and "Mostly" not in said
    assert not findings_in(said)


def test_nothing_of_it_is_left_in_the_room(stage: Stage) -> None:
    sets_times(stage, "Ben", 6, hours(1))
    left = " ".join(left_in_room_mode(relationship_page(stage, AT)))
    assert "Who does what" not in left and REMINDER not in left
