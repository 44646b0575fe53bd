"""What rests because of a concern, and what a person sets for themselves."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from tests.homework.test_query_counts import asked
from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import (
    behind_the_code,
    choose_codes,
    clock_at,
    evening,
    opened,
    said_on,
    seen,
)
from unhurried.consent.models import Concern, Switch
from unhurried.core.readiness import Answer
from unhurried.homework.boards import board_of
from unhurried.homework.histories import history_of
from unhurried.homework.models import Hold
from unhurried.homework.services import safety
from unhurried.people.models import Participation

pytestmark = with_people


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def rests(world: World, wish: str) -> tuple[bool, bool, bool]:
    """Whether touch together rests now, at the next posting on pages, and at nine the next morning."""
    with rolled_back(), clock_at(world.now):
        world.browser("Gus").post("/c/private/line/", {"wish": wish, "words": ""})
        given = world.given("Gus")
        holds = history_of(given, world.keys).holds
        posting = board_of(given.relationship_id).schedule.next(world.now)
        morning = (world.now + timedelta(days=1)).replace(hour=9)
        return (
            any(hold.acts_at(world.now) for hold in holds),
            any(hold.shows_at(posting) for hold in holds),
            any(hold.acts_at(morning) for hold in holds),
        )


WISHED = {
    "keep_the_same": (False, False, False),
    "quiet_tonight": (True, False, False),
    "you_decide": (True, True, True),
}


def test_concern_rests_what_was_asked_for_and_no_more(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {wish: rests(world, wish) for wish in WISHED} == WISHED
    lasting = lambda act, relationship, client, keyring: safety.raise_hold(  # noqa: E731
        act, relationship, safety.HoldReason.CONCERN, client=client, keyring=keyring
    )
    monkeypatch.setattr(safety, "_quiet_until_morning", lasting)
    assert rests(world, "quiet_tonight") != WISHED["quiet_tonight"], "a night without a morning is noticed"


def test_concern_is_kept_in_its_own_words_for_the_clinician(world: World) -> None:
    world.browser("Gus").post("/c/private/line/", {"wish": "keep_the_same", "words": "The gate creaks."})
    row = Concern.objects.get(client=world.client("Gus"))
    assert (row.wish, row.seen_at, world.keys.open(row, "words")) == (
        "keep_the_same",
        None,
        "The gate creaks.",
    )


def test_line_says_when_somebody_reads_it(world: World) -> None:
    gus = world.client("Gus")
    page = said_on(world.browser("Gus").get("/c/private/line/"))
    assert [words for words in (gus.clinic.reading_hours, gus.clinic.cover, "not an emergency line")
            if words not in page] == []  # fmt: skip


def test_speaking_first_holds_touch_once_for_the_one_who_asked(world: World) -> None:
    for _tap in range(2):
        world.browser("Gus").post("/c/private/alone/")
    (hold,) = Hold.objects.filter(cause="speak_first")
    assert (hold.client, hold.lifted_at) == (world.client("Gus"), None)


def test_nothing_is_held_for_somebody_alone(world: World) -> None:
    assert world.browser("Ivo").post("/c/private/alone/").headers["Location"] == "/c/private/kept/"
    assert not Hold.objects.filter(cause="speak_first").exists()


def test_switches_turn_both_ways(world: World) -> None:
    browser = opened(world)
    for is_on in ("yes", "no"):
        browser.post("/c/private/switches/", {"name": "life_change", "is_on": is_on})
    rows = Switch.objects.filter(client=world.client("Gus")).order_by("switched_at")
    assert [(row.name, row.is_on) for row in rows] == [("life_change", True), ("life_change", False)]


def test_switch_is_shown_to_its_owner_alone(world: World) -> None:
    opened(world).post("/c/private/switches/", {"name": "life_change", "is_on": "yes"})
    pages = [said_on(opened(world, name).get("/c/private/switches/")) for name in ("Gus", "Hana")]
    assert ["It is on." in page for page in pages] == [True, False]


def test_leaving_ends_ones_own_part_and_asks_to_be_sure(world: World) -> None:
    browser, relationship = opened(world), world.given("Gus").relationship
    sent = {"relationship": str(relationship.pk)}
    assert browser.post("/c/private/part/", sent).status_code == 200
    assert (
        browser.post("/c/private/part/", {**sent, "is_sure": "on"}).headers["Location"] == "/c/private/kept/"
    )
    seats = Participation.objects.filter(relationship=relationship)
    assert {seat.client: seat.ended_at is None for seat in seats} == {
        world.client("Gus"): False,
        world.client("Hana"): True,
    }
    assert "You take part alone just now." in said_on(browser.get("/c/private/part/"))


def test_nobody_ends_somebody_elses_part(world: World) -> None:
    ivos = Participation.objects.get(client=world.client("Ivo"))
    page = opened(world).post(
        "/c/private/part/", {"relationship": str(ivos.relationship_id), "is_sure": "on"}
    )
    ivos.refresh_from_db()
    assert (page.status_code, ivos.ended_at) == (200, None)


def test_that_somebody_left_changes_nothing_on_the_others_private_pages(world: World) -> None:
    browser, hana = opened(world), opened(world, "Hana")
    with clock_at(world.now):
        before = {url: seen(hana.get(url)) for url in behind_the_code()}
        sent = {"relationship": str(world.given("Gus").relationship_id), "is_sure": "on"}
        browser.post("/c/private/part/", sent)
        assert {url: seen(hana.get(url)) for url in behind_the_code()} == before


@pytest.mark.parametrize(("address", "kept"), [("gus@example.org", "gus@example.org"), ("", "")])
def test_mail_goes_where_its_owner_says(world: World, address: str, kept: str) -> None:
    browser = opened(world)
    browser.post("/c/private/mail/", {"address": "first@example.org"})
    browser.post("/c/private/mail/", {"address": address})
    assert world.keys.open(world.client("Gus"), "mail_address") == kept


def test_two_addresses_are_not_taken_for_one(world: World) -> None:
    page = opened(world).post("/c/private/mail/", {"address": "a@example.org, b@example.org"})
    assert (page.status_code, world.client("Gus").mail_address) == (200, None)


def test_private_pages_ask_the_records_as_often_for_many_as_for_one(world: World) -> None:
    browser = opened(world)

    def counts() -> list[int]:
        return [asked(lambda url=url: browser.get(url)) for url in behind_the_code()]  # type: ignore[misc]

    evening(world, ended_at=world.now - timedelta(days=2))
    world.says("Gus", Answer.READY, world.given("Gus"))
    few = counts()
    for days in range(3, 13):
        evening(world, ended_at=world.now - timedelta(days=days))
        world.says("Gus", Answer.LIGHTER, world.given("Gus"))
    assert counts() == few
