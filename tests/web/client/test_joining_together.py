"""Being asked to do things together: it names nobody, and what another answered is on no page."""

import re
from typing import Any

import pytest

from tests.people import World, rolled_back, with_people
from tests.people.test_seats import says_yes, takes_back, together
from unhurried.homework.queries import client as queries
from unhurried.people import queries as people
from unhurried.people import services
from unhurried.people.models import Participation
from unhurried.web.client.views import joining

pytestmark = with_people
PAGES = ("/c/", "/c/together/", "/c/together/joining/", "/c/mine/", "/c/more/", "/c/agreement/")
RANDOM = re.compile(rb'name="(?:csrfmiddlewaretoken|act|sequence)" value="[^"]*"')


def seen(world: World, name: str) -> list[tuple[int, bytes]]:
    browser = world.browser(name)
    pages = [browser.get(url) for url in PAGES]
    return [(page.status_code, RANDOM.sub(b"", page.content)) for page in pages]


def differs(world: World, deed: Any) -> bool:
    with rolled_back():
        quiet = seen(world, "Ivo")
    with rolled_back():
        deed()
        return seen(world, "Ivo") != quiet


def test_question_stands_under_together_and_names_nobody(world: World) -> None:
    together(world, "Ivo", "Dov")
    browser = world.browser("Ivo")
    assert "/c/together/joining/" in browser.get("/c/together/").content.decode()
    page = browser.get("/c/together/joining/").content.decode()
    assert "Cleo asks whether you would like to be treated together" in page
    assert "Dov" not in page


def test_whether_another_said_yes_is_on_no_page(world: World) -> None:
    together(world, "Ivo", "Dov")
    assert not differs(world, lambda: says_yes(world, "Dov"))

    def seated_early() -> None:
        link = people.asked_to_join(world.client("Dov"), now=world.now)
        assert link is not None
        for name in ("Ivo", "Dov"):
            client = world.client(name)
            Participation.objects.create(
                clinic_id=client.clinic_id,
                relationship_id=link.relationship_id,
                client=client,
                joined_at=world.now,
            )

    assert differs(world, seated_early), "a seat for everybody at the first yes would be noticed"


def test_yes_is_said_on_ones_own_page_and_all_begin_together(world: World) -> None:
    together(world, "Ivo", "Dov")
    browser = world.browser("Ivo")
    assert browser.post("/c/together/joining/").headers["Location"] == "/c/private/"
    assert "You and" not in browser.get("/c/together/").content.decode()
    assert browser.get("/c/together/joining/").headers["Location"] == "/c/together/"
    world.browser("Dov").post("/c/together/joining/")
    assert "You and Dov" in browser.get("/c/together/").content.decode()


def test_nobody_who_was_not_asked_finds_the_question(world: World) -> None:
    page = world.browser("Ivo").get("/c/together/joining/")
    assert page.headers["Location"] == "/c/together/"


def test_clinician_asks_people_in_care_and_sees_who_answered(world: World) -> None:
    browser = world.browser("Cleo")
    chosen = [str(world.client(name).pk) for name in ("Ivo", "Dov")]
    assert browser.post("/clinician/people/together/", {"people": chosen[:1], "goal": ""}).status_code == 200
    made = browser.post("/clinician/people/together/", {"people": chosen, "goal": "Ease."})
    url = made.headers["Location"]
    says_yes(world, "Ivo")
    page = browser.get(url).content.decode()
    assert (page.count("said yes on"), page.count("not answered")) == (1, 1)
    assert url in browser.get(f"/clinician/people/{chosen[1]}/").content.decode()


def test_people_of_another_clinician_cannot_be_asked(world: World) -> None:
    chosen = [str(world.client(name).pk) for name in ("Ivo", "Gus")]
    page = world.browser("Cleo").post("/clinician/people/together/", {"people": chosen, "goal": ""})
    assert page.status_code == 200
    assert people.asked_to_join(world.client("Gus"), now=world.now) is None
    url = f"/clinician/relationships/{world.given('Ivo').relationship_id}/ask/"
    world.browser("Cleo").post(url, {"client": chosen[1]})
    assert people.asked_to_join(world.client("Gus"), now=world.now) is None


def test_somebody_in_care_is_asked_from_the_page_where_somebody_joins(world: World) -> None:
    relationship_id = world.given("Gus").relationship_id
    fay, browser = world.client("Fay"), world.browser("Eli")
    assert str(fay.pk) in browser.get(f"/clinician/relationships/{relationship_id}/joins/").content.decode()
    browser.post(f"/clinician/relationships/{relationship_id}/ask/", {"client": str(fay.pk)})
    says_yes(world, "Fay")
    (found,) = people.relationships_of(world.client("Fay"), now=world.now)
    assert found.pk == relationship_id
    always = {exercise.id for _given, exercise in queries.always_for(world.client("Fay"), now=world.now)}
    assert "min.grounding-kit" in always


def asked(world: World) -> Any:
    """Ivo's browser, with the question put to him and to Dov."""
    together(world, "Ivo", "Dov")
    return world.browser("Ivo")


def test_question_says_what_becomes_of_what_one_does_alone(world: World) -> None:
    page = asked(world).get("/c/together/joining/").content.decode()
    assert "It moves behind a code that only you know, so that Today shows only what is shared." in page
    assert "You can choose the code after your yes." in page


def test_yes_leads_on_to_a_code_or_back_for_whoever_has_one(world: World) -> None:
    browser = asked(world)
    services.set_private_code(world.act("Dov"), account=world.account("Dov"), password="a quiet door")
    said = browser.post("/c/together/joining/", follow=True)
    assert said.request["PATH_INFO"] == "/c/private/"
    page = said.content.decode()
    assert "Choose a code" in page and "Kept. It begins once each" in page
    has_one = world.browser("Dov")
    assert "You can choose the code" not in has_one.get("/c/together/joining/").content.decode()
    assert has_one.post("/c/together/joining/").headers["Location"] == "/c/together/"


def test_yes_to_a_question_that_was_taken_back_is_answered_plainly(world: World) -> None:
    relationship_id = together(world, "Ivo", "Dov")
    takes_back(world, relationship_id)
    before = Participation.objects.count()
    page = world.browser("Ivo").post("/c/together/joining/", follow=True)
    assert page.request["PATH_INFO"] == "/c/together/"
    assert "This question is no longer open." in page.content.decode()
    assert Participation.objects.count() == before


def test_yes_that_is_overtaken_is_answered_alike(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = asked(world)
    link = people.asked_to_join(world.client("Ivo"), now=world.now)
    assert link is not None
    takes_back(world, link.relationship_id)
    monkeypatch.setattr(joining, "question_for", lambda *_: link)
    assert (
        "This question is no longer open."
        in browser.post("/c/together/joining/", follow=True).content.decode()
    )
