"""Setting homework in the room: everything prefilled, for everyone or for one, and no limit told by name."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from tests.homework.test_gates import no_to_hands
from tests.people import with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.clinician.together import asked, filled_in, left_in_room_mode, sent
from tests.web.doors import SHEET
from unhurried.core.boundaries import Direction, Word
from unhurried.core.exercises import PathwayItem
from unhurried.homework import services as homework
from unhurried.homework.library_items import pathway_by_digest
from unhurried.homework.models import Assignment, LibraryItem, Plan, Release
from unhurried.homework.queries import clinician as queries
from unhurried.library.loading import Library
from unhurried.people.models import Client

pytestmark = with_people
AT = hours(20)
GIVEN = {**SHEET, "version": "full", "weeks": "2", "heard_on": "2026-03-03", "is_again": "on"}


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def page(stage: Stage, exercise_id: str, name: str = "Ana") -> str:
    where = {"client_id": stage.clients[name].pk, "exercise_id": exercise_id}
    found = asked(stage, "compose", AT, **where)
    assert found.status_code == 200
    return unescape(found.content.decode())


def gives(stage: Stage, exercise_id: str, name: str = "Ana", **fields: Any) -> Assignment | None:
    """What was given, or None when the form came back."""
    known = set(Assignment.objects.values_list("pk", flat=True))
    where = {"client_id": stage.clients[name].pk, "exercise_id": exercise_id}
    found = sent(stage, "compose", AT, {**GIVEN, **fields}, **where)
    new = Assignment.objects.exclude(pk__in=known).first()
    assert (found.status_code == 302) == (new is not None)
    return new


def sheet_of(stage: Stage, given: Assignment) -> Any:
    return queries.sheet_under(stage.clinician, given, stage.keys)


def test_everything_is_prefilled_so_that_two_taps_give_it(stage: Stage) -> None:
    """The form as it came, sent as it stands."""
    fields = filled_in(page(stage, "com.weekly-check-in"))
    where = {"client_id": stage.clients["Ana"].pk, "exercise_id": "com.weekly-check-in"}
    assert sent(stage, "compose", AT, fields, **where).status_code == 302


def test_for_everyone_unless_one_person_is_chosen(stage: Stage) -> None:
    everyone = gives(stage, "min.breath", whom="all", communication="words")
    assert everyone is not None and everyone.client is None
    ben = stage.clients["Ben"]
    alone = gives(stage, "min.breath", whom=str(ben.pk), communication="words")
    assert alone is not None and alone.client == ben
    assert sheet_of(stage, alone).communication == ""


def readers_of(text: str) -> str:
    start = text.index("Who reads this:")
    return " ".join(text[start : text.index("<textarea", start)].split())


def test_readers_are_named_for_each_choice_of_whom(stage: Stage) -> None:
    """Which it will be is not known while the page is made: neither is promised."""
    names = [stage.keys.open(stage.clients[name], "name") for name in ("Ana", "Ben")]
    told = readers_of(page(stage, "min.breath"))
    assert "<strong>You, and whoever you give it to</strong>" in told
    assert f"For everyone: {', '.join(names)} read it" in told
    for name in names:
        assert f"{name} alone: nobody else who is treated with them reads it" in told


def test_readers_of_what_is_for_one_alone_name_no_everyone(stage: Stage) -> None:
    told = readers_of(page(stage, "min.body-scan"))
    assert "For everyone" not in told
    names = ", ".join(stage.keys.open(stage.clients[name], "name") for name in ("Ana", "Ben"))
    assert f"You, and {names}" not in told


def test_readers_of_what_can_only_be_for_everyone_are_named(stage: Stage) -> None:
    """The planted fault of those above: here every name is right."""
    names = ", ".join(stage.keys.open(stage.clients[name], "name") for name in ("Ana", "Ben"))
    assert f"<strong>You, and {names}</strong>" in readers_of(page(stage, "sf.0-hands"))


def test_what_is_written_for_one_is_always_for_one(stage: Stage) -> None:
    assert '"all"' not in page(stage, "min.body-scan")
    assert gives(stage, "min.body-scan", whom="all") is None
    given = gives(stage, "min.body-scan", whom=str(stage.clients["Ana"].pk))
    assert given is not None and given.client == stage.clients["Ana"]


# Who arranges it


def led_by_whom_it_is_about(stage: Stage, exercise_id: str) -> None:
    """Their plan becomes a pathway on which whoever this is about arranges it."""
    plan = Plan.objects.get(relationship=stage.relationship, ended_at=None)
    item = PathwayItem(exercise=exercise_id, phase="", owner_leads=True)
    pathway = replace(pathway_by_digest(plan.pathway_id), id="p1-own", items=(item,))
    homework.publish_library(
        library=Library(exercises={}, pathways={pathway.id: pathway}, help={}), at=hours(19)
    )
    Plan.objects.filter(pk=plan.pk).update(pathway=LibraryItem.objects.get(name="p1-own"))


def test_who_arranges_it_is_asked_only_where_the_pathway_says_so(stage: Stage) -> None:
    assert "Who arranges it" not in page(stage, "com.weekly-check-in")
    led_by_whom_it_is_about(stage, "com.weekly-check-in")
    assert "Who arranges it" in page(stage, "com.weekly-check-in")
    assert "Who arranges it" not in page(stage, "min.body-scan"), "it is for one person alone"


@pytest.mark.parametrize("named", ["Ana", "Ben", None])
def test_whoever_is_named_arranges_it_and_nobody_is_named_by_itself(stage: Stage, named: str | None) -> None:
    led_by_whom_it_is_about(stage, "com.weekly-check-in")
    fields = filled_in(page(stage, "com.weekly-check-in"))
    assert fields["arranged_by"] == ""
    chosen = str(stage.clients[named].pk) if named else ""
    given = gives(stage, "com.weekly-check-in", **{**fields, "arranged_by": chosen})
    assert given is not None
    assert given.arranged_by == (stage.clients[named] if named else None)


def test_stranger_cannot_be_named(stage: Stage) -> None:
    led_by_whom_it_is_about(stage, "com.weekly-check-in")
    fields = filled_in(page(stage, "com.weekly-check-in"))
    assert gives(stage, "com.weekly-check-in", **{**fields, "arranged_by": str(stage.clinician.pk)}) is None


def test_somebody_who_takes_no_part_cannot_be_given_anything(stage: Stage) -> None:
    stranger = Client.objects.exclude(pk__in=[one.pk for one in stage.clients.values()]).first()
    pk = stranger.pk if stranger else set_up().clients["Ana"].pk
    assert gives(stage, "min.breath", whom=str(pk), communication="words") is None


def test_how_they_let_one_another_know_is_kept_with_the_sheet(stage: Stage) -> None:
    assert filled_in(page(stage, "sf.0-hands"))["communication"] == "quiet_with_signals"
    given = gives(stage, "sf.0-hands", communication="talk_through")
    assert given is not None
    assert sheet_of(stage, given).communication == "talk_through"


@pytest.mark.parametrize(("is_released", "releases"), [({"is_released": "on"}, 1), ({}, 0)])
def test_release_beforehand_at_l2(stage: Stage, is_released: dict[str, str], releases: int) -> None:
    given = gives(stage, "sf.0-hands", communication="words", **is_released)
    assert Release.objects.filter(assignment=given).count() == releases


def test_nothing_deeper_is_released_beforehand(stage: Stage) -> None:
    assert "is_released" not in page(stage, "sf.1-whole-body-early")
    given = gives(stage, "sf.1-whole-body-early", communication="words", is_released="on")
    assert given is not None
    assert not Release.objects.filter(assignment=given).exists()


def test_exercise_for_more_people_than_take_part_is_not_given_to_one_alone(world: Any) -> None:
    ivo = world.client("Ivo")
    url = f"/clinician/people/{ivo.pk}/give/com.first-talk/"
    before = Assignment.objects.count()
    browser = world.browser("Cleo")
    assert "It is written for another number of people." in browser.get(url).content.decode()
    assert browser.post(url, GIVEN).status_code == 200
    assert Assignment.objects.count() == before


def test_contraindications_stand_above_the_button(stage: Stage) -> None:
    text = page(stage, "sf.0-hands")
    assert text.index("When it is not for now") < text.index(">Give</button>")


# Limits are told by the name of the version alone, and not in the room.


def no_to(stage: Stage, name: str, what: str) -> None:
    homework.set_boundary(
        stage.act(stage.clients[name], hours(2)),
        client=stage.clients[name],
        what=what,
        direction=Direction.BEING_TOUCHED,
        word=Word.NOT_NOW,
        keyring=stage.keys,
    )


@pytest.mark.parametrize("name", ["Ana", "Ben"])
def test_limit_that_leaves_a_smaller_version_is_told_by_that_alone(stage: Stage, name: str) -> None:
    assert "A limit leaves" not in page(stage, "sf.1-whole-body-early")
    no_to(stage, name, "feet")
    text = page(stage, "sf.1-whole-body-early")
    assert "A limit leaves only this: Short version." in text
    assert "eet" not in text.split("A limit leaves")[1][:60]


def test_limit_that_leaves_nothing_says_that_it_would_rest(stage: Stage) -> None:
    no_to_hands(stage, "Ben")
    assert "A limit leaves no version of it. Given now, it would rest." in page(stage, "sf.0-hands")


def test_room_mode_leaves_nothing_of_a_limit(stage: Stage) -> None:
    before = left_in_room_mode(page(stage, "sf.0-hands"))
    no_to_hands(stage, "Ben")
    assert left_in_room_mode(page(stage, "sf.0-hands")) == before
