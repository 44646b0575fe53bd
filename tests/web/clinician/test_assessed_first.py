"""Where somebody is to have looked first, giving it asks who did, or why it is given all the same."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_room import switches
from tests.web.clinician.together import asked, browser_of, filled_in, left_in_room_mode, sent
from unhurried.homework.models import Assignment
from unhurried.homework.queries import clinician as queries
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM

pytestmark = with_people
AT = hours(20)
WORDS = "By the midwife, on 3 February."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def where(stage: Stage, exercise: str = "gppp.ladder") -> dict[str, Any]:
    return {"client_id": stage.clients["Ana"].pk, "exercise_id": exercise}


def text(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def form(stage: Stage) -> dict[str, str]:
    page = asked(stage, "compose", AT, **where(stage)).content.decode()
    return {**filled_in(page), "whom": str(stage.clients["Ana"].pk), "takes_on": "on"}


def ladders() -> list[Assignment]:
    rows = Assignment.objects.filter(exercise__name="gppp.ladder")
    return list(rows.select_related("plan__episode", "relationship"))


def test_it_is_not_given_before_it_is_said_and_then_it_is_kept_with_it(stage: Stage) -> None:
    refused = text(sent(stage, "compose", AT, form(stage), **where(stage)))
    assert "Please say who assessed them and when, or why you give it" in refused
    assert ladders() == []
    assert sent(stage, "compose", AT, {**form(stage), "assessed": WORDS}, **where(stage)).status_code == 302
    (given,) = ladders()
    assert queries.assessed_under(stage.clinician, given, stage.keys) == WORDS
    assert queries.assessed_under(set_up(("Ivo",)).clinician, given, stage.keys) == ""
    page = asked(stage, "given", AT, assignment_id=given.pk)
    assert WORDS in text(page)
    assert WORDS not in "".join(left_in_room_mode(page.content.decode()))


def test_it_is_asked_only_where_the_exercise_asks_for_it(stage: Stage) -> None:
    """The planted fault: asked of everything, it would be answered by habit."""
    found = {
        name: 'name="assessed"' in text(asked(stage, "compose", AT, **where(stage, name)))
        for name in ("gppp.ladder", "org.self-discovery", "bod.pelvic-release", "min.breath")
    }
    assert found == {
        "gppp.ladder": True,
        "org.self-discovery": True,
        "bod.pelvic-release": False,
        "min.breath": False,
    }
    page = text(asked(stage, "compose", AT, **where(stage)))
    line = page.partition("No medical and pelvic-floor assessment on record: it comes first.")[2]
    assert line.startswith(' <span class="quiet">Asked when it is given</span>')


def test_beside_people_in_the_room_it_is_not_given_and_not_named(stage: Stage) -> None:
    address, tide = "/clinician/people/{}/give/ere.come-and-go/", "ere.come-and-go"
    written = filled_in(asked(stage, "compose", AT, **where(stage, tide)).content.decode())
    room = browser_of(stage)
    switches(room, "on")
    with clock_at(AT):
        fields = {**written, "heard_on": str(AT.date()), "takes_on": "on", "act": ""}
        page = text(room.post(address.format(stage.clients["Ana"].pk), fields))
    assert (str(NOT_FROM_THE_ROOM) in page, "Please say who assessed" in page) == (True, False)
    assert not Assignment.objects.filter(exercise__name=tide).exists()
