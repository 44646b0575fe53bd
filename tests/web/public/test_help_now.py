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
    patch.setattr(views, "shipped", lambda: library)


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


def test_worker_sees_no_page_but_help_now_and_is_the_same_for_everybody(world: World) -> None:
    """Its reach is the folder that it lies in, unless a header widens it."""
    answers = [world.browser(name).get("/help-now/worker.js") for name in (STRANGER, "Ivo", "Cleo")]
    assert {answer.headers["Content-Type"] for answer in answers} == {"text/javascript; charset=utf-8"}
    assert {answer.headers["Content-Security-Policy"] for answer in answers} == {
        world.browser(STRANGER).get("/").headers["Content-Security-Policy"]
    }
    assert not any("Service-Worker-Allowed" in answer.headers or answer.cookies for answer in answers)
    assert len({answer.content for answer in answers}) == 1


def test_page_for_whoever_is_signed_out_names_nobody(world: World) -> None:
    """What a browser keeps: no clinic is on it either."""
    answer = world.browser(STRANGER).get("/help-now/")
    names = [world.client("Ivo").clinic.name, world.client("Gus").clinic.name]
    assert not [name for name in names if name in answer.content.decode()]
    assert b"data-signed-in" not in answer.content


@pytest.mark.parametrize("name", [STRANGER, "Ivo", "Gus", "Cleo", "Jo"])
def test_page_says_that_nobody_watches(world: World, name: str) -> None:
    page = text_of(page_for(world, name))
    assert "Nobody watches this page, or anything you write in Unhurried." in page


def test_every_country_says_where_to_go(world: World) -> None:
    page = text_of(page_for(world))
    assert all(one.urgent.replace("&", "&amp;") in page for one in SHIPPED.help.values())
