"""Whoever does things with others already is asked behind their code: a phone left lying tells nothing."""

from typing import Any

import pytest

from tests.people import World, with_people
from tests.people.test_seats import here, says_yes, takes_back, together
from tests.web.client.private_area import asks_for_code, opened, said_on
from tests.web.client.test_joining_together import PAGES, seen
from unhurried.core.disclosure import Tiding
from unhurried.people import services
from unhurried.people.models import Notice
from unhurried.web.client import at_the_clinic
from unhurried.web.client.unlocking import Near
from unhurried.web.client.views import places

pytestmark = with_people
QUESTION = "/c/together/joining/"
TAKEN_BACK = "A question that was put to you has been taken back."


@pytest.fixture(autouse=True)
def nobody_was_told(world: World) -> None:
    Notice.objects.all().delete()


def on_anas_phone(world: World) -> list[tuple[int, bytes]]:
    """Ana is treated together with Ben; her private area is closed."""
    return seen(world, "Ana")


def test_phone_is_the_same_whether_a_question_is_put_or_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = on_anas_phone(world)
    assert QUESTION in PAGES
    together(world, "Ana", "Ivo")
    assert on_anas_phone(world) == quiet
    monkeypatch.setattr(
        at_the_clinic, "near", lambda *_: Near(shared=frozenset(), has_code=False, is_open=False)
    )
    assert on_anas_phone(world) != quiet, "the planted fault: a question under Together"


def test_phone_is_the_same_once_it_was_taken_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = on_anas_phone(world)
    takes_back(world, together(world, "Ana", "Ivo"))
    assert on_anas_phone(world) == quiet
    monkeypatch.setattr(places, "is_told_before_code", lambda *_, **__: True)
    assert on_anas_phone(world) != quiet, "the planted fault: a notice on Today"


def test_question_stands_behind_the_code_and_is_answered_there(world: World) -> None:
    relationship_id = together(world, "Ana", "Ivo")
    browser = opened(world, "Ana")
    assert "A question from your clinician" in said_on(browser.get("/c/private/"))
    page = said_on(browser.get(QUESTION))
    assert "Cleo asks whether you would like to be treated together with somebody else as well" in page
    assert "Ivo" not in page
    assert browser.post(QUESTION).headers["Location"] == "/c/private/kept/"
    assert "Nothing is asked just now." in said_on(browser.get(QUESTION))
    says_yes(world, "Ivo")
    assert here(world, relationship_id) == {"ana", "ivo"}


def test_yes_without_the_code_is_kept_back_until_it_comes(world: World) -> None:
    relationship_id = together(world, "Ana", "Ivo")
    services.set_private_code(world.act("Ana"), account=world.account("Ana"), password="a quiet door")
    says_yes(world, "Ivo")
    browser = world.browser("Ana")
    assert asks_for_code(browser.post(QUESTION))
    assert here(world, relationship_id) == set()
    browser.post(QUESTION, {"private_password": "a quiet door", "goes_on": "yes"})
    assert here(world, relationship_id) == {"ana", "ivo"}


def test_yes_to_what_was_taken_back_is_answered_behind_the_code(world: World) -> None:
    takes_back(world, together(world, "Ana", "Ivo"))
    page = opened(world, "Ana").post(QUESTION)
    assert "This question is no longer open." in said_on(page)


def test_whoever_has_no_code_chooses_one_at_this_door(world: World) -> None:
    assert not world.account("Ana").private_code
    together(world, "Ana", "Ivo")
    page = said_on(world.browser("Ana").get(QUESTION))
    assert "Choose a code" in page
    assert "Cleo asks" not in page


def told(browser: Any) -> tuple[bool, bool]:
    """On Today, and behind the code."""
    return TAKEN_BACK in said_on(browser.get("/c/")), TAKEN_BACK in said_on(browser.get("/c/private/"))


def test_taken_back_is_read_behind_the_code_or_on_today_of_whoever_is_alone(world: World) -> None:
    takes_back(world, together(world, "Ana", "Ivo"))
    assert (told(opened(world, "Ana")), told(opened(world, "Ivo"))) == ((False, True), (True, False))


def test_putting_notices_away_leaves_what_was_not_shown(world: World) -> None:
    takes_back(world, together(world, "Ana", "Ivo"))
    services.tell(world.act("Cleo"), [world.client("Ana")], Tiding.PLAN_HAS_CHANGED, from_at=world.now)
    for name in ("Ana", "Ivo"):
        world.browser(name).post("/c/notices/")
    assert list(Notice.objects.filter(seen_at=None).values_list("client_id", "tiding")) == [
        (world.client("Ana").pk, Tiding.QUESTION_TAKEN_BACK)
    ]
