"""The second unlock: one's own code, on one device, for five minutes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from tests.people import World, with_people
from unhurried.people import services
from unhurried.people.acts import ActConflict
from unhurried.people.models import AccountSession
from unhurried.people.queries import sign_in, signed_in_by

pytestmark = with_people

CODE = "a quiet door"
OPEN_FOR = timedelta(minutes=5)
A_LITTLE = timedelta(seconds=1)


def key_of(browser: Browser) -> str:
    return str(browser.session.session_key)


def chooses(world: World, name: str, browser: Browser | None = None, *, code: str = CODE) -> None:
    here = key_of(browser) if browser else ""
    services.set_private_code(world.act(name), account=world.account(name), password=code, session_key=here)


def unlocks(world: World, name: str, browser: Browser, *, at: datetime) -> None:
    services.unlock_private(world.act(name, at=at), account=world.account(name), session_key=key_of(browser))


def is_open(browser: Browser, at: datetime) -> bool:
    found = signed_in_by(key_of(browser), at)
    assert found is not None
    return found.is_unlocked(at)


def minutes_open(world: World) -> list[bool]:
    """Just opened, at the very end, and after it."""
    browser = world.browser("Gus")
    unlocks(world, "Gus", browser, at=world.now)
    return [is_open(browser, world.now + late) for late in (timedelta(), OPEN_FOR - A_LITTLE, OPEN_FOR)]


def test_area_stays_open_for_five_minutes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert minutes_open(world) == [True, True, False]
    monkeypatch.setattr(sign_in, "STAYS_UNLOCKED", timedelta(days=1))
    assert minutes_open(world) != [True, True, False], "an area that stays open would be noticed"


def test_area_is_open_on_the_device_where_the_code_was_given(world: World) -> None:
    here, there = world.browser("Gus"), world.browser("Gus")
    unlocks(world, "Gus", here, at=world.now)
    assert (is_open(here, world.now), is_open(there, world.now)) == (True, False)


def test_session_of_somebody_else_is_never_opened(world: World) -> None:
    theirs = world.browser("Hana")
    services.unlock_private(world.act("Gus"), account=world.account("Gus"), session_key=key_of(theirs))
    assert not is_open(theirs, world.now)


def test_new_code_opens_here_and_closes_everywhere_else(world: World) -> None:
    here, there = world.browser("Gus"), world.browser("Gus")
    unlocks(world, "Gus", there, at=world.now)
    chooses(world, "Gus", here)
    assert (is_open(here, world.now), is_open(there, world.now)) == (True, False)


def test_area_can_be_closed_before_its_time(world: World) -> None:
    browser = world.browser("Gus")
    unlocks(world, "Gus", browser, at=world.now)
    services.lock_private(world.act("Gus"), account=world.account("Gus"), session_key=key_of(browser))
    assert not is_open(browser, world.now)


def test_signing_in_again_closes_it(world: World) -> None:
    browser = world.browser("Gus")
    unlocks(world, "Gus", browser, at=world.now)
    browser.force_login(world.account("Gus"))
    assert AccountSession.objects.get(pk=key_of(browser)).unlocked_at is None


def codes_that_fit(world: World, matches: Callable[..., bool]) -> list[str]:
    chooses(world, "Gus")
    chooses(world, "Hana", code="another door")
    gus = world.account("Gus")
    return [code for code in (CODE, "another door", "", CODE.upper()) if matches(gus, code)]


def any_code(account: Any, code: str) -> bool:
    """Planted: looks whether there is a code, and not whose."""
    return bool(account.private_code) and bool(code)


def test_code_is_its_owners_and_nobody_elses(world: World) -> None:
    assert codes_that_fit(world, services.private_code_matches) == [CODE]
    assert codes_that_fit(world, any_code) != [CODE], "a code that anybody has would be noticed"


def test_no_code_fits_where_none_was_chosen(world: World) -> None:
    assert not services.private_code_matches(world.account("Dov"), "")


def test_code_is_kept_as_a_hash(world: World) -> None:
    chooses(world, "Gus")
    assert CODE not in world.account("Gus").private_code
    assert world.account("Gus").private_code.count("$") > 1


def test_unlocking_is_an_act_of_its_own(world: World) -> None:
    act, account = world.act("Gus"), world.account("Gus")
    services.unlock_private(act, account=account, session_key=key_of(world.browser("Gus")))
    with pytest.raises(ActConflict):
        services.lock_private(act, account=account, session_key="")
