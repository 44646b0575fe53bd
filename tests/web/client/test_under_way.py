"""A practice under way: its phones in step, stopped by anybody at once, and locked where one phone lies."""

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from django.core.signing import Signer
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.homework.evenings import Night
from tests.people import World, rolled_back, with_people
from tests.web.client.phones import (
    KEYS,
    Browser,
    Phone,
    begun,
    clock_at,
    goes,
    in_seconds,
    polls,
    seen,
    stops,
    to,
)
from unhurried.core.evenings import LASTS
from unhurried.homework.models import Practice
from unhurried.web import live

pytestmark = with_people
TOLD: Final = ("revision", "place", "paused", "ended")
PAUSED: Final = {"revision": "paused", "place": None, "paused": True, "ended": False}


# What a phone asks


def test_phone_is_told_the_same_four_things_whatever_happened(world: World) -> None:
    one, gus, _, practice = begun(world)
    answer = polls(practice, at=in_seconds(one, 1))
    assert tuple(answer.json()) == TOLD
    known = answer.json()["revision"]
    assert answer.json() == {"revision": known, "place": 0, "paused": False, "ended": False}
    assert answer.headers["ETag"] == f'"{known}"'
    assert polls(practice, at=in_seconds(one, 1), known=known).status_code == 304
    goes(gus, "pause", at=in_seconds(one, 2))
    assert polls(practice, at=in_seconds(one, 3), known=known).json() == PAUSED


def test_asking_is_one_read_by_primary_key(world: World) -> None:
    one, _, _, practice = begun(world)
    polls(practice, at=in_seconds(one, 1))
    assert asked(practice, one) == 1


def asked(practice: Practice, one: Night) -> int:
    known = polls(practice, at=in_seconds(one, 1)).json()["revision"]
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert polls(practice, at=in_seconds(one, 1), known=known).status_code == 304
    return len(records) + len(keys)


def test_poll_that_looks_somebody_up_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, _, _, practice = begun(world)
    polled = live.practice_polled

    def with_names(practice_id: Any) -> Any:
        row = polled(practice_id)
        assert row is not None and row.begun_by.name is not None
        return row

    monkeypatch.setattr(live, "practice_polled", with_names)
    assert asked(practice, one) > 1


def test_key_of_another_hand_opens_nothing(world: World) -> None:
    one, _, _, practice = begun(world)
    key = live.key_of(practice)
    forged = Signer(key="another", salt="a practice under way").sign(key.rpartition(":")[0])
    for wrong in ("x", key[:-1], key.upper(), forged, str(practice.pk)):
        assert polls(practice, at=in_seconds(one, 1), key=wrong).status_code == 404, wrong
        with clock_at(in_seconds(one, 1)):
            assert Browser(enforce_csrf_checks=True).post(f"/p/{wrong}/stop/").status_code == 404, wrong
    assert not one.again(practice).ended_at


def test_key_lasts_as_long_as_a_practice_can_and_still_stops_it_later(world: World) -> None:
    one, _, _, practice = begun(world)
    assert polls(practice, at=practice.begun_at + LASTS - timedelta(seconds=1)).status_code == 200
    late = practice.begun_at + LASTS + timedelta(minutes=1)
    assert polls(practice, at=late).status_code == 404
    assert stops(one, practice, at=late).status_code == 302


def test_poll_takes_only_questions(world: World) -> None:
    one, _, _, practice = begun(world)
    with clock_at(in_seconds(one, 1)):
        assert Browser().post(f"/p/{live.key_of(practice)}/").status_code == 405


def knows(practice: Practice, one: Night, seconds: float) -> str:
    revision: str = polls(practice, at=in_seconds(one, seconds)).json()["revision"]
    return revision


def test_partners_phone_hears_of_a_stop_at_once(world: World) -> None:
    one, _, hana, practice = begun(world)
    known = knows(practice, one, 5)
    stops(one, practice, at=in_seconds(one, 5))
    assert polls(practice, at=in_seconds(one, 5), known=known).json()["ended"] is True
    page = hana.opens("now/", at=in_seconds(one, 5))
    assert page.headers["Location"].endswith("/landing/")


@pytest.mark.parametrize("where", ["hands", "forearms"])
def test_partners_phone_hears_of_a_tightened_limit_at_once(world: World, where: str) -> None:
    """On this moment or a later one: the same pause, which tells no place; gone on, it is behind them."""
    one, _, hana, practice = begun(world)
    to(one, practice, where)
    known = knows(practice, one, 300)
    one.tightens("Gus", "forearms", in_seconds(one, 301))
    assert polls(practice, at=in_seconds(one, 301), known=known).json() == PAUSED
    page = hana.opens("now/", at=in_seconds(one, 302)).content.decode()
    assert "A pause" in page
    assert "elbow" not in page
    goes(hana, "go_on", at=in_seconds(one, 320), place=None)
    assert "Hands apart now" in hana.opens("now/", at=in_seconds(one, 321)).content.decode()


def pages_by(world: World, ways: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    """What Hana's phone is told, and shows, of each way in which the evening comes five parts on."""
    found = {}
    for name, way in ways.items():
        with rolled_back():
            one, gus, hana, practice = begun(world)
            to(one, practice, "hands")
            way(one, gus)
            told = [polls(practice, at=in_seconds(one, 310)).json()]
            shown = [seen(hana.opens("now/", at=in_seconds(one, 311)))[2]]
            goes(hana, "go_on", at=in_seconds(one, 320), place=None)
            told.append(polls(practice, at=in_seconds(one, 321)).json())
            shown.append(seen(hana.opens("now/", at=in_seconds(one, 322)))[2])
            found[name] = (told, [KEYS.sub(b"", page) for page in shown])
    return found


def _tightens(one: Night, gus: Phone) -> None:
    one.tightens("Gus", "forearms", in_seconds(one, 301))


def _moves(gus: Phone, one: Night, count: int) -> None:
    goes(gus, "pause", at=in_seconds(one, 301))
    for second in range(count):
        page = goes(gus, "on", at=in_seconds(one, 302 + second), place=None)
        assert page.headers["Location"].endswith("/now/"), "a history keeps addresses"
        now = gus.opens("now/", at=in_seconds(one, 302 + second)).content.decode()
        assert "One part is left out." in now


def test_word_of_a_move_is_gone_with_its_pause(world: World) -> None:
    """However it goes on: another pause must not seem to have been moved in."""
    one, gus, hana, _ = begun(world)
    _moves(gus, one, 1)
    goes(hana, "go_on", at=in_seconds(one, 320), place=None)
    gus.opens("now/", at=in_seconds(one, 321))
    goes(hana, "pause", at=in_seconds(one, 330))
    assert "One part is left out." not in gus.opens("now/", at=in_seconds(one, 331)).content.decode()


def test_limit_shows_nothing_that_a_hand_could_not_have_done(world: World) -> None:
    ways = {"a limit": _tightens, "by hand": lambda one, gus: _moves(gus, one, 5)}
    found = pages_by(world, ways)
    assert found["a limit"] == found["by hand"]


def test_hand_that_moves_less_is_seen(world: World) -> None:
    """L: what is compared above does change with where it goes on."""
    ways = {"a limit": _tightens, "by hand": lambda one, gus: _moves(gus, one, 4)}
    found = pages_by(world, ways)
    assert found["a limit"] != found["by hand"]


def test_guides_own_events_come_by_the_clock(world: World) -> None:
    one, _, hana, practice = begun(world)
    Practice.objects.filter(pk=practice.pk).update(
        pauses=[in_seconds(one, 360).isoformat()], ends_at=in_seconds(one, 800)
    )
    told = [polls(practice, at=in_seconds(one, at)).json() for at in (359, 360, 800)]
    assert [(one["paused"], one["ended"]) for one in told] == [(False, False), (True, False), (False, True)]
    assert "A pause" in hana.opens("now/", at=in_seconds(one, 361)).content.decode()
    assert hana.opens("now/", at=in_seconds(one, 801)).headers["Location"].endswith("/landing/")


# Stop


def test_stop_needs_no_signing_in_no_token_and_no_second_tap(world: World) -> None:
    """Whoever's sign-in has run out stops it all the same."""
    one, _, _, practice = begun(world)
    page = stops(one, practice, at=in_seconds(one, 9))
    assert (page.status_code, page.headers["Location"]) == (302, f"/c/evening/{one.occasion.pk}/landing/")
    assert one.again(practice).outcome == "stopped"


def test_stop_sent_twice_is_a_stop(world: World) -> None:
    one, _, _, practice = begun(world)
    fields = {"act": "3f0e5b62-8d2c-4b11-9f2b-0d7a7b1f6a11", "sequence": "9"}
    with clock_at(in_seconds(one, 9)):
        url, hana = f"/p/{live.key_of(practice)}/stop/", world.browser("Hana")
        found = [browser.post(url, fields).status_code for browser in (hana, hana, Browser())]
    assert found == [302, 302, 302]


def screens(world: World) -> dict[str, str]:
    """Every kind of screen that stands while a practice runs."""
    found = {}
    for name, way, step, move in (
        ("words", "each_phone", "", ""),
        ("turn", "each_phone", "hands", ""),
        ("swap", "each_phone", "forearms", ""),
        ("pause", "each_phone", "", "pause"),
        ("card", "no_phone", "", ""),
    ):
        with rolled_back():
            one, gus, _, practice = begun(world, way=way)
            if step:
                to(one, practice, step)
            if move:
                goes(gus, move, at=in_seconds(one, 2))
            after = 900 if name == "swap" else 30
            found[name] = gus.opens("now/", at=in_seconds(one, after)).content.decode()
    return found


def without_stop(pages: dict[str, str]) -> list[str]:
    """Screens on which Stop is not the first button of the bar, and one of its own size."""
    return [name for name, page in pages.items() if not _stop_stands_first(page)]


def _stop_stands_first(page: str) -> bool:
    bar = re.search(r'<div class="bar.*?</div>', page, re.DOTALL)
    buttons = re.findall(r"<button ([^>]*)>(.*?)</button>", bar[0] if bar else "")
    classes = {re.search('class="(.*?)"', given)[1] for given, _ in buttons}  # type: ignore[index]
    return len(buttons) > 1 and buttons[0][1] == "Stop" and classes == {"button"}


def test_stop_stands_on_every_running_screen(world: World) -> None:
    pages = screens(world)
    assert without_stop(pages) == []
    words = {"turn": "Feel where the fingers are", "swap": "This turn is over", "pause": "A pause"}
    assert {name: text in pages[name] for name, text in words.items()} == dict.fromkeys(words, True)


def test_screen_without_stop_is_found(world: World) -> None:
    pages = screens(world)
    planted = {name: page.replace(">Stop</button>", ">Leave</button>") for name, page in pages.items()}
    assert without_stop(planted) == list(pages)


def test_end_of_a_turn_offers_three_ways(world: World) -> None:
    page = screens(world)["swap"]
    cues = re.search(r'<div class="cues">.*?</div>', page, re.DOTALL)
    assert cues is not None
    assert re.findall(r"<button[^>]*>(.*?)</button>", cues[0]) == ["Swap now", "Stay a little", "End"]


# Going on together


def test_both_phones_show_the_same_moment(world: World) -> None:
    one, gus, hana, practice = begun(world)
    to(one, practice, "hands")
    at = in_seconds(one, 60)
    pages = [phone.opens("now/", at=at).content.decode() for phone in (gus, hana)]
    for page in pages:
        assert "The person touching" in page and "The person being touched" in page
        assert "it is mostly quiet" in page.lower()
        assert "Turn 1" in page
    key = f'data-poll="/p/{live.key_of(practice)}/"'
    assert all(key in page for page in pages)


def test_not_yet_on_another_phone_ends_it_in_that_moment(world: World) -> None:
    """And not at a button that somebody else presses, who would learn by it that something was said."""
    one, _, hana, practice = begun(world)
    hana.sends("answer/", {"answer": "not_yet"}, at=in_seconds(one, 10))
    assert polls(practice, at=in_seconds(one, 10)).json()["ended"] is True


def test_button_of_a_screen_that_has_gone_moves_nothing(world: World) -> None:
    one, gus, hana, practice = begun(world)
    goes(gus, "on", at=in_seconds(one, 5))
    goes(hana, "on", at=in_seconds(one, 6))
    assert one.again(practice).step == 1
