"""A talk from the calendar: begun for all phones by whoever may begin it, and by nobody else's leave."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.homework.causes import (
    concern,
    hana_left,
    let_go,
    limit_on_all_of_it,
    not_yet_to_the_step,
    speak_first,
)
from tests.homework.evenings import NOT_YET, READY, Night, after
from tests.homework.samples import give
from tests.people import World, rolled_back, with_people
from tests.web.client.phones import KEYS, Phone, clock_at, goes, heading, in_seconds, polls, seen, stops
from tests.web.opened import open_private
from unhurried.core.disclosure import Evening
from unhurried.homework import services as homework
from unhurried.homework.models import Occasion, Practice
from unhurried.homework.queries import client as queries
from unhurried.homework.services import running, tonight

pytestmark = with_people
TALK: Final = "com.reflective-listening"
CARRIED: Final = re.compile(rb'(?<=name="carried" value=")[^"]+')
OF_HANA: Final[Mapping[str, Callable[[Night], None]]] = {
    cause.__name__: cause
    for cause in (not_yet_to_the_step, limit_on_all_of_it, speak_first, concern, let_go, hana_left)
}


def talk(world: World, *, said: bool = True) -> Night:
    """Both are ready for it, and a time is set aside in an hour."""
    given = give(world, "Gus", TALK)
    block = homework.Block(
        kind="conversation",
        starts_at=world.now + timedelta(hours=1),
        minutes=25,
        place="",
        assignment=given,
    )
    who: dict[str, Any] = {"client": world.client("Gus"), "relationship": given.relationship}
    pk = homework.set_block(world.act("Gus"), block=block, keyring=world.keys, **who)
    occasion = Occasion.objects.select_related("relationship", "assignment__relationship").get(pk=pk)
    one = Night(world=world, given=given, occasion=occasion)
    for name in ("Gus", "Hana") if said else ():
        one.says_of_the_step(name, READY)
    return one


def open_phone(one: Night, name: str) -> Phone:
    phone = Phone(one, name)
    open_private([phone.browser.session.session_key], at=one.begins_at)
    return phone


def talking(one: Night, *, way: str = "each_phone") -> tuple[Phone, Phone, Practice]:
    gus, hana = open_phone(one, "Gus"), Phone(one, "Hana")
    gus.begins(way=way)
    return gus, hana, one.again(Practice.objects.get(occasion=one.occasion))


def test_talk_keeps_every_phone_in_step(world: World) -> None:
    one = talk(world)
    gus, hana, practice = talking(one)
    both = [seen(phone.opens("now/", at=in_seconds(one, 2)))[2] for phone in (gus, hana)]
    assert practice.evening == Evening.TALK
    assert [b"At most 25 minutes" in page for page in both] == [True, True]
    assert b"Tonight it is" not in both[0] + both[1]
    goes(hana, "on", at=in_seconds(one, 5))
    assert polls(practice, at=in_seconds(one, 6)).json()["place"] == 1
    goes(gus, "pause", at=in_seconds(one, 9), place=1)
    page = hana.opens("now/", at=in_seconds(one, 10)).content.decode()
    assert ("Let it be quiet" in page, "Hands apart" in page) == (True, False)
    stops(one, practice, at=in_seconds(one, 12))
    page = gus.opens("landing/", at=in_seconds(one, 13)).content.decode()
    assert ("It ends here, for each of you" in page, "Hands apart" in page) == (True, False)


def test_turns_of_a_talk_come_round_once_each(world: World) -> None:
    one = talk(world)
    *_, practice = talking(one)
    assert [m.turn for m in homework.run_of_practice(practice)] == [None, None, 0, 0, 0, 1, 1, 1, None]


def test_talk_on_one_phone_holds_it_and_on_paper_prints(world: World) -> None:
    with rolled_back():
        one = talk(world)
        gus, *_ = talking(one, way="one_phone")
        with clock_at(in_seconds(one, 5)):
            led = gus.browser.get("/c/journal/").headers["Location"]
        assert led == f"{gus.url}now/"
    one = talk(world)
    gus, *_ = talking(one, way="no_phone")
    page = gus.opens("card/", at=in_seconds(one, 5)).content.decode()
    assert "Five minutes" in page or "speaking" in page.lower()


# What it waits for


def begun_by_gus(one: Night) -> list[Any]:
    gus = open_phone(one, "Gus")
    shown = [gus.begins()]
    later = [seen(goes(gus, "on", at=in_seconds(one, 30))), seen(gus.opens("now/", at=in_seconds(one, 31)))]
    return [[KEYS.sub(b"", page[2]) for page in pages] for pages in (*shown, later)]


def differing(world: World, when: Callable[[Night, Callable[[Night], None]], list[Any]]) -> list[str]:
    one = talk(world)
    with rolled_back():
        like = when(one, lambda _: None)
    found = {}
    for name, cause in OF_HANA.items():
        with rolled_back():
            found[name] = when(one, cause)
    return [name for name, pages in found.items() if pages != like]


def before(one: Night, cause: Callable[[Night], None]) -> list[Any]:
    cause(one)
    return begun_by_gus(one)


def test_talk_of_one_follows_nothing_that_another_said(world: World) -> None:
    assert differing(world, before) == []


def test_talk_that_asks_everybody_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tonight.standing_of

    def of_all(client: str, history: Any, place: Any, *, at: Any) -> Any:
        both = [str(world.client(name).pk) for name in ("Gus", "Hana")]
        standings = [real(one, history, place, at=at) for one in both]
        return next((one for one in standings if not one.gate.is_open), standings[0])

    monkeypatch.setattr(tonight, "standing_of", of_all)
    assert differing(world, before) == ["not_yet_to_the_step"]


def meanwhile(one: Night, cause: Callable[[Night], None]) -> list[Any]:
    gus = open_phone(one, "Gus")
    gus.begins()
    cause(one)
    return [KEYS.sub(b"", seen(gus.opens("now/", at=in_seconds(one, since)))[2]) for since in (40, 41)]


def test_nothing_but_a_hand_ends_or_pauses_a_talk(world: World) -> None:
    assert differing(world, meanwhile) == []


def test_talk_that_is_ended_by_what_somebody_said_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an evening is: whatever is heeded in it ends it."""
    monkeypatch.setattr(running, "settled", lambda act, row, _: running.end(row.pk, act, "stopped"))
    assert "not_yet_to_the_step" in differing(world, meanwhile)


# What is its beginner's own


def test_closed_phone_asks_for_the_code_whatever_was_said(world: World) -> None:
    """A refusal would tell whoever holds the phone what its owner said."""
    pages = []
    one = talk(world)
    for answer in (READY, NOT_YET):
        with rolled_back():
            one.says_of_the_step("Gus", answer, at=one.world.now + timedelta(minutes=1))
            gus = Phone(one, "Gus")
            page = gus.sends("begin/", {"way": "each_phone"}, at=one.begins_at)
            pages.append(CARRIED.sub(b"", KEYS.sub(b"", seen(page)[2])))
            assert not Practice.objects.filter(occasion=one.occasion).exists()
    assert pages[0] == pages[1]
    assert b"code" in pages[0]


def test_own_not_yet_is_a_calm_page_with_something_else_on_it(world: World) -> None:
    one = talk(world)
    one.says_of_the_step("Gus", NOT_YET, at=one.world.now + timedelta(minutes=1))
    page = open_phone(one, "Gus").sends("begin/", {"way": "each_phone"}, at=one.begins_at)
    assert (page.status_code, heading(page)) == (409, "It is time")
    assert "Not this one just now" in page.content.decode()
    assert not Practice.objects.filter(occasion=one.occasion).exists()


# What follows it


def test_talk_leaves_the_evening_of_its_day_free_and_asks_nothing_of_limits(world: World) -> None:
    one = talk(world)
    *_, practice = talking(one)
    homework.stop_evening(one.act("Gus", after(practice, minutes=9)), practice_id=practice.pk)
    board = tonight.board_of(one.given.relationship_id)
    assert not tonight._is_spent(one.occasion, board)
    tomorrow = practice.begun_at + timedelta(days=1)
    assert queries.evenings_to_answer_for(world.client("Hana"), now=tomorrow) == []
    Practice.objects.filter(pk=practice.pk).update(evening=Evening.STEP)
    assert tonight._is_spent(one.occasion, board)
    assert queries.evenings_to_answer_for(world.client("Hana"), now=tomorrow) != []


def test_each_writes_their_own_words_of_it(world: World) -> None:
    one = talk(world)
    _, hana, practice = talking(one)
    stops(one, practice, at=in_seconds(one, 60))
    page = hana.browser.get(f"/c/p/{practice.pk}/notes/")
    assert page.status_code == 200
