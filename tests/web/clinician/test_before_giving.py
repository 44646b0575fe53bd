"""Before something is given: whether it would rest, and whether it lies there already."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.homework.test_gates import (
    clinician_holds,
    life_changes,
    no_record,
    not_suitable,
    speaks_first,
    worries,
)
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, give, hours, set_up
from tests.web.clinician.test_giving import GIVEN
from tests.web.clinician.test_room import switches
from tests.web.clinician.together import browser_of, left_in_room_mode
from unhurried.homework.models import Assignment
from unhurried.homework.services import plans
from unhurried.people.models import Client, Credential
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM

pytestmark = with_people
AT = hours(20)
RESTS = "It will rest for now"
HANDS, BREATH, SCAN = "sf.0-hands", "min.breath", "min.body-scan"
ONCE = {key: value for key, value in GIVEN.items() if key != "is_again"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def where(stage: Stage, exercise_id: str) -> str:
    about = f"?with={stage.relationship.pk}"
    return f"/clinician/people/{stage.clients['Ana'].pk}/give/{exercise_id}/{about}"


def page(stage: Stage, exercise_id: str, browser: Browser | None = None) -> str:
    with clock_at(AT):
        found = (browser or browser_of(stage)).get(where(stage, exercise_id))
    assert found.status_code == 200
    return " ".join(unescape(found.content.decode()).split())


def licence_ends(stage: Stage) -> str:
    Credential.objects.update(expires_on=hours(1).date())
    return "Your licence has expired. Once the renewal is recorded you can go on."


def moves(stage: Stage) -> str:
    Client.objects.filter(pk=stage.clients["Ben"].pk).update(region="Elsewhere")
    return "Your licence does not cover where somebody says they are: Ben."


@pytest.mark.parametrize("refuses", [licence_ends, moves])
def test_what_a_rule_refuses_is_said_before_anything_is_filled_in(
    stage: Stage, refuses: Callable[[Stage], str]
) -> None:
    """The planted fault is the same page without it, which goes on to say what would hold it."""
    life_changes(stage, "Ben")
    before = page(stage, HANDS)
    assert ("It cannot be given now" in before, RESTS in before) == (False, True)
    words = refuses(stage)
    after = page(stage, HANDS)
    assert after.index(words) < after.index('name="version"')
    assert RESTS not in after
    assert words not in page(stage, HANDS, in_the_room(stage))
    assert [one for one in left_in_room_mode(after) if words in one] == []


def in_the_room(stage: Stage) -> Browser:
    browser = browser_of(stage)
    switches(browser, "on")
    return browser


def name_of(stage: Stage, name: str) -> str:
    return stage.keys.open(stage.clients[name], "name")


# Whether it would rest

HOLDS: list[tuple[Callable[[Stage, str], Any], str, str]] = [
    (not_suitable, "not suitable for touch together now", "until a later safety record"),
    (no_record, "no safety record", "until a later safety record"),
    (worries, "a concern", "until you lift it"),
    (speaks_first, "asks to speak with you first", "until you lift it"),
    (life_changes, "marked a change in life", "until they take that back"),
]


@pytest.mark.parametrize(("cause", "words", "until"), HOLDS)
def test_what_would_rest_is_said_beforehand_for_whom_and_until_what(
    stage: Stage, cause: Callable[[Stage, str], Any], words: str, until: str
) -> None:
    assert RESTS not in page(stage, HANDS)
    cause(stage, "Ben")
    said = page(stage, HANDS)
    listed = said[said.index(RESTS) :].split("</ul>")[0]
    assert listed.count("<li>") == 1
    assert f"<strong>{name_of(stage, 'Ben')}</strong>: {words}" in listed
    assert until in listed
    assert RESTS not in page(stage, "com.weekly-check-in"), "words wait for nobody else"
    assert RESTS not in page(stage, SCAN)


def test_hold_on_one_exercise_holds_no_other(stage: Stage) -> None:
    clinician_holds(stage, "Ben")
    assert RESTS not in page(stage, HANDS)


@pytest.mark.parametrize("name", ["Ana", "Ben"])
@pytest.mark.parametrize("cause", [one[0] for one in HOLDS])
def test_room_reads_nothing_of_it(stage: Stage, cause: Callable[[Stage, str], Any], name: str) -> None:
    """Neither on the page as the key leaves it nor anywhere in one that is asked for there."""
    beside = in_the_room(stage)
    before = left_in_room_mode(page(stage, HANDS))
    there = left_in_room_mode(page(stage, HANDS, beside))
    cause(stage, name)
    shown = page(stage, HANDS)
    assert left_in_room_mode(shown) == before
    assert left_in_room_mode(page(stage, HANDS, beside)) == there
    assert RESTS not in page(stage, HANDS, beside)
    plain = shown.replace('<section class="private" aria-labelledby="rests">', "<section>")
    assert left_in_room_mode(plain) != before, "the planted fault: without its mark"


# Whether it lies there already


def sends(stage: Stage, exercise_id: str, browser: Browser | None = None, **said: str) -> Any:
    fields = {**ONCE, "communication": "words", "whom": "all", **said}
    with clock_at(AT):
        return (browser or browser_of(stage)).post(where(stage, exercise_id), fields)


def count(exercise_id: str) -> int:
    return Assignment.objects.filter(exercise__name=exercise_id).count()


def test_what_lies_there_is_given_once_more_only_when_that_is_said(stage: Stage) -> None:
    assert "it lies there already, given on Tuesday 3 March" in page(stage, BREATH)
    known = count(BREATH)
    found = sends(stage, BREATH, words="Take your time.")
    said = unescape(found.content.decode())
    assert (found.status_code, count(BREATH)) == (200, known)
    assert "Take your time.</textarea>" in said
    assert 'name="is_again"' in said and "Say that it is to be there once more" in said
    assert sends(stage, BREATH, is_again="on").status_code == 302
    assert count(BREATH) == known + 1


def test_nothing_is_asked_where_nothing_lies(stage: Stage) -> None:
    assert 'name="is_again"' not in page(stage, "com.weekly-check-in")
    Assignment.objects.filter(exercise__name=BREATH).update(let_go_at=hours(1))
    assert 'name="is_again"' not in page(stage, BREATH)
    assert sends(stage, BREATH).status_code == 302


def test_only_the_same_people_count(stage: Stage) -> None:
    """For all of them it lies there; for one alone it does not yet."""
    ana, ben = (str(stage.clients[name].pk) for name in ("Ana", "Ben"))
    assert sends(stage, BREATH, whom=ana).status_code == 302
    assert sends(stage, BREATH, whom=ana).status_code == 200
    assert sends(stage, BREATH, whom=ben).status_code == 302


def test_double_click_gives_once_and_says_so(stage: Stage) -> None:
    act = {"act": str(UUID(int=9)), "sequence": "1"}
    found = [sends(stage, "com.weekly-check-in", **act) for _time in (1, 2)]
    assert [one.status_code for one in found] == [302, 302]
    assert count("com.weekly-check-in") == 1


def test_going_back_and_giving_again_makes_no_second(stage: Stage) -> None:
    """The page as it was, with an act of its own and without the tick."""
    assert sends(stage, "com.weekly-check-in").status_code == 302
    found = sends(stage, "com.weekly-check-in")
    assert (found.status_code, count("com.weekly-check-in")) == (200, 1)


def test_giving_that_does_not_look_would_be_noticed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault."""
    monkeypatch.setattr(plans, "lies_open", lambda *_asked, **_said: False)
    assert sends(stage, BREATH).status_code == 302


def test_room_reads_what_all_of_them_find_and_nothing_of_one_alone(stage: Stage) -> None:
    beside = in_the_room(stage)
    before = [left_in_room_mode(page(stage, BREATH, one)) for one in (None, beside)]
    assert any("it lies there already" in one for one in before[1])
    give(stage, BREATH, hours(2), client=stage.clients["Ana"])
    assert [left_in_room_mode(page(stage, BREATH, one)) for one in (None, beside)] == before
    assert f"{name_of(stage, 'Ana')} alone: it lies there already" in page(stage, BREATH)
    assert f"{name_of(stage, 'Ana')} alone: it lies" not in page(stage, BREATH, beside)


def test_room_is_not_told_that_it_lies_before_one_of_them(stage: Stage) -> None:
    """What was typed before the room was entered is taken, or refused in the one sentence."""
    Assignment.objects.filter(exercise__name=BREATH).delete()
    give(stage, BREATH, hours(2), client=stage.clients["Ana"])
    beside, known = in_the_room(stage), count(BREATH)
    ana = str(stage.clients["Ana"].pk)
    found = unescape(sends(stage, BREATH, beside, whom=ana).content.decode())
    assert f"<li>{NOT_FROM_THE_ROOM}</li>" in found
    assert "already" not in " ".join(left_in_room_mode(found))
    assert count(BREATH) == known


def asked_for(stage: Stage) -> int:
    browser = browser_of(stage)
    with clock_at(AT), CaptureQueriesContext(connections["default"]) as asked:
        browser.get(where(stage, HANDS))
    return len(asked)


def test_records_are_asked_as_often_whatever_lies_there(stage: Stage) -> None:
    asked_for(stage)
    known = asked_for(stage)
    for _time in range(3):
        assert sends(stage, HANDS, is_again="on").status_code == 302
    assert asked_for(stage) == known
