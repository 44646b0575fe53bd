"""The second code shows a plain day: the pages of somebody who said nothing, and nothing that opens by it."""

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import (
    CODE,
    asks_for_code,
    behind_the_code,
    choose_codes,
    clock_at,
    evening,
    said_on,
    seen,
)
from unhurried.config.demo.cast import PASSWORD
from unhurried.consent.models import BodyWords, Boundary, Concern
from unhurried.core.boundaries import Direction, Word
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import AfterPlan, Assignment, Occasion, Practice, Readiness
from unhurried.people import services
from unhurried.people.models import AuditEntry
from unhurried.people.services import private as codes
from unhurried.web.client import marking, unlocking
from unhurried.web.client.body import PLACES

pytestmark = with_people
SECOND: Final = "a plain day"
LATER: Final = timedelta(minutes=10)
ALSO_OPEN: Final = (
    "/c/journal/",
    "/c/mine/",
    "/c/own/",
    "/c/put-back/",
    "/c/together/joining/",
    "/c/limits/",
    "/c/limits/1/",
)
"""Pages elsewhere that open by the second code too, with nothing of one's own on them."""


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def chooses_second(world: World, *, tells: bool = False, code: str = SECOND) -> None:
    act = world.act("Gus")
    services.set_second_code(act, account=world.account("Gus"), password=code, tells=tells)


def opened_by(world: World, code: str) -> Browser:
    browser = world.browser("Gus")
    assert browser.post("/c/private/", {"private_password": code}).status_code == 302
    return browser


def writes_everything(world: World) -> None:
    """What there is of Gus's own behind his code."""
    gus, keys = world.client("Gus"), world.keys
    own = {"client": gus, "keyring": keys}
    writing = homework.Writing(page=world.act("Gus").id, text="Nobody reads this.")
    homework.write_journal_entry(world.act("Gus"), author=gus, writing=writing, keyring=keys)
    homework.plan_for_afterwards(world.act("Gus"), steadying="feet", aftercare="Tea and quiet.", **own)
    services.set_mail_address(world.act("Gus"), address="gus@example.org", **own)
    mark = {"what": PLACES[0].what, "direction": Direction.BEING_TOUCHED, "word": Word.NOT_NOW}
    homework.set_boundary(world.act("Gus"), **mark, **own)
    world.says("Gus", Answer.NOT_YET, world.given("Gus"))


def pages_by(world: World, code: str) -> dict[str, Any]:
    browser = opened_by(world, code)
    return {url: seen(browser.get(url)) for url in (*behind_the_code(), *ALSO_OPEN)}


def said_nothing(world: World) -> None:
    """Gus's life in which nothing was written, answered, begun or given to him alone."""
    gus = world.client("Gus")
    gus.journal_entries.all().delete()
    Practice.objects.filter(begun_by=gus, occasion=None).delete()
    for row in (Assignment, Occasion, Readiness, Boundary, BodyWords):
        row.objects.filter(client=gus).delete()


def pages_that_tell(world: World) -> list[str]:
    """Pages by the second code that differ, after all was written, from those of his own code without it."""
    chooses_second(world)
    with rolled_back(), clock_at(world.now + LATER):
        said_nothing(world)
        empty = pages_by(world, CODE)
    with rolled_back(), clock_at(world.now + LATER):
        writes_everything(world)
        plain = pages_by(world, SECOND)
    return [url for url in empty if plain[url] != empty[url]]


def test_plain_day_is_what_his_own_code_shows_before_anything_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pages_that_tell(world) == []
    monkeypatch.setattr(unlocking, "reader_of", lambda request, viewer: viewer)
    told = {"/c/journal/", "/c/private/answers/", "/c/private/afterwards/", "/c/private/mail/"}
    assert told <= set(pages_that_tell(world)), "a plain day with somebody's words would be noticed"
    monkeypatch.setattr(marking, "reader_of", lambda request, viewer: viewer)
    assert "/c/limits/" in pages_that_tell(world)


def test_plain_day_shows_what_today_shows(world: World) -> None:
    title = world.given("Gus").exercise
    page = said_on(opened_by(world, CODE).get("/c/private/"))
    chooses_second(world)
    plain = said_on(opened_by(world, SECOND).get("/c/private/"))
    links = [set(re.findall(r'href="(/c/a/[^"]+)"', one)) for one in (page, plain)]
    assert title is not None
    assert links[0] == links[1] != set()


SENT: Final = {
    "/c/private/switches/": {"name": "life_change", "is_on": "yes"},
    "/c/private/afterwards/": {"steadying": "feet", "aftercare": "Tea."},
    "/c/private/mail/": {"address": "elsewhere@example.org"},
    "/c/private/second/": {"code": SECOND, "second_password": "another one", "again_password": "another one"},
}


def sent_from_plain_day(world: World) -> dict[str, tuple[int, str]]:
    browser = opened_by(world, SECOND)
    return {url: _went(browser.post(url, said)) for url, said in SENT.items()}


def _went(page: Any) -> tuple[int, str]:
    return page.status_code, page.headers.get("Location", "")


def kept_by(world: World) -> list[object]:
    return [
        *AuditEntry.objects.exclude(verb="unlock_private").values_list("pk", flat=True),
        *AfterPlan.objects.values_list("pk", flat=True),
        world.account("Gus").second_code,
        world.client("Gus").mail_address,
    ]


def test_what_is_sent_from_a_plain_day_looks_kept_and_is_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses_second(world)
    before = kept_by(world)
    assert sent_from_plain_day(world) == {url: (302, url) for url in SENT}
    assert kept_by(world) == before
    monkeypatch.setattr(unlocking, "reader_of", lambda request, viewer: viewer)
    sent_from_plain_day(world)
    assert kept_by(world) != before, "a plain day that keeps what is sent would be noticed"


def test_limit_is_not_loosened_by_the_second_code(world: World) -> None:
    chooses_second(world)
    browser = opened_by(world, SECOND)
    for word in ("never", "welcome"):
        mark = {"direction": "being_touched", "word": word}
        assert not asks_for_code(browser.post("/c/limits/8/", mark))
    mine = Boundary.objects.filter(client=world.client("Gus")).order_by("said_at")
    assert "welcome" not in [world.keys.open(row, "said") for row in mine][-1:]


def test_nothing_begins_and_no_other_page_opens_by_it(world: World) -> None:
    chooses_second(world)
    browser, given = opened_by(world, SECOND), world.given("Gus")
    before = Practice.objects.count()
    begun = browser.post(f"/c/a/{given.pk}/begin/", {})
    assert Practice.objects.count() == before
    assert begun.headers.get("Location") in ("/c/private/", f"/c/a/{given.pk}/")
    assert browser.get("/c/first/contact/").headers["Location"] == "/c/private/"


def test_careful_words_count_under_a_plain_day(world: World) -> None:
    chooses_second(world)
    browser = opened_by(world, SECOND)
    browser.post("/c/private/line/", {"wish": "you_decide", "words": "Please call."})
    browser.post(f"/c/a/{world.given('Gus').pk}/answer/", {"answer": "not_yet", "about": "this"})
    assert Concern.objects.filter(client=world.client("Gus"), wish="you_decide").exists()
    assert Readiness.objects.filter(client=world.client("Gus")).exists()


def tries_counted(world: World, code: str | None) -> list[bool]:
    """Nine wrong codes, and this one in between; then three more. Whether each is refused."""
    cache.clear()
    phone = world.browser("Gus")
    for number in range(9):
        phone.post("/c/private/", {"private_password": f"guess {number}"})
    if code:
        phone.post("/c/private/", {"private_password": code})
        phone.post("/c/private/close/")
    more = (phone.post("/c/private/", {"private_password": f"more {number}"}) for number in range(3))
    return ["many times" in said_on(page) for page in more]


def test_counting_of_tries_does_not_tell_which_code_was_typed(world: World) -> None:
    chooses_second(world)
    assert tries_counted(world, CODE) == tries_counted(world, SECOND) == tries_counted(world, None)


def works_done(world: World, monkeypatch: pytest.MonkeyPatch, code: str) -> int:
    """How often a code is worked through for one try: that is what a try costs."""
    done = []
    real = codes.check_password
    with monkeypatch.context() as patched:
        patched.setattr(codes, "check_password", lambda *said: done.append(said) or real(*said))
        services.code_found(world.account("Gus"), code)
    return len(done)


def test_every_try_is_worked_through_twice_whether_there_is_a_second_code_or_not(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = (CODE, SECOND, "not the one")
    without = [works_done(world, monkeypatch, code) for code in tries]
    stored = len(world.account("Gus").second_code), world.account("Gus").second_code.split("$")[0]
    chooses_second(world)
    assert [works_done(world, monkeypatch, code) for code in tries] == without == [2, 2, 2]
    chosen = world.account("Gus").second_code
    assert (len(chosen), chosen.split("$")[0]) == stored


def page_of_second(world: World) -> Any:
    with clock_at(world.now + LATER):
        return seen(opened_by(world, CODE).get("/c/private/second/"))


def test_page_where_it_is_chosen_does_not_tell_whether_there_is_one(world: World) -> None:
    with rolled_back():
        before = page_of_second(world)
    chooses_second(world, tells=True)
    assert page_of_second(world) == before


def chooses_on_its_page(world: World, **said: str) -> Browser:
    browser = opened_by(world, CODE)
    sent = {"code": CODE, "second_password": SECOND, "again_password": SECOND, **said}
    browser.post("/c/private/second/", sent)
    return browser


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, services.Code.SECOND),
        ({"code": "not my own"}, services.Code.NEITHER),
        ({"again_password": "another"}, services.Code.NEITHER),
        ({"second_password": "", "again_password": ""}, services.Code.NEITHER),
    ],
)
def test_second_code_is_chosen_by_whoever_knows_the_first(
    world: World, said: dict[str, str], found: services.Code
) -> None:
    chooses_on_its_page(world, **said)
    assert services.code_found(world.account("Gus"), SECOND) is found


def test_both_codes_differ(world: World) -> None:
    chooses_on_its_page(world, second_password=CODE, again_password=CODE)
    assert services.code_found(world.account("Gus"), CODE) is services.Code.OWN
    chooses_second(world)
    new = {"sign_in_password": PASSWORD, "private_password": SECOND, "again_password": SECOND}
    assert world.browser("Gus").post("/c/private/code/", new).headers["Location"] == "/c/private/"
    assert services.code_found(world.account("Gus"), SECOND) is services.Code.OWN


def test_another_code_of_ones_own_leaves_the_second(world: World) -> None:
    chooses_second(world)
    services.set_private_code(world.act("Gus"), account=world.account("Gus"), password="a new door")
    assert services.code_found(world.account("Gus"), SECOND) is services.Code.SECOND


def told(world: World) -> list[tuple[str, str]]:
    rows = Concern.objects.filter(client=world.client("Gus")).order_by("raised_at")
    return list(rows.values_list("about", "wish"))


@pytest.mark.parametrize(("tells", "expected"), [(True, [("asked_to_see", "keep_the_same")]), (False, [])])
def test_typing_it_tells_the_clinician_where_its_owner_chose_so(
    world: World, tells: bool, expected: list[tuple[str, str]]
) -> None:
    chooses_second(world, tells=tells)
    for _time in range(2):
        opened_by(world, SECOND)
    assert told(world) == expected


def test_own_code_and_a_wrong_one_tell_nobody(world: World) -> None:
    chooses_second(world, tells=True)
    opened_by(world, CODE)
    world.browser("Gus").post("/c/private/", {"private_password": "wrong"})
    assert told(world) == []


def test_it_closes_like_the_area_and_ones_own_code_opens_it_again(world: World) -> None:
    chooses_second(world)
    writes_everything(world)
    browser = opened_by(world, SECOND)
    assert "Nobody reads this" not in said_on(browser.get("/c/journal/"))
    browser.post("/c/private/close/")
    assert asks_for_code(browser.get("/c/private/"))
    browser.post("/c/private/", {"private_password": CODE})
    assert "gus@example.org" in said_on(browser.get("/c/private/mail/"))


def test_what_everybody_knows_stays_on_it(world: World) -> None:
    evening(world, ended_at=world.now - timedelta(days=1))
    chooses_second(world)
    browser = opened_by(world, SECOND)
    assert "With others" in said_on(browser.get("/c/private/"))
    assert "End my part in this relationship" in said_on(browser.get("/c/private/part/"))
