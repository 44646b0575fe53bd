"""Where an exercise is done elsewhere in the product, its page leads there."""

import re
from dataclasses import replace

import pytest

from tests.people import with_people
from tests.promises.stage import Stage, clock_at, hours, set_up

pytestmark = with_people


def ways_on(stage: Stage) -> set[str]:
    with clock_at(hours(1)):
        page = stage.browser("Ana").get(f"/c/a/{stage.given.pk}/").content.decode()
    beside = page.split("You may want these beside it")
    return set(re.findall(r'href="(/c/[a-z/]+)"', beside[1].split("</ul>")[0])) if len(beside) > 1 else set()


@pytest.mark.parametrize(
    ("exercise_id", "ways"),
    [
        ("com.boundary-agreement", {"/c/limits/", "/c/agreement/"}),
        ("rou.shared-calendar", {"/c/together/"}),
        ("com.first-talk", set()),
    ],
)
def test_exercise_leads_to_the_pages_it_is_done_with(db: None, exercise_id: str, ways: set[str]) -> None:
    assert ways_on(set_up(exercise_id=exercise_id)) == ways


def test_exercise_that_leads_elsewhere_is_found(db: None) -> None:
    """The planted fault: it names one page too few, and one that is not its own."""
    astray = set_up(
        exercise_id="com.boundary-agreement",
        change=lambda whole: replace(whole, id="out.astray", pages=("limits", "calendar")),
    )
    assert ways_on(astray) == {"/c/limits/", "/c/together/"}
