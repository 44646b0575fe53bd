"""The page that people share: what it tells nobody, whose clock it goes by, what it keeps of a mistake."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Final
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tests.core.properties import finds_fault
from tests.homework.calendar import noor_and_ole, offers, relationship_of, sets, shared
from tests.homework.samples import give
from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import asks_for_code, opened
from tests.web.test_eyes import seen
from unhurried.core.scheduling import instant_of
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Occasion, OfferedWindow
from unhurried.homework.queries.client import occasions
from unhurried.people.models import AccountSession, Client
from unhurried.web.client.forms import together as forms

__all__ = ["noor_and_ole"]

pytestmark = with_people

PAGE: Final = "/c/together/"
LONDON, NEW_YORK = ZoneInfo("Europe/London"), ZoneInfo("America/New_York")


@contextmanager
def clock_at(at: datetime) -> Iterator[None]:
    AccountSession.objects.update(expire_date=at + timedelta(days=30))
    with patch("unhurried.config.middleware.now", lambda: at):
        yield


@pytest.fixture(autouse=True)
def a_time_set_aside(world: World, noor_and_ole: None) -> None:
    sets(world, place="Where the dotterel rests", days=10)


def next_posting(world: World) -> datetime:
    return shared(world).next_posting


def block_of(world: World) -> Occasion:
    return Occasion.objects.get(relationship=relationship_of(world))


def lets_go(world: World, name: str) -> None:
    answer = world.browser(name).post(f"{PAGE}{block_of(world).pk}/let-go/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}kept/")


def shape(sql: str) -> str:
    return re.sub(r"'[^']*'|\b\d+\b", "?", sql)


@contextmanager
def asked() -> Iterator[list[str]]:
    """What both databases were asked, without its values."""
    found: list[str] = []
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        yield found
    found += [shape(one["sql"]) for one in [*records, *keys] if "SAVEPOINT" not in one["sql"]]


def look(world: World, name: str, at: datetime) -> tuple[Any, list[str]]:
    """All of the page that could be compared, and what was asked of the records for it."""
    browser = world.browser(name)
    with clock_at(at):
        browser.get(PAGE)
        with asked() as sql:
            page = browser.get(PAGE)
    assert page.status_code == 200
    return seen(page), sql


def prove_letting_go_is_silent(world: World) -> None:
    """Whoever let go, and whoever looks: until the next posting nothing differs, and then it does."""
    soon, later = world.now + timedelta(minutes=1), next_posting(world)
    before = {name: look(world, name, soon) for name in ("Noor", "Ole")}
    stays = {name: look(world, name, later)[0] for name in ("Noor", "Ole")}
    for who in ("Noor", "Ole"):
        with rolled_back():
            lets_go(world, who)
            other = "Ole" if who == "Noor" else "Noor"
            assert look(world, other, soon) == before[other]
            assert body(look(world, who, soon)[0]) == body(before[who][0])
            assert all(look(world, name, later)[0] != stays[name] for name in ("Noor", "Ole"))


def body(page: Any) -> bytes:
    """Without the count of one's own acts, which goes on by one with every form."""
    return re.sub(rb'name="sequence" value="\d+"', b"", page[3])


def test_nobodys_page_tells_before_the_next_posting_that_a_time_was_let_go(world: World) -> None:
    prove_letting_go_is_silent(world)


def test_page_that_follows_at_once_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occasions, "_still_posted", lambda at: Q(let_go_at=None))
    finds_fault(prove_letting_go_is_silent, world)


def test_page_that_marks_what_was_let_go_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = occasions._block

    def marked(row: Occasion, keys: Any) -> Any:
        block = whole(row, keys)
        return block if row.let_go_at is None else occasions.replace(block, place="")

    monkeypatch.setattr(occasions, "_block", marked)
    finds_fault(prove_letting_go_is_silent, world)


def test_page_that_asks_once_more_for_what_was_let_go_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = occasions._block

    def looks_again(row: Occasion, keys: Any) -> Any:
        if row.let_go_at is not None:
            row.refresh_from_db()
        return whole(row, keys)

    monkeypatch.setattr(occasions, "_block", looks_again)
    finds_fault(prove_letting_go_is_silent, world)


def when(world: World, **said: str) -> dict[str, str]:
    day = str((world.now + timedelta(days=3)).date())
    return {"kind": "connection", "day": day, "at": "19:00", "minutes": "30", "place": "Here", **said}


def test_setting_changing_and_letting_go_lead_to_one_page(world: World) -> None:
    """What a browser remembers, and what stands on the screen, is the same for all three."""
    browser, block = world.browser("Noor"), block_of(world)
    ways = [
        browser.post(f"{PAGE}new/", when(world)),
        browser.post(f"{PAGE}{block.pk}/change/", when(world)),
        browser.post(f"{PAGE}{block.pk}/let-go/"),
    ]
    assert {way.headers["Location"] for way in ways} == {f"{PAGE}kept/"}
    pages = {browser.get(way.headers["Location"]).content for way in ways}
    assert pages == {world.browser("Ole").get(f"{PAGE}kept/").content}
    assert "Until then it looks the same for everybody" in pages.pop().decode()


def test_what_was_set_stands_on_the_page_that_follows(world: World) -> None:
    browser = world.browser("Noor")
    answer = browser.post(f"{PAGE}new/", when(world, place="At the oriole"))
    page = browser.get(answer.headers["Location"]).content.decode()
    assert page.count("At the oriole") == 1
    assert "Where the dotterel rests" in page, "what stood before stands beside it"


def test_time_that_was_let_go_already_can_be_let_go_again_with_the_same_answer(world: World) -> None:
    lets_go(world, "Ole")
    lets_go(world, "Noor")
    lets_go(world, "Ole")


def test_time_that_left_with_a_posting_is_there_for_nobody(world: World) -> None:
    url = f"{PAGE}{block_of(world).pk}/change/"
    lets_go(world, "Ole")
    with clock_at(next_posting(world)):
        assert [world.browser(name).get(url).status_code for name in ("Noor", "Ole")] == [404, 404]


# Somebody on their own


def test_page_of_somebody_alone_is_as_it_was(world: World) -> None:
    page = world.browser("Ivo").get(PAGE).content.decode()
    assert re.findall(r"<h[23][^>]*>(.*?)</h[23]>", page) == [
        "Appointments",
        "With somebody else",
        "Nothing here waits for anybody else.",
    ]


@pytest.mark.parametrize("door", ["new/", "kept/", "windows/"])
def test_pages_of_the_calendar_lead_somebody_alone_back(world: World, door: str) -> None:
    assert world.browser("Ivo").get(PAGE + door).headers["Location"] == PAGE
    assert world.browser("Noor").get(PAGE + door).status_code == 200


# Whose clock


def moves(world: World, name: str, zone: ZoneInfo) -> None:
    Client.objects.filter(pk=world.client(name).pk).update(time_zone=zone.key)


def test_time_is_set_and_read_by_ones_own_clock(world: World) -> None:
    moves(world, "Ole", NEW_YORK)
    day = (world.now + timedelta(days=3)).astimezone(NEW_YORK).date()
    block_of(world).delete()
    world.browser("Ole").post(f"{PAGE}new/", when(world, day=str(day), at="14:30"))
    at = instant_of(datetime.combine(day, datetime.min.time()).replace(hour=14, minute=30), NEW_YORK)
    assert block_of(world).starts_at == at
    for name, zone in (("Ole", NEW_YORK), ("Noor", LONDON)):
        page = world.browser(name).get(PAGE).content.decode()
        assert f"{at.astimezone(zone):%H:%M}</span>" in page, name


def test_hour_that_the_clocks_jump_over_is_not_taken(world: World) -> None:
    moves(world, "Noor", LONDON)
    with clock_at(datetime(2027, 3, 25, 12, tzinfo=LONDON)):
        page = world.browser("Noor").post(f"{PAGE}new/", when(world, day="2027-03-28", at="01:30"))
    assert page.status_code == 200
    assert "The clocks change then" in page.content.decode()


# Forms


def typed_in(page: Any, name: str) -> list[str]:
    found = re.findall(rf'<input[^>]*name="{name}"[^>]*>', unescape(page.content.decode()))
    values = [
        re.search(r'value="([^"]*)"', one) for one in found if 'type="radio"' not in one or "checked" in one
    ]
    return [one.group(1) for one in values if one]


@pytest.mark.parametrize("door", ["new", "change"])
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "own"}, "Select a valid choice"),
        ({"kind": ""}, "Which kind?"),
        ({"day": "2001-01-01"}, "still to come"),
        ({"at": "late"}, "Enter a valid time"),
        ({"minutes": "0"}, "greater than or equal to 5"),
        ({"minutes": "241"}, "less than or equal to 240"),
        ({"exercise": "9"}, "That one is not before you now"),
    ],
)
def test_mistake_keeps_what_was_typed_and_changes_nothing(
    world: World, door: str, wrong: dict[str, str], words: str
) -> None:
    url = f"{PAGE}new/" if door == "new" else f"{PAGE}{block_of(world).pk}/change/"
    fields = when(world, place="Under the tall clock", **wrong)
    before = list(Occasion.objects.values_list())
    page = world.browser("Noor").post(url, fields)
    assert words in unescape(page.content.decode())
    kept = {name: typed_in(page, name) for name in ("day", "at", "minutes", "place")}
    assert kept == {name: [fields[name]] for name in kept}
    assert list(Occasion.objects.values_list()) == before


@pytest.mark.parametrize(
    ("exercise_id", "kind", "is_taken"),
    [
        ("sf.0-hands", "closeness", True),
        ("sf.0-hands", "connection", False),
        ("com.weekly-check-in", "conversation", True),
        ("com.weekly-check-in", "connection", True),
        ("com.weekly-check-in", "closeness", False),
        ("", "closeness", True),
    ],
)
def test_exercise_with_touch_stands_under_its_own_neutral_name(
    world: World, exercise_id: str, kind: str, is_taken: bool
) -> None:
    given = give(world, "Noor", exercise_id) if exercise_id else None
    fields = when(world, kind=kind, exercise=str(given.pk) if given else "")
    page = world.browser("Ole").post(f"{PAGE}new/", fields)
    assert page.status_code == (302 if is_taken else 200)
    assert (
        Occasion.objects.filter(block=kind, assignment=given, client=world.client("Ole")).exists() is is_taken
    )


def test_exercise_given_to_one_alone_or_to_others_is_not_to_choose(world: World) -> None:
    alone = give(world, "Noor", "com.first-talk", client=world.client("Ole"))
    for name in ("Noor", "Ole"):
        page = world.browser(name).post(f"{PAGE}new/", when(world, exercise=str(alone.pk)))
        assert "That one is not before you now" in page.content.decode()


def test_page_for_another_time_shows_the_time_as_it_is(world: World) -> None:
    block = block_of(world)
    page = world.browser("Ole").get(f"{PAGE}{block.pk}/change/")
    starts_at = block.starts_at.astimezone(LONDON)
    assert {name: typed_in(page, name) for name in ("kind", "day", "at", "minutes", "place")} == {
        "kind": ["connection"],
        "day": [str(starts_at.date())],
        "at": [f"{starts_at:%H:%M}"],
        "minutes": ["45"],
        "place": ["Where the dotterel rests"],
    }


def both_offer(world: World, *windows: tuple[int, str]) -> None:
    for name in ("Noor", "Ole"):
        offers(world, name, *windows)


def suggested_on(page: str) -> list[str]:
    return [unescape(href) for href in re.findall(r'href="(/c/together/new/\?[^"]*)"', page)]


def test_suggestion_fills_the_form_in_by_ones_own_clock(world: World) -> None:
    given = give(world, "Noor", "com.reflective-listening")
    both_offer(world, (1, "evening"), (4, "evening"))
    moves(world, "Ole", NEW_YORK)
    with clock_at(next_posting(world)):
        browser = world.browser("Ole")
        ways = suggested_on(browser.get(PAGE).content.decode())
        page = browser.get(ways[0])
    assert len(ways) == 2
    told = parse_qs(urlsplit(ways[0]).query)
    at = instant_of(datetime.fromisoformat(f"{told['day'][0]}T{told['at'][0]}"), NEW_YORK).astimezone(LONDON)
    assert (at.weekday() in (1, 4), at.hour) == (True, 19)
    assert told["exercise"] == [str(given.pk)]
    assert {name: typed_in(page, name) for name in ("kind", "day", "at", "minutes")} == {
        "kind": ["conversation"],
        "day": told["day"],
        "at": told["at"],
        "minutes": ["25"],
    }


def titles_suggested(world: World) -> set[str]:
    """For what the page suggests times, at the next posting."""
    with clock_at(next_posting(world)):
        page = world.browser("Noor").get(PAGE).content.decode()
    part = page.split("Times that suit everybody</h2>")[1].split("<h2>")[0]
    return {unescape(one) for one in re.findall(r"<h3>(.*?)</h3>", part)}


def prove_no_time_is_suggested_for_what_rests(world: World) -> None:
    resting, talk = (give(world, "Noor", one) for one in ("sf.0-hands", "com.reflective-listening"))
    both_offer(world, (1, "evening"), (4, "evening"))
    named = {exercise_by_digest(one.exercise_id).says("title"): one for one in (resting, talk)}
    assert titles_suggested(world) == {title for title, one in named.items() if one == talk}


def test_no_time_is_suggested_for_what_rests(world: World) -> None:
    prove_no_time_is_suggested_for_what_rests(world)


def test_suggestion_of_what_rests_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(occasions, "offers_among", lambda *_, **__: {})
    finds_fault(prove_no_time_is_suggested_for_what_rests, world)


def test_page_says_so_where_no_time_is_offered_by_everybody(world: World) -> None:
    words = "No time is offered by everybody yet."
    assert words in world.browser("Noor").get(PAGE).content.decode()
    both_offer(world, (1, "evening"))
    assert words not in world.browser("Noor").get(PAGE).content.decode()


def ticked_on(page: str) -> list[str]:
    return re.findall(r'value="(\d+)"[^>]*checked', page)


def offered_by_ole(world: World) -> list[tuple[int, str]]:
    rows = OfferedWindow.objects.filter(client=world.client("Ole"), withdrawn_at=None)
    return sorted(rows.values_list("weekday", "part"))


def test_form_takes_nothing_away_that_it_did_not_show(world: World) -> None:
    """Before the code: what was offered since the last posting is unseen, and stays."""
    offers(world, "Ole", (1, "evening"), (2, "evening"))
    offers(world, "Ole", (1, "evening"), (2, "evening"), (4, "evening"), at=world.now)
    browser = world.browser("Ole")
    page = browser.get(f"{PAGE}windows/").content.decode()
    shown = re.findall(r'name="shown" value="(\d+)"', page)
    assert (ticked_on(page), shown) == (["5", "8"], ["5", "8"])
    browser.post(f"{PAGE}windows/", {"shown": shown, "windows": ["5"]})
    assert offered_by_ole(world) == [(1, "evening"), (4, "evening")]


def test_form_that_counts_as_the_whole_would_be_seen(world: World) -> None:
    """The planted fault: what is not ticked is withdrawn, shown or not."""
    with patch.object(forms, "offered_after", lambda standing, *, shown, ticked: ticked):
        finds_fault(test_form_takes_nothing_away_that_it_did_not_show, world)


def test_way_to_what_is_offered_now_asks_for_the_code(world: World) -> None:
    way = f"{PAGE}windows/open/"
    assert asks_for_code(world.browser("Ole").get(way))
    assert opened(world, "Ole").get(way).headers["Location"] == f"{PAGE}windows/"


def test_offers_are_told_by_name_as_they_were_posted(world: World) -> None:
    browser = world.browser("Ole")
    answer = browser.post(f"{PAGE}windows/", {"windows": ["14", "5"]})
    assert answer.headers["Location"] == f"{PAGE}windows/"
    page = browser.get(f"{PAGE}windows/").content.decode()
    assert "Kept. It stands here, and on the others’ pages, from" in page
    assert ticked_on(page) == [], "before the code it says no more than the others read"
    assert ticked_on(opened(world, "Ole").get(f"{PAGE}windows/").content.decode()) == ["5", "14"]
    assert "Ole offers" not in world.browser("Noor").get(PAGE).content.decode()
    with clock_at(next_posting(world)):
        page = world.browser("Noor").get(PAGE).content.decode()
        own = world.browser("Ole").get(PAGE).content.decode()
        assert ticked_on(world.browser("Ole").get(f"{PAGE}windows/").content.decode()) == ["5", "14"]
    assert "<dt>Ole offers</dt><dd>Tuesday evening, Friday evening</dd>" in page
    assert "<dt>You offer</dt><dd>Tuesday evening, Friday evening</dd>" in own


@pytest.mark.parametrize("sent", ["21", "-1", "evening", "\x00"])
def test_part_of_no_week_is_not_taken(world: World, sent: str) -> None:
    page = world.browser("Ole").post(f"{PAGE}windows/", {"windows": [sent, "5"]})
    assert page.status_code == 200
    ticked = re.findall(r'value="(\d+)"[^>]*checked', page.content.decode())
    assert ticked == ["5"]


def test_everybody_reads_who_might_arrange_the_next_one(world: World) -> None:
    read = {name: world.browser(name).get(PAGE).content.decode() for name in ("Noor", "Ole")}
    assert "If you like, you arrange the next one." in read["Noor"]
    assert "If you like, Noor arranges the next one." in read["Ole"]


def arranged_by(world: World, named: str | None, *, read_by: str = "Ole") -> str:
    """The calendar, with times that suit both for a step of their pathway."""
    given = give(world, "Noor", "com.weekly-check-in")
    Assignment.objects.filter(pk=given.pk).update(arranged_by=world.client(named) if named else None)
    for name in ("Noor", "Ole"):
        offers(world, name, (2, "evening"), (4, "evening"))
    with clock_at(next_posting(world)):
        page = world.browser(read_by).get(PAGE).content.decode()
    assert exercise_by_digest(given.exercise_id).says("title") in page
    return " ".join(unescape(page).split())


@pytest.mark.parametrize(
    ("read_by", "line"), [("Noor", "Ole arranges this one."), ("Ole", "You arrange this one.")]
)
def test_whoever_was_named_arranges_this_one(world: World, read_by: str, line: str) -> None:
    page = arranged_by(world, "Ole", read_by=read_by)
    assert line in page
    assert "the next one" not in page


def test_where_nobody_was_named_somebody_is_suggested_in_turn(world: World) -> None:
    page = arranged_by(world, None)
    assert "this one." not in page
    assert "If you like, Noor arranges the next one." in page


# As often for many as for one


def sets_more(world: World, count: int) -> None:
    given = give(world, "Noor", "sf.0-hands")
    for number in range(count):
        sets(world, ("Noor", "Ole")[number % 2], days=1 + number, kind="closeness", assignment=given)


def questions(world: World) -> int:
    browser = world.browser("Ole")
    browser.get(PAGE)
    with asked() as sql:
        assert browser.get(PAGE).status_code == 200
    return len(sql)


def test_calendar_asks_as_often_for_thirty_times_as_for_one(world: World) -> None:
    with rolled_back():
        sets_more(world, 2)
        few = questions(world)
    sets_more(world, 30)
    assert questions(world) == few


def test_calendar_that_asks_for_each_time_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = occasions._block

    def one_by_one(row: Occasion, keys: Any) -> Any:
        assert Occasion.objects.filter(pk=row.pk).exists()
        return whole(row, keys)

    monkeypatch.setattr(occasions, "_block", one_by_one)
    with rolled_back():
        sets_more(world, 2)
        few = questions(world)
    sets_more(world, 3)
    assert questions(world) == few + 1
