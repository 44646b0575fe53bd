"""How far a version was reviewed: signed off by name, for one version, seen by all who work here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client as Browser

from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, colleague, draws, hours, set_up
from tests.web.clinician.test_finding import give_page, page
from tests.web.clinician.test_giving import GIVEN
from tests.web.clinician.together import browser_of
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, LibraryItem, SignOff, TakenOn
from unhurried.homework.queries import clinician as queries
from unhurried.library.loading import Library, load_library
from unhurried.library.place import content_root
from unhurried.people.models import AuditEntry, Clinician, Credential
from unhurried.web.leaflets import leaflet_named, version_of

pytestmark = with_people
AT = hours(20)
LATER = datetime(2100, 1, 1, tzinfo=UTC)
"""After whatever else was published."""
BREATH, NEAR = "min.breath", "sf.1-whole-body-early"
DRAFTS = "All of it is a draft for clinical review, except where a line says who signed it off."
UNSIGNED = "no clinician at your clinic has signed these words off yet"
SIGNED = "A clinician at your clinic has read these words and signed them off."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def item(name: str) -> LibraryItem:
    return LibraryItem.objects.filter(name=name).latest("published_at")


def does(stage: Stage, what: str, name: str = BREATH, where: str = "", **fields: str) -> Any:
    sent = {"do": what, "digest": item(name).pk, "is_read": "on", "act": "", **fields}
    with clock_at(AT):
        return browser_of(stage).post(f"/clinician/library/{where}{name}/", sent)


def review(stage: Stage, name: str = BREATH, browser: Browser | None = None, where: str = "") -> str:
    text = page(stage, f"/clinician/library/{where}{name}/", browser)
    return text[text.index('id="review"') :]


def elsewhere(stage: Stage, who: Clinician) -> Browser:
    assert who.account is not None
    browser = browser_of(stage)
    browser.force_login(who.account)
    return browser


def verbs(stage: Stage) -> list[str]:
    rows = AuditEntry.objects.filter(clinic=stage.clinician.clinic_id)
    return list(rows.order_by("at").values_list("verb", flat=True))


def test_everything_is_a_draft_until_somebody_signs_it(stage: Stage) -> None:
    assert "Nobody in your clinic has signed" in review(stage)
    assert "Nobody in your clinic has signed" in review(stage, "p9-solo", where="pathway/")
    assert (DRAFTS in page(stage), "Signed off by" in page(stage)) == (True, False)


def test_signature_has_a_name_a_licence_a_day_and_the_version(stage: Stage) -> None:
    assert does(stage, "sign").status_code == 302
    signed, told = SignOff.objects.get(), review(stage)
    assert (signed.digest, signed.version) == (item(BREATH).pk, item(BREATH).version)
    for words in (stage.clinician.name, "Council (invented), ST-1", f"version {signed.version}"):
        assert words in told
    assert f"Signed off by {stage.clinician.name}" in page(stage, q="slow breathing")
    assert verbs(stage)[-1] == "sign_off"


def test_colleagues_read_it_and_other_clinics_do_not(stage: Stage) -> None:
    does(stage, "sign")
    eli, next_door = colleague(stage, "Eli"), set_up(("Ivo",))
    assert stage.clinician.name in review(stage, browser=elsewhere(stage, eli))
    assert "Take my signature back" not in review(stage, browser=elsewhere(stage, eli))
    assert stage.clinician.name not in review(next_door)


def test_pathway_is_signed_as_an_exercise_is(stage: Stage) -> None:
    assert does(stage, "sign", "p9-solo", "pathway/").status_code == 302
    assert SignOff.objects.get().kind == "pathway"
    assert stage.clinician.name in review(stage, "p9-solo", where="pathway/")


def test_leaflet_is_signed_as_well_and_its_readers_are_told(stage: Stage) -> None:
    leaflet = version_of(leaflet_named("names-for-things"))
    address, ana = "/clinician/leaflets/names-for-things/", stage.browser("Ana")
    assert UNSIGNED in ana.get("/c/leaflets/names-for-things/").content.decode()
    with clock_at(AT):
        browser_of(stage).post(address, {"do": "sign", "digest": leaflet.digest, "is_read": "on"})
    assert stage.clinician.name in page(stage, address)
    assert SIGNED in ana.get("/c/leaflets/names-for-things/").content.decode()


def changed() -> LibraryItem:
    """One word, in a text that only clinicians read."""
    whole = load_library(content_root()).exercises[BREATH]
    english = {**whole.guides["en"], "for_clinician": whole.guides["en"]["for_clinician"] + " Indeed."}
    other = replace(whole, version="9.9.9", guides={**whole.guides, "en": english})
    homework.publish_library(library=Library(exercises={BREATH: other}, pathways={}, help={}), at=LATER)
    return item(BREATH)


def test_changed_version_has_no_signature_and_names_the_earlier_one(stage: Stage) -> None:
    does(stage, "sign")
    read, now = SignOff.objects.get().digest, changed()
    told = review(stage)
    assert "Nobody in your clinic has signed version 9.9.9 off." in told
    assert "Before its words changed" in told
    assert does(stage, "sign", digest=read).status_code == 200, "planted: what was read is not what is there"
    assert not SignOff.objects.filter(digest=now.pk).exists()


def test_signature_is_taken_back_by_whoever_gave_it_alone(stage: Stage) -> None:
    does(stage, "sign")
    eli = elsewhere(stage, colleague(stage, "Eli"))
    with clock_at(AT):
        eli.post(f"/clinician/library/{BREATH}/", {"do": "take_back", "digest": item(BREATH).pk})
    assert SignOff.objects.get().taken_back_at is None
    does(stage, "take_back")
    assert SignOff.objects.get().taken_back_at == AT
    assert "Nobody in your clinic has signed" in review(stage)
    does(stage, "sign")
    assert SignOff.objects.filter(taken_back_at=None).count() == 1


def test_signed_twice_it_is_signed_once_and_never_unread(stage: Stage) -> None:
    assert does(stage, "sign", is_read="").status_code == 200
    assert not SignOff.objects.exists()
    for _time in range(2):
        homework.sign_off(
            stage.act(stage.clinician, AT),
            clinician=stage.clinician,
            version=queries.version_of(item(BREATH)),
        )
    assert SignOff.objects.count() == 1


def test_nobody_signs_without_a_licence_in_force(stage: Stage) -> None:
    Credential.objects.update(expires_on=hours(1).date())
    assert "Sign this version off" not in review(stage)
    assert does(stage, "sign").status_code == 200
    with pytest.raises(homework.MayNotSign):
        homework.sign_off(
            stage.act(stage.clinician, AT),
            clinician=stage.clinician,
            version=queries.version_of(item(BREATH)),
        )
    assert not SignOff.objects.exists()


def test_clients_read_in_plain_words_whether_it_was_signed(stage: Stage) -> None:
    talk = Assignment.objects.get(exercise__name="com.reflective-listening")
    browser = stage.browser("Ana")
    for given in (stage.given, talk):
        assert (UNSIGNED in read_by(browser, given), SIGNED in read_by(browser, given)) == (True, False)
    does(stage, "sign", "com.reflective-listening")
    does(stage, "sign", "sf.0-hands")
    for given in (stage.given, talk):
        assert (UNSIGNED in read_by(browser, given), SIGNED in read_by(browser, given)) == (False, True)
        assert stage.clinician.name not in read_by(browser, given).split("signed them off")[1][:80]


def read_by(browser: Browser, given: Assignment) -> str:
    with clock_at(AT):
        found = browser.get(f"/c/a/{given.pk}/")
    return " ".join(unescape(found.content.decode()).split())


# Taken on


def gives(stage: Stage, **fields: str) -> int:
    sent = {**GIVEN, "communication": "words", "act": "", **fields}
    sent = {name: value for name, value in sent.items() if value}
    with clock_at(AT):
        found = browser_of(stage).post(f"{give_page(stage)}{NEAR}/", sent)
    return int(found.status_code)


def test_what_is_near_is_given_once_its_giver_took_it_on(stage: Stage) -> None:
    address = f"{give_page(stage)}{NEAR}/"
    assert "Read, I take this on." in page(stage, address)
    assert gives(stage, takes_on="") == 200
    assert not Assignment.objects.filter(exercise__name=NEAR).exists()
    assert gives(stage) == 302
    assert TakenOn.objects.get().exercise_id == item(NEAR).pk
    assert verbs(stage).count("take_on_exercise") == 1
    assert "Read, I take this on." not in page(stage, address)
    assert gives(stage, takes_on="") == 302
    assert "Read, I take this on." not in page(stage, f"{give_page(stage)}sf.0-hands/"), (
        "planted: L2 asks nothing"
    )


def test_it_is_refused_whatever_the_form_said(stage: Stage) -> None:
    """Past the page: the service itself asks."""
    exercise = item(NEAR)
    with pytest.raises(homework.NotTakenOn):
        homework.assign(
            stage.act(stage.clinician, AT),
            clinician=stage.clinician,
            plan=stage.relationship.plans.get(ended_at=None),
            exercise=exercise,
            composed=None,  # type: ignore[arg-type]  # refused before it is looked at
            keyring=stage.keys,
        )
    assert not Assignment.objects.filter(exercise=exercise).exists()


def test_it_is_each_clinician_s_own_and_of_one_version(stage: Stage) -> None:
    gives(stage)
    TakenOn.objects.update(clinician=colleague(stage, "Eli"))
    assert gives(stage, takes_on="") == 200
    TakenOn.objects.update(clinician=stage.clinician)
    whole = load_library(content_root()).exercises[NEAR]
    newer = replace(whole, version="9.9.9")
    homework.publish_library(library=Library(exercises={NEAR: newer}, pathways={}, help={}), at=LATER)
    assert gives(stage, takes_on="") == 200
