"""Everything a client does, with a keyboard alone."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser import loop
from tests.browser.hands import Finger, Keys
from tests.browser.people import DESK, Door

pytestmark = pytest.mark.browser


def test_a_client_goes_round_the_loop_by_keyboard(door: Door) -> None:
    cleo, gus = Finger(door.sign_in("cleo", screen=DESK)), Keys(door.nobody(screen=DESK))
    code = loop.takes_on(cleo, "Gus")
    loop.plans(cleo)
    loop.gives_first_exercise(cleo, "Gus")
    loop.joins(gus, code, "gus.by.the.sea")
    loop.first_run(gus)
    loop.intake(gus)
    loop.opens_exercise(gus)
    loop.asks_for_lighter(gus, str(date.today() + timedelta(days=2)))
    loop.opens_exercise(gus)
    loop.begins(gus)
    loop.stops(gus)
    loop.opens_exercise(gus)
    loop.begins(gus)
    loop.goes_through(gus)
    loop.notes(gus)
    loop.opens_exercise(gus)
    loop.tells_barrier(gus)
    loop.writes_journal(gus)
    loop.reviews(cleo, "Gus")
    loop.reads_the_answer(gus)


@pytest.mark.parametrize("address", ["/c/", "/c/mine/", "/c/journal/new/", "/help-now/"])
def test_quick_exit_comes_first_and_the_way_past_the_places_second(door: Door, address: str) -> None:
    page = door.sign_in("ivo")
    page.goto(address)
    assert next_stop(page) == "Quick exit"
    assert next_stop(page) == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.locator("main:focus").count() == 1


def next_stop(page: Page) -> str:
    page.keyboard.press("Tab")
    return page.locator(":focus").inner_text()
