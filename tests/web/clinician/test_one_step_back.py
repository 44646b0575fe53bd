"""One step back is offered where it leads somewhere; in the room, by what pages show."""

from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client as Browser

from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_room import switches
from tests.web.clinician.together import browser_of, left_in_room_mode
from unhurried.homework.models import Assignment

pytestmark = with_people
AT = hours(20)
BACK, LEFT = 'value="step_back"', "('value', 'step_back')"


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up(exercise_id="com.weekly-check-in")


def smallest(stage: Stage) -> str:
    versions = stage.exercise.phases[0].versions
    return min(versions, key=lambda one: one.minutes).key


def placed(stage: Stage, *, now: str, shown: str = "") -> None:
    Assignment.objects.filter(pk=stage.given.pk).update(
        version=now,
        posted_phase=stage.given.phase if shown else "",
        posted_version=shown,
        posted_until=hours(400) if shown else None,
    )


def page(stage: Stage, browser: Browser | None = None) -> str:
    with clock_at(AT):
        found = (browser or browser_of(stage)).get(f"/clinician/given/{stage.given.pk}/")
    return unescape(found.content.decode())


def answers(stage: Stage, browser: Browser) -> str:
    fields = {"next_step": "step_back", "words": ""}
    with clock_at(AT):
        found = browser.post(f"/clinician/given/{stage.given.pk}/", fields, follow=True)
    return unescape(found.content.decode())


def test_it_is_not_offered_where_it_leads_nowhere(stage: Stage) -> None:
    assert BACK in page(stage)
    placed(stage, now=smallest(stage))
    assert BACK not in page(stage)


def test_what_nobodys_page_shows_yet_is_not_told_in_the_room(stage: Stage) -> None:
    """Whatever it is already, the room finds what pages show; alone the clinician reads how it is."""
    beside = browser_of(stage)
    switches(beside, "on")
    before = [left_in_room_mode(page(stage, one)) for one in (None, beside)]
    placed(stage, now=smallest(stage), shown="full")
    said = page(stage)
    assert "One step back would change nothing" in said
    shown = [
        [one for one in left_in_room_mode(page(stage, it)) if "step_back" in one] for it in (None, beside)
    ]
    assert shown == [[one for one in left if "step_back" in one] for left in before]
    assert "It stands at its smallest already" in answers(stage, browser_of(stage))
    assert "It stands at its smallest already" not in answers(stage, beside)


def test_what_pages_show_as_the_smallest_is_not_offered_in_the_room(stage: Stage) -> None:
    placed(stage, now="full", shown=smallest(stage))
    beside = browser_of(stage)
    alone = page(stage)
    assert BACK in alone
    assert LEFT not in " ".join(left_in_room_mode(alone))
    plain = alone.replace('class="choice private"', 'class="choice"')
    assert LEFT in " ".join(left_in_room_mode(plain)), "the planted fault: without its mark"
    switches(beside, "on")
    assert BACK not in page(stage, beside)
