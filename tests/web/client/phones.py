"""The phones of Gus and Hana at any moment of an evening, and what can be seen on them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from django.test import Client as Browser

from tests.homework.evenings import Night, willing
from tests.people import World
from unhurried.homework.models import Practice
from unhurried.web import live

KEYS: Final = re.compile(rb'/p/[^/"]+/|[0-9a-f-]{36}')
RANDOM: Final = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[^"]+|(?<=name="act" value=")[^"]+')


@contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("unhurried.config.middleware.now", lambda: at)
        yield


def seen(page: Any) -> tuple[int, str, bytes]:
    """What a person could compare: status, where it leads, and the words without random tokens."""
    return page.status_code, page.headers.get("Location", ""), RANDOM.sub(b"", page.content)


def uncounted(page: tuple[int, str, bytes]) -> bytes:
    """Without the number of one's next act, which counts whatever one does."""
    return re.sub(rb'(?<=name="sequence" value=")[0-9]+', b"", page[2])


class Phone:
    """One person's own browser, at any moment."""

    def __init__(self, one: Night, name: str, **options: Any) -> None:
        self.one, self.browser = one, one.world.browser(name, **options)
        self.url = f"/c/evening/{one.occasion.pk}/"

    def opens(self, page: str = "", *, at: datetime) -> Any:
        with clock_at(at):
            return self.browser.get(self.url + page)

    def sends(self, page: str, fields: dict[str, str], *, at: datetime) -> Any:
        with clock_at(at):
            return self.browser.post(self.url + page, fields)

    def begins(self, *, at: datetime | None = None, way: str = "each_phone") -> Any:
        at = at or self.one.begins_at
        return seen(self.sends("begin/", {"way": way}, at=at)), seen(self.opens("now/", at=at))


def heading(page: Any) -> str:
    return re.search("<h1>(.*?)</h1>", page.content.decode(), re.DOTALL)[1].strip()  # type: ignore[index]


def polls(practice: Practice, *, at: datetime, known: str | None = None, key: str = "") -> Any:
    """As a phone asks: without any cookie."""
    headers = {"If-None-Match": f'"{known}"'} if known is not None else {}
    with clock_at(at):
        return Browser().get(f"/p/{key or live.key_of(practice)}/", headers=headers)


def stops(one: Night, practice: Practice, *, at: datetime, browser: Browser | None = None) -> Any:
    with clock_at(at):
        sender = browser or Browser(enforce_csrf_checks=True)
        return sender.post(f"/p/{live.key_of(practice)}/stop/")


def in_seconds(one: Night, count: float) -> datetime:
    return one.begins_at + timedelta(seconds=count)


def begun(world: World, *, way: str = "each_phone") -> tuple[Night, Phone, Phone, Practice]:
    """Gus began it on his phone, Hana holds hers."""
    one = willing(world)
    gus, hana = Phone(one, "Gus"), Phone(one, "Hana")
    gus.begins(way=way)
    return one, gus, hana, one.again(Practice.objects.get(occasion=one.occasion))


def goes(phone: Phone, do: str, *, at: datetime, place: int | None = 0) -> Any:
    where = {} if place is None else {"place": str(place)}
    return phone.sends("go/", {"do": do, **where}, at=at)


def to(one: Night, practice: Practice, step: str) -> int:
    return one.goes_to(practice, step, turn=0).step
