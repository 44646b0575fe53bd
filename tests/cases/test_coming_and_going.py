"""Who does not take part, goes quiet, goes away, has a life that changes, or may not be here at all."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests.cases.seeing import (
    LATER,
    NO_TOUCH,
    ON_OFFER,
    OPENED,
    RESTS,
    all_ready_tonight,
    begins,
    clinician_reads,
    everybody_says,
    everything,
    mailed,
    of_all,
    of_person,
    opened,
    reads,
    sends,
    sets_a_time,
    words,
)
from tests.people import World, rolled_back, with_people
from tests.people.test_seats import together
from tests.promises.stage import (
    SECOND,
    TONIGHT,
    Draws,
    Stage,
    clock_at,
    draws,
    hours,
    practised_before,
    set_up,
)
from tests.promises.worlds import AFTER_OPENING, HOUR, NOON, leaves
from tests.web.clinician.together import browser_of, filled_in, sent
from unhurried.core.readiness import Answer
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Practice
from unhurried.notify.notices import put_up_gentle_notes
from unhurried.people.models import Client, Notice

pytestmark = with_people


def test_hc_03_partner_refuses_to_take_part(world: World) -> None:
    """Dov is asked and never answers: nothing of Ivo's waits for him, and nobody asks him a second time."""
    ivo = world.browser("Ivo")
    before = words(ivo.get("/c/"))
    together(world, "Ivo", "Dov")
    told = Notice.objects.filter(client=world.client("Dov")).count()
    page = words(ivo.post("/c/together/joining/", follow=True)) + words(ivo.get("/c/together/"))
    assert words(ivo.get("/c/")) == before, "all that was his is there"
    assert "Dov" not in page and "waiting" not in page.lower()
    put_up_gentle_notes(world.now + timedelta(weeks=6))
    later = Notice.objects.filter(client=world.client("Dov"), tiding="plan_has_changed")
    assert later.count() <= told, "no repeated nudge"
    plan = words(world.browser("Cleo").get(f"/clinician/people/{world.client('Ivo').pk}/plan/"))
    assert "On my own, unhurried" in plan, "a way for one person, complete without anyone else"


def test_hc_03_a_no_is_read_by_the_clinician_alone(world: World) -> None:
    with rolled_back():
        together(world, "Ivo", "Dov")
        silent = words(world.browser("Ivo").get("/c/together/"))
    relationship_id = together(world, "Ivo", "Dov")
    dov = world.browser("Dov")
    page = words(dov.get("/c/together/joining/"))
    assert "You do not have to answer." in page and "Nobody asks you why." in page
    Notice.objects.all().delete()
    assert dov.post("/c/together/joining/", {"answer": "rather_not"}).headers["Location"] == "/c/"
    assert words(world.browser("Ivo").get("/c/together/")) == silent
    page = words(world.browser("Cleo").get(f"/clinician/relationships/{relationship_id}/"))
    assert "Dov : would rather not" in page
    put_up_gentle_notes(world.now + timedelta(weeks=6))
    assert not Notice.objects.filter(client=world.client("Dov"), tiding="question_taken_back").exists()


def test_hc_03_sheet_that_nobody_uses_makes_no_account(world: World) -> None:
    fields = {"name": "Noor", "name_2": "Pia", "region": "England", "time_zone": "Europe/London"}
    world.browser("Cleo").post("/clinician/people/new/", {**fields, "goal": "", "is_adult_attested": "on"})
    newcomers = Client.objects.filter(clinician=world.clinician("Cleo"), account=None)
    assert {world.keys.open(one, "name") for one in newcomers} >= {"Noor", "Pia"}
    assert not Notice.objects.filter(client__in=newcomers).exists()


def test_hc_08_three_weeks_of_silence(stage: Stage) -> None:
    Notice.objects.all().delete()
    for day in range(40):
        put_up_gentle_notes(hours(24 * day))
    notes = {name: mailed(stage, name, hours(24 * 60)) for name in ("Ana", "Ben")}
    assert notes["Ana"] == notes["Ben"] and len(notes["Ana"]) == 2, "two, and no third"
    for name in ("Ana", "Ben"):
        page = reads(stage, name, hours(24 * 24))
        assert "Your pages are here whenever you like. Nothing is waited for." in page
        back = reads(stage, name, hours(24 * 24), "again/")
        for way in ("Something smaller", "Something different", "Talk about it", "Leave it"):
            assert way in back
        assert "Nothing is lost, nothing is counted, and nobody asks why." in back
    assert "Two notes went out, and there is no third." in clinician_reads(stage, "caseload", hours(24 * 36))


QUIET = hours(24 * 50)
SHORT, FULL = (f"A few slow minutes · Slowly, in turns · {one} version" for one in ("Short", "Full"))


def held(stage: Stage, at: datetime, version: str) -> Practice:
    practice = practised_before(stage, at)
    Practice.objects.filter(pk=practice.pk).update(version=version)
    return practice


def short_was_easy_and_full_was_not(stage: Stage) -> None:
    """Two evenings; in private Ana says that the second was not as free as it looked."""
    held(stage, hours(24 * 3), "short")
    practice = held(stage, hours(24 * 6), "full")
    ana = stage.clients["Ana"]
    answers = {"felt_pressed": "4", "limits_kept": "yes"}
    act = stage.act(ana, hours(24 * 7))
    homework.answer_afterwards(act, client=ana, practice=practice, answers=answers, keyring=stage.keys)


def proposed(stage: Stage) -> list[str]:
    """What is said of it on the caseload, on the page of all and on each person's."""
    pages = [of_all(stage, QUIET), *(of_person(stage, name, QUIET) for name in ("Ana", "Ben"))]
    pages.append(clinician_reads(stage, "caseload", QUIET))
    return [one for one in (SHORT, FULL) if all(f"Begin again with {one}" in page for page in pages)]


def in_the_room(stage: Stage) -> str:
    """The page of all of them, and of what lies before them, with the room looking on."""
    browser = browser_of(stage)
    of_these = {"relationship_id": stage.relationship.pk}, {"assignment_id": stage.given.pk}
    pages = [
        reverse(f"clinician:{name}", kwargs=where)
        for name, where in zip(("relationship", "given"), of_these, strict=True)
    ]
    with clock_at(QUIET):
        browser.post("/clinician/room/", {"room": "on", "back": pages[0]})
        return " ".join(words(browser.get(page)) for page in pages)


def test_hc_08_last_comfortable_step_is_proposed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    short_was_easy_and_full_was_not(stage)
    assert proposed(stage) == [SHORT]
    page = of_all(stage, QUIET)
    assert f"Last comfortable for all of them, as far as they said: {SHORT}, on" in page
    assert "Nothing changes unless you do it." in page
    assert "Begin again with" not in of_all(stage, hours(24 * 39)), "not before both notes went out"
    assert "Begin again with" not in in_the_room(stage), "it follows what was said in private"
    with monkeypatch.context() as deaf:
        deaf.setattr("unhurried.core.comfort.asks_for_less", lambda report: False)
        assert proposed(stage) == [], "a word that nobody heeds would be noticed"


def test_hc_08_one_press_and_pages_follow_at_their_own_time(stage: Stage) -> None:
    short_was_easy_and_full_was_not(stage)
    before = {name: everything(stage, name, QUIET + HOUR) for name in ("Ana", "Ben")}
    where: dict[str, Any] = {"assignment_id": stage.given.pk}
    with clock_at(QUIET):
        page = browser_of(stage).get(reverse("clinician:given", kwargs=where) + "?less")
    filled = filled_in(page.content.decode())
    fields = {name: filled[name] for name in ("next_step", "proposed")}
    assert fields["next_step"] == "with_less"
    assert sent(stage, "given", QUIET, {**fields, "proposed": "something else"}, **where).status_code == 200
    assert sent(stage, "given", QUIET, fields, **where).status_code == 302
    assert Assignment.objects.get(pk=stage.given.pk).version == "short"
    for name in ("Ana", "Ben"):
        assert everything(stage, name, QUIET + HOUR) == before[name]
        after = everything(stage, name, QUIET + timedelta(days=7))
        assert after["mail"] != before[name]["mail"], "it is an ordinary change of the plan"
    assert "They are there already" in of_all(stage, QUIET + HOUR)


def test_hc_08_ways_back_lead_to_what_they_say(stage: Stage) -> None:
    back, ana = reads(stage, "Ana", QUIET, "again/"), opened(stage, "Ana", QUIET)
    ways = {
        "": "A few slow minutes",
        "own/": "When something is given to you alone",
        "private/line/": "A word to your clinician",
        "private/": "End your part",
    }
    with clock_at(QUIET):
        page = ana.get("/c/again/").content.decode()
        for way, finds in ways.items():
            assert f'href="/c/{way}"' in page and finds in words(ana.get(f"/c/{way}")), way
        assert "A lighter version" in words(ana.get(f"/c/a/{stage.given.pk}/"))
    assert "and so is leaving it for now" in back


def test_hc_11_one_of_three_leaves() -> None:
    with draws(Draws()):
        three = set_up(("Fay", "Gus", "Hana"))
        everybody_says(three, Answer.READY, hours(1))
        all_ready_tonight(three)
        occasion = sets_a_time(three, TONIGHT, "Gus")
        before = everything(three, "Gus", OPENED + HOUR)
        leaves(three, OPENED, "Hana")
        assert everything(three, "Gus", OPENED + HOUR) == before, "nobody is told before it was spoken of"
        with rolled_back():
            assert NO_TOUCH in begins(three, occasion, "Gus"), "not for the two who stay either"
        part = {"client": str(three.clients["Hana"].pk)}
        sent(three, "close_part", AFTER_OPENING, part, relationship_id=three.relationship.pk)
        for name in ("Fay", "Gus"):
            assert "takes part here no longer." in reads(three, name, LATER, "together/")
            assert RESTS in reads(three, name, LATER)
        everybody_says(three, Answer.READY, LATER)
        assert "waits for your release" in of_all(three, LATER)
        assert RESTS in reads(three, "Gus", SECOND + timedelta(days=4)), (
            "no pair by itself: Cleo releases anew"
        )


def test_hc_22_somebody_is_found_to_be_under_18(willing: Stage) -> None:
    soon = NOON + 2 * HOUR
    before = everything(willing, "Ben", soon)
    where: dict[str, Any] = {"client_id": willing.clients["Ana"].pk}
    sends(willing, "Ana", NOON, "journal/new/", text="Mine.")
    written = Client.objects.get(pk=where["client_id"]).journal_entries.count()
    sent(willing, "under_age", NOON + HOUR, {"is_sure": "on"}, **where)
    with clock_at(OPENED):
        page = willing.browser("Ana").get("/c/")
    shown = page.content.decode()
    assert page.status_code == 403
    assert "Your pages here are closed" in shown and "/help-now/" in shown
    assert everything(willing, "Ben", soon) == before
    assert Client.objects.get(pk=where["client_id"]).journal_entries.count() == written
    assert "Their access was closed on" in clinician_reads(willing, "under_age", OPENED, **where)


def test_hc_39_grief_a_lost_job_or_a_new_baby(willing: Stage) -> None:
    soon = AFTER_OPENING + HOUR
    before = everything(willing, "Ben", soon)
    sends(willing, "Ana", AFTER_OPENING, "private/switches/", name="life_change", is_on="yes")
    assert everything(willing, "Ben", soon) == before
    assert "Ana : marked a change in life" in of_all(willing, soon), "Cleo reads whose"
    assert "A change in life, marked by them" in clinician_reads(willing, "caseload", soon)
    all_ready_tonight(willing)
    assert NO_TOUCH in begins(willing, sets_a_time(willing, TONIGHT))
    for name in ("Ana", "Ben"):
        page = reads(willing, name, LATER)
        assert RESTS in page and "Slow breathing" in page
    who = {"client_id": willing.clients["Ana"].pk}
    assert "Beginning again, gently" in clinician_reads(willing, "plan", LATER, **who)
    sends(willing, "Ana", LATER, "private/switches/", name="life_change", is_on="no")
    sent(willing, "invite", LATER, {}, assignment_id=willing.given.pk)
    everybody_says(willing, Answer.READY, LATER)
    assert ON_OFFER in reads(willing, "Ben", SECOND + timedelta(days=8)), "it begins again where it was"
