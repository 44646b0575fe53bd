"""Help now guesses nothing: each entry says when somebody looked it up, and old or missing checks say so."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.people import STRANGER, World, with_people
from unhurried.library.helplines import CHECK_HOLDS, HelpPage
from unhurried.library.loading import Library, load_library
from unhurried.library.place import content_root
from unhurried.web.public import views

pytestmark = with_people
LINE = re.compile(r'<li class="help-line">(.*?)</li>', re.DOTALL)
SHIPPED = load_library(content_root())


def page_for(world: World, name: str = STRANGER) -> str:
    return world.browser(name).get("/help-now/").content.decode()


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page))


def checked_on(page: HelpPage, day: date | None) -> HelpPage:
    entries = tuple(replace(entry, last_checked=day, checked_by="Jo") for entry in page.entries)
    return replace(page, entries=entries)


def as_checked(patch: pytest.MonkeyPatch, day: date | None) -> None:
    """The library as it would be had somebody looked everything up on that day."""
    pages = {country: checked_on(page, day) for country, page in SHIPPED.help.items()}
    library = Library(exercises={}, pathways={}, help=pages, pages=SHIPPED.pages)
    patch.setattr(views, "_library", lambda: library)


def test_every_entry_says_whether_somebody_looked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    today = world.now.date()
    told = {}
    for days in (0, CHECK_HOLDS.days, CHECK_HOLDS.days + 1, -1):
        as_checked(monkeypatch, today - timedelta(days=days))
        lines = LINE.findall(page_for(world))
        assert len(lines) == sum(len(page.entries) for page in SHIPPED.help.values())
        told[days] = {("Not verified" in line, "hecked on" in line) for line in lines}
    assert told == {
        0: {(False, True)},
        CHECK_HOLDS.days: {(False, True)},
        CHECK_HOLDS.days + 1: {(True, True)},
        -1: {(True, True)},
    }
    as_checked(monkeypatch, None)
    assert {("Not verified" in line, "hecked on" in line) for line in LINE.findall(page_for(world))} == {
        (True, False)
    }


def sentences_of_urgent_care(world: World) -> list[str]:
    return re.findall(r"If a body needs help at once, call ([^.(]*?)(?: \(|\.)", text_of(page_for(world)))


def test_urgent_care_names_a_number_only_while_its_check_holds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, numbers = "the emergency number where you are", ["112", "999", "911"]
    assert sentences_of_urgent_care(world) == [words] * 4
    as_checked(monkeypatch, world.now.date())
    assert sentences_of_urgent_care(world) == [*numbers, words]
    as_checked(monkeypatch, world.now.date() - CHECK_HOLDS - timedelta(days=1))
    assert sentences_of_urgent_care(world) == [words] * 4
    monkeypatch.setattr(HelpPage, "emergency_number", lambda page, today: page.entries[0])
    assert sentences_of_urgent_care(world) != [words] * 4, "a number that nobody checked would be noticed"


@pytest.mark.parametrize("name", [STRANGER, "Ivo", "Gus", "Cleo", "Jo"])
def test_page_says_that_nobody_watches(world: World, name: str) -> None:
    page = text_of(page_for(world, name))
    assert "Nobody watches this page, or anything you write in Unhurried." in page


def test_every_country_says_where_to_go(world: World) -> None:
    page = text_of(page_for(world))
    assert all(one.urgent.replace("&", "&amp;") in page for one in SHIPPED.help.values())
