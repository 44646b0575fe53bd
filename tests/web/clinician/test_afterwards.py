"""Private answers from the day after: met in Review and beside what was written, one person's at a time."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.homework.test_caseload import evening, notes
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.together import asked, browser_of, left_in_room_mode, sent
from unhurried.core.vocabulary import Audience
from unhurried.homework import services as homework
from unhurried.homework.models import AfterAnswer, Practice, Review
from unhurried.homework.queries import clinician as queries
from unhurried.web.clinician.views import homework as pages

pytestmark = with_people
AT, MORNING = hours(40), hours(30)
FREE = {"felt_pressed": "0", "limits_kept": "yes", "wanted": "yes"}
PRESSED = {"felt_pressed": "2", "limits_kept": "unsure", "wanted": "yes"}
UNREAD = "Said in private, not read yet"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


@pytest.fixture
def practice(stage: Stage) -> Practice:
    return evening(stage, "Ana")


def answers(
    stage: Stage, name: str, practice: Practice, said: Mapping[str, str], at: datetime = MORNING
) -> AfterAnswer:
    who = stage.clients[name]
    pk = homework.answer_afterwards(
        stage.act(who, at), client=who, practice=practice, answers=said, keyring=stage.keys
    )
    return AfterAnswer.objects.get(pk=pk)


def page(stage: Stage, name: str = "given", **where: Any) -> str:
    found = asked(stage, name, AT, **where)
    assert found.status_code == 200
    return " ".join(unescape(found.content.decode()).split())


def timeline(stage: Stage) -> str:
    return page(stage, assignment_id=stage.given.pk)


def reads(stage: Stage, answer: AfterAnswer, as_of: datetime) -> None:
    where = {"answer_id": answer.pk}
    assert sent(stage, "read_afterwards", AT, {"as_of": as_of.isoformat()}, **where).status_code == 302


def waiting(stage: Stage) -> list[tuple[set[str], int, int]]:
    """Whose it is, how many practices and how many private answers, line by line."""
    names = {client.pk: name for name, client in stage.clients.items()}
    return [
        ({names[person] for person in one.people}, one.practices, one.afterwards)
        for one in queries.desk_for(stage.clinician, stage.keys, now=hours(24 * 60))
    ]


def part_of(said: str, stage: Stage, name: str) -> str:
    """What stands beside the others' under one name."""
    own = said.split(f'<div role="group" aria-label="{stage.keys.open(stage.clients[name], "name")}"')[1]
    return own.split('<div role="group"')[0].split("</li>")[0]


def test_they_stand_with_what_the_same_person_wrote(stage: Stage, practice: Practice) -> None:
    notes(stage, "Ben", practice, "Slow.", Audience.CLINICIAN)
    answers(stage, "Ben", practice, PRESSED)
    said = timeline(stage)
    own, others = part_of(said, stage, "Ben"), part_of(said, stage, "Ana")
    assert own.index("Slow.") < own.index(UNREAD) < own.index("a little pressed, 2 of 10")
    assert "Not sure whether limits were kept" in own
    assert "in private" not in others


def test_each_is_closed_at_first_and_opening_one_closes_the_other(stage: Stage, practice: Practice) -> None:
    answers(stage, "Ana", practice, FREE)
    answers(stage, "Ben", practice, PRESSED)
    said = timeline(stage)
    assert said.count('<details class="private unprinted" name="afterwards">') == 2
    assert "<details open" not in said


def test_room_mode_hides_them_and_does_not_even_read_them(
    stage: Stage, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = left_in_room_mode(asked(stage, "given", AT, assignment_id=stage.given.pk).content.decode())
    answers(stage, "Ben", practice, PRESSED)
    found = asked(stage, "given", AT, assignment_id=stage.given.pk).content.decode()
    assert left_in_room_mode(found) == before
    assert "in private" not in _in_room(stage)
    monkeypatch.setattr(pages, "is_in_room", lambda request: False)
    assert "in private" in _in_room(stage), "reading them in the room would be noticed"


def _in_room(stage: Stage) -> str:
    browser = browser_of(stage)
    with clock_at(AT):
        browser.post(reverse("clinician:room"), {"room": "on", "back": "/clinician/"})
        found = browser.get(reverse("clinician:given", kwargs={"assignment_id": stage.given.pk}))
    return str(found.content.decode())


def test_each_waits_on_a_line_of_their_own(stage: Stage, practice: Practice) -> None:
    both = {"Ana", "Ben"}
    answers(stage, "Ana", practice, FREE)
    answers(stage, "Ben", practice, PRESSED, at=hours(31))
    assert waiting(stage) == [(both, 1, 0), ({"Ana"}, 0, 1), ({"Ben"}, 0, 1)]
    assert page(stage, "review").count("Something said in private") == 2


def test_an_answer_to_all_of_them_leaves_them_unread(stage: Stage, practice: Practice) -> None:
    """A review reaches everybody's pages: it must not be what a private answer waits for."""
    answer = answers(stage, "Ben", practice, PRESSED)
    sent(stage, "given", AT, {"next_step": "talk"}, assignment_id=stage.given.pk)
    assert waiting(stage) == [({"Ben"}, 0, 1)]
    reviews = Review.objects.count()
    reads(stage, answer, answer.answered_at)
    assert (waiting(stage), Review.objects.count()) == ([], reviews)
    assert UNREAD not in timeline(stage)
    assert "Said in private" in timeline(stage)


def test_what_came_in_meanwhile_stays_unread(stage: Stage, practice: Practice) -> None:
    seen = answers(stage, "Ben", practice, FREE).answered_at
    again = answers(stage, "Ben", practice, PRESSED, at=hours(33))
    reads(stage, again, seen)
    assert waiting(stage)[-1] == ({"Ben"}, 0, 1)
    reads(stage, again, again.answered_at)
    assert waiting(stage) == [({"Ana", "Ben"}, 1, 0)]
    answers(stage, "Ben", practice, PRESSED, at=AT + timedelta(hours=1))
    assert waiting(stage)[-1] == ({"Ben"}, 0, 1)


def test_clinician_next_door_finds_none(stage: Stage, practice: Practice) -> None:
    answer, next_door = answers(stage, "Ben", practice, PRESSED), set_up().clinician
    assert queries.afterwards_in(next_door, stage.given, stage.keys) == {}
    assert queries.afterwards_under(next_door, answer.pk) is None
    assert queries.desk_for(next_door, stage.keys, now=hours(24 * 60)) == []


def test_timeline_asks_as_often_for_thirty_as_for_one(stage: Stage, practice: Practice) -> None:
    answers(stage, "Ben", practice, PRESSED)
    few = _asked(stage)
    for number in range(30):
        answers(stage, "Ben", evening(stage, "Ana"), PRESSED, at=hours(30 + number / 10))
    assert _asked(stage) == few


def _asked(stage: Stage) -> int:
    timeline(stage)
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        timeline(stage)
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])
