"""One phone that shows nothing but the practice; the landing for everybody; and no phone but a card."""

import re
from datetime import datetime
from typing import Any

import pytest

from tests.homework.evenings import NOT_YET, Night, night
from tests.people import STRANGER, World, rolled_back, with_people
from tests.web.client.phones import Phone, begun, clock_at, goes, heading, in_seconds, seen, stops
from tests.web.client.private_area import opened
from unhurried.config import live as doors
from unhurried.core.runs import minutes_at_most, run_of
from unhurried.homework import services as homework
from unhurried.homework.models import Practice
from unhurried.web.client.evening_words import STEADY
from unhurried.web.client.forms.private import STEADYING
from unhurried.web.client.views.under_way import _version as version_of

pytestmark = with_people


def reached(phone: Phone, *, at: datetime) -> dict[str, str]:
    pages = ("/c/", "/c/together/", "/c/mine/", "/c/journal/", "/c/more/", "/c/private/", "/c/limits/")
    with clock_at(at):
        return {page: phone.browser.get(page).headers.get("Location", "") for page in pages}


def locked(phone: Phone, *, at: datetime) -> list[str]:
    return [page for page, where in reached(phone, at=at).items() if where != f"{phone.url}now/"]


def test_one_phone_shows_the_practice_and_nothing_else(world: World) -> None:
    one, gus, _, _ = begun(world, way="one_phone")
    at = in_seconds(one, 5)
    assert locked(gus, at=at) == []
    assert gus.opens("now/", at=at).status_code == 200
    with clock_at(at):
        journal = gus.browser.post("/c/journal/new/", {"text": "Seen by others."})
        assert journal.headers["Location"] == f"{gus.url}now/"
        assert gus.browser.get("/help-now/").status_code == 200


def test_phone_that_is_not_held_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "holds_phone", lambda *_, **__: False)
    one, gus, _, _ = begun(world, way="one_phone")
    assert len(locked(gus, at=in_seconds(one, 5))) == 7


def test_other_phones_and_other_ways_are_not_locked(world: World) -> None:
    with rolled_back():
        one, _, hana, _ = begun(world, way="one_phone")
        assert len(locked(hana, at=in_seconds(one, 5))) == 7
        hana.begins(at=in_seconds(one, 6), way="one_phone")
        assert len(locked(hana, at=in_seconds(one, 7))) == 7, "it was begun on another phone"
    one, gus, _, _ = begun(world, way="each_phone")
    assert len(locked(gus, at=in_seconds(one, 5))) == 7


def test_stop_opens_the_phone_again(world: World) -> None:
    one, gus, _, practice = begun(world, way="one_phone")
    stops(one, practice, at=in_seconds(one, 5), browser=gus.browser)
    assert len(locked(gus, at=in_seconds(one, 6))) == 7


def test_time_without_touch_locks_nothing(world: World) -> None:
    one = night(world)
    gus = Phone(one, "Gus")
    gus.begins(way="one_phone")
    assert len(locked(gus, at=in_seconds(one, 5))) == 7


def test_evening_is_nothing_that_one_person_began(world: World) -> None:
    """Today would say so to whoever pressed the button, and to nobody else."""
    one, gus, _, _ = begun(world)
    with clock_at(in_seconds(one, 5)):
        page = gus.browser.get("/c/").content.decode()
    own = opened(world).get("/c/own/").content.decode()
    assert page.count("You began this") == 0
    assert own.count("You began this") == 1, "the breath that he left open"


# Afterwards


def landings(world: World) -> list[Any]:
    """What Gus sees when Hana stopped, said no, or nobody did anything."""
    found = []
    for ended in (_stopped, _refused, _ran_out):
        with rolled_back():
            one, gus, hana, practice = begun(world)
            ended(one, hana, practice)
            found.append(
                [seen(gus.opens(page, at=in_seconds(one, 60))) for page in ("now/", "landing/", "steadying/")]
            )
    return found


def _stopped(one: Night, hana: Phone, practice: Practice) -> None:
    stops(one, practice, at=in_seconds(one, 30), browser=hana.browser)


def _refused(one: Night, hana: Phone, practice: Practice) -> None:
    one.says("Hana", NOT_YET, at=in_seconds(one, 20))
    goes(hana, "on", at=in_seconds(one, 30))


def _ran_out(one: Night, hana: Phone, practice: Practice) -> None:
    Practice.objects.filter(pk=practice.pk).update(ends_at=in_seconds(one, 30))


def test_landing_is_the_same_whoever_or_whatever_ended_it(world: World) -> None:
    found = [[re.sub(rb"[0-9a-f-]{36}", b"", page[2]) for page in pages] for pages in landings(world)]
    assert found == [found[0]] * 3
    assert b"This is a good place to leave it" in found[0][1]


def test_going_from_the_landing_writes_down_an_end_that_time_brought(world: World) -> None:
    one, gus, _, practice = begun(world)
    _ran_out(one, gus, practice)
    page = goes(gus, "leave", at=in_seconds(one, 90))
    assert page.headers["Location"].endswith("/steadying/")
    assert one.again(practice).ended_at == in_seconds(one, 30)


def test_what_was_chosen_beforehand_comes_to_ones_own_phone_alone(world: World) -> None:
    one, gus, hana, practice = begun(world, way="one_phone")
    for name in ("Gus", "Hana"):
        homework.plan_for_afterwards(
            one.act(name, one.world.now),
            client=world.client(name),
            steadying="feet",
            aftercare=f"Tea for {name}.",
            keyring=world.keys,
        )
    stops(one, practice, at=in_seconds(one, 30))
    shared, own = (
        phone.opens("steadying/", at=in_seconds(one, 60)).content.decode() for phone in (gus, hana)
    )
    assert str(STEADY) in shared and "Tea for" not in shared and "notes/" not in shared
    assert "on your own phone" in shared
    assert "If you were far away" not in shared, "one phone lies between them, and others read it"
    assert str(STEADYING["feet"][1]) in own and "Tea for Hana." in own and "notes/" in own


# On paper


def test_card_says_when_it_was_posted_and_that_limits_come_first(world: World) -> None:
    one, gus, _, _ = begun(world, way="no_phone")
    page = gus.opens("card/", at=in_seconds(one, 9)).content.decode()
    assert "Limits may be tighter since" in page
    assert f"as pages have it since {one.begins_at:%A} {one.begins_at.day} {one.begins_at:%B %Y}" in page
    assert page.count("The person touching") == 3
    assert "<title>A card · Unhurried</title>" in page


def test_card_is_made_from_a_practice_under_way_alone(world: World) -> None:
    one, gus, _, practice = begun(world, way="no_phone")
    goes(gus, "finish", at=in_seconds(one, 600))
    assert one.again(practice).outcome == "finished"
    assert gus.opens("card/", at=in_seconds(one, 601)).status_code == 302


def test_stranger_is_sent_to_sign_in(world: World) -> None:
    one, _, _, _ = begun(world)
    with clock_at(in_seconds(one, 5)):
        page = world.browser(STRANGER).get(f"/c/evening/{one.occasion.pk}/now/")
    assert page.headers["Location"].startswith("/account/sign-in/")


def test_screen_has_the_heading_of_the_exercise(world: World) -> None:
    one, gus, _, _ = begun(world)
    assert heading(gus.opens("now/", at=in_seconds(one, 5))) == "A few slow minutes"


def test_with_a_third_person_it_is_longer_at_most(world: World) -> None:
    _, _, _, practice = begun(world)
    _, steps = homework.steps_of(practice)
    told = [minutes_at_most(run_of(steps, people=count), version_of(practice)) for count in (2, 3)]
    assert told == [25, 34]
