"""What a clinician prints: an exercise of the library, or what was given with the sheet of these people."""

from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.people import World, with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_giving import no_to
from tests.web.clinician.together import asked, browser_of
from tests.web.printed import words_of
from unhurried.homework.models import Assignment

pytestmark = with_people
AS_USUAL = {"what": "handout", "print": "usual", "paper": "a4"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up(exercise_id="sf.1-whole-body-early")


def printed(stage: Stage) -> Any:
    with clock_at(hours(20)):
        return browser_of(stage).get(f"/clinician/given/{stage.given.pk}/paper/page/", AS_USUAL)


def paper(stage: Stage) -> bytes:
    page = printed(stage)
    assert page.headers["Content-Type"] == "application/pdf"
    return bytes(page.content)


def test_library_prints_each_version_of_each_part(world: World) -> None:
    browser, here = world.browser("Cleo"), "/clinician/library/rou.arm-or-hand/"
    assert f'href="{here}paper/"' in unescape(browser.get(here).content.decode())
    choices = unescape(browser.get(f"{here}paper/").content.decode())
    assert choices.count('name="version"') == 3
    near = browser.get(f"{here}paper/page/", {**AS_USUAL, "version": "held.near"})
    words = words_of(near.content)
    assert "One offers a hand, and another may take it." in words and "The person being touched" in words
    assert "Draft for clinical review" in words


@pytest.mark.parametrize("version", ["held.huge", "", "near"])
def test_version_that_there_is_not_leads_back_to_the_choice(world: World, version: str) -> None:
    here = "/clinician/library/rou.arm-or-hand/paper/"
    answer = world.browser("Cleo").get(f"{here}page/", {**AS_USUAL, "version": version})
    assert answer.headers["Location"] == here


def test_given_has_the_sheet_steps_and_since_when_and_names_nobody(stage: Stage) -> None:
    words, exercise = words_of(paper(stage)), stage.exercise
    steps = exercise.phases[0].steps_of("full")
    assert [step.key for step in steps if exercise.says(f"step.{step.key}") not in words] == []
    assert "As pages have it since 2 March 2026. Limits may be tighter since." in words
    assert not any(name in words for name in ("Ana", "Ben", "Cleo"))


def test_no_limit_of_anybodys_changes_it_and_a_posted_version_does(stage: Stage) -> None:
    before = paper(stage)
    no_to(stage, "Ana", "feet")
    assert paper(stage) == before
    Assignment.objects.filter(pk=stage.given.pk).update(version="short")
    assert paper(stage) != before


def test_less_chosen_since_is_on_no_paper_until_pages_follow(stage: Stage) -> None:
    """As with a card: a smaller version counts for bodies at once."""
    Assignment.objects.filter(pk=stage.given.pk).update(
        version="near", posted_version="full", posted_phase="early", posted_until=FIRST
    )
    page = asked(stage, "given_paper", hours(20), assignment_id=stage.given.pk)
    assert "No paper just now." in unescape(page.content.decode())
    assert printed(stage).status_code == 302


def test_in_the_room_what_is_one_persons_alone_stays_off_the_screen(world: World) -> None:
    given, browser = world.given("Ivo"), world.browser("Cleo")
    Assignment.objects.filter(pk=given.pk).update(client=world.client("Ivo"))
    browser.post("/clinician/room/", {"room": "on", "back": "/clinician/"})
    for page in ("paper/", "paper/page/"):
        answer = browser.get(f"/clinician/given/{given.pk}/{page}", AS_USUAL)
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "Slow breathing" not in answer.content.decode()
