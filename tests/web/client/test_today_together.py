"""The time set aside together that is next: on everybody's Today alike, and silent about who lets go."""

import re
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db.models import Q

from tests.core.properties import finds_fault
from tests.homework.calendar import noor_and_ole, relationship_of, sets, shared
from tests.people import World, rolled_back, with_people
from tests.web.client.phones import clock_at
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Occasion, Practice
from unhurried.homework.queries.client import next_time, own_practices_for, practices
from unhurried.people.models import AccountSession
from unhurried.storage.prepared import Prepared

__all__ = ["noor_and_ole"]

pytestmark = with_people


def told_on(world: World, name: str, at: datetime) -> list[str]:
    """The times that Today names, as words and the address behind them."""
    browser = world.browser(name)
    AccountSession.objects.update(expire_date=at + timedelta(days=30))
    with clock_at(at):
        page = browser.get("/c/").content.decode()
    return re.findall(r'href="(/c/evening/[^"]+/)">(.*?)</a>', page)


def set_at(world: World, starts_at: datetime, **said: Any) -> Occasion:
    return sets(world, starts_at=starts_at, **said)


def test_today_names_the_next_time_and_leads_to_it(world: World) -> None:
    evening = shared(world).next_posting.replace(hour=20)
    later = set_at(world, evening + timedelta(hours=1))
    first = set_at(world, evening, kind="closeness")
    morning = evening.replace(hour=9)
    line = [(f"/c/evening/{first.pk}/", "Quiet time")]
    assert [told_on(world, name, morning) for name in ("Noor", "Ole")] == [line, line]
    assert told_on(world, "Noor", evening + timedelta(hours=4, minutes=1)) == []
    assert later.pk != first.pk


def test_only_today_and_tomorrow_are_near_enough(world: World) -> None:
    evening = shared(world).next_posting.replace(hour=20) + timedelta(days=7)
    set_at(world, evening)
    told = [bool(told_on(world, "Ole", evening - timedelta(days=days))) for days in (0, 1, 2)]
    assert told == [True, True, False]


def test_somebody_alone_and_somebody_elses_time(world: World) -> None:
    set_at(world, world.now + timedelta(hours=1))
    assert [told_on(world, name, world.now) for name in ("Ivo", "Gus")] == [[], []]


def evening_begun(world: World, who: str, occasion: Occasion) -> Practice:
    relationship = relationship_of(world)
    given = Assignment.objects.filter(relationship=relationship).order_by("pk")[0]
    return Practice.objects.create(
        clinic_id=relationship.clinic_id,
        assignment=given,
        occasion=occasion,
        begun_by=world.client(who),
        phase=given.phase,
        version=given.version,
        begun_at=occasion.starts_at,
        step_began_at=occasion.starts_at,
    )


def prove_what_has_ended_is_gone(world: World) -> None:
    """For both of them in the same instant, whoever began it; ended by a hand or by time."""
    evening = shared(world).next_posting.replace(hour=20)
    occasion = set_at(world, evening, kind="closeness")
    later = evening + timedelta(minutes=30)
    line = [(f"/c/evening/{occasion.pk}/", "Quiet time")]
    for who, outcome in product(("Noor", "Ole"), (*Practice.Outcome.values, "")):
        with rolled_back():
            begun = evening_begun(world, who, occasion)
            assert [told_on(world, name, later) for name in ("Noor", "Ole")] == [line, line]
            ends = {"ended_at": later, "outcome": outcome} if outcome else {"ends_at": later}
            Practice.objects.filter(pk=begun.pk).update(**ends)
            assert [told_on(world, name, later) for name in ("Noor", "Ole")] == [[], []]


def test_evening_that_has_ended_is_gone_from_today(world: World) -> None:
    prove_what_has_ended_is_gone(world)


def prove_time_ends_it_as_a_hand_does(world: World) -> None:
    """What the guide's draw ended is looked back on like the rest, or its cause would be told by that."""
    evening = shared(world).next_posting.replace(hour=20)
    begun = evening_begun(world, "Noor", set_at(world, evening, kind="closeness"))
    later = evening + timedelta(minutes=30)
    for ends in ("ended_at", "ends_at"):
        Practice.objects.filter(pk=begun.pk).update(**{"ended_at": None, "ends_at": None, ends: later})
        for name in ("Noor", "Ole"):
            assert begun in own_practices_for(world.client(name), now=later), ends


def test_evening_is_looked_back_on_whatever_ended_it(world: World) -> None:
    prove_time_ends_it_as_a_hand_does(world)


def test_looking_back_on_what_hands_ended_alone_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practices, "over", lambda now: Q(ended_at__isnull=False))
    finds_fault(prove_time_ends_it_as_a_hand_does, world)


def test_today_that_goes_on_naming_it_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_time, "_near", Prepared(next_time._times))
    finds_fault(prove_what_has_ended_is_gone, world)


def prove_letting_go_is_silent(world: World) -> None:
    """Whoever let go: until the next posting both read what they read before, and then neither does."""
    posting = shared(world).next_posting
    occasion = set_at(world, posting + timedelta(hours=8))
    before, after = posting - timedelta(minutes=5), posting + timedelta(minutes=5)
    told = {name: told_on(world, name, before) for name in ("Noor", "Ole")}
    assert len(told["Noor"]) == 1
    for who in ("Noor", "Ole"):
        with rolled_back():
            homework.let_go_of_occasion(world.act(who), client=world.client(who), occasion=occasion)
            assert {name: told_on(world, name, before) for name in told} == told
            assert [told_on(world, name, after) for name in told] == [[], []]


def test_letting_go_is_silent_on_today(world: World) -> None:
    prove_letting_go_is_silent(world)


def test_today_that_follows_at_once_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_time, "_is_posted", lambda row, at: row.let_go_at is None)
    finds_fault(prove_letting_go_is_silent, world)
