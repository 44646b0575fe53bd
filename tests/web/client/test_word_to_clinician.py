"""A word to one's clinician: from every page, in two taps, the same for everybody and after everything."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import choose_codes, clock_at, opened, said_on, seen
from tests.web.doors import doors
from unhurried.consent.models import Concern
from unhurried.homework.models import Hold
from unhurried.people.models import Notice
from unhurried.web.client.views import private

pytestmark = with_people
WAY = '<a href="/c/private/line/">A word to your clinician</a>'
FORM = re.compile(r'<form method="post".*?</form>', re.DOTALL)


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def pages_of(world: World, name: str) -> dict[str, Any]:
    browser = world.browser(name)
    urls = [door.url() for door in doors() if door.area == "client" and not door.secret]
    found = {url: browser.get(url) for url in urls}
    return {url: page for url, page in found.items() if page.status_code == 200}


def without_a_way(world: World, name: str) -> set[str]:
    return {url for url, page in pages_of(world, name).items() if WAY not in page.content.decode()}


@pytest.mark.parametrize("name", ["Gus", "Ivo"])
def test_way_stands_on_every_page_in_the_same_words(world: World, name: str) -> None:
    """The first pages of somebody new come before it, and a way out of a practice is Stop."""
    pages = pages_of(world, name)
    assert len(pages) > 25
    assert {url for url in without_a_way(world, name) if not url.startswith("/c/first/")} == set()


def test_page_without_the_way_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "WAY", WAY.replace("your", "their"))
    assert without_a_way(world, "Ivo") >= {"/c/", "/c/mine/"}


def test_two_taps_send_it_from_today(world: World) -> None:
    """The form is whole as it comes: it takes no word, no code and no choice."""
    browser = world.browser("Gus")
    assert WAY in browser.get("/c/").content.decode().split("<footer")[0]
    form = next(one for one in FORM.findall(said_on(browser.get("/c/private/line/"))) if "wish" in one)
    checked = dict(re.findall(r'name="(\w+)" value="([^"]*)"[^>]* checked', form))
    assert checked["wish"] == "keep_the_same"
    assert browser.post("/c/private/line/", checked).headers["Location"] == "/c/private/kept/"
    assert Concern.objects.filter(client=world.client("Gus"), seen_at=None).count() == 1


LOOKED_AT = ("/c/", "/c/private/line/", "/c/private/kept/")
SENT = (
    {},
    {"wish": "keep_the_same", "words": "He reads over my shoulder."},
    {"wish": "you_decide", "words": ""},
    {"about": "asked_to_see", "wish": "keep_the_same", "words": ""},
    {"about": "drifted", "wish": "you_decide", "words": ""},
    {"about": "dying", "wish": "keep_the_same", "words": ""},
)


def lives_that_tell(world: World) -> list[int]:
    """Which of these lives differs, on the phone, from the one in which nothing was sent."""
    found = []
    for said in SENT:
        with rolled_back():
            with clock_at(world.now - timedelta(minutes=10)):
                world.browser("Gus").post("/c/private/line/", said)
            with clock_at(world.now):
                found.append([seen(world.browser("Gus").get(url)) for url in LOOKED_AT])
    return [number for number, pages in enumerate(found) if pages != found[0]]


def test_phone_looks_the_same_whatever_was_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lives_that_tell(world) == []
    real = private.ConcernForm

    def remembers(data: Any) -> Any:
        has_sent = Concern.objects.filter(client=world.client("Gus")).exists()
        return real(data, initial={"wish": "you_decide"} if has_sent else None)

    monkeypatch.setattr(private, "ConcernForm", remembers)
    assert lives_that_tell(world) == [1, 2, 3, 4, 5], "a form that remembers would be noticed"


def test_way_is_the_same_while_the_area_is_open(world: World) -> None:
    assert WAY in opened(world).get("/c/private/").content.decode()


ASKING = "Somebody is asking to see what is private here"


def test_somebody_is_asking_to_see_is_told_to_the_clinician_alone(world: World) -> None:
    """With its day, on the caseload and on the person's page, and by its hour on its own."""
    gus, eli = world.client("Gus"), world.browser("Eli")
    pages = ("/clinician/", f"/clinician/people/{gus.pk}/")
    notices = Notice.objects.count()
    assert [ASKING in said_on(eli.get(url)) for url in pages] == [False, False]
    sent = {"about": "asked_to_see", "wish": "keep_the_same", "words": ""}
    assert world.browser("Gus").post("/c/private/line/", sent).headers["Location"] == "/c/private/kept/"
    assert [ASKING in said_on(eli.get(url)) for url in pages] == [True, True]
    row = Concern.objects.get(client=gus, about="asked_to_see")
    assert ASKING in said_on(eli.get(f"/clinician/concerns/{row.pk}/"))
    assert not Hold.objects.filter(client=gus, cause="concern").exists()
    assert Notice.objects.count() == notices


DRIFTED = "Drifted off, or was back in a memory"


def test_who_was_far_away_is_heard_by_name_of_it(world: World) -> None:
    gus, eli = world.client("Gus"), world.browser("Eli")
    world.browser("Gus").post("/c/private/line/", {"about": "drifted", "wish": "you_decide", "words": ""})
    row = Concern.objects.get(client=gus, about="drifted")
    pages = ("/clinician/", f"/clinician/people/{gus.pk}/", f"/clinician/concerns/{row.pk}/")
    assert [DRIFTED in said_on(eli.get(url)) for url in pages] == [True, True, True]
    assert Hold.objects.filter(client=gus, cause="concern").exists(), "touch rests until they have spoken"
