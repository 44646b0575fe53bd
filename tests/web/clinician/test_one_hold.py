"""One hold that holds several exercises stands once, with all that it holds."""

from collections.abc import Iterator
from html import unescape

import pytest

from tests.homework.on_the_way import HOUR, gives, on_the_way
from tests.homework.test_gates import everyone_is_ready, speaks_first, worries
from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import asked, left_in_room_mode, relationship_page
from unhurried.homework.models import Assignment, Hold

pytestmark = with_people
AT = hours(20)
TITLES = "It holds: A few slow minutes, A slow hour"


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Two exercises with touch lie before them."""
    with draws(Draws()):
        stage = on_the_way(set_up())
        gives(stage, HOUR, hours(1))
        everyone_is_ready(stage)
        yield stage


def text(page: str) -> str:
    return " ".join(unescape(page).split())


def lifts(page: str, stage: Stage) -> int:
    return page.count(f'href="/clinician/holds/{Hold.objects.get(relationship=stage.relationship).pk}/lift/"')


def test_it_stands_once_on_the_page_of_them_all(stage: Stage) -> None:
    speaks_first(stage, "Ben")
    page = text(relationship_page(stage, AT))
    assert page.count("asks to speak with you first") == 1
    assert page.count(TITLES) == 1
    assert page.count("Held by what stands above.") == 1, "the other one waits for a release of its own too"
    assert lifts(page, stage) == 1


def test_one_of_a_single_exercise_stays_where_it_is(stage: Stage) -> None:
    """The planted fault: marked as a hold of all touch, it would leave the card it belongs to."""
    speaks_first(stage, "Ben")
    rows = Hold.objects.filter(relationship=stage.relationship)
    rows.update(assignment=stage.given)
    page = text(relationship_page(stage, AT))
    assert "It holds:" not in page
    assert lifts(page, stage) == 1
    rows.update(assignment=None)
    assert TITLES in text(relationship_page(stage, AT))


def test_two_of_two_people_are_two(stage: Stage) -> None:
    for name in ("Ana", "Ben"):
        worries(stage, name)
    page = text(relationship_page(stage, AT))
    assert page.count("</strong>: a concern") == 2
    assert page.count(TITLES) == 2


def test_persons_page_says_what_it_holds(stage: Stage) -> None:
    where = {"client_id": stage.clients["Ben"].pk}
    speaks_first(stage, "Ben")
    said = text(asked(stage, "client", AT, **where).content.decode())
    assert said.count(TITLES) == 1
    Assignment.objects.filter(pk=stage.given.pk).update(let_go_at=hours(2))
    assert "It holds: A slow hour" in text(asked(stage, "client", AT, **where).content.decode())


def test_room_sees_nothing_of_it(stage: Stage) -> None:
    before = left_in_room_mode(relationship_page(stage, AT))
    speaks_first(stage, "Ben")
    assert left_in_room_mode(relationship_page(stage, AT)) == before
