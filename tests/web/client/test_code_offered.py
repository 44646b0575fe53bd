"""A code of one's own is offered in the first run, and can be left for later."""

import pytest
from django.core.cache import cache

from tests.people import World, with_people
from tests.web.client.private_area import CODE, asks_for_code, said_on
from unhurried.config.demo.cast import PASSWORD
from unhurried.people import services
from unhurried.people.models import Account, Client

pytestmark = with_people
WORDS = "/c/first/words/"
PLAIN = {"region": "England", "own_words": ""}
CHOSEN = {"sign_in_password": PASSWORD, "private_password": CODE, "again_password": CODE}


@pytest.fixture(autouse=True)
def hana_is_at_the_last_screen(world: World) -> None:
    cache.clear()
    Client.objects.filter(pk=world.client("Hana").pk).update(first_run_done_at=None)
    Account.objects.filter(sign_in_name="hana").update(private_code="")


def code_of(world: World) -> bool:
    return bool(world.account("Hana").private_code)


def is_done(world: World) -> bool:
    return world.client("Hana").first_run_done_at is not None


@pytest.mark.parametrize("filled_in", [{}, {"sign_in_password": PASSWORD}], ids=["empty", "by the browser"])
def test_code_can_be_left_for_later(world: World, filled_in: dict[str, str]) -> None:
    browser = world.browser("Hana")
    assert "A code of your own, if you like" in said_on(browser.get(WORDS))
    assert browser.post(WORDS, {**PLAIN, **filled_in}).headers["Location"] == "/c/"
    assert (is_done(world), code_of(world)) == (True, False)


def test_code_that_is_chosen_opens_the_private_pages_and_those_of_no_other_phone(world: World) -> None:
    browser = world.browser("Hana")
    assert browser.post(WORDS, {**PLAIN, **CHOSEN}).headers["Location"] == "/c/"
    assert (is_done(world), code_of(world)) == (True, True)
    assert not asks_for_code(browser.get("/c/private/"))
    assert asks_for_code(world.browser("Hana").get("/c/private/"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"sign_in_password": "not the one"}, "That does not match."),
        ({"private_password": "1111", "again_password": "1111"}, "what others would try first"),
        ({"again_password": "another"}, "These two are not the same."),
        ({"sign_in_password": ""}, "Please type the password you sign in with."),
    ],
)
def test_code_that_does_not_hold_is_said_and_nothing_is_kept(
    world: World, wrong: dict[str, str], words: str
) -> None:
    page = said_on(world.browser("Hana").post(WORDS, {**PLAIN, **CHOSEN, **wrong}))
    assert words in page and "<details open>" in page
    assert CODE not in page and PASSWORD not in page
    assert (is_done(world), code_of(world)) == (False, False)


def test_it_is_offered_to_nobody_who_has_one_and_not_again(world: World) -> None:
    services.set_private_code(world.act("Hana"), account=world.account("Hana"), password=CODE)
    assert "A code of your own" not in said_on(world.browser("Hana").get(WORDS))
    assert "A code of your own" not in said_on(world.browser("Ivo").get(WORDS))
