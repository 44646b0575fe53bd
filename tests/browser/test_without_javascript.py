"""Scripts help; nothing needs them."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import loop
from tests.browser.hands import Finger, at
from tests.browser.people import DESK, Door
from tests.browser.planted import altered
from tests.browser.test_leaving import weather

pytestmark = pytest.mark.browser


def test_the_loop_is_whole_without_scripts(door: Door) -> None:
    eli = Finger(door.sign_in("eli", screen=DESK, java_script_enabled=False))
    gus = Finger(door.nobody(java_script_enabled=False))
    code = loop.takes_on(eli, "Noor")
    loop.plans(eli)
    loop.gives_first_exercise(eli, "Noor")
    loop.joins(gus, code, "noor.at.home")
    loop.first_run(gus)
    loop.intake(gus)
    loop.opens_exercise(gus)
    loop.asks_for_lighter(gus, str(date.today() + timedelta(days=2)))
    loop.opens_exercise(gus)
    loop.begins(gus)
    expect(gus.page.get_by_role("timer")).to_contain_text("minute")
    loop.stops(gus)
    loop.opens_exercise(gus)
    loop.begins(gus)
    loop.goes_through(gus)
    loop.notes(gus)
    loop.opens_exercise(gus)
    loop.tells_barrier(gus)
    loop.writes_journal(gus)
    loop.reviews(eli, "Noor")
    loop.reads_the_answer(gus)


def test_quick_exit_is_a_plain_link_without_scripts(door: Door) -> None:
    page = door.nobody(java_script_enabled=False, is_watched=False)
    page.context.route("https://www.bbc.co.uk/**", weather)
    page.goto("/")
    at(page, "Quick exit").click()
    expect(page.get_by_role("heading")).to_have_text("Weather")


def says_keys(door: Door, *, has_scripts: bool, is_planted: bool = False) -> list[bool]:
    """Whether pages tell of the keys that only a script listens to."""
    page = door.nobody(java_script_enabled=has_scripts, is_watched=False)
    if is_planted:
        altered(page.context, r"/(leaving/)?$", "data-with-scripts hidden", "data-with-scripts")
    found = []
    for address in ("/", "/leaving/"):
        page.goto(address)
        found += [one.is_visible() for one in page.get_by_text("three times").all()]
    return found


def test_keys_are_told_of_only_where_scripts_listen_to_them(door: Door) -> None:
    assert says_keys(door, has_scripts=True) == [True] * 3
    assert says_keys(door, has_scripts=False) == [False] * 3
    assert says_keys(door, has_scripts=False, is_planted=True) == [True] * 3
