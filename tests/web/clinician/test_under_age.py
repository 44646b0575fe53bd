"""Somebody under 18: nothing of theirs opens, nothing is given or deleted, and nobody else is told."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.apps import apps

from tests.homework.test_cautions import refusals
from tests.homework.test_gates import told
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.client.phones import RANDOM
from tests.web.clinician.test_caseload_page import row
from tests.web.clinician.test_cautions import tells_at_once
from tests.web.clinician.together import asked, sent
from unhurried.core.readiness import Answer
from unhurried.core.scopes import Refusal

pytestmark = with_people
AT = hours(20)
PAGES = ("/c/", "/c/together/", "/c/mine/", "/c/private/", "/c/more/", "/c/journal/", "/c/limits/")


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        stage = set_up()
        for name in stage.clients:
            stage.says(name, Answer.READY, hours(1))
        yield stage


def closes(stage: Stage, **fields: str) -> Any:
    return sent(stage, "under_age", AT, {"is_sure": "on", **fields}, client_id=stage.clients["Ana"].pk)


def shown(stage: Stage, name: str) -> list[tuple[int, bytes]]:
    browser = stage.browser(name)
    with clock_at(AT):
        found = [browser.get(page) for page in PAGES]
    return [(one.status_code, RANDOM.sub(b"", one.content)) for one in found]


def rows() -> dict[str, int]:
    kept = {model.__name__: model._base_manager.count() for model in apps.get_models()}
    return {name: count for name, count in kept.items() if name not in {"AuditEntry", "AccountSession"}}


def test_nothing_of_theirs_opens_and_the_page_names_no_reason(stage: Stage) -> None:
    assert {status for status, _page in shown(stage, "Ana")} == {200}
    assert closes(stage).status_code == 302
    found = shown(stage, "Ana")
    assert {status for status, _page in found} == {403}
    words = unescape(found[0][1].decode())
    assert "Your pages here are closed" in words and "/help-now/" in words
    assert "18" not in words.split("<main")[1] and "age" not in words.split("<main")[1].lower().split()


def test_caseload_says_that_their_access_was_closed(stage: Stage) -> None:
    """The planted fault is the line of whoever was treated with them."""
    closes(stage)
    words = (
        f'<a href="/clinician/people/{stage.clients["Ana"].pk}/under-age/">Access closed: under age</a> <span'
    )
    assert {name: words in row(stage, name) for name in stage.clients} == {"Ana": True, "Ben": False}


def test_nothing_is_deleted_and_nothing_is_given(stage: Stage) -> None:
    before = rows()
    assert refusals(stage) == ()
    closes(stage)
    assert rows() == before
    assert refusals(stage) == (Refusal.KEPT_BACK,)
    assert told(stage) != [], "touch rests at once"


def test_nobody_treated_with_them_is_told(stage: Stage) -> None:
    before = shown(stage, "Ben")
    closes(stage)
    assert shown(stage, "Ben") == before


def test_telling_them_at_once_would_be_noticed(stage: Stage) -> None:
    before = shown(stage, "Ben")
    tells_at_once(stage)
    assert shown(stage, "Ben") != before


def test_it_is_asked_first_and_found_from_their_page(stage: Stage) -> None:
    ana = {"client_id": stage.clients["Ana"].pk}
    assert (
        f"/clinician/people/{ana['client_id']}/under-age/"
        in asked(stage, "about", AT, **ana).content.decode()
    )
    assert "Please tick this if you are sure." in closes(stage, is_sure="").content.decode()
    assert {status for status, _page in shown(stage, "Ana")} == {200}
    closes(stage)
    assert "Their access was closed on" in asked(stage, "under_age", AT, **ana).content.decode()
