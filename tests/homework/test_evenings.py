"""How an evening begins: the same in every world. Each promise is broken once, and has to notice."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from tests.homework.causes import CAUSES, limit_on_all_of_it, not_yet_tonight
from tests.homework.evenings import (
    LIGHTER,
    READY,
    Night,
    night,
    row_of,
    willing,
)
from tests.people import World, rolled_back, with_people
from unhurried.core.disclosure import Evening
from unhurried.core.evenings import LASTS, SETTLING, STAYS_OPEN, Hour, over_since
from unhurried.crypto.fields import keyring
from unhurried.homework import services as homework
from unhurried.homework.evenings import course_of
from unhurried.homework.facts import place_shown
from unhurried.homework.models import Assignment, Occasion, Practice, Readiness
from unhurried.homework.queries import client as queries
from unhurried.homework.services import tonight
from unhurried.homework.services.tonight import NotTheTime

pytestmark = with_people
A_MOMENT: Final = timedelta(milliseconds=1)


def in_world(world: World, cause: Callable[[Night], None] | None) -> Night:
    """Gus is ready; Hana is too, or something stands in the way."""
    if cause is None:
        return willing(world)
    one = night(world)
    one.says("Gus", READY)
    cause(one)
    return one


def test_all_willing_it_is_the_step(world: World) -> None:
    practice = willing(world).begin()
    assert (practice.evening, practice.phase, practice.version) == ("step", "hands", "full")


def test_one_lighter_word_makes_it_the_smallest(world: World) -> None:
    one = willing(world)
    one.says("Hana", LIGHTER)
    practice = one.begin()
    assert (practice.evening, practice.version) == ("smaller", "near")


def test_what_is_told_follows_the_version_and_not_the_wish(world: World) -> None:
    """Where the smallest was given, somebody's wish for less changes nothing, and so it is not heard of."""
    one = willing(world)
    Assignment.objects.filter(pk=one.given.pk).update(version="near")
    one.says("Hana", LIGHTER)
    practice = one.begin()
    assert (practice.evening, practice.version) == ("step", "near")


def outcomes(world: World) -> list[str]:
    """What differs between the worlds in which something stands in the way, as it is stored."""
    rows = []
    for cause in CAUSES.values():
        with rolled_back():
            rows.append(row_of(in_world(world, cause).begin()))
    return [f"{name}: {row}" for name, row in zip(CAUSES, rows, strict=True) if row != rows[0]]


def test_every_cause_comes_out_as_the_same_evening(world: World) -> None:
    assert outcomes(world) == []


def test_it_is_time_without_touch(world: World) -> None:
    one = in_world(world, not_yet_tonight)
    practice = one.begin()
    assert (practice.evening, practice.ended_at) == ("without_touch", None)
    assert homework.run_of_practice(practice) == ()


def test_evening_that_tells_a_cause_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def telling(**facts: Any) -> Evening:
        return Evening.SMALLER if "limit" in facts["gate"].held_by else Evening.WITHOUT_TOUCH

    monkeypatch.setattr(tonight, "evening_for", telling)
    monkeypatch.setattr(
        tonight,
        "_as_told",
        lambda evening, place, _: tonight._Tonight(evening=evening, place=place, version=None),
    )
    assert [fault.partition(":")[0] for fault in outcomes(world)] == [limit_on_all_of_it.__name__]


def refusals(world: World) -> set[tuple[str, str]]:
    """Of every world and every moment at which it is too early or too late: what a begin answers."""
    found = set()
    for cause in (None, *CAUSES.values()):
        with rolled_back():
            one = in_world(world, cause)
            for since in (-A_MOMENT, timedelta(), SETTLING - A_MOMENT, STAYS_OPEN + A_MOMENT):
                found.add((str(since), refusal(one, since)))
    return found


def refusal(one: Night, since: timedelta) -> str:
    try:
        one.begin(at=one.occasion.starts_at + since)
    except NotTheTime as refused:
        return repr(refused)
    return "begun"


def test_settling_is_as_long_in_every_world(world: World) -> None:
    assert {answer for _, answer in refusals(world)} == {"NotTheTime()"}


def test_settling_that_is_not_fixed_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it would be built in good faith: who has nothing to wait for need not wait."""

    def hurried(starts_at: Any, now: Any) -> Hour:
        has_said = Readiness.objects.filter(kind="day", client=world.client("Hana")).exists()
        return fixed(starts_at, now) if has_said else Hour.TONIGHT

    fixed = tonight.hour_of
    monkeypatch.setattr(tonight, "hour_of", hurried)
    assert "begun" in {answer for _, answer in refusals(world)}


def asked_at_begin(one: Night) -> list[str]:
    """The statements of a begin, without their values."""
    act, gus = one.act("Gus", one.begins_at), one.world.client("Gus")
    with asked_of("default") as records, asked_of("keys") as keys:
        homework.begin_evening(act, client=gus, occasion=one.occasion, way="one_phone", keyring=keyring())
    return [_shape(query["sql"]) for query in [*records, *keys] if "SAVEPOINT" not in query["sql"]]


def asked_of(alias: str) -> CaptureQueriesContext:
    return CaptureQueriesContext(connections[alias])


def _shape(sql: str) -> str:
    return re.split(" WHERE | VALUES | SET ", sql)[0]


def shapes(world: World) -> dict[str, list[str]]:
    found = {}
    for name, cause in {"willing": None, **CAUSES}.items():
        with rolled_back():
            found[name] = asked_at_begin(in_world(world, cause))
    return found


def test_begin_asks_the_records_the_same_in_every_world(world: World) -> None:
    """A begin that is refused sooner would say by its time what it does not say in words."""
    found = shapes(world)
    assert [name for name in found if found[name] != found["willing"]] == []


def test_begin_that_stops_asking_early_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tonight._tonight

    def hurried(at: Any, client: Any, occasion: Occasion, *rest: Any) -> Any:
        if occasion.let_go_at:
            place = place_shown(rest[0], at)
            return tonight._Tonight(evening=Evening.WITHOUT_TOUCH, place=place, version=None)
        return slow(at, client, occasion, *rest)

    monkeypatch.setattr(tonight, "_tonight", hurried)
    found = shapes(world)
    assert [name for name in found if found[name] != found["willing"]] == ["let_go"]


def test_two_phones_begin_one_practice(world: World) -> None:
    one = willing(world)
    first, second = (
        one.begin("Gus"),
        one.begin("Hana", way="no_phone", at=one.begins_at + timedelta(seconds=1)),
    )
    assert (first.pk, first.way) == (second.pk, second.way)
    assert Practice.objects.filter(occasion=one.occasion).count() == 1


def test_what_has_begun_is_found_by_a_phone_that_comes_late(world: World) -> None:
    one = willing(world)
    assert one.begin().pk == one.begin("Hana", at=one.begins_at + timedelta(hours=9)).pk


def test_one_evening_at_a_time(world: World) -> None:
    """What an earlier evening left open is closed, at the hour at which time itself had closed it."""
    one = willing(world)
    begun_at = one.begins_at - timedelta(days=1)
    times = {"begun_at": begun_at, "ends_at": begun_at + LASTS}
    row = row_of(one.begin()) | {**times, "assignment": one.given}
    Practice.objects.filter(occasion=one.occasion).delete()
    left = Practice.objects.create(**row, occasion=_another_time(one), step_began_at=one.begins_at)
    one.begin()
    assert (one.again(left).ended_at, one.again(left).outcome) == (left.begun_at + LASTS, "stopped")


def _another_time(one: Night) -> Occasion:
    other = Occasion.objects.get(pk=one.occasion.pk)
    other.pk = uuid4()
    other.save(force_insert=True)
    return other


def test_what_each_opens_alone_has_nothing_to_begin_together(world: World) -> None:
    one = willing(world)
    breath = world.given("Gus")
    Occasion.objects.filter(pk=one.occasion.pk).update(assignment=breath)
    pk = homework.begin_evening(
        one.act("Gus", one.begins_at),
        client=world.client("Gus"),
        occasion=one.occasion,
        way="one_phone",
        keyring=world.keys,
    )
    assert pk == one.occasion.pk
    assert not Practice.objects.filter(occasion=one.occasion).exists()


def found(world: World, name: str, one: Night, **later: float) -> queries.TimeTogether | None:
    at = one.world.now + timedelta(**later)
    return queries.time_together_for(world.client(name), one.occasion.pk, now=at)


def test_everybody_in_it_finds_the_same_time(world: World) -> None:
    one = willing(world)
    assert found(world, "Gus", one) == found(world, "Hana", one) is not None
    assert [found(world, name, one) for name in ("Ivo", "Dov", "Ana")] == [None] * 3


def test_time_of_ones_own_is_not_an_evening(world: World) -> None:
    own = Occasion.objects.filter(client=world.client("Gus"), block="own").get()
    assert queries.time_together_for(world.client("Gus"), own.pk, now=world.now) is None


def test_let_go_it_stands_until_the_posting(world: World) -> None:
    one = willing(world)
    homework.let_go_of_occasion(
        one.act("Hana", one.world.now), client=one.world.client("Hana"), occasion=one.occasion
    )
    for name in ("Gus", "Hana"):
        now, tomorrow = found(world, name, one), found(world, name, one, days=1)
        assert now is not None and tomorrow is not None
        assert (now.is_posted, tomorrow.is_posted) == (True, False)
        assert tomorrow.hour(one.world.now) is Hour.OVER


@contextmanager
def asked(count: int) -> Iterator[None]:
    with CaptureQueriesContext(connections["default"]) as records:
        yield
    assert len(records) == count, [query["sql"] for query in records]


def test_what_a_phone_asks_is_one_read(world: World) -> None:
    practice = willing(world).begin()
    queries.practice_polled(practice.pk)
    with asked(1):
        polled = queries.practice_polled(practice.pk)
    assert polled is not None
    assert over_since(course_of(polled), practice.begun_at) is None
