"""Who treats a person: what they do, who looked at their papers and when, and where a breach is told."""

import re
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest

from tests.people import World, with_people
from unhurried.core.scopes import CHECK_STANDS_FOR, Discipline
from unhurried.people.models import Clinician, Credential
from unhurried.people.services import Licence, record_credential
from unhurried.web.client import treating
from unhurried.web.client.treating import WHAT_THEY_DO, check_lines

pytestmark = with_people
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
VOUCHES = re.compile(r"\b(verified|safe|clear(ed)?|trusted|approved)\b", re.IGNORECASE)
REGISTER = "https://register.example.org"


def page_for(world: World, name: str = "Ivo") -> str:
    found = MAIN.search(world.browser(name).get("/c/who/").content.decode())
    assert found
    return found[0]


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page)).strip()


def records(world: World, checked_on: date | None, **said: Any) -> None:
    """Cleo's papers, and none before them."""
    Credential.objects.filter(clinician__name="Cleo").delete()
    licence = Licence(
        licence_number="ST-2",
        body="Council (invented)",
        jurisdiction="England",
        training="",
        register_url=REGISTER,
        expires_on=world.now.date() + timedelta(days=90),
        checked_by="Jo" if checked_on else "",
        checked_on=checked_on,
    )
    act = world.act("Jo")
    record_credential(act, clinician=world.clinician("Cleo"), licence=Licence(**{**asdict(licence), **said}))


def told_of_check(world: World, days: int | None) -> tuple[bool, bool, bool]:
    """Whether the page says a day, that it grew old, and that nobody looked."""
    records(world, None if days is None else world.now.date() - timedelta(days=days))
    text = text_of(page_for(world))
    return (
        "Licence checked on" in text,
        "too old to count" in text,
        "Nobody at the clinic has written" in text,
    )


def prove_age_of_a_check_is_told(world: World) -> None:
    fresh, old = CHECK_STANDS_FOR.days, CHECK_STANDS_FOR.days + 1
    told = [told_of_check(world, days) for days in (0, fresh, old, -1, None)]
    day_and_age = [(True, False), (True, False), (True, True), (True, True)]
    assert told == [*((*one, False) for one in day_and_age), (False, False, True)]


def test_check_says_its_day_and_when_it_grew_old_that_it_did(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    prove_age_of_a_check_is_told(world)
    monkeypatch.setattr(treating, "_grown_old", lambda checked_on, today: [])
    with pytest.raises(AssertionError):
        prove_age_of_a_check_is_told(world)


def test_page_names_who_looked_and_vouches_for_nobody(world: World) -> None:
    records(world, date(2026, 3, 1))
    text = text_of(page_for(world))
    assert "Licence checked on 1 March 2026 by Jo." in text
    assert not VOUCHES.search(text)
    assert VOUCHES.search(f"{text} Verified.")


def test_register_is_where_one_looks_up_and_where_a_breach_is_told(world: World) -> None:
    records(world, world.now.date())
    page = page_for(world)
    assert page.count(f'href="{REGISTER}" rel="noreferrer nofollow"') == 2
    assert "You can report it to Council (invented)." in text_of(page)
    assert "Any sexual contact. By a professional it is always a breach." in text_of(page)


def test_without_an_address_the_body_stands_by_its_name(world: World) -> None:
    records(world, world.now.date(), register_url="")
    page = page_for(world)
    assert "look for them by that name" in text_of(page)
    assert 'href=""' not in page


def test_without_papers_the_clinic_is_asked(world: World) -> None:
    Credential.objects.filter(clinician__name="Cleo").delete()
    text = text_of(page_for(world))
    assert "Nobody at the clinic has written down a check of the papers." in text
    assert "Nobody has written down here who keeps a licence." in text


def test_coach_is_not_said_to_hold_a_licence(world: World) -> None:
    Clinician.objects.filter(name="Cleo").update(discipline="coach")
    records(world, world.now.date())
    text = text_of(page_for(world))
    assert "Licence checked" not in text
    assert "A certificate is not a licence." in text
    assert all(str(sentence) in text for sentence in WHAT_THEY_DO[Discipline.COACH])
    assert "In most places nobody keeps a licence for coaches" in text
    assert "Draft for clinical review Who looked at the papers" in text


def test_every_discipline_has_its_words() -> None:
    named = {Discipline(value) for value in Clinician.Discipline.values}
    assert set(WHAT_THEY_DO) == named
    assert check_lines(None, Discipline.COACH, today=date(2027, 1, 1)) != []


def test_last_day_of_a_licence_is_not_told(world: World) -> None:
    """What is missing among a clinic's papers, a client hears as a pause for an administrative reason."""
    records(world, world.now.date())
    page = page_for(world)
    records(world, world.now.date(), expires_on=world.now.date() - timedelta(days=1))
    assert page_for(world) == page


def test_it_is_found_under_more(world: World) -> None:
    assert 'href="/c/who/"' in world.browser("Ivo").get("/c/more/").content.decode()
    assert world.browser("Cleo").get("/c/who/").status_code == 404
