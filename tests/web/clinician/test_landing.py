"""What a clinician changed is told with the day on which pages follow; after that, what stands."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.homework.on_the_way import HOUR, gives, on_the_way, reviews
from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, hours, set_up
from tests.web.clinician.test_giving import no_to
from tests.web.clinician.together import asked, left_in_room_mode, relationship_page, sent
from unhurried.homework.models import Assignment

pytestmark = with_people
AT, BEFORE, AFTER = hours(4), FIRST.replace(hour=4), FIRST.replace(hour=6)
LANDS = "Thursday 5 March, 05:00"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield on_the_way(set_up())


def text(page: str) -> str:
    return " ".join(unescape(page).split())


def card_of(page: str, given: Assignment) -> str:
    """One exercise's card, from its title to its end."""
    start = page.index(f'href="/clinician/given/{given.pk}/"')
    return text(page[page.rindex("<section", 0, start) : page.index("</section>", start)])


def hour_given_and_gone(stage: Stage) -> Assignment:
    Assignment.objects.filter(pk=stage.given.pk).update(let_go_at=hours(1))
    return gives(stage, HOUR, hours(2))


def test_chosen_version_tells_when_it_lands_and_then_stands(stage: Stage) -> None:
    sent(stage, "version", AT, {"version": "near"}, assignment_id=stage.given.pk)
    told = f"From {LANDS}, when their pages are renewed:"
    before, after = (card_of(relationship_page(stage, at), stage.given) for at in (BEFORE, AFTER))
    assert told in before
    assert before.split(told)[1].split("</p>")[0].endswith("Near version.")
    assert "Near version" not in before.split('<div class="private">')[0]
    assert told not in after
    assert "Near version." in after.split('<div class="private">')[0]


def test_exercises_own_page_tells_it_too(stage: Stage) -> None:
    where = {"assignment_id": stage.given.pk}
    assert "when their pages are renewed" not in text(asked(stage, "given", AT, **where).content.decode())
    sent(stage, "version", AT, {"version": "near"}, **where)
    said = [text(asked(stage, "given", at, **where).content.decode()) for at in (BEFORE, AFTER)]
    assert ["when their pages are renewed" in one for one in said] == [True, False]


def test_what_they_were_taken_back_from_leaves_and_asks_for_nothing(stage: Stage) -> None:
    given = hour_given_and_gone(stage)
    reviews(stage, given, "step_back", AT)
    card = card_of(relationship_page(stage, BEFORE), given)
    assert f"You have let it go. It leaves their pages on {LANDS}." in card
    assert "you asked for it" not in card
    assert "Lift this hold" not in card
    assert "<form" not in card
    assert f"/clinician/given/{given.pk}/" not in relationship_page(stage, AFTER)


def test_what_they_were_taken_back_to_comes(stage: Stage) -> None:
    reviews(stage, hour_given_and_gone(stage), "step_back", AT)
    comes = Assignment.objects.filter(relationship=stage.relationship).latest("assigned_at")
    before, after = (card_of(relationship_page(stage, at), comes) for at in (BEFORE, AFTER))
    assert before.startswith('<section class="card gate private">')
    assert f"From {LANDS}, when their pages are renewed:" in before
    assert after.startswith('<section class="card gate">')
    assert "when their pages are renewed" not in after


def test_room_sees_neither_what_goes_nor_what_comes(stage: Stage) -> None:
    given = hour_given_and_gone(stage)
    before = left_in_room_mode(relationship_page(stage, BEFORE))
    reviews(stage, given, "step_back", AT)
    page = relationship_page(stage, BEFORE)
    assert left_in_room_mode(page) == before
    plain = page.replace("card gate private", "card gate")
    assert left_in_room_mode(plain) != before, "a card that comes and is not private would be noticed"


def test_persons_page_tells_the_days(stage: Stage) -> None:
    reviews(stage, hour_given_and_gone(stage), "step_back", AT)
    where = {"client_id": stage.clients["Ana"].pk}
    said = text(asked(stage, "client", BEFORE, **where).content.decode())
    assert "Let go: leaves their page on Thursday 5 March" in said
    assert "On their page from Thursday 5 March" in said


def chosen_in(page: str) -> list[str]:
    return re.findall(r'<option value="(\w+)" selected>', page)


def test_what_a_limit_leaves_is_chosen_beforehand_and_said(stage: Stage) -> None:
    hour = hour_given_and_gone(stage)
    without = card_of(relationship_page(stage, AT), hour)
    assert (chosen_in(without), "chosen beforehand" in without) == (["full"], False)
    no_to(stage, "Ben", "feet")
    Assignment.objects.filter(pk=hour.pk).update(assigned_at=hours(3))
    card = card_of(relationship_page(stage, AT), hour)
    assert chosen_in(card) == ["short"]
    assert "More than this would not begin as things stand: Short version. It is chosen beforehand." in card
