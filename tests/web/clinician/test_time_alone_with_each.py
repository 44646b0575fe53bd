"""A time alone with each of those treated together: routine, and due for all of them alike."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import asked, left_in_room_mode, relationship_page
from unhurried.consent.models import SafetyCheck
from unhurried.homework.queries.clinician import time_alone
from unhurried.people import services
from unhurried.people.models import Clinic, Episode

pytestmark = with_people
SOON, DUE = hours(24 * 40), hours(24 * 80)
LINE = "A time alone with each of them"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def text(page: str) -> str:
    return " ".join(unescape(page).split())


def lines(stage: Stage, at: datetime) -> list[str]:
    page = text(asked(stage, "caseload", at).content.decode())
    return [one.partition("</div>")[0] for one in page.split(f"<div>{LINE}")[1:]]


def section(stage: Stage, at: datetime) -> str:
    page = text(relationship_page(stage, at))
    return page[page.index('aria-labelledby="times_alone"') :].partition("</section>")[0]


def meets(stage: Stage, name: str, at: datetime, *, said_at: datetime) -> None:
    plan = services.AppointmentPlan(
        client=stage.clients[name], starts_at=at, minutes=50, place="room", repeats="once"
    )
    episode = Episode.objects.get(relationship=stage.relationship)
    services.make_appointment(stage.act(stage.clinician, said_at), episode=episode, plan=plan)


def test_it_is_due_for_all_of_them_in_the_same_words(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault never asks."""
    meets(stage, "Ana", hours(24 * 70), said_at=hours(24 * 69))
    assert lines(stage, SOON) == []
    found = lines(stage, DUE)
    assert len(found) == 2 and len(set(found)) == 1, "who was seen last week is on nobody's line"
    assert "Plan one with each of them." in section(stage, DUE)
    monkeypatch.setattr(time_alone, "due_since", lambda *_, **__: None)
    assert lines(stage, DUE) == []


def test_page_says_when_it_was_last_and_plans_one_with_each(stage: Stage) -> None:
    meets(stage, "Ana", hours(24 * 70), said_at=hours(24 * 69))
    found = section(stage, DUE)
    for client in stage.clients.values():
        assert f"/clinician/people/{client.pk}/appointment/" in found
        assert f"Plan a time alone with {stage.keys.open(client, 'name')}" in found
    assert "Every 8 weeks" in found and found.count("Last on") == 2


def test_it_is_settled_once_each_has_one_set(stage: Stage) -> None:
    for name in stage.clients:
        meets(stage, name, DUE + timedelta(days=3), said_at=DUE)
    assert lines(stage, DUE) == []
    assert section(stage, DUE).count("Set for") == 2


def test_page_says_on_which_day_it_falls_due(stage: Stage) -> None:
    """The planted fault is the page on that day, which says since when."""
    SafetyCheck.objects.update(checked_on=DUE.date() - timedelta(days=10), was_alone=True)
    due = DUE + timedelta(days=46)
    words = f"Next due on {due:%A} {due.day} {due:%B}, with each of them."
    assert [words in section(stage, at) for at in (DUE, due)] == [True, False]


def test_safety_check_alone_counts_and_one_in_company_does_not(stage: Stage) -> None:
    SafetyCheck.objects.update(checked_on=DUE.date() - timedelta(days=10), was_alone=True)
    assert lines(stage, DUE) == []
    SafetyCheck.objects.update(was_alone=False)
    assert len(lines(stage, DUE)) == 2


def test_clinic_sets_how_often(stage: Stage) -> None:
    Clinic.objects.update(time_alone_weeks=26)
    assert lines(stage, DUE) == []


def test_nothing_of_it_is_left_in_the_room(stage: Stage) -> None:
    left = " ".join(left_in_room_mode(relationship_page(stage, DUE)))
    assert "time alone" not in left.lower()
