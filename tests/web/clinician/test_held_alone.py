"""What holds an exercise that one person opens for themselves is named to their clinician alone."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, give, hours, set_up
from tests.web.clinician.test_pain_first import practises
from tests.web.clinician.together import asked, left_in_room_mode
from unhurried.core.boundaries import Direction, Word
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Release

pytestmark = with_people
AT = hours(24 * 3)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def given_alone(stage: Stage, exercise: str = "gppp.ladder") -> Assignment:
    return give(stage, exercise, hours(1), client=stage.clients["Ana"])


def text(page: str) -> str:
    return " ".join(unescape(page).split())


def how_it_stands(stage: Stage, given: Assignment, at: datetime = AT) -> str:
    page = asked(stage, "client", at, client_id=stage.clients["Ana"].pk).content.decode()
    line = text(page).split(f'/clinician/given/{given.pk}/">')[-1]
    return line.partition('<span class="private">')[2].partition("</span>")[0]


def named_on_its_page(stage: Stage, given: Assignment) -> list[str]:
    page = text(asked(stage, "given", AT, assignment_id=given.pk).content.decode())
    part = page.partition("What holds it now</strong>")[2].partition("</ul>")[0]
    return [one.partition("</li>")[0] for one in part.split("<li>")[1:]]


def says(stage: Stage, given: Assignment, answer: Answer, at: float) -> None:
    stage.says("Ana", answer, hours(at), about=given)


def on_rung(given: Assignment, rung: str) -> Assignment:
    Assignment.objects.filter(pk=given.pk).update(phase=rung)
    Release.objects.create(clinic_id=given.clinic_id, assignment=given, phase=rung, released_at=hours(1))
    given.refresh_from_db()
    return given


def test_nothing_said_yet_and_not_yet_are_told_apart(stage: Stage) -> None:
    given = given_alone(stage)
    assert how_it_stands(stage, given) == "Resting: not answered yet"
    says(stage, given, Answer.NOT_YET, 2)
    assert how_it_stands(stage, given) == "Resting: said “not yet”"
    says(stage, given, Answer.READY, 3)
    assert (how_it_stands(stage, given), named_on_its_page(stage, given)) == ("Open", [])


def test_pain_that_leads_down_is_named_from_its_rung_on(stage: Stage) -> None:
    """The planted fault: the rung left out, it would stand there as if all of it rested, or nothing."""
    given = on_rung(given_alone(stage), "size_2")
    practises(stage, "Ana", given, hours(5), pain=7)
    given.refresh_from_db()
    assert given.phase == "size_1"
    says(stage, given, Answer.READY, 6)
    line = how_it_stands(stage, given)
    assert line.startswith("Open; from “") and line.endswith("” on: pain")
    assert named_on_its_page(stage, given) == [line.removeprefix("Open; ")]


def test_twice_running_rests_all_of_it(stage: Stage) -> None:
    given = given_alone(stage)
    says(stage, given, Answer.READY, 2)
    for at in (5, 6):
        practises(stage, "Ana", given, hours(at), pain=5)
    assert how_it_stands(stage, given, hours(7)) == "Resting: pain, time to rest between two practices"
    assert how_it_stands(stage, given) == "Resting: pain"
    page = asked(stage, "client", AT, client_id=stage.clients["Ana"].pk).content.decode()
    assert "Resting: pain" not in "".join(left_in_room_mode(page))


def test_limit_of_their_own_holds_it_and_anothers_does_not(stage: Stage) -> None:
    given = on_rung(given_alone(stage), "outside")
    says(stage, given, Answer.READY, 2)
    for name, line in (("Ben", "Open"), ("Ana", "Resting: has a limit that leaves no version of it for now")):
        who = stage.clients[name]
        homework.set_boundary(
            stage.act(who, hours(7)),
            client=who,
            what="own_touch",
            direction=Direction.BEING_TOUCHED,
            word=Word.NEVER,
            keyring=stage.keys,
        )
        assert how_it_stands(stage, given) == line
