"""The demo's clock: a press for the next morning, or on to a later time of the same day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.evening import House
from tests.browser.hands import Finger

ZONE: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, kw_only=True)
class Clock:
    """`page`: anybody's, at the demo's front door."""

    house: House
    page: Page

    @property
    def day(self) -> date:
        return self._now.date()

    def next_morning(self) -> None:
        self.page.goto("/demo/")
        Finger(self.page).press("Next morning")
        expect(self.page.get_by_text("Here it is")).to_contain_text("08:00")

    def comes_to(self, hour: str) -> None:
        then = datetime.combine(self.day, time.fromisoformat(hour), ZONE)
        self.house.moves_the_clock((then - self._now).total_seconds())

    @property
    def _now(self) -> datetime:
        ahead = float((self.house.folder / "home" / "demo-clock").read_text())
        return (datetime.now(UTC) + timedelta(seconds=ahead)).astimezone(ZONE)
