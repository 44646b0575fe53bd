"""A part that was closed: the clinician reads from when pages show it, and the room reads it no sooner."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.client.test_departed import closes
from tests.web.clinician.test_room import of, page, switches
from tests.web.clinician.together import browser_of, left_in_room_mode
from unhurried.homework.services import parting
from unhurried.people import services

pytestmark = with_people
BEFORE, AFTER = FIRST - timedelta(minutes=1), FIRST + timedelta(minutes=1)
ASKS = "Ask whether they would come back"
OFF = "This page is for you alone."
LATER = "Everybody’s pages show it from when these are next renewed: Thursday 5 March, 05:00."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up(("Fay", "Gus", "Hana"))


def side_by_side(stage: Stage, at: datetime) -> str:
    with clock_at(at):
        found = browser_of(stage).get(f"/clinician/relationships/{stage.relationship.pk}/")
    return " ".join(unescape(found.content.decode()).split())


def test_clinician_reads_from_when_pages_show_it_and_asks_after_that(stage: Stage) -> None:
    closes(stage, "Hana")
    page = side_by_side(stage, BEFORE)
    assert (LATER in page, ASKS in page) == (True, False)
    page = side_by_side(stage, AFTER)
    assert (LATER in page, ASKS in page) == (False, True)
    assert "Closed; everybody’s pages have shown it since Thursday 5 March." in page


def test_page_before_closing_says_when_it_shows(stage: Stage) -> None:
    who = stage.clients["Hana"]
    words = {"client": who, "relationship": stage.relationship, "keyring": stage.keys}
    parting.leave_relationship(stage.act(who, hours(3)), **words)
    url = reverse("clinician:close_part", kwargs={"relationship_id": stage.relationship.pk})
    with clock_at(BEFORE):
        said = browser_of(stage).get(url, {"client": str(who.pk)}).content.decode()
    assert "leaves the others’ pages when these are next renewed: Thursday 5 March, 05:00." in unescape(said)


def in_the_room(stage: Stage, at: datetime) -> list[list[str]]:
    """What is left on the screen while Gus looks at it too."""
    gus = of(stage, "Gus")
    places: list[tuple[str, dict[str, Any]]] = [
        ("calendar", {}),
        ("client", gus),
        ("new_appointment", gus),
        ("compose", {**gus, "exercise_id": "com.reflective-listening"}),
    ]
    with clock_at(at):
        browser = browser_of(stage)
        switches(browser, "on")
        return [left_in_room_mode(page(browser, name, **one).content.decode()) for name, one in places]


def compose(stage: Stage, at: datetime) -> list[str]:
    return in_the_room(stage, at)[-1]


def meets(stage: Stage) -> None:
    plan = services.AppointmentPlan(
        client=None, starts_at=hours(200), minutes=50, place="room", repeats="once"
    )
    episode = stage.relationship.episodes.get()
    services.make_appointment(stage.act(stage.clinician, hours(1)), episode=episode, plan=plan)


def test_nobody_in_the_room_reads_it_before_the_posting(stage: Stage) -> None:
    """Whoever ended their part is among them there for as long as on everybody's pages, closed or not."""
    meets(stage)
    known, who = in_the_room(stage, BEFORE), stage.clients["Hana"]
    words = {"client": who, "relationship": stage.relationship, "keyring": stage.keys}
    parting.leave_relationship(stage.act(who, hours(3)), **words)
    ended = in_the_room(stage, BEFORE)
    closes(stage, "Hana")
    assert known == ended == in_the_room(stage, BEFORE)
    assert ["Hana" in " ".join(compose(stage, at)) for at in (BEFORE, AFTER)] == [True, False]


def test_closing_at_once_would_be_read_in_the_room(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: what is for two is read there, while everybody knows of three."""
    monkeypatch.setattr(parting, "lands_in", lambda _relationship, *, now: now)
    closes(stage, "Hana")
    assert "Hana" not in " ".join(compose(stage, BEFORE))
