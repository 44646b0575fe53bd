"""What goes on from time to time: found where it was left, changed there, and gone when it is emptied."""

from datetime import timedelta
from html import unescape
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils.formats import date_format

from tests.people import World, with_people
from unhurried.config.demo import stage as on
from unhurried.core.readiness import Answer as Ready
from unhurried.homework import services
from unhurried.homework.models import Assignment, Note, Practice

pytestmark = with_people
SIGNS, WORDS = "signs.signs_body", "words.words_to_self"


@pytest.fixture
def kit(world: World) -> Assignment:
    stage, ivo = world.stage("Cleo"), world.client("Ivo")
    given: Assignment = on.given(stage, ivo, "min.grounding-kit", days_ago=3, words="")
    world.says("Ivo", Ready.READY, given, at=world.now - timedelta(days=2))
    return given


def does_it(world: World, kit: Assignment, *, hours_ago: float, **written: str) -> Practice:
    """One time of it, on its own screens: these words on their steps, the rest gone past as it stands."""
    practice = world.begins("Ivo", kit, at=world.now - timedelta(hours=hours_ago))
    browser, url = world.browser("Ivo"), f"/c/p/{practice.pk}/"
    for place, moment in enumerate(services.moments_of(practice)):
        fields = {
            f"{moment.step.key}.{field.key}": written.get(field.key, standing(world, field.key))
            for field in moment.step.fields
        }
        browser.post(url, {**fields, "place": str(place), "go": "on"})
    practice.refresh_from_db()
    assert practice.ended_at is not None
    return practice


def standing(world: World, field: str) -> str:
    rows = Note.objects.filter(author=world.client("Ivo"), key__endswith=f".{field}")
    return world.keys.open(rows.latest("written_at"), "text") if rows else ""


def shown(world: World, kit: Assignment) -> str:
    return unescape(world.browser("Ivo").get(f"/c/a/{kit.pk}/written/").content.decode())


def test_kit_is_found_as_it_was_left_and_changed_there(world: World, kit: Assignment) -> None:
    first = does_it(
        world, kit, hours_ago=5, signs_body="A nuthatch in the chest.", words_to_self="It is June."
    )
    second = world.begins("Ivo", kit)
    services.go_to_step(
        world.act("Ivo"), client=world.client("Ivo"), practice=second, step=1, written={}, keyring=world.keys
    )
    page = unescape(world.browser("Ivo").get(f"/c/p/{second.pk}/").content.decode())
    assert "A nuthatch in the chest." in page, "nobody writes a plan twice"
    world.browser("Ivo").post(f"/c/p/{second.pk}/", {SIGNS: "Cold hands.", "place": "1", "go": "on"})
    assert Note.objects.get(author=world.client("Ivo"), key=SIGNS).practice == second
    assert Note.objects.get(author=world.client("Ivo"), key=WORDS).practice == first
    now = shown(world, kit)
    assert ("Cold hands." in now, "It is June." in now, "nuthatch" in now) == (True, True, False)


def test_what_is_emptied_is_gone_and_does_not_come_back(world: World, kit: Assignment) -> None:
    does_it(world, kit, hours_ago=5, signs_body="A nuthatch in the chest.")
    does_it(world, kit, hours_ago=4, signs_body="")
    assert "nuthatch" not in shown(world, kit)
    assert not Note.objects.filter(author=world.client("Ivo"), key=SIGNS).exists()


def test_plan_that_begins_anew_is_noticed(world: World, kit: Assignment) -> None:
    """The planted fault: each time with words of its own, as a note has them."""
    with patch("unhurried.homework.services.practices.notes_going_on", lambda author, given: {}):
        does_it(world, kit, hours_ago=5, signs_body="A nuthatch in the chest.")
        does_it(world, kit, hours_ago=4, signs_body="Cold hands.")
    assert Note.objects.filter(author=world.client("Ivo"), key=SIGNS).count() == 2


def test_it_goes_on_when_it_is_given_again(world: World, kit: Assignment) -> None:
    does_it(world, kit, hours_ago=5, signs_body="A nuthatch in the chest.")
    again = on.given(world.stage("Cleo"), world.client("Ivo"), "min.grounding-kit", days_ago=0, words="")
    assert "A nuthatch in the chest." in shown(world, again)


def test_step_that_looks_back_shows_what_was_written_and_nothing_else(world: World, kit: Assignment) -> None:
    does_it(world, kit, hours_ago=5, signs_body="A nuthatch in the chest.")
    practice, browser = world.begins("Ivo", kit), world.browser("Ivo")
    shows = {}
    for place, moment in enumerate(services.moments_of(practice)):
        page = browser.get(f"/c/p/{practice.pk}/").content.decode()
        kept = page.partition('class="kept"')[2].partition("</section>")[0]
        shows[moment.step.key] = "A nuthatch in the chest." in kept
        browser.post(f"/c/p/{practice.pk}/", {"place": str(place), "go": "on"})
    assert [key for key, is_shown in shows.items() if is_shown] == ["keep"]


def test_notes_after_a_step_for_oneself_are_for_oneself_unless_chosen(world: World, kit: Assignment) -> None:
    page = world.browser("Ivo").get(f"/c/p/{does_it(world, kit, hours_ago=5).pk}/notes/").content.decode()
    assert 'value="self" checked' in page and 'value="clinician" checked' not in page
    breath = world.practices("Ivo")[0]
    assert breath.assignment.exercise.name == "min.breath", "nothing is written on the way"
    assert 'value="clinician"' in world.browser("Ivo").get(f"/c/p/{breath.pk}/notes/").content.decode()


def test_lists_say_the_time_and_leave_out_what_nothing_was_written_in(world: World, kit: Assignment) -> None:
    empty = does_it(world, kit, hours_ago=6)
    written = does_it(world, kit, hours_ago=5, signs_body="A nuthatch in the chest.")
    at = date_format(written.begun_at.astimezone(ZoneInfo(world.client("Ivo").time_zone)), "H:i")
    for page in (shown(world, kit), unescape(world.browser("Ivo").get("/c/mine/").content.decode())):
        assert (f"{written.pk}/look/" in page, f"{empty.pk}/look/" in page) == (True, False)
        assert f", {at}</span>" in page
    assert f"{world.practices('Ivo')[0].pk}/look/" in world.browser("Ivo").get("/c/mine/").content.decode()


def test_going_on_leads_to_where_it_was_left_and_asks_no_number_twice(world: World, kit: Assignment) -> None:
    practice, browser = world.begins("Ivo", kit), world.browser("Ivo")
    before = f"/c/p/{practice.pk}/before/"
    assert "How is it just now?" in browser.get(before).content.decode()
    browser.post(before, {"rating.distress": "3"})
    page = browser.post(f"/c/a/{kit.pk}/begin/", follow=True)
    assert page.request["PATH_INFO"] == f"/c/p/{practice.pk}/"


def test_each_time_is_there_with_its_day_and_numbers_over_time(world: World) -> None:
    """A practice of Ivo's own exercise, and nobody else's."""
    breath = world.given("Gus")
    world.says("Gus", Ready.READY, breath)
    page = world.browser("Gus").get(f"/c/a/{breath.pk}/written/")
    assert page.status_code == 200 and "code" in page.content.decode(), "behind the code of whoever has one"
    stranger = world.browser("Ivo").get(f"/c/a/{breath.pk}/written/")
    assert stranger.status_code == 404
