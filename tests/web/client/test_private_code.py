"""The private area opens with one's own code, on one device, and asks again after five minutes."""

import re
from base64 import urlsafe_b64encode
from datetime import timedelta
from html import unescape
from typing import Any, Final
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.faults.canaries import disguises_in
from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import (
    CODE,
    HANAS_CODE,
    asks_for_code,
    behind_the_code,
    choose_codes,
    clock_at,
    opened,
    said_on,
)
from unhurried.config import middleware
from unhurried.config.demo.cast import PASSWORD
from unhurried.homework.models import AfterPlan
from unhurried.people import services
from unhurried.people.models import AuditEntry
from unhurried.people.queries import sign_in
from unhurried.web.client import unlocking

pytestmark = with_people
WORD: Final = "chamomile"


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def tries(browser: Browser, code: str, url: str = "/c/private/") -> Any:
    return browser.post(url, {"private_password": code})


def still_open(world: World) -> list[str]:
    """The pages that do not ask again, five minutes after the code was given."""
    browser = world.browser("Gus")
    with clock_at(world.now):
        assert tries(browser, CODE).headers["Location"] == "/c/private/"
        assert [url for url in behind_the_code() if asks_for_code(browser.get(url))] == []
    with clock_at(world.now + timedelta(minutes=5)):
        return [url for url in behind_the_code() if not asks_for_code(browser.get(url))]


def test_every_private_page_asks_again_after_five_minutes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(behind_the_code()) == 15
    assert still_open(world) == []
    monkeypatch.setattr(sign_in, "STAYS_UNLOCKED", timedelta(days=1))
    assert still_open(world) == behind_the_code(), "pages that stay open would be noticed"


LIES_THERE, TYPED_ON = "/c/private/answers/", "/c/private/afterwards/"


def asks_again_in(world: World, url: str) -> str | None:
    """The seconds after which a browser without scripts asks anew for this page, a minute after the code."""
    browser = world.browser("Gus")
    with clock_at(world.now):
        tries(browser, CODE)
    with clock_at(world.now + timedelta(minutes=1)):
        found: str | None = browser.get(url).headers.get("Refresh")
    return found


def test_page_closes_without_scripts_unless_something_may_be_typed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls = (LIES_THERE, "/c/journal/", TYPED_ON, "/c/journal/new/")
    assert [asks_again_in(world, url) for url in urls] == ["241", "241", None, None]
    assert "Refresh" not in world.browser("Gus").get("/c/journal/").headers, "it is closed"
    monkeypatch.setattr(middleware, "_WRITTEN_ON", re.compile(rb"$ never"))
    assert asks_again_in(world, TYPED_ON) == "241", "a page that takes typed words away would be noticed"


def marks(page: Any) -> tuple[bool, bool]:
    """Whether the page knows when it closes, and that words stand on it."""
    return b'data-closes-in="' in page.content, b"data-holds-words" in page.content


def test_page_that_opens_or_comes_back_with_words_closes_as_any_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = {"steadying": "a trumpet"}
    assert marks(opened(world).get(TYPED_ON)) == (True, False)
    assert marks(opened(world).post(TYPED_ON, unknown)) == (True, True)
    at_once = {**unknown, "private_password": CODE, "goes_on": "yes"}
    assert marks(world.browser("Gus").post(TYPED_ON, at_once)) == (True, True)
    monkeypatch.setattr(unlocking, "replace", lambda person, **changed: person)
    assert marks(world.browser("Gus").post(TYPED_ON, at_once)) == (False, False), (
        "a page that opens and does not know it would be noticed"
    )


def opens(world: World, code: str) -> bool:
    browser = world.browser("Gus")
    tries(browser, code)
    return not asks_for_code(browser.get("/c/private/"))


def test_partners_or_strangers_code_opens_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    foreign = (HANAS_CODE, "1234", "", "x" * 300, PASSWORD)
    assert [opens(world, code) for code in (*foreign, CODE)] == [False] * 5 + [True]
    monkeypatch.setattr(services, "code_found", lambda account, code: services.Code.OWN)
    assert any(opens(world, code) for code in foreign), "a code that anybody has would be noticed"


def test_wrong_code_is_said_plainly_on_the_same_page(world: World) -> None:
    page = tries(world.browser("Gus"), "not the one")
    assert page.status_code == 200
    assert "That does not match. Nothing was changed." in said_on(page)
    assert "not the one" not in said_on(page)


def test_what_was_typed_goes_on_with_the_code_once(world: World) -> None:
    """The five minutes were over when it was sent."""
    browser, act = world.browser("Gus"), str(uuid4())
    typed = {"steadying": "feet", "aftercare": "Tea, <b>hot</b>.", "act": act, "sequence": "900"}
    page = browser.post("/c/private/afterwards/", typed)
    assert asks_for_code(page)
    assert not AfterPlan.objects.exists()
    assert "Tea" not in page.content.decode(), "whoever goes back to this page reads nothing of it"
    carried = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.content.decode()))
    assert len(carried["carried"]) > 100
    sent = {name: unescape(value) for name, value in carried.items()} | {"private_password": CODE}
    assert browser.post("/c/private/afterwards/", sent).headers["Location"] == "/c/private/afterwards/"
    kept = AfterPlan.objects.get(client=world.client("Gus"))
    assert (kept.steadying, world.keys.open(kept, "aftercare")) == ("feet", "Tea, <b>hot</b>.")
    assert AuditEntry.objects.get(pk=act).verb == "plan_for_afterwards"


def before_the_code(world: World) -> str:
    """The page that stands between what Gus typed and its place."""
    page = world.browser("Gus").post("/c/private/afterwards/", {"aftercare": f"Tea, {WORD}."})
    assert asks_for_code(page)
    return str(page.content.decode())


def test_nobody_reads_on_the_code_page_what_was_typed_before_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert disguises_in(before_the_code(world).encode(), WORD) == []

    def wrapped(text: str, *, to: str) -> str:
        return urlsafe_b64encode(text.encode()).decode()

    monkeypatch.setattr(unlocking, "carried", wrapped)
    assert disguises_in(before_the_code(world).encode(), WORD), (
        "words wrapped and not sealed would be noticed"
    )


def arrived(world: World, url: str, name: str, code: str) -> list[str]:
    """What somebody writes by handing in what Gus's page for afterwards carried, at this page of theirs."""
    token = re.findall(r'name="carried" value="([^"]+)"', before_the_code(world))[0]
    with rolled_back():
        handed_in = {"carried": token, "goes_on": "yes", "private_password": code}
        world.browser(name).post(url, handed_in)
        plans = AfterPlan.objects.filter(client=world.client(name))
        return [words for plan in plans if (words := world.keys.open(plan, "aftercare"))]


def test_what_was_typed_goes_on_nowhere_but_where_it_was_typed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = ("/c/private/afterwards/", "Gus", CODE)
    elsewhere = (("/c/private/afterwards/", "Hana", HANAS_CODE), ("/c/private/line/", "Gus", CODE))
    assert arrived(world, *own) == [f"Tea, {WORD}."]
    assert [arrived(world, *way) for way in elsewhere] == [[], []]
    monkeypatch.setattr(unlocking, "_page_of", lambda request: "")
    assert arrived(world, *elsewhere[0]), "words that anybody's page takes would be noticed"


def test_what_was_typed_stays_after_a_wrong_code(world: World) -> None:
    browser = world.browser("Gus")
    page = browser.post(
        "/c/private/afterwards/", {"aftercare": "Tea.", "private_password": "no", "goes_on": "yes"}
    )
    assert 'name="carried"' in page.content.decode()
    assert 'name="goes_on"' in page.content.decode()
    assert "Tea." not in page.content.decode()


def said_after_a_right_code(world: World, *, is_used: bool) -> list[bool]:
    """Nine wrong codes, and the right one in between or not; then three more. Whether each is refused."""
    cache.clear()
    phone = world.browser("Gus")
    for number in range(9):
        tries(phone, f"guess {number}")
    if is_used:
        tries(phone, CODE)
        phone.post("/c/private/close/")
    return ["many times" in said_on(tries(phone, f"more {number}")) for number in range(3)]


def test_wrong_codes_do_not_tell_whether_the_right_one_was_used(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who tries codes on this phone before and after its owner would know that it was opened."""
    assert said_after_a_right_code(world, is_used=True) == said_after_a_right_code(world, is_used=False)
    real = unlocking.tried

    def clearing(request: Any, fits: Any) -> Any:
        found = real(request, fits)
        if found is unlocking.Tried.RIGHT:
            cache.clear()
        return found

    monkeypatch.setattr(unlocking, "tried", clearing)
    assert said_after_a_right_code(world, is_used=True) != said_after_a_right_code(world, is_used=False)


def refused_elsewhere(world: World) -> list[bool]:
    """Somebody guesses on one device. Whether the right code is refused there, and on another one."""
    cache.clear()
    theirs, own = world.browser("Gus"), world.browser("Gus")
    for number in range(10):
        tries(theirs, f"guess {number}")
    return [asks_for_code(tries(browser, CODE)) for browser in (theirs, own)]


def test_guessing_is_slowed_down_and_locks_nobody_out_elsewhere(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused_elsewhere(world) == [True, False]
    consume = unlocking.ratelimit.consume
    planted = lambda request, **told: consume(request, **told | {"key": str(request.user.pk)})  # noqa: E731
    monkeypatch.setattr(unlocking.ratelimit, "consume", planted)
    assert refused_elsewhere(world) == [True, True], "a limit on the account would be noticed"


def test_another_persons_guesses_leave_ones_own_tries(world: World) -> None:
    for number in range(12):
        tries(world.browser("Hana"), f"guess {number}")
    assert opens(world, CODE)


def test_code_is_chosen_by_whoever_knows_the_sign_in_password(world: World) -> None:
    browser = world.browser("Dov")
    new = {"private_password": "2580", "again_password": "2580"}
    wrong = browser.post("/c/private/", {**new, "sign_in_password": "not-the-password"})
    assert (wrong.status_code, world.account("Dov").private_code) == (200, "")
    assert browser.post("/c/private/", {**new, "sign_in_password": PASSWORD}).status_code == 302
    assert services.private_code_matches(world.account("Dov"), "2580")
    assert not asks_for_code(browser.get("/c/private/"))


@pytest.mark.parametrize("code", ["123", "0000", "1234", PASSWORD])
def test_code_that_is_tried_first_is_not_taken(world: World, code: str) -> None:
    sent = {"sign_in_password": PASSWORD, "private_password": code, "again_password": code}
    assert world.browser("Dov").post("/c/private/", sent).status_code == 200
    assert world.account("Dov").private_code == ""


def test_forgotten_code_is_replaced_by_the_sign_in_password(world: World) -> None:
    sent = {"sign_in_password": PASSWORD, "private_password": "a new door", "again_password": "a new door"}
    assert world.browser("Gus").post("/c/private/code/", sent).headers["Location"] == "/c/private/"
    assert services.private_code_matches(world.account("Gus"), "a new door")


def test_area_closes_at_a_tap(world: World) -> None:
    browser = opened(world)
    assert browser.post("/c/private/close/").headers["Location"] == "/c/"
    assert asks_for_code(browser.get("/c/private/"))


CAREFUL = {
    "/c/limits/": {"what": "feet", "direction": "being_touched", "word": "never"},
    "/c/private/line/": {"wish": "you_decide", "words": ""},
    "/c/private/alone/": {},
}


def test_careful_words_never_ask_for_the_code(world: World) -> None:
    given = {f"/c/a/{world.given('Gus').pk}/answer/": {"answer": "not_yet"}}
    pages = [world.browser("Gus").post(url, sent) for url, sent in {**CAREFUL, **given}.items()]
    assert [page.status_code for page in pages] == [302] * 4
