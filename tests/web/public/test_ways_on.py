"""No page is a dead end: Help now leads back to where one was, and an address for forms alone says so."""

import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from tests.people import STRANGER, World, with_people
from unhurried.config import middleware
from unhurried.web.public import views

pytestmark = with_people
OURS = "http://testserver"
BACK = re.compile(r'<p class="way"><a href="([^"]*)">')
ID = "11111111-1111-4111-8111-111111111111"


def way_back(world: World, came_from: str | None, *, name: str = "Ivo") -> str:
    headers = {} if came_from is None else {"HTTP_REFERER": came_from}
    found = BACK.findall(world.browser(name).get("/help-now/", **headers).content.decode())
    assert len(found) == 1
    return str(found[0])


@pytest.mark.parametrize(
    "page", ["/c/", f"/c/p/{ID}/", f"/c/evening/{ID}/now/", "/leaving/", "/account/sign-in/"]
)
def test_help_now_leads_back_to_where_one_was(world: World, page: str) -> None:
    assert way_back(world, OURS + page) == page


FOREIGN = [
    "https://elsewhere.example/c/",
    "http://testserver.elsewhere.example/c/",
    "http://testserver@elsewhere.example/c/",
    f"{OURS}//elsewhere.example/c/",
    f"{OURS}/nowhere/",
    f"{OURS}/help-now/",
    f"{OURS}/leave/",
    "javascript:alert(1)",
    "http://[",
    "",
    None,
]


def prove_foreign_address_leads_to_the_first_page(world: World) -> None:
    for name in (STRANGER, "Ivo"):
        assert [way_back(world, one, name=name) for one in FOREIGN] == ["/"] * len(FOREIGN)


def test_foreign_address_leads_to_the_first_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    prove_foreign_address_leads_to_the_first_page(world)
    monkeypatch.setattr(views, "_came_from", lambda request: request.headers.get("Referer", "/"))
    with pytest.raises(AssertionError):
        prove_foreign_address_leads_to_the_first_page(world)


def addresses(found: list[URLPattern | URLResolver], before: str = "") -> list[str]:
    """Every address of ours, with ids of nobody in it."""
    listed = []
    for one in found:
        here = before + str(one.pattern)
        listed += addresses(one.url_patterns, here) if isinstance(one, URLResolver) else [here]
    return listed


def filled(address: str) -> str:
    return "/" + re.sub(r"<[^>]*>", ID, address)


def prove_forms_alone_say_so(world: World) -> None:
    """The same page, whoever opens it and whatever it was for."""
    sent_to = [filled(one) for one in addresses(get_resolver().url_patterns) if "^" not in one]
    for name in (STRANGER, "Ivo", "Gus", "Cleo"):
        browser = world.browser(name)
        pages = [page for page in map(browser.get, sent_to) if page.status_code == 405]
        assert len(pages) > 15
        assert {re.sub(rb' data-[a-z-]+="[^"]*"', b"", page.content) for page in pages} == {
            re.sub(rb' data-[a-z-]+="[^"]*"', b"", pages[0].content)
        }
        assert b"This is done with a button on another page" in pages[0].content
        assert {page.headers["Allow"] for page in pages} == {"POST"}


def test_address_for_forms_alone_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    prove_forms_alone_say_so(world)
    monkeypatch.setattr(middleware, "button_elsewhere", empty)
    with pytest.raises(AssertionError):
        prove_forms_alone_say_so(world)


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=405)
