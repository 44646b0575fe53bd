"""What can be guessed is counted for the people who read it, and said in few words."""

import re
from fractions import Fraction
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
LONGEST, LONGEST_IN_SIGHT = 350, 290
"""Words: of the whole page, and of what is in sight before anything is unfolded: two minutes."""


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


def words_in(page: str) -> int:
    return word_count(re.sub(r"<[^>]*>", " ", page))


@pytest.mark.parametrize("name", list(PresetName))
def test_page_is_short(world: World, name: PresetName) -> None:
    page = page_under(world, name)
    in_sight = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    assert 150 < words_in(in_sight) <= LONGEST_IN_SIGHT
    assert words_in(in_sight) < words_in(page) <= LONGEST


def told_in_words(page: str) -> list[int]:
    text = page[page.index("What can be guessed") : page.index("<details>")]
    return [int(found) for found in re.findall(r"(?:about|then) (\d+) in 10", text)]


def wrong_words(world: World) -> list[PresetName]:
    return [name for name in PresetName if told_in_words(page_under(world, name)) != in_tenths(PRESETS[name])]


def in_tenths(preset: Preset) -> list[int]:
    """What a guess of one half, and one of a tenth, becomes; nothing where it is certain."""
    odds = odds_of(preset)
    if odds.first_posting is None:
        return []
    guesses = (Fraction(1, 2), Fraction(1, 10))
    shares = [posterior(guess, odd) for guess in guesses for odd in (odds.first_posting, odds.second_posting)]
    return [int(share * 10 + Fraction(1, 2)) for share in shares]


def test_words_are_counted_like_the_table(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wrong_words(world) == []
    typed_in = honesty.Thought(first=8, second=9)
    monkeypatch.setattr(honesty, "thought_under", lambda preset, guess: typed_in)
    assert wrong_words(world) == list(PresetName), "numbers typed in would be noticed"


def test_figures_are_folded_away(world: World) -> None:
    page = page_under(world, PresetName.BALANCED)
    assert "%" in page[page.index("<details>") : page.index("</details>")]
    assert "%" not in page[: page.index("<details>")]


def test_where_nothing_rests_by_chance_the_page_says_so(world: World) -> None:
    for name in PresetName:
        assert ("nothing rests by chance" in page_under(world, name)) is (name is PresetName.PLAIN)
        assert ("no reason at all" in page_under(world, name)) is (name is not PresetName.PLAIN)


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
