"""Short pages in plain words: the same for everybody, without scripts, and each leads on to the next."""

import re
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest

from tests.people import STRANGER, World, with_people
from unhurried.library.loading import load_library
from unhurried.library.pages import PlainPage
from unhurried.library.place import content_root

pytestmark = with_people
PAGES = load_library(content_root()).pages
ADDRESSES = ["/reading/", *(f"/reading/{name}/" for name in PAGES)]
WAYS = re.compile(r'href="(/reading/[a-z-]+/)"')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
TITLE = re.compile(r"<title>(.*?)</title>")


def shown(world: World, address: str, name: str = STRANGER) -> str:
    answer = world.browser(name).get(address)
    assert answer.status_code == 200
    found = MAIN.search(answer.content.decode())
    assert found
    return found[0]


def test_there_are_eight_in_an_order() -> None:
    assert [page.says("heading") for page in PAGES.values()] == [
        "What homework is, and what it is not",
        "The first appointment",
        "Coach or therapist",
        "How to check a therapist",
        "Not doing it",
        "If your partner will not join",
        "You set the pace",
        "What we cannot promise",
    ]


def test_every_page_is_listed_and_leads_on_to_the_next(world: World) -> None:
    addresses = [f"/reading/{name}/" for name in PAGES]
    assert WAYS.findall(shown(world, "/reading/")) == addresses
    for here, following in pairwise(addresses):
        assert WAYS.findall(shown(world, here)) == [following]
    assert WAYS.findall(shown(world, addresses[-1])) == []


def told_apart(page: PlainPage, key: str, language: str = "en") -> str:
    return f"{key} {uuid4()}"


def same_for_everybody(world: World) -> bool:
    names = (STRANGER, "Ivo", "Gus", "Cleo", "Jo")
    return all(len({shown(world, address, name) for name in names}) == 1 for address in ADDRESSES)


def test_nobody_is_told_anything_of_their_own(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert same_for_everybody(world)
    monkeypatch.setattr(PlainPage, "says", told_apart)
    assert not same_for_everybody(world), "a page that differs would be noticed"


def test_browser_remembers_a_title_that_says_nothing(world: World) -> None:
    browser = world.browser(STRANGER)
    for page in PAGES.values():
        found = TITLE.findall(browser.get(f"/reading/{page.id}/").content.decode())
        assert found == [f"{page.says('title')} · Unhurried"]


def test_what_nobody_reviewed_says_so(world: World) -> None:
    assert {page.is_draft for page in PAGES.values()} == {True}
    for name in PAGES:
        assert "Draft for clinical review" in shown(world, f"/reading/{name}/")
    reviewed = PlainPage(id="a", guides={"en": {"reviewed": "Cleo, 3 May 2027"}})
    assert not reviewed.is_draft


@pytest.mark.parametrize("address", ["/reading/nowhere/", "/reading/IN-BETWEEN/"])
def test_page_that_is_not_there(world: World, address: str) -> None:
    assert world.browser(STRANGER).get(address).status_code == 404


@pytest.mark.parametrize(
    ("name", "address"),
    [(STRANGER, "/"), ("Ivo", "/c/more/"), (STRANGER, "/account/join/"), ("Ivo", "/help-now/")],
)
def test_pages_are_found_from_where_somebody_would_look(world: World, name: str, address: str) -> None:
    assert 'href="/reading/' in shown(world, address, name)


def test_page_says_something_where_it_speaks_of_danger() -> None:
    speaks: dict[str, Any] = {name: "(/help-now/)" in page.says("text") for name, page in PAGES.items()}
    assert [name for name in speaks if speaks[name]] == [
        "looking-somebody-up",
        "on-your-own",
        "your-own-pace",
        "what-to-expect",
    ]
