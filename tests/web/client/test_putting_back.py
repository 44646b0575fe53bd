"""What was let go of or taken back by oneself can be put back until pages next change, and nobody is told."""

from datetime import timedelta
from unittest.mock import patch
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db.models import QuerySet

from tests.homework.calendar import noor_and_ole, relationship_of, sets, shared
from tests.people import World, with_people
from tests.web.client.agreeing import Pair
from tests.web.client.private_area import asks_for_code, clock_at, opened, said_on, seen
from unhurried.consent.models import AgreementLine
from unhurried.homework.models import LettingGo, Occasion
from unhurried.homework.services import occasions

__all__ = ["noor_and_ole"]
pytestmark = with_people
BACK, PAGE = "/c/put-back/", "/c/together/"


@pytest.fixture
def block(world: World, noor_and_ole: None) -> Occasion:
    cache.clear()
    return sets(world, place="Where the dotterel rests", days=10)


def lets_go(world: World, name: str, block: Occasion) -> None:
    world.browser(name).post(f"{PAGE}{block.pk}/let-go/")


def puts_back(world: World, name: str, what: UUID) -> str:
    return said_on(opened(world, name).post(BACK, {"what": str(what)}, follow=True))


def is_let_go(block: Occasion) -> bool:
    return Occasion.objects.get(pk=block.pk).let_go_at is not None


def test_time_is_put_back_by_whoever_let_go_of_it(world: World, block: Occasion) -> None:
    lets_go(world, "Ole", block)
    assert is_let_go(block)
    assert "Put back." in puts_back(world, "Ole", block.pk)
    assert not is_let_go(block)
    assert "There is nothing to put back." in said_on(opened(world, "Ole").get(BACK))


def test_nobody_puts_back_what_somebody_else_let_go_of(world: World, block: Occasion) -> None:
    lets_go(world, "Noor", block)
    assert "There is nothing to put back." in said_on(opened(world, "Ole").get(BACK))
    assert "Put back." not in puts_back(world, "Ole", block.pk)
    assert is_let_go(block)


def prove_each_letting_go_stands_for_itself(world: World, block: Occasion) -> None:
    for name in ("Ole", "Noor"):
        lets_go(world, name, block)
    puts_back(world, "Ole", block.pk)
    assert is_let_go(block), "Noor let go of it too"
    puts_back(world, "Noor", block.pk)
    assert not is_let_go(block)


def test_what_both_let_go_of_stays_so_until_both_put_it_back(world: World, block: Occasion) -> None:
    prove_each_letting_go_stands_for_itself(world, block)


def test_putting_back_for_everybody_would_be_seen(world: World, block: Occasion) -> None:
    """The planted fault: one person's putting back takes everybody's letting go away."""
    with (
        patch.object(QuerySet, "aggregate", lambda *_, **__: {"at": None}),
        pytest.raises(AssertionError, match="Noor let go of it too"),
    ):
        prove_each_letting_go_stands_for_itself(world, block)


def test_after_the_posting_it_stays_let_go_of(world: World, block: Occasion) -> None:
    lets_go(world, "Ole", block)
    browser = opened(world, "Ole")
    at = shared(world).next_posting + timedelta(minutes=1)
    occasions.put_back_occasion(world.act("Ole", at=at), client=world.client("Ole"), occasion=block)
    assert is_let_go(block)
    with clock_at(at):
        assert block.place != b"" and str(block.pk) not in said_on(browser.get(BACK))


def test_nothing_tells_that_it_was_let_go_of_or_put_back(world: World, block: Occasion) -> None:
    """On either's pages, before the code, and in the calendar afterwards."""

    def pages(name: str) -> list[object]:
        with clock_at(world.now + timedelta(minutes=1)):
            return [seen(world.browser(name).get(url)) for url in (PAGE, f"{PAGE}kept/", BACK)]

    before = {name: pages(name) for name in ("Noor", "Ole")}
    LettingGo.objects.create(
        clinic_id=block.clinic_id, occasion=block, client=world.client("Ole"), let_go_at=world.now
    )
    Occasion.objects.filter(pk=block.pk).update(let_go_at=world.now)
    assert {name: pages(name) for name in ("Noor", "Ole")} == before
    occasions.put_back_occasion(world.act("Ole"), client=world.client("Ole"), occasion=block)
    assert {name: pages(name)[:2] for name in ("Noor", "Ole")} == {
        name: found[:2] for name, found in before.items()
    }
    assert relationship_of(world).pk == block.relationship_id


def test_letting_go_itself_asks_nothing(world: World, block: Occasion) -> None:
    answer = world.browser("Ole").post(f"{PAGE}{block.pk}/let-go/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{PAGE}kept/")
    assert asks_for_code(world.browser("Ole").get(BACK))
    assert f'href="{BACK}"' in said_on(world.browser("Noor").get(f"{PAGE}kept/")), "the way is always there"


def test_own_time_is_put_back_by_somebody_alone(world: World) -> None:
    given, day = world.given("Ivo", "min.body-scan"), str((world.now + timedelta(days=3)).date())
    browser = world.browser("Ivo")
    browser.post(f"/c/a/{given.pk}/time/", {"day": day, "at": "19:00", "place": ""})
    page = said_on(browser.post(f"/c/a/{given.pk}/time/let-go/", follow=True))
    assert "That time is let go." in page and "Put it back" in page
    first = LettingGo.objects.latest("let_go_at").occasion
    browser.post(BACK, {"what": str(first.pk)})
    assert not is_let_go(first)


def test_of_times_of_ones_own_one_stands(world: World) -> None:
    given, day = world.given("Ivo", "min.body-scan"), str((world.now + timedelta(days=3)).date())
    browser = world.browser("Ivo")
    browser.post(f"/c/a/{given.pk}/time/", {"day": day, "at": "19:00", "place": ""})
    browser.post(f"/c/a/{given.pk}/time/let-go/")
    browser.post(f"/c/a/{given.pk}/time/", {"day": day, "at": "20:00", "place": ""})
    browser.post(BACK, {"what": str(LettingGo.objects.latest("let_go_at").occasion_id)})
    standing = Occasion.objects.filter(client=world.client("Ivo"), assignment=given, let_go_at=None)
    assert [one.starts_at.minute for one in standing] == [0]
    assert standing.get() == LettingGo.objects.latest("let_go_at").occasion


def test_line_taken_back_is_put_back_by_its_owner(pair: Pair) -> None:
    cache.clear()
    world, taken = pair.world, AgreementLine.objects.filter(pk=pair.line.pk, taken_back_at=None)
    world.browser("Gus").post("/c/agreement/take-back/", {"line": str(pair.line.pk)})
    assert not taken.exists()
    assert "Put back." not in puts_back(world, "Hana", pair.line.pk)
    assert not taken.exists()
    assert "Put back." in puts_back(world, "Gus", pair.line.pk)
    assert taken.exists()
