"""The demo's clock: one press, and it is eight o'clock on the next day for everybody."""

from contextlib import ExitStack
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hands import Finger
from tests.browser.people import Door

pytestmark = pytest.mark.browser


def test_next_morning_moves_the_clock_for_everybody(browser: Browser, another_clinic: str) -> None:
    with ExitStack() as contexts:
        door = Door(browser, another_clinic, contexts)
        ivo, onlooker = door.sign_in("ivo"), Finger(door.nobody())
        onlooker.page.goto("/demo/")
        for days_ahead in (1, 2):
            onlooker.press("Next morning")
            expect(onlooker.page.get_by_text("Here it is")).to_contain_text("08:00")
            ivo.goto("/c/")
            expect(ivo.locator(".lede")).to_have_text(day_in(days_ahead))


def day_in(days_ahead: int) -> str:
    day = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=days_ahead)
    return f"{day:%A} {day.day} {day:%B}"
