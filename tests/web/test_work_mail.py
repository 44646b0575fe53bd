"""Those who work here say where a short mail may go. Nobody is shown it again, they themselves included."""

from html import unescape
from typing import Any

import pytest

from tests.core.properties import finds_fault
from tests.people import World, rolled_back, with_people
from unhurried.people.models import WorkAddress
from unhurried.web.account import views

pytestmark = with_people

ADDRESS = "heron@post.example"


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def sets(world: World, name: str, address: str = ADDRESS) -> Any:
    return world.browser(name).post("/account/mail/", {"do": "keep", "address": address})


def kept(world: World, name: str) -> list[str]:
    rows = WorkAddress.objects.filter(account=world.account(name))
    return [world.keys.open(row, "address") for row in rows]


@pytest.mark.parametrize("name", ["Cleo", "Jo"])
def test_address_is_kept_changed_and_taken_back(world: World, name: str) -> None:
    assert "No mail goes to you." in text(world.browser(name).get("/account/mail/"))
    assert sets(world, name).status_code == 302
    assert kept(world, name) == [ADDRESS]
    assert "Mail goes to the address you gave." in text(world.browser(name).get("/account/mail/"))
    sets(world, name, "another@post.example")
    assert kept(world, name) == ["another@post.example"]
    assert "Please write one mail address." in text(sets(world, name, ""))
    assert kept(world, name) == ["another@post.example"], "nothing typed is no end of it"
    world.browser(name).post("/account/mail/", {"do": "end", "address": ""})
    assert kept(world, name) == []


def prove_it_is_shown_to_nobody(world: World) -> None:
    sets(world, "Cleo")
    pages = [
        ("Cleo", "/account/mail/"),
        ("Cleo", "/clinician/"),
        ("Jo", "/account/mail/"),
        ("Jo", "/clinic/members/"),
    ]
    assert [page for page in pages if "heron" in text(world.browser(page[0]).get(page[1]))] == []


def test_it_is_shown_to_nobody(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with rolled_back():
        prove_it_is_shown_to_nobody(world)
    real = views.WorkMailForm
    monkeypatch.setattr(views, "WorkMailForm", lambda data: real(data, initial={"address": ADDRESS}))
    finds_fault(prove_it_is_shown_to_nobody, world)


@pytest.mark.parametrize("wrong", ["heron", "a@b.example, c@d.example", "Heron <heron@post.example>"])
def test_what_is_no_address_is_said_and_stays_typed(world: World, wrong: str) -> None:
    page = text(sets(world, "Jo", wrong))
    assert "That does not look like one mail address." in page and wrong in page
    assert kept(world, "Jo") == []


def test_clients_have_a_page_of_their_own(world: World) -> None:
    assert world.browser("Gus").get("/account/mail/").status_code == 404
    assert sets(world, "Gus").status_code == 404


def test_members_and_caseload_say_who_gets_none(world: World) -> None:
    hint = "No mail tells you that something waits here."
    assert hint in text(world.browser("Cleo").get("/clinician/"))
    before = text(world.browser("Jo").get("/clinic/members/")).count("Mail goes to them.")
    sets(world, "Cleo")
    assert hint not in text(world.browser("Cleo").get("/clinician/"))
    assert text(world.browser("Jo").get("/clinic/members/")).count("Mail goes to them.") == before + 1
