"""The quick way out closes the private area, and nothing keeps anybody from leaving."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from tests.people import STRANGER, World, with_people
from tests.web.opened import open_private
from unhurried.people.models import AccountSession
from unhurried.people.services import set_private_code
from unhurried.storage.transactions import StorageBusy
from unhurried.web.pages import AWAY
from unhurried.web.public import views

pytestmark = with_people
LEAVE = "/leave/"


def with_area_open(world: World) -> Browser:
    set_private_code(world.act("Gus"), account=world.account("Gus"), password="a quiet door")
    browser = world.browser("Gus")
    AccountSession.objects.filter(pk=browser.session.session_key).update(unlocked_at=world.now)
    return browser


def is_open(browser: Browser) -> bool:
    return b"Tonight a kestrel." in browser.get("/c/journal/").content


def closes(world: World, method: str) -> bool:
    browser = with_area_open(world)
    assert is_open(browser)
    getattr(browser, method)(LEAVE)
    return not is_open(browser)


@pytest.mark.parametrize("method", ["get", "post"])
def test_leaving_closes_what_is_private(world: World, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    assert closes(world, method)
    monkeypatch.setattr(views, "lock_private", lambda act, **_: None)
    assert not closes(world, method), "an area that stays open would be noticed"


def test_link_leads_away_and_word_that_is_only_sent_leads_nowhere(world: World) -> None:
    page = with_area_open(world).get(LEAVE)
    assert (page.status_code, page.headers["Location"]) == (302, AWAY)
    sent = Browser(enforce_csrf_checks=True).post(LEAVE)
    assert (sent.status_code, sent.content) == (204, b"")


@pytest.mark.parametrize("name", [STRANGER, "Cleo", "Jo", "Ivo"])
def test_everybody_may_leave(world: World, name: str) -> None:
    assert world.browser(name).get(LEAVE).headers["Location"] == AWAY


@pytest.mark.parametrize("fault", [StorageBusy("busy"), OperationalError("disk is full")])
def test_records_that_cannot_be_written_keep_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise fault

    browser = world.browser("Gus")
    open_private([browser.session.session_key], at=world.now)
    monkeypatch.setattr(views, "lock_private", refuse)
    assert browser.get(LEAVE).headers["Location"] == AWAY


@pytest.mark.parametrize(("name", "page"), [(STRANGER, "/"), ("Gus", "/c/"), ("Cleo", "/clinician/")])
def test_every_page_has_the_way_out(world: World, name: str, page: str) -> None:
    assert f'href="{LEAVE}"' in world.browser(name).get(page).content.decode()
