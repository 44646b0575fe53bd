"""A time alone with the clinician stands behind the code of whoever takes part with others."""

from datetime import timedelta
from typing import Any

import pytest

from tests.people import World, with_people
from tests.people.test_seats import says_yes, together
from tests.web.client.private_area import opened, said_on
from tests.web.client.test_joining_together import seen
from unhurried.core.disclosure import Tiding
from unhurried.people import queries, services
from unhurried.people.models import Notice
from unhurried.people.queries.notices import mail_due
from unhurried.people.services import seats
from unhurried.web.client import at_the_clinic

pytestmark = with_people
NEWS, ALONE = "about an appointment.", "about an appointment for you alone."


@pytest.fixture(autouse=True)
def nobody_was_told(world: World) -> None:
    Notice.objects.all().delete()


def meets(world: World, name: str, *, alone: bool = True) -> None:
    client = world.client(name)
    episode = queries.episode_for(client.clinician, client)
    assert episode is not None
    plan = services.AppointmentPlan(
        client=client if alone else None,
        starts_at=world.now + timedelta(days=2),
        minutes=25,
        place="room",
        repeats="once",
    )
    services.make_appointment(world.act("Cleo"), episode=episode, plan=plan)


def told(world: World, name: str) -> list[Tiding]:
    rows = Notice.objects.filter(client=world.client(name)).values_list("tiding", flat=True)
    return [Tiding(one) for one in rows]


def on_together(browser: Any) -> bool:
    return "25 minutes" in said_on(browser.get("/c/together/"))


def test_open_pages_are_the_same_with_and_without(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = seen(world, "Ana")
    meets(world, "Ana")
    assert seen(world, "Ana") == quiet
    monkeypatch.setattr(at_the_clinic, "is_time_alone", lambda *_: False)
    assert seen(world, "Ana") != quiet, "the planted fault: every appointment on Together"


def test_it_is_read_behind_the_code(world: World) -> None:
    meets(world, "Ana")
    browser = opened(world, "Ana")
    page = said_on(browser.get("/c/private/"))
    assert "25 minutes" in page and ALONE in page
    assert not on_together(browser)


def test_no_mail_tells_of_it(world: World) -> None:
    meets(world, "Ana")
    assert told(world, "Ana") == [Tiding.TIME_ALONE_HAS_CHANGED]
    due = Notice.objects.filter(mail_due(world.now), client=world.client("Ana"))
    assert not due.exists()


def test_somebody_alone_reads_it_as_before(world: World) -> None:
    meets(world, "Ivo")
    browser = world.browser("Ivo")
    assert told(world, "Ivo") == [Tiding.APPOINTMENT_HAS_CHANGED]
    assert on_together(browser) and NEWS in said_on(browser.get("/c/"))


def test_a_time_for_all_stands_on_the_open_page(world: World) -> None:
    meets(world, "Ana", alone=False)
    assert on_together(world.browser("Ana"))
    assert told(world, "Ana") == told(world, "Ben") == [Tiding.APPOINTMENT_HAS_CHANGED]


def came_into_company(world: World) -> bool:
    """Whether Today still says what was said before Ivo took part with anybody."""
    meets(world, "Ivo", alone=False)
    together(world, "Ivo", "Dov")
    for name in ("Ivo", "Dov"):
        says_yes(world, name)
    browser = world.browser("Ivo")
    return on_together(browser) or NEWS in said_on(browser.get("/c/"))


def test_what_stood_open_goes_behind_the_code_with_the_first_company(world: World) -> None:
    assert not came_into_company(world)
    page = said_on(opened(world, "Ivo").get("/c/private/"))
    assert "25 minutes" in page and ALONE in page


def test_a_notice_that_stays_would_be_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seats, "put_behind_the_code", lambda _people: None)
    assert came_into_company(world)
