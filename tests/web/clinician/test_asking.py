"""Before somebody is asked who does things with others already, the clinician says that they know."""

from html import unescape
from typing import Any

import pytest

from tests.people import World, with_people
from unhurried.people.models import JoiningLink
from unhurried.people.queries import asked_to_join, treated_with_others

pytestmark = with_people
TOGETHER = "/clinician/people/together/"
ALREADY = "Treated together with others already: Ana"


def text(page: Any) -> str:
    return " ".join(unescape(page.content.decode()).split())


def asks(world: World, *names: str, **said: str) -> Any:
    chosen = [str(world.client(name).pk) for name in names]
    return world.browser("Cleo").post(TOGETHER, {"people": chosen, "goal": "Ease.", **said})


def test_people_who_are_alone_are_asked_at_once(world: World) -> None:
    assert asks(world, "Ivo", "Dov").status_code == 302


def test_somebody_with_others_is_asked_only_by_whoever_is_sure(world: World) -> None:
    page = asks(world, "Ana", "Ivo")
    said = text(page)
    assert (page.status_code, ALREADY in said, "Ivo</strong>" in said) == (200, True, False)
    assert "behind their own code alone" in said
    assert not JoiningLink.objects.filter(relationship__isnull=False).exists()
    assert asks(world, "Ana", "Ivo", is_sure="on").status_code == 302
    assert asked_to_join(world.client("Ana"), now=world.now) is not None


def test_what_was_typed_stays_on_the_page_that_asks_once_more(world: World) -> None:
    said = text(asks(world, "Ana", "Ivo"))
    assert "Ease.</textarea>" in said
    chosen = {str(world.client(name).pk) for name in ("Ana", "Ivo")}
    boxes = [one.split(">")[0] for one in said.split('name="people" value="')[1:]]
    assert {one.split('"')[0] for one in boxes if "checked" in one} == chosen


def test_asking_that_does_not_look_would_be_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: nobody is thought to be with others."""
    nobody = "unhurried.web.clinician.views.joining.treated_with_others"
    monkeypatch.setattr(nobody, lambda *_, **__: set())
    assert asks(world, "Ana", "Ivo").status_code == 302


def test_one_more_is_asked_on_a_page_of_its_own(world: World) -> None:
    found, ana = world.given("Ivo").relationship_id, world.client("Ana")
    url, browser = f"/clinician/relationships/{found}/ask/", world.browser("Cleo")
    page = browser.post(url, {"client": str(ana.pk)})
    assert (page.status_code, ALREADY in text(page)) == (200, True)
    assert asked_to_join(ana, now=world.now) is None
    assert browser.post(url, {"client": str(ana.pk), "is_sure": "on"}).status_code == 302
    assert asked_to_join(ana, now=world.now) is not None


def test_in_the_room_no_page_says_so(world: World) -> None:
    found, ana = world.given("Ivo").relationship_id, world.client("Ana")
    browser = world.browser("Cleo")
    browser.post("/clinician/room/", {"room": "on", "back": "/clinician/"})
    asked = [
        browser.post(f"/clinician/relationships/{found}/ask/", {"client": str(ana.pk)}),
        browser.post(TOGETHER, {"people": [str(ana.pk), str(world.client("Ivo").pk)], "goal": ""}),
    ]
    assert ["Treated together" in text(page) for page in asked] == [False, False]
    assert asked_to_join(ana, now=world.now) is None


def test_their_own_relationship_is_not_another(world: World) -> None:
    ana, dov = world.client("Ana"), world.client("Dov")
    own = ana.relationships.get()
    assert treated_with_others([ana, dov], now=world.now) == {ana.pk}
    assert treated_with_others([ana, dov], now=world.now, beside=own.pk) == set()
