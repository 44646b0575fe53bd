"""What can be guessed is counted for the people who read it, and said in few words."""

import re
from html import unescape
from typing import Any

import pytest

from tests.people import World, with_people
from unhurried.core.discretion import PRESETS, Preset, PresetName
from unhurried.core.odds import odds_of, posterior, price_of
from unhurried.core.wording import word_count
from unhurried.people.models import Client, Episode
from unhurried.web.client import honest_words as honesty

pytestmark = with_people

ADDRESS = "/c/before-you-answer/"
LONGEST = 350


def page_under(world: World, name: PresetName) -> str:
    Episode.objects.filter(relationship=world.given("Gus").relationship).update(preset=name)
    return said(world, "Gus")


def said(world: World, name: str) -> str:
    page: str = unescape(world.browser(name).get(ADDRESS).content.decode())
    return page[page.index("<h1>") : page.index("</main>")]


def cells(page: str) -> list[str]:
    return re.findall(r"<td>([^<]+)</td>", page)


def counted(preset: Preset) -> list[str]:
    odds = odds_of(preset)
    rows = (odds.first_posting, odds.second_posting, odds.closing, odds.evening)
    shares = [posterior(guess, odd) for odd in rows for guess in honesty.GUESSES]
    return ["certain" if share == 1 else f"{round(share * 100)}%" for share in shares]


def wrong_numbers(world: World) -> list[PresetName]:
    return [name for name in PresetName if cells(page_under(world, name)) != counted(PRESETS[name])]


def test_table_is_counted_for_ones_own_preset(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong_numbers(world) == []
    typed_in = honesty.sights_under(PRESETS[PresetName.BALANCED])
    monkeypatch.setattr(honesty, "sights_under", lambda preset: typed_in)
    assert wrong_numbers(world) == [PresetName.PLAIN, PresetName.STRONG], "numbers typed in would be noticed"


def test_price_is_counted_too(world: World) -> None:
    for name in (PresetName.BALANCED, PresetName.STRONG):
        days = round(price_of(PRESETS[name]).wait.total_seconds() / 86400)
        evenings = 1 / price_of(PRESETS[name]).quiet_evenings
        page = page_under(world, name)
        assert f"waits about {days} days" in page
        assert f"One evening in {evenings} is quiet" in page
    assert "It has a price" not in page_under(world, PresetName.PLAIN)


@pytest.mark.parametrize("name", list(PresetName))
def test_page_is_short(world: World, name: PresetName) -> None:
    text = re.sub(r"<[^>]*>", " ", page_under(world, name))
    assert 200 < word_count(text) <= LONGEST


def test_somebody_alone_reads_no_odds(world: World) -> None:
    assert cells(said(world, "Ivo")) == []


def test_reading_is_kept_once(world: World) -> None:
    Client.objects.filter(pk=world.client("Gus").pk).update(honesty_read_at=None)
    browser: Any = world.browser("Gus")
    assert browser.post(ADDRESS).headers["Location"] == "/c/"
    first = world.client("Gus").honesty_read_at
    browser.post(ADDRESS)
    assert first is not None
    assert world.client("Gus").honesty_read_at == first
