"""Leaflets and the clinic's list: for clients and clinicians, without a trace, a tag or a telling title."""

import re
from html import unescape
from typing import Any

import pytest
from django.apps import apps

from tests.people import STRANGER, World, with_people
from unhurried.consent import services as consent
from unhurried.core import vocabulary
from unhurried.library.loading import load_library
from unhurried.library.pages import Leaflet
from unhurried.library.place import content_root
from unhurried.people import services
from unhurried.web.client.views import leaflets

pytestmark = with_people
LIBRARY = load_library(content_root())
ADDRESSES = ["/c/leaflets/", *(f"/c/leaflets/{name}/" for name in LIBRARY.leaflets)]
OWN = "/c/leaflets/names-for-things/"
TITLE = re.compile(r"<title>(.*?)</title>")


def text(world: World, address: str, name: str = "Ivo", **headers: Any) -> str:
    answer = world.browser(name).get(address, **headers)
    assert answer.status_code == 200
    return " ".join(unescape(answer.content.decode()).split())


def test_there_are_twelve_in_an_order_and_each_tells_where_it_comes_from() -> None:
    assert list(LIBRARY.leaflets) == [
        "more-and-less",
        "names-for-things",
        "choosing-a-gel",
        "the-hammock",
        "not-a-switch",
        "early-and-late",
        "not-a-finish-line",
        "the-leaflet-in-the-box",
        "with-a-newborn",
        "bodies-change",
        "yes-and-no",
        "things-people-say",
    ]
    assert all(one.sources and one.is_draft for one in LIBRARY.leaflets.values())


@pytest.mark.parametrize(("name", "area"), [("Ivo", "c"), ("Cleo", "clinician")])
def test_every_leaflet_is_listed_and_says_that_it_is_a_draft(world: World, name: str, area: str) -> None:
    listed = text(world, f"/{area}/leaflets/", name)
    for one in LIBRARY.leaflets.values():
        assert f'href="/{area}/leaflets/{one.id}/"' in listed
        page = text(world, f"/{area}/leaflets/{one.id}/", name)
        assert one.says("heading") in page and "Draft for clinical review" in page
        assert TITLE.findall(page) == [f"{one.says('title')} · Unhurried"]


@pytest.mark.parametrize(("name", "status"), [(STRANGER, 302), ("Cleo", 404), ("Jo", 404)])
def test_pages_of_clients_are_for_clients(world: World, name: str, status: int) -> None:
    assert {world.browser(name).get(address).status_code for address in ADDRESSES[:2]} == {status}


def test_they_are_found_where_somebody_would_look(world: World) -> None:
    assert 'href="/c/leaflets/"' in text(world, "/c/more/")
    assert 'href="/clinician/leaflets/"' in text(world, "/clinician/library/", "Cleo")
    given = world.given("Ivo", "cbt.thought-record")
    assert 'href="/c/leaflets/things-people-say/"' in text(world, f"/c/a/{given.pk}/")
    assert "/c/leaflets/" not in text(world, f"/c/a/{world.given('Ivo').pk}/"), "breath has none beside it"


def test_leaflet_leads_back_to_the_exercise_it_was_opened_from(world: World) -> None:
    way = f"/c/a/{world.given('Ivo', 'cbt.thought-record').pk}/"
    came = {"headers": {"referer": f"http://testserver{way}"}}
    assert f'href="{way}"' in text(world, OWN, **came)
    assert f'href="{way}"' not in text(world, OWN, headers={"referer": f"http://elsewhere.example{way}"})


TAGS = {one for one in vocabulary.CONCERNS if "_" in one} | set(LIBRARY.exercises)


def tags_on(page: str) -> set[str]:
    return {tag for tag in TAGS if tag in page} | set(re.findall(r"\bCN-\d\d\b", page))


def test_no_tag_reaches_a_client(world: World) -> None:
    pages = [text(world, address) for address in ADDRESSES]
    assert [tags_on(page) for page in pages] == [set()] * len(pages)
    assert tags_on("For CN-05: performance_worry, min.breath") == {"CN-05", "performance_worry", "min.breath"}


def rows_of_all() -> dict[str, list[Any]]:
    """Everything stored, but for the sign-in, which counts the minutes."""
    kept = [model for model in apps.get_models() if model._meta.label != "people.AccountSession"]
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in kept}


def leaves_no_trace(world: World) -> bool:
    text(world, "/c/more/")
    before = rows_of_all()
    for address in ADDRESSES:
        text(world, address)
    return rows_of_all() == before


def test_reading_leaves_no_trace(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert leaves_no_trace(world)
    plain = leaflets.reading_entries_for

    def noted(viewer: Any) -> Any:
        viewer.region = "Here"
        viewer.save()
        return plain(viewer)

    monkeypatch.setattr(leaflets, "reading_entries_for", noted)
    assert not leaves_no_trace(world), "one that keeps something is seen"


def name_places(world: World, words: dict[str, str]) -> None:
    ivo = world.client("Ivo")
    consent.put_body_words(world.act("Ivo"), client=ivo, words=words, keyring=world.keys)


def test_own_words_stand_with_the_printed_ones(world: World) -> None:
    assert "Choose your words" in text(world, OWN)
    name_places(world, {"chest": "The front porch"})
    page = text(world, OWN)
    assert "<dt>Chest</dt><dd>The front porch</dd>" in page
    assert LIBRARY.leaflets["names-for-things"].says("own_words") in page
    assert "front porch" not in text(world, "/c/leaflets/the-hammock/")


def test_own_words_are_behind_the_code_once_there_is_one(world: World) -> None:
    """The page is then the same whether there are any."""
    services.set_private_code(world.act("Ivo"), account=world.account("Ivo"), password="a quiet door")
    without = text(world, OWN)
    name_places(world, {"chest": "The front porch"})
    assert "once your own pages are open" in without
    assert without == text(world, OWN)


def test_clinic_s_list_stands_on_the_list_and_below_its_leaflet(world: World) -> None:
    assert "Small words for no" in text(world, "/c/leaflets/yes-and-no/")
    assert "Small words for no" not in text(world, "/c/leaflets/the-hammock/")
    listed = text(world, "/c/leaflets/")
    assert "Small words for no" in listed and "Read by" not in listed
    assert "Read by Cleo" in text(world, "/clinician/leaflets/", "Cleo")


def test_only_the_leaflet_on_names_has_a_place_for_own_words() -> None:
    shown = [one.id for one in LIBRARY.leaflets.values() if one.shows_own_words]
    assert shown == ["names-for-things"]
    assert not Leaflet(id="a", guides={"en": {}}).shows_own_words
