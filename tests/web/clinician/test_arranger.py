"""Who arranges it may be chosen anew: everybody's calendar says so from the next posting on."""

from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest

from tests.people import with_people
from tests.promises.stage import FIRST, Draws, Stage, draws, hours, set_up
from tests.web.clinician.test_giving import gives, led_by_whom_it_is_about
from tests.web.clinician.together import asked, sent
from unhurried.core.disclosure import Tiding
from unhurried.homework import facts
from unhurried.homework.models import Assignment
from unhurried.homework.queries import client as queries
from unhurried.homework.queries.client import occasions
from unhurried.people.models import Notice

pytestmark = with_people
TALK = "com.weekly-check-in"
CHOSEN_AT, BEFORE = hours(21), hours(30)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


@pytest.fixture
def talk(stage: Stage) -> Assignment:
    led_by_whom_it_is_about(stage, TALK)
    given = gives(stage, TALK, communication="words", arranged_by=str(stage.clients["Ana"].pk))
    assert given is not None
    return given


def chooses(stage: Stage, given: Assignment, name: str, at: datetime = CHOSEN_AT) -> None:
    chosen = str(stage.clients[name].pk) if name else ""
    assert sent(stage, "arranger", at, {"arranged_by": chosen}, assignment_id=given.pk).status_code == 302


def arranger(stage: Stage, at: datetime) -> set[str | None]:
    """As each of them reads it in the calendar then, by the name of the stage."""
    found = set()
    names = {stage.keys.open(one, "name"): name for name, one in stage.clients.items()}
    for viewer in stage.clients.values():
        shared = queries.together_for(viewer, stage.relationship, stage.keys, now=at)
        assert shared is not None
        joint = queries.joint_exercises_for(shared, now=at)
        found |= {names.get(one.arranger or "") for one in joint if one.exercise.id == TALK}
    return found


def lands_with_the_posting(stage: Stage, given: Assignment) -> bool:
    chooses(stage, given, "Ben")
    return (arranger(stage, BEFORE), arranger(stage, FIRST)) == ({"Ana"}, {"Ben"})


def test_it_lands_at_the_posting(stage: Stage, talk: Assignment, monkeypatch: pytest.MonkeyPatch) -> None:
    assert lands_with_the_posting(stage, talk)
    monkeypatch.setattr(occasions, "arranger_shown", lambda row, at: row.arranged_next_by_id)
    assert not lands_with_the_posting(stage, talk), "the planted fault: at once"


def test_chosen_twice_before_it_lands_the_calendar_stays_as_it_was(stage: Stage, talk: Assignment) -> None:
    chooses(stage, talk, "Ben")
    chooses(stage, talk, "", hours(22))
    assert [arranger(stage, at) for at in (hours(23), FIRST)] == [{"Ana"}, {None}]


def test_chosen_again_after_it_landed_the_earlier_choice_stands_until_then(
    stage: Stage, talk: Assignment
) -> None:
    chooses(stage, talk, "Ben")
    chooses(stage, talk, "Ana", FIRST)
    row = Assignment.objects.get(pk=talk.pk)
    assert row.arranged_next_at is not None
    shown = [facts.arranger_shown(row, at) for at in (FIRST, row.arranged_next_at)]
    assert shown == [stage.clients["Ben"].pk, stage.clients["Ana"].pk]


def test_everybody_is_told_from_that_posting_on(stage: Stage, talk: Assignment) -> None:
    Notice.objects.all().delete()
    chooses(stage, talk, "Ben")
    told = set(Notice.objects.values_list("client_id", "tiding", "from_at"))
    assert told == {(one.pk, Tiding.PLAN_HAS_CHANGED, FIRST) for one in stage.clients.values()}


def page(stage: Stage, given: Assignment) -> str:
    found = asked(stage, "given", CHOSEN_AT, assignment_id=given.pk)
    return " ".join(unescape(found.content.decode()).split())


def test_clinician_reads_who_does_and_who_will(stage: Stage, talk: Assignment) -> None:
    ana, ben = (stage.keys.open(stage.clients[name], "name") for name in ("Ana", "Ben"))
    chooses(stage, talk, "Ben")
    said = page(stage, talk)
    assert f"{ana} arranges it." in said
    assert f"when their pages are renewed, {ben} arranges it." in said


def test_it_is_asked_only_where_the_pathway_says_so(stage: Stage) -> None:
    given = gives(stage, TALK, communication="words")
    assert given is not None
    assert "Choose who arranges it" not in page(stage, given)
    chooses(stage, given, "Ben")
    assert Assignment.objects.get(pk=given.pk).arranged_next_at is None
    led_by_whom_it_is_about(stage, TALK)
    assert "Choose who arranges it" in page(stage, given)


def test_stranger_cannot_be_named(stage: Stage, talk: Assignment) -> None:
    sent(stage, "arranger", CHOSEN_AT, {"arranged_by": str(stage.clinician.pk)}, assignment_id=talk.pk)
    assert Assignment.objects.get(pk=talk.pk).arranged_next_at is None
