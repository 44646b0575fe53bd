"""A pathway comes first: choosing what to give leads there, and its page says what begins with it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest

from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import asked, sent
from unhurried.homework.models import Assignment, Plan
from unhurried.homework.queries import clinician as queries

pytestmark = with_people
AT = hours(20)
WITH_IT = "With it each person is given, for themselves and at any time, what they do not have yet of: "


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        stage = set_up()
        Plan.objects.update(ended_at=hours(1))
        yield stage


def text(page: Any) -> str:
    assert page.status_code == 200
    return " ".join(unescape(page.content.decode()).split())


def test_choosing_what_to_give_leads_to_choosing_a_pathway(stage: Stage) -> None:
    where = {"client_id": stage.clients["Ana"].pk}
    found = asked(stage, "choose", AT, **where)
    plan = f"/clinician/people/{where['client_id']}/plan/?with={stage.relationship.pk}"
    assert (found.status_code, found.headers["Location"]) == (302, plan)
    Plan.objects.update(ended_at=None)
    assert asked(stage, "choose", AT, **where).status_code == 200, "planted: with a plan it goes nowhere else"


def test_what_is_given_with_a_plan_is_named_before_it_is_begun(stage: Stage) -> None:
    """The planted fault: named beside the way alone, it would be given unsaid."""
    Assignment.objects.filter(settled_at__isnull=False).delete()
    where = {"client_id": stage.clients["Ana"].pk, "pathway": "p2-desire-discrepancy"}
    page = text(asked(stage, "plan_with", AT, **where))
    assert page.index(WITH_IT) < page.index("Begin this plan")
    named = page.partition(WITH_IT)[2].partition(".</p>")[0].split(", ")
    before = set(Assignment.objects.values_list("pk", flat=True))
    assert sent(stage, "plan_with", AT, {"goal": "Ease."}, **where).status_code == 302
    given = Assignment.objects.exclude(pk__in=before).filter(client=stage.clients["Ana"])
    shelf = {exercise.id: exercise.says("title") for _item, exercise in queries.exercise_items()}
    assert named == [shelf[one.exercise.name] for one in given.order_by("position")]


@pytest.mark.parametrize(("exercise", "is_open"), [("gppp.ladder", False), ("min.breath", True)])
def test_steps_are_folded_and_found_from_the_top(stage: Stage, exercise: str, is_open: bool) -> None:
    page = text(asked(stage, "library_exercise", AT, exercise_id=exercise))
    found = queries.exercise_item(exercise)
    assert found is not None
    folds = re.findall(r'<details id="phase-([a-z_0-9]+)"( open)?>', page)
    assert folds == [(phase.key, " open" if is_open else "") for phase in found[1].phases]
    nav = page.partition('aria-label="On this page">')[2].partition("</nav>")[0]
    leads_to = re.findall(r'href="#([^"]+)"', nav)
    assert [one for one in leads_to if page.count(f'id="{one}"') != 1] == []
    assert {f"phase-{key}" for key, _ in folds} < set(leads_to)
