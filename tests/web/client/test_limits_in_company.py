"""Limits where others are: nothing shows before the code, stricter words never ask, and what follows."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client as Browser

from tests.core.properties import finds_fault
from tests.homework.samples import give
from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import CODE, asks_for_code, choose_codes, clock_at, opened, said_on, seen
from tests.web.client.test_limits import LIMITS, TOUCHED, limits_of, page_of, sets
from unhurried.consent.agreement_queries import lines_for
from unhurried.consent.models import AgreementLine, Boundary
from unhurried.consent.queries import limits_between, own_limits_for, who_looked_at_limits
from unhurried.consent.services import put_body_words
from unhurried.core.boundaries import Word, limits_in_force
from unhurried.homework.queries.client import own_switches_for
from unhurried.people.models import Account
from unhurried.people.queries import relationships_of
from unhurried.people.services import set_private_code
from unhurried.web.client import marking
from unhurried.web.client.unlocking import Near

pytestmark = with_people

KEPT, FEET = f"{LIMITS}kept/", page_of("feet")
PAGES = (LIMITS, FEET, f"{FEET}quick/", KEPT)
SEEN = f"{LIMITS}seen/"
NOS = (Word.NOT_NOW, Word.NEVER)
ON_FEET = {"what": "feet", "direction": "being_touched"}


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def marks(browser: Browser, word: Word, url: str = FEET, **more: str) -> Any:
    return browser.post(url, {**ON_FEET, "word": word.value, **more})


def words_on_feet(world: World) -> list[Word]:
    return [word for _what, _direction, word, _other in limits_of(world, "Gus")]


def shaping(world: World) -> list[bool]:
    at = world.now + timedelta(minutes=5)
    return [one.shapes for one in own_limits_for(world.client("Gus"), at=at, keyring=world.keys)]


# Before the code, whoever holds the phone learns nothing


def nothing_said(world: World) -> None:
    """No row at all."""


def never_said(world: World) -> None:
    sets(world, "Gus", "feet", Word.NEVER)


def welcome_said(world: World) -> None:
    sets(world, "Gus", "feet", Word.WELCOME)


def much_said(world: World) -> None:
    sets(world, "Gus", "feet", Word.NOT_NOW, to="Hana")
    sets(world, "Gus", "blindfold", Word.ASK_FIRST)
    words = {"feet": "Paws"}
    put_body_words(world.act("Gus"), client=world.client("Gus"), words=words, keyring=world.keys)


def has_looked(world: World) -> None:
    world.browser("Gus").post(SEEN)


SECRETS = (nothing_said, never_said, welcome_said, much_said, has_looked)


def everything_tried(world: World, secret: Callable[[World], None]) -> list[Any]:
    """All replies to whoever picks up Gus's phone; a page's own count of acts is put aside."""
    with rolled_back():
        secret(world)
        browser = world.browser("Gus")
        replies = [browser.get(url) for url in PAGES]
        replies += [marks(browser, word, url) for word in Word for url in (LIMITS, FEET, f"{FEET}quick/")]
        replies += [browser.post(KEPT, {**ON_FEET, "choice": one}) for one in ("rest", "leave_out")]
        replies.append(browser.post(f"{FEET}word/", {"own_word": "Mine"}))
        replies.append(browser.post(SEEN))
        return [uncounted(reply) for reply in replies]


def uncounted(reply: Any) -> tuple[Any, ...]:
    status, headers, cookies, body = seen(reply)
    own = rb'name="(?:sequence" value="\d+|carried" value="[\w=-]+)"'
    return status, headers, cookies, re.sub(own, b"", body)


def told_apart(world: World) -> list[str]:
    blank = everything_tried(world, nothing_said)
    return [secret.__name__ for secret in SECRETS if everything_tried(world, secret) != blank]


def test_before_the_code_no_page_and_no_answer_tells_what_was_said(world: World) -> None:
    assert told_apart(world) == []


def test_page_that_shows_marks_before_the_code_is_found(world: World) -> None:
    with patch.object(marking, "_may_see", lambda *_: True):
        assert told_apart(world) == ["never_said", "welcome_said", "much_said"]


def test_button_that_asks_only_where_something_would_open_is_found(world: World) -> None:
    def eager(request: Any, company: Any, word: Word, standing: Any, what: str) -> Word | None:
        return None if marking.is_looser(word, standing, what=what) else word

    with patch.object(marking, "_word_to_keep", eager):
        assert told_apart(world) == ["never_said"]


def test_with_the_code_everything_shows(world: World) -> None:
    never_said(world)
    browser = opened(world)
    assert "18. Feet. When touched: Never." in said_on(browser.get(LIMITS))
    assert said_on(browser.get(FEET)).count('aria-pressed="true"') == 1
    assert "18. Feet. No mark." in said_on(world.browser("Gus").get(LIMITS))


def test_way_to_the_marks_leads_through_the_code(world: World) -> None:
    browser = world.browser("Gus")
    assert asks_for_code(browser.get(f"{LIMITS}open/"))
    browser.post(f"{LIMITS}open/", {"private_password": CODE})
    assert browser.get(f"{LIMITS}open/").headers["Location"] == LIMITS


# A stricter word never asks; a more open one asks for the code


@pytest.mark.parametrize("url", [LIMITS, FEET, f"{FEET}quick/"])
@pytest.mark.parametrize("word", NOS)
def test_stricter_word_is_taken_at_once_without_a_code(world: World, url: str, word: Word) -> None:
    welcome_said(world)
    assert marks(world.browser("Gus"), word, url).status_code == 302
    assert words_on_feet(world) == [word]


@pytest.mark.parametrize("url", [LIMITS, FEET, f"{FEET}quick/"])
@pytest.mark.parametrize("word", [Word.WELCOME, Word.ASK_FIRST])
def test_more_open_word_waits_for_the_code_and_goes_on_with_it(world: World, url: str, word: Word) -> None:
    never_said(world)
    browser = world.browser("Gus")
    assert asks_for_code(marks(browser, word, url))
    assert asks_for_code(marks(browser, word, url, private_password="not it", goes_on="on"))
    assert words_on_feet(world) == [Word.NEVER]
    assert marks(browser, word, url, private_password=CODE, goes_on="on").status_code == 302
    assert words_on_feet(world) == [word]


def test_never_is_not_softened_without_the_code_by_saying_not_now(world: World) -> None:
    never_said(world)
    assert marks(world.browser("Gus"), Word.NOT_NOW).status_code == 302
    assert words_on_feet(world) == [Word.NEVER]
    assert marks(opened(world), Word.NOT_NOW).status_code == 302
    assert words_on_feet(world) == [Word.NOT_NOW]


def test_whoever_has_no_code_sees_their_marks_and_chooses_one_to_open_them(world: World) -> None:
    Account.objects.filter(sign_in_name="gus").update(private_code="")
    never_said(world)
    browser = world.browser("Gus")
    assert "When touched: Never." in said_on(browser.get(LIMITS))
    assert asks_for_code(marks(browser, Word.NOT_NOW))
    assert words_on_feet(world) == [Word.NEVER]
    assert marks(browser, Word.WELCOME, page_of("hands")).status_code == 302, "nothing there was closed"


def test_somebody_alone_is_asked_for_nothing(world: World) -> None:
    browser = world.browser("Ivo")
    for word in (Word.NEVER, Word.WELCOME):
        assert marks(browser, word).headers["Location"] == FEET
    assert limits_of(world, "Ivo") == {("feet", TOUCHED, Word.WELCOME, None)}
    assert browser.get(KEPT).headers["Location"] == LIMITS


@pytest.fixture
def alone_with_a_code(world: World) -> World:
    """Ivo, who is on his own and chose a code; as somebody is who has left, and keeps theirs."""
    set_private_code(world.act("Ivo"), account=world.account("Ivo"), password=CODE)
    return world


def prove_a_code_closes_limits_alone(world: World) -> None:
    browser = world.browser("Ivo")
    assert marks(browser, Word.NEVER).status_code == 302
    assert "When touched: Never." not in said_on(browser.get(FEET))
    assert asks_for_code(marks(browser, Word.WELCOME))
    assert limits_of(world, "Ivo") == {("feet", TOUCHED, Word.NEVER, None)}


def test_code_closes_the_limits_of_somebody_alone_too(alone_with_a_code: World) -> None:
    prove_a_code_closes_limits_alone(alone_with_a_code)


def test_limits_that_open_with_the_last_partner_gone_are_found(
    alone_with_a_code: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Near, "keeps_behind_code", lambda here, own: here.is_in_company)
    finds_fault(prove_a_code_closes_limits_alone, alone_with_a_code)


# What follows a mark


def test_every_word_leads_to_one_address(world: World) -> None:
    browser = opened(world)
    assert {marks(browser, word).headers["Location"] for word in Word} == {KEPT}


def something_given(world: World) -> None:
    give(world, "Gus", "sf.0-hands")


def hana_says_the_same(world: World) -> None:
    sets(world, "Hana", "feet", Word.NEVER)


def pages_after(world: World, *worlds: Callable[[World], None]) -> Iterator[tuple[Any, ...]]:
    """The page after a no, in each of these worlds, as its owner has it."""
    for one in worlds:
        with rolled_back():
            one(world)
            browser = opened(world)
            marks(browser, Word.NEVER)
            yield uncounted(browser.get(KEPT))


def test_page_after_a_no_is_the_same_whatever_was_given_and_whatever_others_said(world: World) -> None:
    first, *others = pages_after(world, nothing_said, something_given, hana_says_the_same)
    assert b"Let the whole step rest" in first[-1]
    assert [other == first for other in others] == [True, True]


def test_what_was_said_is_told_for_a_moment_only(world: World) -> None:
    browser = opened(world)
    marks(browser, Word.NEVER)
    assert "Feet. When touched: Never." in said_on(browser.get(KEPT))
    with clock_at(world.now + timedelta(minutes=3)):
        assert browser.get(KEPT).headers["Location"] == LIMITS


def test_open_word_has_nothing_to_choose(world: World) -> None:
    browser = opened(world)
    marks(browser, Word.WELCOME)
    page = said_on(browser.get(KEPT))
    assert "It counts from the next time." in page
    assert 'name="choice"' not in page


def chooses(browser: Browser, choice: str, **more: str) -> Any:
    return browser.post(KEPT, {**ON_FEET, "choice": choice, **more})


def test_step_rests_until_its_owner_leaves_it_out_and_again_if_they_like(world: World) -> None:
    browser = opened(world)
    marks(browser, Word.NEVER)
    assert shaping(world) == [False]
    for choice, shapes in (("leave_out", True), ("rest", False), ("rest", False)):
        assert chooses(browser, choice).headers["Location"] == LIMITS
        assert (shaping(world), words_on_feet(world)) == ([shapes], [Word.NEVER])


def test_leaving_it_out_asks_for_the_code(world: World) -> None:
    browser = world.browser("Gus")
    marks(browser, Word.NEVER)
    assert asks_for_code(chooses(browser, "leave_out"))
    assert shaping(world) == [False]
    assert chooses(browser, "leave_out", private_password=CODE, goes_on="on").status_code == 302
    assert shaping(world) == [True]


def test_saying_no_again_rests_it_again(world: World) -> None:
    browser = opened(world)
    marks(browser, Word.NOT_NOW)
    chooses(browser, "leave_out")
    marks(browser, Word.NEVER)
    assert shaping(world) == [False]


@pytest.mark.parametrize("secret", [nothing_said, welcome_said])
def test_choice_about_what_is_not_refused_changes_nothing(
    world: World, secret: Callable[[World], None]
) -> None:
    secret(world)
    rows = Boundary.objects.count()
    for choice in ("leave_out", "rest"):
        assert chooses(opened(world), choice).status_code == 302
    assert Boundary.objects.count() == rows


def test_words_given_are_there_for_the_others_and_leave_the_limit_as_it_is(world: World) -> None:
    browser = world.browser("Gus")
    marks(browser, Word.NEVER)
    assert "You, Hana and Eli" in said_on(browser.get(KEPT))
    assert chooses(browser, "say", words="Not my feet for now.").headers["Location"] == LIMITS
    hana, later = world.client("Hana"), world.now + timedelta(days=8)
    (relationship,) = relationships_of(hana, now=world.now)
    read = lines_for(hana, relationship, posted_at=later, keyring=world.keys)
    assert "Not my feet for now." in [line.words for line in read]
    assert (shaping(world), words_on_feet(world)) == ([False], [Word.NEVER])


@pytest.mark.parametrize("words", ["", "   ", "long " * 100])
def test_words_that_cannot_be_given_are_shown_again(world: World, words: str) -> None:
    lines = AgreementLine.objects.count()
    page = chooses(opened(world), "say", words=words)
    assert page.status_code == 200
    assert words.strip() in page.content.decode()
    assert AgreementLine.objects.count() == lines


def changed_for_hana(world: World) -> list[str]:
    """Pages of hers that differ once he has said a good deal."""
    with rolled_back():
        browser = opened(world, "Hana")
        before = {url: uncounted(browser.get(url)) for url in PAGES}
        much_said(world)
        never_said(world)
        return [url for url in PAGES if uncounted(browser.get(url)) != before[url]]


def test_nothing_of_it_stands_on_anybody_elses_page(world: World) -> None:
    assert changed_for_hana(world) == []


def test_page_that_reads_everybodys_limits_is_found(world: World) -> None:
    def of_everybody(viewer: Any, *, at: Any, keyring: Any) -> frozenset[Any]:
        both = [world.client(name).pk for name in ("Gus", "Hana")]
        return limits_in_force(limits_between(both, keyring), at=at)

    with patch.object(marking, "own_limits_for", of_everybody):
        assert changed_for_hana(world) == [LIMITS, FEET, f"{FEET}quick/"]


# Looking through them once, before a first step with touch


def looked(world: World, name: str) -> bool:
    client = world.client(name)
    return client.pk in who_looked_at_limits([client.pk])


def test_having_looked_is_kept_and_the_page_is_the_same_as_before(world: World) -> None:
    browser = world.browser("Gus")
    before = uncounted(browser.get(LIMITS))
    assert not looked(world, "Gus")
    answer = browser.post(SEEN)
    assert (answer.status_code, answer.headers["Location"]) == (302, LIMITS)
    assert "Kept." in browser.get(LIMITS).content.decode()
    assert (looked(world, "Gus"), looked(world, "Hana")) == (True, False)
    assert uncounted(browser.get(LIMITS)) == before


def test_looking_asks_for_no_code_and_answers_alike_each_time(world: World) -> None:
    browser = world.browser("Gus")
    first, again = browser.post(SEEN), browser.post(SEEN)
    assert [one.headers["Location"] for one in (first, again)] == [LIMITS, LIMITS]


def test_looking_turns_no_other_switch(world: World) -> None:
    before = own_switches_for(world.client("Gus"))
    world.browser("Gus").post(SEEN)
    assert own_switches_for(world.client("Gus")) == before


def test_others_pages_know_nothing_of_a_look(world: World) -> None:
    def of_hana() -> list[tuple[Any, ...]]:
        return [uncounted(world.browser("Hana").get(url)) for url in ("/c/", "/c/together/", LIMITS)]

    with clock_at(world.now):
        before = of_hana()
        world.browser("Gus").post(SEEN)
        assert of_hana() == before
