"""Two numbers before an evening and after it, each person's own: no gate reads them, no partner is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.core.properties import finds_fault
from tests.homework.evenings import Night, willing
from tests.people import World, rolled_back, with_people
from tests.web.client.phones import Phone, clock_at, in_seconds, seen, stops
from tests.web.client.private_area import asks_for_code, choose_codes, said_on
from tests.web.opened import open_private
from unhurried.homework.models import Practice, Rating
from unhurried.homework.services import ratings
from unhurried.people.models import AccountSession

pytestmark = with_people
BEFORE, AFTER = "/c/private/before/", "/c/private/after/"


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def hours_before(one: Night, count: float) -> Any:
    return one.occasion.starts_at - timedelta(hours=count)


def opened_at(one: Night, name: str, at: Any) -> Browser:
    browser = one.world.browser(name)
    AccountSession.objects.update(expire_date=at + timedelta(days=30))
    open_private([browser.session.session_key], at=at)
    return browser


def sends_before(one: Night, name: str = "Gus", **said: str) -> Any:
    at = hours_before(one, 0.2)
    browser = opened_at(one, name, at)
    with clock_at(at):
        return browser.post(BEFORE, {"evening": str(one.occasion.pk), **said})


def kept(one: Night, moment: str) -> dict[tuple[str, str], str]:
    where = {"before": "occasion", "after": "practice__occasion"}[moment]
    rows = Rating.objects.filter(**{where: one.occasion}, moment=moment)
    return {(row.author.account.sign_in_name, row.key): one.world.keys.open(row, "value") for row in rows}


def test_numbers_are_kept_and_go_along_with_the_evening(world: World) -> None:
    one = willing(world)
    answer = sends_before(one, worry="6", presence="")
    assert answer.headers["Location"] == "/c/private/kept/"
    sends_before(one, worry="4", presence="7")
    assert kept(one, "before") == {("gus", "worry"): "4", ("gus", "presence"): "7"}
    assert set(Rating.objects.filter(occasion=one.occasion).values_list("practice", flat=True)) == {None}
    practice = one.begin()
    rows = Rating.objects.filter(practice=practice, moment="before")
    assert sorted(rows.values_list("key", flat=True)) == ["presence", "worry"]


def test_page_shows_nothing_that_was_said_and_closes_with_the_code(world: World) -> None:
    one = willing(world)
    at = hours_before(one, 0.2)
    with clock_at(at):
        before = said_on(opened_at(one, "Gus", at).get(BEFORE))
    sends_before(one, worry="6")
    with clock_at(at):
        after = said_on(opened_at(one, "Gus", at).get(BEFORE))
        shut = one.world.browser("Gus").get(BEFORE)
    assert "checked" in before and before.count(" checked") == after.count(" checked")
    assert asks_for_code(shut)


def test_once_it_has_begun_nobody_is_asked(world: World) -> None:
    one = willing(world)
    one.begin()
    at = in_seconds(one, 60)
    browser = opened_at(one, "Hana", at)
    with clock_at(at):
        assert "Nothing to answer just now." in said_on(browser.get(BEFORE))
        browser.post(BEFORE, {"evening": str(one.occasion.pk), "worry": "3"})
    assert kept(one, "before") == {}


def test_phone_that_lies_between_them_asks_nobody(world: World) -> None:
    one = willing(world)
    gus = Phone(one, "Gus")
    gus.begins(way="one_phone")
    with clock_at(in_seconds(one, 5)):
        pages = [gus.browser.get(page).headers["Location"] for page in (BEFORE, AFTER)]
    assert pages == [f"{gus.url}now/"] * 2


# What the others see


def asked(browser: Browser, page: str) -> tuple[Any, list[str]]:
    with CaptureQueriesContext(connections["default"]) as records:
        answer = browser.get(page)
    return seen(answer), [one["sql"].split(" FROM ")[-1].split(" WHERE ")[0] for one in records]


def hanas_evening(world: World, *, gus_says: dict[str, str]) -> list[Any]:
    """Everything on Hana's phone before, at the beginning and in the evening, with what was asked for it."""
    with rolled_back():
        one = willing(world)
        if gus_says:
            sends_before(one, **gus_says)
        hana = Phone(one, "Hana")
        pages = ["/c/", "/c/together/", hana.url]
        with clock_at(hours_before(one, 0.1)):
            found = [asked(hana.browser, page) for page in pages]
        hana.begins()
        practice = Practice.objects.get(occasion=one.occasion)
        found.append((practice.evening, practice.version, practice.step))
        return [_unnamed(str(one), practice) for one in found]


def _unnamed(words: str, practice: Practice) -> str:
    """Without the ids that each telling of the story has anew."""
    for own in (practice.occasion_id, practice.assignment_id, practice.pk):
        words = words.replace(str(own), "").replace(own.hex if own else "", "")
    return words


def prove_numbers_tell_nobody(world: World) -> None:
    silent = hanas_evening(world, gus_says={})
    assert hanas_evening(world, gus_says={"worry": "10", "presence": "0"}) == silent
    assert "step" in silent[-1]


def test_numbers_change_nothing_that_others_can_see(world: World) -> None:
    prove_numbers_tell_nobody(world)


def test_number_that_stops_an_evening_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def rests(practice: Practice) -> None:
        if Rating.objects.filter(occasion=practice.occasion_id).exists():
            Practice.objects.filter(pk=practice.pk).update(evening="without_touch")

    monkeypatch.setattr("unhurried.homework.services.tonight.take_along", rests)
    finds_fault(prove_numbers_tell_nobody, world)


# From the next day on


def test_numbers_from_the_next_day_on_stand_with_the_evening(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    stops(one, practice, at=in_seconds(one, 60))
    at = in_seconds(one, 0) + timedelta(days=1)
    browser = opened_at(one, "Gus", at)
    with clock_at(at):
        said = {"practice": str(practice.pk), "worry": "2", "presence": ""}
        assert browser.post(AFTER, said).headers["Location"] == "/c/private/kept/"
        looked = browser.get(f"/c/p/{practice.pk}/look/")
    assert kept(one, "after") == {("gus", "worry"): "2"}
    assert looked.status_code == 200


def test_number_left_out_leaves_what_was_noted(world: World) -> None:
    one = willing(world)
    practice = one.begin()
    where = {"practice": practice, "author_id": world.client("Gus").pk, "moment": "after"}
    ratings.keep_ratings(world.act("Gus"), where, {"presence": 5}, world.keys)
    stops(one, practice, at=in_seconds(one, 60))
    at = in_seconds(one, 0) + timedelta(days=1)
    browser = opened_at(one, "Gus", at)
    with clock_at(at):
        browser.post(AFTER, {"practice": str(practice.pk), "worry": "1"})
    assert kept(one, "after") == {("gus", "presence"): "5", ("gus", "worry"): "1"}
