"""After something is kept, a page says what stands now: where it is not private, or the private area is open.

What is said in passing lies in a cookie until it is shown, so that it names nothing.
"""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.messages import get_messages
from django.core.cache import cache

from tests.core.properties import finds_fault
from tests.homework.evenings import night
from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.agreeing import Pair
from tests.web.client.private_area import choose_codes, opened, said_on
from unhurried.core.readiness import Answer
from unhurried.web.client.views import private

pytestmark = with_people

PRIVATELY: Final[dict[str, tuple[dict[str, str], str]]] = {
    "/c/private/mail/": ({"address": "wren@example.org"}, 'value="wren@example.org"'),
    "/c/private/afterwards/": ({"steadying": "feet", "aftercare": "Tea, wren."}, "Tea, wren."),
    "/c/private/switches/": ({"name": "life_change", "is_on": "yes"}, "<p>It is on.</p>"),
}
"""What is sent where, and how the page that follows says that it stands."""


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def prove_what_was_kept_stands(world: World) -> None:
    for url, (sent, stands) in PRIVATELY.items():
        browser = opened(world)
        answer = browser.post(url, sent)
        in_passing = " ".join(str(one) for one in get_messages(answer.wsgi_request))
        page = said_on(browser.get(answer.headers["Location"]))
        assert ("Kept." in page, stands in page) == (True, True)
        assert not any(word in in_passing for word in sent.values())


def test_what_was_kept_in_private_stands_on_its_page_and_in_no_cookie(world: World) -> None:
    prove_what_was_kept_stands(world)


def test_word_in_passing_that_names_what_was_kept_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private, "STANDS", "Kept. Mail may go to wren@example.org.")
    finds_fault(prove_what_was_kept_stands, world)


def test_time_of_ones_own_is_confirmed_and_so_is_letting_go_of_it(world: World) -> None:
    browser, given = world.browser("Ivo"), world.given("Ivo", "min.body-scan")
    day = str((world.now + timedelta(days=3)).date())
    answer = browser.post(f"/c/a/{given.pk}/time/", {"day": day, "at": "19:00", "place": ""})
    page = said_on(browser.get(answer.headers["Location"]))
    assert ("Kept. The time you set aside" in page, page.count("You set aside")) == (True, 1)
    answer = browser.post(f"/c/a/{given.pk}/time/let-go/")
    assert "No time is set aside for this now." in said_on(browser.get(answer.headers["Location"]))


def test_line_that_is_given_or_taken_back_is_confirmed(pair: Pair) -> None:
    browser = pair.world.browser("Gus")
    answer = browser.post("/c/agreement/", {"heading": "comfortable", "words": "By the window."})
    page = said_on(browser.get(answer.headers["Location"]))
    assert "Given. Your line stands below now." in page and "By the window." in page
    answer = browser.post("/c/agreement/take-back/", {"line": str(pair.line.pk)})
    assert "Taken back." in said_on(browser.get(answer.headers["Location"]))


def agreed_to(pair: Pair, browser: Any) -> bool:
    return "you agreed on" in said_on(browser.get("/c/agreement/kept/"))


def test_own_word_on_a_pause_is_said_where_the_private_area_is_open_alone(pair: Pair) -> None:
    before = agreed_to(pair, opened(pair.world))
    pair.accepts()
    assert [before, agreed_to(pair, opened(pair.world))] == [False, True]
    assert not agreed_to(pair, pair.world.browser("Gus"))
    assert not agreed_to(pair, opened(pair.world, "Hana")), "what somebody else agreed to is theirs"


# What is named instead of a step that rests


def kinder_page(world: World, name: str, exercise: str) -> str:
    browser, given = world.browser(name), world.given(name, exercise)
    browser.post(f"/c/a/{given.pk}/not-this-time/", {"code": "too_tired", "words": ""})
    return said_on(browser.get(f"/c/a/{given.pk}/not-this-time/kept/"))


def test_smaller_step_is_offered_where_ones_own_word_opens_it(world: World) -> None:
    assert "I would try this one" in kinder_page(world, "Ivo", "min.body-scan")


def test_smaller_step_is_not_offered_where_it_waits_for_others(world: World) -> None:
    night(world)
    assert "I would try this one" not in kinder_page(world, "Gus", "sf.0-hands")


def test_nothing_is_named_before_the_few_words_about_oneself(world: World) -> None:
    browser, given = world.browser("Dov"), give(world, "Dov", "com.warm-no")
    world.says("Dov", Answer.NOT_YET, given)
    named = "Each of these opens when you have said on its page that you are ready for it"
    assert named in said_on(browser.post(f"/c/a/{given.pk}/begin/"))
    world.client("Dov").intake.delete()
    page = said_on(browser.post(f"/c/a/{given.pk}/begin/"))
    assert ("Not this step just now" in page, named in page) == (True, False)
