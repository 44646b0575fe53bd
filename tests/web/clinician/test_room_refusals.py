"""In the room a refusal says one sentence, and what stands there is of these very people, for all of them."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.homework.on_the_way import HOUR, gives
from tests.homework.test_caseload import worries
from tests.homework.test_stepping_back import gone
from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.promises.worlds import leaves
from tests.web.clinician.test_giving import GIVEN
from tests.web.clinician.test_room import (
    OFF,
    left_of_the_page,
    meets,
    of,
    page,
    shared_elsewhere,
    switches,
    text,
)
from tests.web.clinician.together import browser_of, left_in_room_mode
from unhurried.consent.models import Switch
from unhurried.homework.models import Assignment, Hold, Release
from unhurried.people import services as people
from unhurried.people.models import Appointment, Client, Credential, Episode
from unhurried.web.clinician import room
from unhurried.web.clinician.forms import NOT_FROM_THE_ROOM

pytestmark = with_people
AT = hours(20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


# What is refused


def moved_abroad(stage: Stage) -> None:
    Client.objects.filter(pk=stage.clients["Ana"].pk).update(region="elsewhere")


def licence_expired(stage: Stage) -> None:
    Credential.objects.update(expires_on=AT.date())


def has_not_looked(stage: Stage) -> None:
    Switch.objects.filter(client=stage.clients["Ben"]).delete()


def nothing_came_before(stage: Stage) -> None:
    """Something usually comes before it, and no day is named on which it was heard."""


CAUSES: dict[Callable[[Stage], None], dict[str, str]] = {
    moved_abroad: {"heard_on": "2026-03-03"},
    licence_expired: {"heard_on": "2026-03-03"},
    has_not_looked: {"heard_on": "2026-03-03", "is_released": "on"},
    nothing_came_before: {"heard_on": ""},
}


def refused(stage: Stage, browser: Browser, said: dict[str, str]) -> str:
    """The words at the top of the form that came back."""
    exercise = "sf.0-hands" if "is_released" in said else "sf.1-whole-body-early"
    where = {"client_id": stage.clients["Ana"].pk, "exercise_id": exercise}
    fields = {**GIVEN, "whom": "all", "communication": "words", **said}
    known = Assignment.objects.count()
    with clock_at(AT):
        found = browser.post(reverse("clinician:compose", kwargs=where), fields)
    assert (found.status_code, Assignment.objects.count()) == (200, known)
    page = unescape(found.content.decode())
    return " ".join(page[page.index('<div class="error-summary"') :].split("</div>")[0].split())


def in_the_room(stage: Stage) -> Browser:
    browser = browser_of(stage)
    switches(browser, "on")
    return browser


@pytest.mark.parametrize("cause", CAUSES, ids=lambda one: one.__name__)
def test_giving_is_refused_in_one_sentence(
    stage: Stage, cause: Callable[[Stage], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    cause(stage)
    alone, beside = refused(stage, browser_of(stage), CAUSES[cause]), in_the_room(stage)
    said = refused(stage, beside, CAUSES[cause])
    assert said.count("<li>") == 1
    assert f"<li>{NOT_FROM_THE_ROOM}</li>" in said
    assert str(NOT_FROM_THE_ROOM) not in alone
    monkeypatch.setattr(room, "is_in_room", lambda request: False)
    monkeypatch.setattr("unhurried.web.clinician.views.giving.is_in_room", lambda request: False)
    assert refused(stage, beside, CAUSES[cause]) == alone, "the planted fault: a form that says why"


def test_nothing_is_released_beforehand_from_the_room_whatever_is_open(stage: Stage) -> None:
    said = {"heard_on": "2026-03-03", "is_released": "on"}
    Release.objects.all().delete()
    calm = refused(stage, in_the_room(stage), said)
    has_not_looked(stage)
    moved_abroad(stage)
    assert refused(stage, in_the_room(stage), said) == calm
    assert not Release.objects.exists()


def answered(stage: Stage, browser: Browser, given: Assignment) -> str:
    """The words at the top of the page that came back when a practice was answered."""
    fields = {"next_step": "step_back", "words": "Back."}
    with clock_at(AT):
        found = browser.post(reverse("clinician:given", args=[given.pk]), fields)
    assert found.status_code == 200
    page = unescape(found.content.decode())
    return page[page.index('<div class="error-summary"') :].split("</div>")[0]


def test_answer_that_gives_something_is_refused_in_the_same_sentence(stage: Stage) -> None:
    gone(stage.given)
    given = gives(stage, HOUR, hours(2))
    licence_expired(stage)
    assert str(NOT_FROM_THE_ROOM) not in answered(stage, browser_of(stage), given)
    assert f"<li>{NOT_FROM_THE_ROOM}</li>" in answered(stage, in_the_room(stage), given)


def test_hold_that_waits_for_something_unread_says_no_more(stage: Stage) -> None:
    """The planted fault is what the clinician reads alone."""
    worries(stage, "Ben", "you_decide")
    hold, shown = Hold.objects.get(client=stage.clients["Ben"]), list[str]()
    for browser in (in_the_room(stage), browser_of(stage)):
        with clock_at(AT):
            found = browser.post(reverse("clinician:lift", args=[hold.pk]), follow=True)
        shown.append(unescape(found.content.decode()))
    assert [str(NOT_FROM_THE_ROOM) in one for one in shown] == [True, False]
    assert ["Open this first" in one for one in shown] == [False, True]


# What stands there


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_joint_appointments_elsewhere_are_not_listed(stage: Stage, name: str) -> None:
    """The planted fault: alone the clinician finds both."""
    browser = browser_of(stage)
    with clock_at(AT):
        shared_elsewhere(stage, name)
        own = meets(stage, None)
        switches(browser, "on")
        before = left_of_the_page(stage, browser, name)
        elsewhere = meets_elsewhere(stage, name)
        assert left_of_the_page(stage, browser, name) == before
        assert (leads_to(before, own), leads_to(before, elsewhere)) == (True, False)
        switches(browser, "off")
        shown = page(browser, "client", **of(stage, name)).content.decode()
    assert str(elsewhere.pk) in shown


def meets_elsewhere(stage: Stage, name: str) -> Appointment:
    episode = Episode.objects.exclude(relationship=stage.relationship).get(
        relationship__participations__client=stage.clients[name]
    )
    plan = people.AppointmentPlan(client=None, starts_at=hours(44), minutes=50, place="room", repeats="once")
    pk = people.make_appointment(stage.act(stage.clinician, hours(1)), episode=episode, plan=plan)
    return Appointment.objects.get(pk=pk)


def leads_to(left: list[str], appointment: Appointment) -> bool:
    return str(appointment.pk) in " ".join(left)


def test_calendar_is_off_the_screen_whatever_is_in_it(stage: Stage) -> None:
    browser = browser_of(stage)
    with clock_at(AT):
        before = left_in_room_mode(page(browser, "calendar").content.decode())
        met = meets(stage, None)
        found = page(browser, "calendar").content.decode()
    assert left_in_room_mode(found) == before
    assert "Times are off the screen." in before
    plain = left_in_room_mode(found.replace('<div class="private">', "<div>"))
    assert leads_to(plain, met), "the planted fault: a table without its mark"


def ways_to_give(left: list[str]) -> set[str]:
    """Exercises that the rows of the plan lead to."""
    links = [one.split("'href', '")[1].split("'")[0] for one in left if "/give/" in one]
    return {link.split("/")[-2] for link in links}


def test_rows_of_the_plan_lead_to_nothing_that_is_for_one_alone(stage: Stage) -> None:
    browser, where = browser_of(stage), of(stage, "Ana")
    with clock_at(AT):
        switches(browser, "on")
        found = page(browser, "client", **where).content.decode()
        given = ways_to_give(left_in_room_mode(found))
        opened = {name: page(browser, "compose", exercise_id=name, **where) for name in given}
        planted = ways_to_give(left_in_room_mode(found.replace('<tr class="private">', "<tr>")))
    assert given
    assert [name for name, one in opened.items() if OFF in text(one)] == []
    assert "min.body-scan" in planted - given, "the planted fault: rows without their mark"


def test_somebody_on_their_own_has_every_row(stage: Stage) -> None:
    ivo = set_up(("Ivo",))
    with clock_at(AT):
        found = page(browser_of(ivo), "client", client_id=ivo.clients["Ivo"].pk).content.decode()
    alone = ways_to_give(left_in_room_mode(found))
    assert alone == ways_to_give(left_in_room_mode(found.replace('<tr class="private">', "<tr>")))


def ways_to_plan(browser: Browser, stage: Stage) -> set[str]:
    with clock_at(AT):
        found = page(browser, "plan", **of(stage, "Ana")).content.decode()
    return set(re.findall(r"/plan/([^/\"]+)/", found))


def test_pathways_do_not_tell_that_somebody_ended_their_part(stage: Stage) -> None:
    """The planted fault is what the clinician finds alone: pathways for as many as are left."""
    browser = browser_of(stage)
    known = ways_to_plan(browser, stage)
    leaves(stage, hours(1), "Ben")
    alone, beside = ways_to_plan(browser, stage), ways_to_plan(in_the_room(stage), stage)
    assert beside == known
    assert alone != known


GIVEN_BY_HAND = ("com.weekly-check-in", "sf.2-hand-guiding", "min.breath")


def pages_to_give(stage: Stage, browser: Browser) -> dict[str, list[str]]:
    with clock_at(AT):
        found = {
            (name, one): page(browser, "compose", exercise_id=one, **of(stage, name))
            for one in GIVEN_BY_HAND
            for name in ("Ana", "Ben")
        }
    return {f"{name} {one}": left_in_room_mode(text(reply)) for (name, one), reply in found.items()}


def test_no_page_to_give_tells_that_somebody_ended_their_part(stage: Stage) -> None:
    """The planted fault is what the clinician finds alone: forms for those who are left."""
    browser = browser_of(stage)
    known = pages_to_give(stage, in_the_room(stage))
    leaves(stage, hours(1), "Ben")
    alone, beside = pages_to_give(stage, browser), pages_to_give(stage, in_the_room(stage))
    assert beside == known
    assert [one for one in known if alone[one] == known[one]] == []


def test_nothing_is_given_in_the_room_while_an_end_is_unsaid(stage: Stage) -> None:
    leaves(stage, hours(1), "Ben")
    given = Assignment.objects.count()
    assert f"<li>{NOT_FROM_THE_ROOM}</li>" in refused(stage, in_the_room(stage), {"heard_on": "2026-03-03"})
    assert Assignment.objects.count() == given
