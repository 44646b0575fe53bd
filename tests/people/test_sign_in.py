"""Signing in tells nobody who has an account, is slowed down when guessed at, and ends when it should."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live_settings
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client as Browser
from django.utils.module_loading import import_string

from tests.people import STRANGER, World, with_people
from unhurried.config import settings as own_settings
from unhurried.config.demo.cast import PASSWORD
from unhurried.people.models import AccountSession
from unhurried.people.queries import signed_in_by

pytestmark = with_people

SIGN_IN = "/account/sign-in/"


@pytest.fixture(autouse=True)
def nothing_tried_yet() -> None:
    cache.clear()


def tries(browser: Browser, name: str, password: str) -> Any:
    return browser.post(SIGN_IN, {"login": name, "password": password})


def seen(page: Any, name: str) -> tuple[int, list[str], bytes]:
    body = re.sub(rb'name="(csrfmiddlewaretoken|act)" value="[^"]*"', b"", page.content)
    return page.status_code, sorted(page.cookies), body.replace(f'value="{name}"'.encode(), b"")


def is_signed_in(browser: Browser) -> bool:
    return browser.get("/account/password/").status_code == 200


def test_name_and_password_let_a_person_in(world: World) -> None:
    browser = world.browser(STRANGER)
    assert tries(browser, "ivo", PASSWORD).headers["Location"] == "/"
    assert browser.get("/").headers["Location"] == "/c/"


def test_name_may_be_written_large(world: World) -> None:
    assert tries(world.browser(STRANGER), "IVO", PASSWORD).status_code == 302


def test_unknown_name_and_wrong_password_answer_alike(world: World) -> None:
    unknown = tries(world.browser(STRANGER), "nobody", PASSWORD)
    wrong = tries(world.browser(STRANGER), "ivo", "not-the-password")
    assert seen(unknown, "nobody") == seen(wrong, "ivo")
    assert b"do not belong together" in wrong.content


def test_account_that_is_closed_answers_like_one_that_never_was(world: World) -> None:
    account = world.account("Ivo")
    account.is_active = False
    account.save()
    closed = tries(world.browser(STRANGER), "ivo", PASSWORD)
    assert seen(closed, "ivo") == seen(tries(world.browser(STRANGER), "nobody", PASSWORD), "nobody")


@pytest.mark.parametrize("name", ["ivo", "nobody"])
def test_guessing_is_slowed_down_after_ten(world: World, name: str) -> None:
    answers = [tries(world.browser(STRANGER), name, f"guess number {count}") for count in range(11)]
    assert [b"do not belong together" in page.content for page in answers] == [True] * 10 + [False]
    assert tries(world.browser(STRANGER), name, PASSWORD).status_code != 302


def test_somebody_who_is_in_stays_in_while_another_guesses(world: World) -> None:
    """A limit on the name itself would let anybody lock anybody out."""
    ivo = world.browser("Ivo")
    for count in range(12):
        tries(world.browser(STRANGER), "ivo", f"guess number {count}")
    assert ivo.get("/c/").status_code == 200
    elsewhere = Browser(raise_request_exception=False, REMOTE_ADDR="192.0.2.7")
    assert tries(elsewhere, "ivo", PASSWORD).status_code == 302


def test_passwords_are_kept_by_argon2_in_one_lane() -> None:
    (path,) = own_settings.PASSWORD_HASHERS
    hasher = import_string(path)()
    assert hasher.encode("an evening", "0123456789abcdef").startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")


def test_session_carries_whom_it_stands_for(world: World) -> None:
    tries(browser := world.browser(STRANGER), "ivo", PASSWORD)
    row = AccountSession.objects.get(pk=browser.session.session_key)
    ivo = world.client("Ivo")
    assert (row.account, row.client, row.clinician, row.manager) == (ivo.account, ivo, None, None)


def test_session_carries_a_clinician_and_a_manager_too(world: World) -> None:
    rows = [AccountSession.objects.get(pk=world.browser(name).session.session_key) for name in ("Cleo", "Jo")]
    assert [(row.client, row.clinician, row.manager) for row in rows] == [
        (None, world.clinician("Cleo"), None),
        (None, None, world.manager("Jo")),
    ]


def test_changed_password_ends_every_session(world: World) -> None:
    here, elsewhere = world.browser("Ivo"), world.browser("Ivo")
    account = world.account("Ivo")
    account.set_password("three-unusual-words")
    account.save()
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (False, False)
    assert not AccountSession.objects.filter(account=account).exists()


def test_password_changed_on_the_page_ends_the_other_session(world: World) -> None:
    here, elsewhere = world.browser("Ivo"), world.browser("Ivo")
    new = {"oldpassword": PASSWORD, "password1": "three-unusual-words", "password2": "three-unusual-words"}
    assert here.post("/account/password/", new).status_code == 302
    assert not is_signed_in(elsewhere)
    assert tries(world.browser(STRANGER), "ivo", PASSWORD).status_code == 200
    assert tries(world.browser(STRANGER), "ivo", "three-unusual-words").status_code == 302


def test_session_ends_with_its_time_and_with_its_account(world: World) -> None:
    key = world.browser("Ivo").session.session_key
    assert key is not None
    assert signed_in_by(key, world.now) is not None
    assert signed_in_by(key, world.now + timedelta(seconds=live_settings.SESSION_COOKIE_AGE + 60)) is None
    account = world.account("Ivo")
    account.is_active = False
    account.save()
    assert signed_in_by(key, world.now) is None


def test_signing_out_forgets_the_session(world: World) -> None:
    browser = world.browser("Ivo")
    key = browser.session.session_key
    assert browser.post("/account/sign-out/").status_code == 302
    assert not AccountSession.objects.filter(pk=key).exists()
    assert not is_signed_in(browser)


def test_session_data_that_was_tampered_with_is_no_session(world: World) -> None:
    browser = world.browser("Ivo")
    key = browser.session.session_key
    AccountSession.objects.filter(pk=key).update(session_data="tampered")
    assert not is_signed_in(browser)


def test_session_of_one_cannot_be_pointed_at_another(world: World) -> None:
    """Whoever can write the row but not the seal over its data changes nobody's sign-in."""
    browser = world.browser("Dov")
    key = browser.session.session_key
    ivo = world.client("Ivo")
    AccountSession.objects.filter(pk=key).update(account=ivo.account, client=ivo)
    assert not is_signed_in(browser)


def test_sessions_data_names_the_account_alone(world: World) -> None:
    session = world.browser("Ivo").session
    assert session[SESSION_KEY] == str(world.account("Ivo").pk)
    assert set(session.keys()) == {SESSION_KEY, "_auth_user_backend", "_auth_user_hash"}
