"""The clinic’s reading list: its manager keeps it, everybody there sees the same, each change is noted."""

from html import unescape
from typing import Any

import pytest

from tests.people import World, with_people
from unhurried.people.models import AuditEntry, ReadingEntry

pytestmark = with_people
BOOK = {"title": "On rivers", "author": "N. One", "about": "Banks and beds.", "read_by": "Cleo"}


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def kept(world: World, title: str = "On rivers") -> list[ReadingEntry]:
    return list(ReadingEntry.objects.filter(clinic=world.manager("Jo").clinic_id, title=title))


def test_line_is_kept_changed_and_taken_off_and_each_is_noted(world: World) -> None:
    jo = world.browser("Jo")
    assert 'href="/clinic/reading/"' in text(jo.get("/clinic/"))
    assert jo.post("/clinic/reading/new/", BOOK | {"leaflet": "the-hammock"}).status_code == 302
    (entry,) = kept(world)
    assert (entry.author, entry.leaflet, entry.url) == ("N. One", "the-hammock", "")
    assert "The hammock" in text(jo.get("/clinic/reading/"))
    assert "On rivers" in text(world.browser("Ivo").get("/c/leaflets/the-hammock/"))
    jo.post(f"/clinic/reading/{entry.pk}/", BOOK | {"url": "https://rivers.example/"})
    assert 'href="https://rivers.example/" rel="noreferrer nofollow"' in text(
        world.browser("Ivo").get("/c/leaflets/")
    )
    jo.post(f"/clinic/reading/{entry.pk}/remove/")
    assert kept(world) == []
    rows = AuditEntry.objects.filter(object_id=entry.pk).order_by("at", "verb")
    assert [row.verb for row in rows] == ["put_reading_entry", "put_reading_entry", "remove_reading_entry"]
    assert {row.account for row in rows} == {world.account("Jo")}


@pytest.mark.parametrize("name", ["Cleo", "Ivo", "Lou"])
def test_nobody_else_keeps_it(world: World, name: str) -> None:
    entry = kept(world, "Small words for no")[0]
    assert world.browser(name).get(f"/clinic/reading/{entry.pk}/").status_code == 404
    assert world.browser(name).post(f"/clinic/reading/{entry.pk}/remove/").status_code == 404
    assert kept(world, "Small words for no") == [entry]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"leaflet": "nowhere"}, "nowhere is not one of the available choices"),
        ({"about": "The best erotica."}, "Adult media is not named here"),
    ],
)
def test_what_cannot_stand_there_is_said(world: World, wrong: dict[str, str], said: str) -> None:
    page = text(world.browser("Jo").post("/clinic/reading/new/", BOOK | wrong))
    assert said in page and kept(world) == []
