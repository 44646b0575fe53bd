"""A joining link works once, for a while, and tells nothing to somebody who tries codes."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client as Browser

from tests.people import STRANGER, World, with_people
from unhurried.people import services
from unhurried.people.models import Account, Client, JoiningLink
from unhurried.people.refusals import NoSuchAccount
from unhurried.people.services import LIVES_FOR, JoiningLinkSpent, SignInNameTaken

pytestmark = with_people

PASSWORD = "an-unhurried-evening"
NEVER_MADE = "2222-2222-2222-2222-2222"


@pytest.fixture
def noor(world: World) -> Client:
    """A client who has not joined yet."""
    return newcomer(world, "Noor")


def newcomer(world: World, name: str) -> Client:
    new = services.NewClient(name=name, region="England", is_adult_attested=True)
    client_id = services.take_on(
        world.act("Cleo"),
        clinician=world.clinician("Cleo"),
        people=[new],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )
    return Client.objects.get(pk=client_id)


def sheet_for(world: World, person: Client, *, at: datetime | None = None) -> str:
    act = world.act("Cleo", at=at or world.now)
    code = services.code_of(act)
    services.make_joining_link(act, person=person, code=code)
    return code


def joins(world: World, code: str, name: str = "noor", *, at: datetime | None = None) -> Account:
    act = replace(world.stage("Cleo").act(0), at=at or world.now)
    return services.account_of(services.join(act, code=code, sign_in_name=name, password=PASSWORD))


def test_link_seats_the_person_it_was_printed_for(world: World, noor: Client) -> None:
    account = joins(world, sheet_for(world, noor))
    noor.refresh_from_db()
    assert (noor.account, noor.joined_at, noor.adult_declared_at) == (account, world.now, world.now)


def test_link_works_once(world: World, noor: Client) -> None:
    code = sheet_for(world, noor)
    joins(world, code)
    with pytest.raises(JoiningLinkSpent):
        joins(world, code, "another")
    assert not Account.objects.filter(sign_in_name="another").exists()


def test_link_expires(world: World, noor: Client) -> None:
    code = sheet_for(world, noor)
    with pytest.raises(JoiningLinkSpent):
        joins(world, code, at=world.now + LIVES_FOR)
    joins(world, code, at=world.now + LIVES_FOR - timedelta(seconds=1))


def test_newer_link_supersedes_the_one_before(world: World, noor: Client) -> None:
    first, second = sheet_for(world, noor), sheet_for(world, noor)
    with pytest.raises(JoiningLinkSpent):
        joins(world, first)
    joins(world, second)


def test_link_of_one_person_leaves_anothers_alone(world: World, noor: Client) -> None:
    code = sheet_for(world, noor)
    sheet_for(world, newcomer(world, "Ole"))
    joins(world, code)


def test_nobody_who_has_joined_gets_another_sheet(world: World, noor: Client) -> None:
    """Whoever found it at home would sit down in that person's place."""
    joins(world, sheet_for(world, noor))
    noor.refresh_from_db()
    with pytest.raises(services.HasJoined):
        sheet_for(world, noor)


def test_sheet_printed_before_somebody_joined_by_other_means_is_dead(world: World, noor: Client) -> None:
    code = sheet_for(world, noor)
    Client.objects.filter(pk=noor.pk).update(account=world.client("Ivo").account)
    with pytest.raises(JoiningLinkSpent):
        joins(world, code)


@pytest.mark.parametrize(
    ("who", "door"), [("Jo", "/clinic/members/{id}/link/"), ("Cleo", "/clinician/people/{id}/link/")]
)
def test_page_prints_no_sheet_for_somebody_who_has_joined(world: World, who: str, door: str) -> None:
    seated = world.clinician("Cleo") if who == "Jo" else world.client("Ivo")
    page = world.browser(who).post(door.format(id=seated.pk))
    assert (page.status_code, JoiningLink.objects.filter(used_at=None).exists()) == (302, False)


def test_password_replaced_by_the_machine_ends_every_sign_in(world: World) -> None:
    browser = world.browser("Ivo")
    password = services.replace_password(sign_in_name="ivo", at=world.now)
    assert browser.get("/c/").headers["Location"] == "/account/sign-in/"
    assert world.client("Ivo").account.check_password(password)  # type: ignore[union-attr]


def test_password_of_nobody_is_not_replaced(world: World) -> None:
    with pytest.raises(NoSuchAccount):
        services.replace_password(sign_in_name="nobody", at=world.now)


def test_name_in_use_is_refused_and_the_link_stays_live(world: World, noor: Client) -> None:
    code = sheet_for(world, noor)
    with pytest.raises(SignInNameTaken):
        joins(world, code, "ivo")
    joins(world, code)


def test_code_is_kept_as_a_mark_only(world: World, noor: Client) -> None:
    code = sheet_for(world, noor)
    row = JoiningLink.objects.values_list().get(client=noor, used_at=None)
    assert code not in repr(row) and code.replace("-", "") not in repr(row)


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "{upper}", "{spaced}"])
def test_code_can_be_typed_as_people_type(world: World, noor: Client, typed: str) -> None:
    code = sheet_for(world, noor)
    words = typed.format(code=code, upper=code.upper(), spaced=code.replace("-", " "))
    page = world.browser(STRANGER).post("/account/join/", {"code": words})
    assert page.headers["Location"] == f"/account/join/{code}/"


def test_code_that_is_spent_expired_or_was_never_made_looks_the_same(world: World, noor: Client) -> None:
    ole, pia = newcomer(world, "Ole"), newcomer(world, "Pia")
    spent, expired = sheet_for(world, noor), sheet_for(world, ole, at=world.now - LIVES_FOR)
    joins(world, spent)
    superseded = sheet_for(world, pia)
    sheet_for(world, pia)
    pages = [
        world.browser(STRANGER).get(f"/account/join/{code}/")
        for code in (spent, expired, superseded, NEVER_MADE)
    ]
    assert {(page.status_code, page.content) for page in pages} == {(404, pages[0].content)}


def test_dead_codes_that_are_typed_look_the_same(world: World, noor: Client) -> None:
    codes = (sheet_for(world, noor), NEVER_MADE)
    joins(world, codes[0])
    pages = [world.browser(STRANGER).post("/account/join/", {"code": code}) for code in codes]
    spent, never = (masked(page.content, code) for page, code in zip(pages, codes, strict=True))
    assert [page.status_code for page in pages] == [200, 200]
    assert spent == never
    assert b"letter by letter" in never and b"for a new one" in never


def masked(body: bytes, code: str = "") -> bytes:
    """Without the form's token, act and number, which are new on each page, and without what was typed."""
    typed = rb'name="(csrfmiddlewaretoken|act|sequence)" value="[^"]*"|value="' + code.encode() + b'"'
    return re.sub(typed, b"", body)


def fill_in(browser: Browser, code: str, **changed: str) -> Any:
    fields = {"sign_in_name": "noor", "password": PASSWORD, "is_adult": "on", "act": str(uuid4())}
    return browser.post(f"/account/join/{code}/", fields | changed)


def test_whoever_joins_is_signed_in_and_begins_their_first_run(world: World, noor: Client) -> None:
    browser = world.browser(STRANGER)
    fill_in(browser, sheet_for(world, noor))
    assert browser.get("/", follow=True).redirect_chain[-1][0] == "/c/first/reading/"


@pytest.mark.parametrize(
    "changed",
    [
        {"is_adult": ""},
        {"password": "short"},
        {"password": "password123"},
        {"sign_in_name": "ab"},
        {"sign_in_name": "two words"},
        {"sign_in_name": "İ" * 60},
        {"sign_in_name": "ivo"},
        {"sign_in_name": "IVO"},
    ],
)
def test_joining_that_is_refused_keeps_the_name_and_makes_no_account(
    world: World, noor: Client, changed: dict[str, str]
) -> None:
    before = Account.objects.count()
    page = fill_in(world.browser(STRANGER), sheet_for(world, noor), **changed)
    name = changed.get("sign_in_name", "noor")
    assert (page.status_code, Account.objects.count()) == (200, before)
    assert name in page.content.decode()
    assert PASSWORD not in page.content.decode()


def test_sheet_asked_for_twice_is_the_same_sheet(world: World, noor: Client) -> None:
    cleo, form = world.browser("Cleo"), {"act": str(uuid4()), "sequence": "1"}
    pages = [cleo.post(f"/clinician/people/{noor.pk}/link/", form) for _ in range(2)]
    assert [page.status_code for page in pages] == [200, 200]
    assert masked(pages[0].content) == masked(pages[1].content)
    assert JoiningLink.objects.filter(client=noor).count() == 1


def goes_back(browser: Browser, code: str) -> tuple[int, str]:
    page = browser.get(f"/account/join/{code}/")
    return page.status_code, page.headers.get("Location", "")


def prove_only_who_joined_is_led_on(world: World, code: str, browser: Browser) -> None:
    assert goes_back(browser, code) == (302, "/")
    assert [goes_back(world.browser(name), code) for name in (STRANGER, "Ivo", "Cleo")] == [(404, "")] * 3
    assert goes_back(browser, NEVER_MADE) == (404, "")


def test_going_back_to_the_sheet_leads_whoever_joined_by_it_on(
    world: World, noor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, browser = sheet_for(world, noor), Browser()
    browser.force_login(joins(world, code))
    prove_only_who_joined_is_led_on(world, code, browser)
    monkeypatch.setattr(services, "has_joined_by", lambda **_: True)
    with pytest.raises(AssertionError):
        prove_only_who_joined_is_led_on(world, code, browser)
