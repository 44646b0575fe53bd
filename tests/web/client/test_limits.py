"""The pages about limits: figure and list say the same, every place has its page, and no address tells."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.homework.test_query_counts import asked
from tests.people import World, with_people
from tests.web.client.private_area import said_on
from unhurried.consent.models import BodyWords, Boundary
from unhurried.consent.queries import body_words_for, own_limits_for
from unhurried.core.boundaries import Direction, Limit, Word
from unhurried.core.vocabulary import ACTIVITIES, ZONES
from unhurried.homework.services import set_boundary
from unhurried.web.client.body import KINDS, PLACES, place_of, shown_place

pytestmark = with_people

LIMITS = "/c/limits/"
TOUCHED, TOUCHING = Direction.BEING_TOUCHED, Direction.TOUCHING


def page_of(place: str) -> str:
    return f"{LIMITS}{place_of(place).number}/"


def sets(
    world: World, name: str, what: str, word: Word, direction: Direction = TOUCHED, to: str = ""
) -> None:
    set_boundary(
        world.act(name),
        client=world.client(name),
        what=what,
        direction=direction,
        word=word,
        other=world.client(to) if to else None,
        keyring=world.keys,
    )


def limits_of(world: World, name: str) -> set[tuple[str, Direction, Word, str | None]]:
    later = world.now + timedelta(minutes=5)
    found = own_limits_for(world.client(name), at=later, keyring=world.keys)
    return {(one.what, one.direction, one.word, one.other) for one in found}


def opens(world: World, name: str, url: str) -> str:
    page = world.browser(name).get(url)
    assert page.status_code == 200
    return said_on(page)


# The figure and the list


def on_figure(page: str) -> list[str]:
    """What a screen reader says of each link on the figure, in the order of the tab key."""
    figure = page.partition("<figure")[2].partition("</figure>")[0]
    return re.findall(r'<a href="[^"]+" aria-label="([^"]*)"', figure)


def in_list(page: str) -> list[str]:
    """The same of each place in the list; a row without marks says that there is none."""
    rows = re.findall(r'class="numbered">(\d+)</span>([^<]*)(?:<span class="hint">([^<]*))?', page)
    return [f"{number}. {name.strip()}. {said or 'No mark.'}" for number, name, said in rows]


def differing(page: str) -> list[str]:
    """Zones of which figure and list do not say the same, once each."""
    figure, listed = on_figure(page), in_list(page)[: len(ZONES)]
    doubled = [said for said in figure if figure.count(said) > 1]
    return sorted({*doubled, *(set(figure) ^ set(listed))})


@pytest.fixture
def marked(world: World) -> str:
    """Gus's page, with marks of every kind and a word of his own."""
    sets(world, "Gus", "abdomen", Word.NOT_NOW)
    sets(world, "Gus", "abdomen", Word.ASK_FIRST, TOUCHING)
    sets(world, "Gus", "abdomen", Word.NEVER, to="Hana")
    sets(world, "Gus", "feet", Word.WELCOME)
    sets(world, "Gus", "anal_area", Word.NEVER)
    sets(world, "Gus", "blindfold", Word.ASK_FIRST)
    world.browser("Gus").post(f"{page_of('abdomen')}word/", {"own_word": "Tummy"})
    return opens(world, "Gus", LIMITS)


def test_figure_and_list_say_the_same_of_every_zone(marked: str) -> None:
    assert len(on_figure(marked)) == len(ZONES)
    assert differing(marked) == []


def test_list_has_every_place_once_with_all_that_was_said(marked: str) -> None:
    assert len(in_list(marked)) == len(ZONES) + len(KINDS)
    assert [said for said in in_list(marked) if "No mark" not in said] == [
        "10. Tummy. When touched: Not now. When touching: Ask first. When touched by Hana: Never.",
        "18. Feet. When touched: Welcome.",
        "21. Anal area. When touched: Never.",
        "36. Covered eyes. When touched: Ask first.",
    ]


@pytest.mark.parametrize(
    "fault",
    [
        lambda page: page.replace('aria-label="2. Face. No mark."', 'aria-label="3. Lips. No mark."'),
        lambda page: page.replace('aria-label="18. Feet. When touched: Welcome."', 'aria-label="18. Feet."'),
        lambda page: page.replace('tabindex="-1"', 'aria-label="5. Shoulders. No mark."'),
    ],
)
def test_figure_that_leaves_out_or_doubles_something_is_found(marked: str, fault: Any) -> None:
    assert differing(re.sub(r'(<a href="[^"]+") tabindex', r"\1 tabindex", fault(marked))) != []


def test_mark_is_a_pattern_and_never_a_colour(marked: str) -> None:
    figure = marked.partition("<figure")[2].partition("</figure>")[0]
    drawn = dict(re.findall(r'aria-label="(\d+)\.[^"]*">.*?fill="url\(#mark-(\w+)\)"', figure, re.DOTALL))
    assert len(drawn) == len(ZONES)
    assert {number: mark for number, mark in drawn.items() if mark != "none"} == {
        "10": "not_now",
        "18": "welcome",
        "21": "never",
    }
    patterns = re.findall(r'<pattern id="mark-(\w+)"', figure)
    assert patterns == ["none", *(word.value for word in Word)]
    assert re.findall(r"(?:fill|stroke)=\"(?!url|none)[^\"]*\"|style=", figure) == []


def test_figure_needs_no_script_and_hides_nothing_that_can_be_reached(marked: str) -> None:
    links = re.findall(r"<a [^>]*>", marked.partition("<figure")[2].partition("</figure>")[0])
    assert all('href="/c/limits/' in link for link in links)
    assert [link for link in links if ("aria-hidden" in link) != ('tabindex="-1"' in link)] == []


def test_places_are_every_zone_and_every_kind_of_touch_once() -> None:
    whats = [place.what for place in PLACES]
    assert whats[: len(ZONES)] == list(ZONES)
    assert len(set(whats)) == len(whats)
    assert set(KINDS) <= set(ACTIVITIES) - set(ZONES)


def test_somebody_who_is_no_longer_here_is_not_named() -> None:
    row = Limit(
        owner="a", what="feet", direction=TOUCHED, word=Word.NEVER, sequence=1, at=None, set_by="a", other="b"
    )  # type: ignore[arg-type]
    shown = shown_place(place_of("feet"), [row], words={}, names={"c": "Hana"})
    assert shown.said == ("When touched by somebody else: Never.",)


# A page for each place


def way_through(world: World, start: str, last: str) -> Iterator[str]:
    """Every heading on the way along "next"."""
    url: str | None = start
    while url:
        page = opens(world, "Ivo", url)
        yield page.partition("<h1>")[2].partition("</h1>")[0]
        around = page.partition('class="steps"')[2].partition("</nav>")[0]
        found = re.findall(rf'href="([^"]+)">{last}', around)
        url = found[0] if found else None


@pytest.mark.parametrize(("end", "words"), [("", "The next one"), ("quick/", "Next")])
def test_next_leads_through_every_place_once(world: World, end: str, words: str) -> None:
    assert list(way_through(world, f"{LIMITS}1/{end}", words)) == [str(place.label) for place in PLACES]


@pytest.mark.parametrize("number", ["0", "38", "9" * 40])
def test_place_that_is_not_there_is_not_found(world: World, number: str) -> None:
    for end in ("", "quick/"):
        assert world.browser("Ivo").get(f"{LIMITS}{number}/{end}").status_code == 404
    assert world.browser("Ivo").post(f"{LIMITS}{number}/word/", {"own_word": "Here"}).status_code == 404


def telling(pages: dict[str, str]) -> list[str]:
    """Places whose name stands in the title of their page."""
    titles = {what: page.partition("<title>")[2].partition("</title>")[0] for what, page in pages.items()}
    return [what for what, title in titles.items() if str(place_of(what).label) in title]


def test_no_title_tells_which_place_was_looked_at(world: World) -> None:
    pages = {place.what: opens(world, "Ivo", page_of(place.what)) for place in PLACES}
    assert telling(pages) == []
    faulty = {"feet": pages["feet"].replace("<title>", "<title>Feet · ")}
    assert telling(pages | faulty) == ["feet"]


@pytest.mark.parametrize("word", Word)
@pytest.mark.parametrize("end", ["", "quick/"])
def test_every_word_leads_somebody_alone_back_to_the_place(world: World, end: str, word: Word) -> None:
    url = f"{page_of('feet')}{end}"
    reply = world.browser("Ivo").post(url, {"direction": "being_touched", "word": word.value})
    assert (reply.status_code, reply.headers["Location"]) == (302, url)
    assert limits_of(world, "Ivo") == {("feet", TOUCHED, word, None)}


def test_big_buttons_keep_to_their_direction(world: World) -> None:
    url = f"{page_of('feet')}quick/?as=touching"
    assert 'name="direction" value="touching"' in opens(world, "Ivo", url)
    reply = world.browser("Ivo").post(url, {"direction": "touching", "word": "never"})
    assert reply.headers["Location"] == url
    assert limits_of(world, "Ivo") == {("feet", TOUCHING, Word.NEVER, None)}


def test_kind_of_touch_has_a_page_and_no_word_of_its_own(world: World) -> None:
    page = opens(world, "Ivo", page_of("clothed_touch"))
    assert "When I am the one being touched" in page
    assert "own_word" not in page
    world.browser("Ivo").post(f"{page_of('clothed_touch')}word/", {"own_word": "Layers"})
    assert BodyWords.objects.count() == 0


def test_what_is_out_from_the_start_says_so(world: World) -> None:
    said = {
        place.what for place in PLACES if "out from the start" in opens(world, "Ivo", page_of(place.what))
    }
    assert said == {"blindfold", "restraint"}


# Towards one person


def test_each_partner_has_a_section_and_nobody_else(world: World) -> None:
    headings = {
        name: re.findall(r"Towards (\w+)", opens(world, name, page_of("feet"))) for name in ("Gus", "Ivo")
    }
    assert headings == {"Gus": ["everybody", "Hana"], "Ivo": []}


def test_limit_towards_one_person_is_kept_for_them(world: World) -> None:
    hana = str(world.client("Hana").pk)
    world.browser("Gus").post(page_of("feet"), {"direction": "touching", "word": "never", "other": hana})
    assert limits_of(world, "Gus") == {("feet", TOUCHING, Word.NEVER, hana)}


@pytest.mark.parametrize("name", ["Ivo", "Fay", "Gus"])
def test_limit_towards_somebody_who_is_not_here_is_refused(world: World, name: str) -> None:
    stranger = str(world.client(name).pk)
    form = {"direction": "touching", "word": "never", "other": stranger, "what": "feet"}
    for url in (LIMITS, page_of("feet"), f"{page_of('feet')}quick/"):
        assert world.browser("Gus").post(url, form).status_code == 200
    assert Boundary.objects.filter(client=world.client("Gus")).count() == 0


# Own words


def test_own_word_stands_on_the_page_the_figure_and_the_list(world: World) -> None:
    reply = world.browser("Gus").post(f"{page_of('feet')}word/", {"own_word": "<Paws> & toes"})
    assert reply.headers["Location"] == page_of("feet")
    page = world.browser("Gus").get(LIMITS).content.decode()
    assert page.count("18. &lt;Paws&gt; &amp; toes. No mark.") == 1
    assert "<Paws>" not in page
    assert "<h1><Paws> & toes</h1>" in opens(world, "Gus", page_of("feet"))
    assert "Paws" not in opens(world, "Hana", LIMITS)


def test_own_word_can_be_taken_back(world: World) -> None:
    for word in ("Paws", ""):
        world.browser("Gus").post(f"{page_of('feet')}word/", {"own_word": word})
    assert body_words_for(world.client("Gus"), world.keys) == {}
    assert "18. Feet." in opens(world, "Gus", LIMITS)


def test_own_word_that_is_too_long_is_shown_again_and_not_kept(world: World) -> None:
    page = world.browser("Gus").post(f"{page_of('feet')}word/", {"own_word": "paw" * 40})
    assert page.status_code == 200
    assert "paw" * 40 in page.content.decode()
    assert BodyWords.objects.count() == 0


@pytest.mark.parametrize("url", [LIMITS, f"{LIMITS}18/", f"{LIMITS}18/quick/"])
def test_page_asks_as_often_for_many_limits_as_for_one(world: World, url: str) -> None:
    browser = world.browser("Gus")
    sets(world, "Gus", "feet", Word.NEVER)
    few = asked(lambda: browser.get(url))
    for place in PLACES[:30]:
        sets(world, "Gus", place.what, Word.ASK_FIRST, to="Hana")
    assert asked(lambda: browser.get(url)) == few
