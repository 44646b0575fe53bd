"""Room mode belongs to the sign-in: on every page, through Back and reload, until it is switched off."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

import unhurried
from tests.homework.test_caseload import evening, worries
from tests.people import World, with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.together import browser_of, left_in_room_mode
from tests.web.doors import doors, things_behind
from unhurried.consent import services as consent
from unhurried.consent.agreements import Heading
from unhurried.consent.models import AgreementLine
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Plan
from unhurried.people import services as people
from unhurried.people.models import Appointment, Relationship

pytestmark = with_people
AT = hours(20)
OFF = "This page is for you alone."
ON_BODY = ' in-room"'


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: Any) -> str:
    return " ".join(unescape(page.content.decode()).split())


def switches(browser: Browser, to: str, back: str = "/clinician/") -> Any:
    return browser.post(reverse("clinician:room"), {"room": to, "back": back})


def page(browser: Browser, name: str, about: Relationship | None = None, **where: Any) -> Any:
    address = reverse(f"clinician:{name}", kwargs=where)
    return browser.get(f"{address}?with={about.pk}" if about else address)


def of(stage: Stage, name: str, **where: Any) -> dict[str, Any]:
    """A page of this person's, about those whom they are treated with: in the room its address says so."""
    return {"client_id": stage.clients[name].pk, "about": stage.relationship} | where


def given_to_one(stage: Stage, name: str) -> Assignment:
    """What was given to all, from now on to one of them alone."""
    rows = Assignment.objects.filter(relationship=stage.relationship, exercise__name="min.breath")
    rows.update(client=stage.clients[name])
    return rows.get()


def meets(stage: Stage, client: Any) -> Appointment:
    plan = people.AppointmentPlan(
        client=client, starts_at=hours(40), minutes=50, place="room", repeats="once"
    )
    episode = stage.relationship.episodes.get()
    pk = people.make_appointment(stage.act(stage.clinician, hours(1)), episode=episode, plan=plan)
    return Appointment.objects.get(pk=pk)


def private_pages(stage: Stage) -> list[tuple[str, dict[str, Any]]]:
    """Everything that is private from top to bottom."""
    ben, concern = stage.clients["Ben"], worries(stage, "Ben", "you_decide")
    homework.leave_relationship(
        stage.act(ben, hours(3)),
        client=ben,
        relationship=stage.relationship,
        keyring=stage.keys,
    )
    alone = given_to_one(stage, "Ana")
    return [
        ("safety", {"client_id": ben.pk}),
        ("about", {"client_id": ben.pk}),
        ("concern", {"concern_id": concern.pk}),
        ("review", {}),
        ("given", {"assignment_id": alone.pk}),
        ("card", {"assignment_id": alone.pk}),
        ("close_part", {"relationship_id": stage.relationship.pk}),
        ("close_episode", {"relationship_id": stage.relationship.pk}),
        ("compose", of(stage, "Ana", exercise_id="min.body-scan")),
        ("appointment", {"appointment_id": meets(stage, ben).pk}),
        ("cancel_appointment", {"appointment_id": meets(stage, ben).pk}),
    ]


def test_every_page_keeps_it_until_it_is_switched_off(world: World) -> None:
    """Each is asked for anew, as after Back: nothing of it hangs on the page that was left."""
    browser = world.browser("Eli")
    urls = [
        door.url(thing.value)
        for door in doors()
        if door.area == "clinician" and door.secret
        for thing in things_behind(door, world)
        if "Eli" in thing.owners
    ] + [door.url() for door in doors() if door.area == "clinician" and not door.secret]
    switches(browser, "on")
    opened = {url: found for url in urls if (found := browser.get(url)).status_code == 200}
    assert len(opened) > 12
    assert [
        url for url, found in opened.items() if ON_BODY not in text(found) and " in-room " not in text(found)
    ] == []
    switches(browser, "off")
    again = {url: text(browser.get(url)) for url in opened}
    assert [url for url, said in again.items() if ON_BODY in said or " in-room " in said] == []


def test_no_page_of_a_clinician_is_kept_by_the_browser(world: World) -> None:
    """So that Back asks anew, and cannot bring a page from before."""
    browser = world.browser("Eli")
    for name in ("caseload", "calendar", "library"):
        assert page(browser, name).headers["Cache-Control"] == "no-store"


def test_it_is_of_the_sign_in_and_not_of_the_person(world: World) -> None:
    here, elsewhere = world.browser("Eli"), world.browser("Eli")
    switches(here, "on")
    assert (ON_BODY in text(page(here, "calendar")), ON_BODY in text(page(elsewhere, "calendar"))) == (
        True,
        False,
    )


def test_pages_that_are_private_as_a_whole_all_say_the_same(stage: Stage) -> None:
    browser = browser_of(stage)
    with clock_at(AT):
        private = private_pages(stage)
        before = {
            name: left_in_words(page(browser, name, **where))
            for name, where in private
            if name != "close_part"
        }
        assert [name for name, said in before.items() if OFF in said] == []
        switches(browser, "on")
        found = {left_in_words(page(browser, name, **where)) for name, where in private}
    assert len(found) == 1
    assert OFF in found.pop()


def left_in_words(found: Any) -> str:
    """What of a page does not differ by its address."""
    assert found.status_code == 200
    said = text(found)
    return said[said.index("<main") : said.index("</main>")]


def test_somebody_elses_page_is_off_the_screen_as_ones_own_is(stage: Stage) -> None:
    """Nothing is looked up before it is known whether it may be shown."""
    browser = browser_of(stage)
    with clock_at(AT):
        switches(browser, "on")
        other = set_up().clients["Ana"]
        assert OFF in text(page(browser, "safety", client_id=other.pk))


def test_what_was_typed_before_is_still_kept(stage: Stage) -> None:
    browser, ben = browser_of(stage), stage.clients["Ben"]
    said = {
        "checked_on": "2026-03-04",
        "tool": "",
        "review_on": "2026-09-02",
        "presence": "alone",
        "outcome": "current",
    }
    with clock_at(AT):
        switches(browser, "on")
        browser.post(reverse("clinician:safety", kwargs={"client_id": ben.pk}), said)
    assert ben.safety_checks.count() == 2


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_appointment_alone_is_nowhere_in_the_room(stage: Stage, name: str) -> None:
    browser = browser_of(stage)
    with clock_at(AT):
        meets(stage, None)
        switches(browser, "on")
        places = [("calendar", {}), ("client", of(stage, name))]
        before = [left_in_room_mode(page(browser, one[0], **one[1]).content.decode()) for one in places]
        alone = meets(stage, stage.clients[name])
        after = [left_in_room_mode(page(browser, one[0], **one[1]).content.decode()) for one in places]
        assert after == before
        assert str(alone.pk) not in text(page(browser, "calendar"))
        switches(browser, "off")
        assert str(alone.pk) in text(page(browser, "calendar"))


def test_what_was_given_to_one_alone_stands_as_if_it_were_not_given(stage: Stage) -> None:
    """Neither there nor missing: beside the way, as before."""
    browser, where = browser_of(stage), of(stage, "Ana")
    with clock_at(AT):
        switches(browser, "on")
        Assignment.objects.filter(exercise__name="min.breath").delete()
        before = left_in_room_mode(page(browser, "client", **where).content.decode())
        row = Assignment.objects.get(exercise__name="com.reflective-listening")
        Assignment.objects.filter(pk=row.pk).update(client=stage.clients["Ana"])
        alone = left_in_room_mode(page(browser, "client", **where).content.decode())
        row.delete()
        assert left_in_room_mode(page(browser, "client", **where).content.decode()) == alone != before


def test_appointment_alone_that_shows_is_found(stage: Stage) -> None:
    """The planted fault: the same row without its mark."""
    browser = browser_of(stage)
    with clock_at(AT):
        meets(stage, None)
        where = of(stage, "Ben")
        before = left_in_room_mode(page(browser, "client", **where).content.decode())
        meets(stage, stage.clients["Ben"])
        plain = page(browser, "client", **where).content.decode().replace('<li class="private">', "<li>")
    assert left_in_room_mode(plain) != before


def test_in_the_room_a_time_is_for_everybody(stage: Stage) -> None:
    browser, where = browser_of(stage), of(stage, "Ben")
    with clock_at(AT):
        assert 'value="alone" required checked' in checked(page(browser, "new_appointment", **where))
        switches(browser, "on")
        found = page(browser, "new_appointment", **where)
        assert f'value="{stage.relationship.pk}" required checked' in checked(found)
        assert not any("alone" in one for one in left_in_room_mode(found.content.decode()))


def checked(found: Any) -> str:
    """The chosen ones, whatever else stands in their tags."""
    said = text(found)
    values = [
        one.split('"')[0] for one in said.split('name="who" value="')[1:] if "checked" in one.split(">")[0]
    ]
    return " ".join(f'value="{one}" required checked' for one in values)


def test_for_whom_is_not_asked_in_the_room(stage: Stage) -> None:
    browser = browser_of(stage)
    where = of(stage, "Ana", exercise_id="min.breath")
    with clock_at(AT):
        left = " ".join(left_in_room_mode(page(browser, "compose", **where).content.decode()))
    assert "name', 'whom'" not in left


def test_it_leads_back_to_the_page_it_was_pressed_on_and_nowhere_else(world: World) -> None:
    browser = world.browser("Eli")
    assert (
        switches(browser, "on", "/clinician/library/?q=breath").headers["Location"]
        == "/clinician/library/?q=breath"
    )
    for elsewhere in ("https://example.org/", "//example.org/clinician/", "/c/", ""):
        assert switches(browser, "on", elsewhere).headers["Location"] == "/clinician/"


def test_signing_out_ends_it(world: World) -> None:
    browser = world.browser("Eli")
    switches(browser, "on")
    browser.post(reverse("account_logout"))
    browser.force_login(world.account("Eli"))
    assert ON_BODY not in text(page(browser, "calendar"))


def test_evening_to_read_is_off_the_screen(stage: Stage) -> None:
    """Nothing waits, or something does: the desk looks the same."""
    browser = browser_of(stage)
    with clock_at(AT):
        switches(browser, "on")
        before = left_in_words(page(browser, "review"))
        evening(stage, "Ana")
        assert left_in_words(page(browser, "review")) == before


def test_caseload_says_in_the_room_why_it_is_empty(stage: Stage) -> None:
    """In the same words whatever waits, and off the screen outside of the room."""
    browser = browser_of(stage)
    with clock_at(AT):
        said = page(browser, "caseload").content.decode()
        words = '<div class="from-room">'
        assert (said.count(words), left_in_room_mode(said).count("Names are off the screen")) == (1, 1)
        before = left_in_room_mode(said)
        worries(stage, "Ben")
        evening(stage, "Ana")
        assert left_in_room_mode(page(browser, "caseload").content.decode()) == before
    css = Path(unhurried.__file__).parent / "web/static/css/clinician.css"
    assert "body:not(.in-room) .from-room { display: none; }" in css.read_text()


def test_line_taken_back_stays_on_the_screen_as_long_as_on_everybodys_pages(stage: Stage) -> None:
    """The planted fault is what the clinician reads alone: there it is gone at once."""
    browser, ana = browser_of(stage), stage.clients["Ana"]
    where = {"client": ana, "relationship": stage.relationship}
    said = {"heading": Heading.COMFORTABLE, "words": "Slow mornings.", "keyring": stage.keys}
    line = AgreementLine.objects.get(pk=consent.give_line(stage.act(ana, hours(1)), **where, **said))
    consent.take_back_line(stage.act(ana, hours(19)), line=line)
    shown = []
    for to, at in (("on", AT), ("on", FIRST), ("off", AT)):
        with clock_at(at):
            switches(browser, to)
            found = page(browser, "pause", relationship_id=stage.relationship.pk)
            shown.append("Slow mornings." in text(found))
    assert shown == [True, False, False]


# What a person's page leads to.


def left_of_the_page(stage: Stage, browser: Browser, name: str = "Ana") -> list[str]:
    return left_in_room_mode(page(browser, "client", **of(stage, name)).content.decode())


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_nobody_in_the_room_reads_that_somebody_is_treated_with_others_too(stage: Stage, name: str) -> None:
    """The planted fault: alone the clinician finds the way to both."""
    browser = browser_of(stage)
    with clock_at(AT):
        switches(browser, "on")
        before = left_of_the_page(stage, browser, name)
        shared_elsewhere(stage, name)
        assert left_of_the_page(stage, browser, name) == before
        assert not any("Everybody side by side" in one for one in before)
        switches(browser, "off")
        shown = text(page(browser, "client", **of(stage, name)))
    assert shown.count("Everybody side by side") == 2


def shared_elsewhere(stage: Stage, name: str) -> None:
    """The same person with somebody else, under the same clinician, with the same exercise before them."""
    own = stage.relationship.participations.get(client=stage.clients[name])
    theirs = set_up().relationship
    theirs.episodes.update(clinician=stage.clinician)
    Plan.objects.filter(relationship=theirs).update(started_at=hours(-500))
    own.pk = own.id = None
    own.relationship = theirs
    own.save(force_insert=True)
    own.refresh_from_db()


def test_next_to_give_in_the_room_is_for_all_of_them(stage: Stage) -> None:
    """Alone it is the next of the pathway, for one person or for all."""
    browser = browser_of(stage)
    with clock_at(AT):
        said = page(browser, "client", **of(stage, "Ana"))
        alone, found = next_to_give(said, "private"), next_to_give(said, "from-room")
        switches(browser, "on")
        again = page(browser, "client", **of(stage, "Ana"))
        assert next_to_give(again, "from-room") == found
        assert (alone.split("/")[-2], found.split("/")[-2]) == ("min.body-scan", "rou.celebrate")
        assert OFF not in text(browser.get(found))
        assert OFF in text(browser.get(alone)), "the planted fault: what stood there before"


def next_to_give(found: Any, where: str) -> str:
    """The key takes what is private off the page as it stands: both are on it."""
    button = text(found).split(f'<div class="{where}"> <div class="actions">')[1]
    assert "Give next" in button.split("</div>")[0]
    return button.split('href="')[1].split('"')[0]


def test_reasons_against_are_folded_away_in_the_room(stage: Stage) -> None:
    browser = browser_of(stage)
    where = of(stage, "Ana", exercise_id="sf.1-whole-body-early")
    folded = '<details class="from-room"> <summary>When it is not for now</summary>'
    with clock_at(AT):
        shown = text(page(browser, "compose", **where))
    assert (shown.count(folded), shown.count("When it is not for now")) == (1, 2)
    left = " ".join(left_in_room_mode(page(browser, "compose", **where).content.decode()))
    assert left.count("When it is not for now") == 1
