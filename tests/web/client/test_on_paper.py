"""What a client prints of their own, who may print it on a phone, and what they tell of paper afterwards."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache

from tests.homework.samples import give
from tests.homework.test_gates import everyone_is_ready
from tests.people import World, with_people
from tests.promises.stage import FIRST, Draws, Stage, clock_at, draws, hours, set_up
from tests.web.client.private_area import asks_for_code, choose_codes, opened, seen
from tests.web.printed import words_of
from unhurried.core.readiness import Answer
from unhurried.homework.library_items import exercise_by_digest
from unhurried.homework.models import Assignment, Hold, Note, Practice
from unhurried.people.models import CrisisEntry
from unhurried.people.services import set_private_code

pytestmark = with_people
HANDOUT = "paper/page/?what=handout&print=usual&paper=a4"
NOTES = "paper/page/?what=notes&print=large&paper=us-letter"
OPENED = FIRST + timedelta(hours=5)


@pytest.fixture
def codes(world: World) -> None:
    cache.clear()
    choose_codes(world)


def page_of(given: Assignment, page: str = "") -> str:
    return f"/c/a/{given.pk}/{page}"


def on_page(page: Any) -> str:
    return " ".join(unescape(page.content.decode()).split())


# Printing


def test_it_opens_under_a_name_that_says_nothing_and_is_stored_nowhere(world: World) -> None:
    browser, given = world.browser("Ivo"), world.given("Ivo")
    assert f'href="{page_of(given, "paper/")}"' in on_page(browser.get(page_of(given)))
    page = browser.get(page_of(given, HANDOUT))
    names = ("Content-Type", "Content-Disposition", "Cache-Control")
    assert [page.headers[name] for name in names] == [
        "application/pdf",
        'inline; filename="page.pdf"',
        "no-store",
    ]
    assert "Afterwards" in words_of(page.content)
    assert browser.get(page_of(given, "paper/page/?what=all")).headers["Location"] == page_of(given, "paper/")


def test_words_and_quiet_are_printed_with_their_steps_and_nobodys_name(world: World) -> None:
    given = world.given("Ivo")
    words = words_of(world.browser("Ivo").get(page_of(given, HANDOUT)).content)
    assert "Count 4 in, 6 out. About 8 minutes." in words
    for name in ("Ivo", "Cleo", world.client("Ivo").clinic.name):
        assert name not in words


def test_paper_carries_the_numbers_that_their_own_clinic_keeps_and_how_fresh_they_are(world: World) -> None:
    own, other = world.client("Ivo").clinic, world.manager("Lou").clinic
    for clinic, name in ((own, "Night line"), (other, "Elsewhere")):
        CrisisEntry.objects.create(clinic=clinic, country="GB", name=name, what_for="Talk", phone="000")
    words = words_of(world.browser("Ivo").get(page_of(world.given("Ivo"), HANDOUT)).content)
    assert "Night line: 000. Not verified." in words and "Elsewhere" not in words


def test_what_an_exercise_needs_stands_on_its_page_and_on_paper(world: World) -> None:
    given = give(world, "Ivo", "ejc.pause-practice", client=world.client("Ivo"))
    needed = exercise_by_digest(given.exercise_id).needed
    page, paper = (world.browser("Ivo").get(page_of(given, one)) for one in ("", HANDOUT))
    assert [one for one in needed if one in on_page(page) and one in words_of(paper.content)] == list(needed)
    assert "What you may need" not in on_page(world.browser("Ivo").get(page_of(world.given("Ivo"))))


def test_what_is_for_one_alone_is_printed_behind_their_code(world: World, codes: None) -> None:
    alone = give(world, "Gus", "min.body-scan", client=world.client("Gus"))
    for page in (HANDOUT, NOTES, "paper/", "on-paper/"):
        assert asks_for_code(world.browser("Gus").get(page_of(alone, page)))
    assert "passing by" in words_of(opened(world).get(page_of(alone, HANDOUT)).content).lower()


def test_what_everybody_was_given_is_the_same_paper_for_each_with_or_without_a_code(
    world: World, codes: None
) -> None:
    given = world.given("Gus")
    url = page_of(given, HANDOUT)
    found = {world.browser("Gus").get(url).content, world.browser("Hana").get(url).content}
    assert found == {opened(world).get(url).content}


@pytest.fixture
def stage() -> Any:
    with draws(Draws()):
        yield set_up(exercise_id="sf.1-whole-body-early")


def test_touch_is_printed_as_its_page_has_it_without_a_step_and_on_offer_or_not(stage: Stage) -> None:
    """What rests, and why, changes nothing on paper: it holds what both pages hold."""
    everyone_is_ready(stage)
    pages, papers = [], []
    for at in (hours(3), OPENED):
        with clock_at(at):
            ben = stage.browser("Ben")
            pages.append(on_page(ben.get(page_of(stage.given))))
            papers.append(ben.get(page_of(stage.given, HANDOUT)).content)
    assert pages[0] != pages[1] and papers[0] == papers[1]
    words, exercise = words_of(papers[0]), stage.exercise
    steps = [exercise.says(f"step.{step.key}") for step in exercise.phases[0].steps]
    assert [text for text in steps if text in words] == []
    shown = ("purpose", "why_it_helps", "stopping", "permission", "caution")
    assert all(exercise.says(one) in words and exercise.says(one) in pages[0] for one in shown)
    assert not any(name in words for name in ("Ana", "Ben", "Cleo"))


def test_steps_that_were_printed_would_be_seen(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a page that prints the steps of everything."""
    monkeypatch.setattr("unhurried.web.client.views.paper.carries_steps", lambda level, family: True)
    with clock_at(hours(3)):
        words = words_of(stage.browser("Ben").get(page_of(stage.given, HANDOUT)).content)
    assert stage.exercise.says("step.settle") in words


# Telling of it afterwards


def tells(world: World, given: Assignment, *, days_ago: int = 2, **said: str) -> Any:
    day = (world.now - timedelta(days=days_ago)).date()
    return world.browser("Ivo").post(
        page_of(given, "on-paper/"), {"day": str(day), "outcome": "stopped", **said}
    )


def given_before(world: World, exercise_id: str) -> Assignment:
    """Given to Ivo alone, nine days ago."""
    given = give(world, "Ivo", exercise_id, client=world.client("Ivo"))
    at = world.now - timedelta(days=9)
    Assignment.objects.filter(pk=given.pk).update(assigned_at=at, placed_at=at)
    return given


@pytest.fixture
def thoughts(world: World) -> Assignment:
    return given_before(world, "cbt.thought-record")


def test_practice_from_paper_stands_on_its_day_with_all_that_was_noted(
    world: World, thoughts: Assignment
) -> None:
    notes = tells(world, thoughts).headers["Location"]
    (practice,) = Practice.objects.filter(assignment=thoughts)
    assert (practice.way, practice.outcome, practice.evening) == ("on_paper", "stopped", "")
    assert practice.begun_at.date() == (world.now - timedelta(days=2)).date()
    browser = world.browser("Ivo")
    assert "As you went" in on_page(browser.get(notes))
    written = {
        "situation.situation": "A slammed door.",
        "feeling.feeling_before": "70",
        "again.feeling_after": "40",
        "rating.ease": "6",
        "prompt.learned": "It was the wind.",
        "reader": "clinician",
        "was_shown": "yes",
    }
    back = browser.post(notes, written).headers["Location"]
    shown = on_page(browser.get(back))
    assert all(words in shown for words in ("A slammed door.", "It was the wind.", "70", "40"))
    found = on_page(world.browser("Cleo").get(f"/clinician/given/{thoughts.pk}/"))
    assert "A slammed door." in found and "Practised on paper, and stopped early" in found


def test_writing_from_paper_asks_for_no_code_for_a_moment_and_takes_nothing_away(world: World) -> None:
    """Ivo, who comes alone, chose a code: reading back asks for it, and writing does not."""
    given = given_before(world, "min.grounding-kit")
    world.browser("Ivo").post(
        tells(world, given, days_ago=5).headers["Location"],
        {"signs.signs_body": "A wren.", "helps.helps": "Tea.", "reader": "self", "was_shown": "yes"},
    )
    set_private_code(world.act("Ivo"), account=world.account("Ivo"), password="a quiet door")
    notes = tells(world, given, days_ago=1).headers["Location"]
    browser, sent = world.browser("Ivo"), {"signs.signs_body": "Cold hands.", "reader": "self"}
    page = on_page(browser.get(notes))
    assert "A wren." not in page and "As you went" in page
    assert browser.post(notes, sent).headers["Location"] == "/c/"
    rows = Note.objects.filter(author=world.client("Ivo"), practice__assignment=given)
    kept = {row.key: world.keys.open(row, "text") for row in rows}
    assert kept == {"signs.signs_body": "A wren.\n\nCold hands.", "helps.helps": "Tea."}
    assert asks_for_code(browser.post(notes, {**sent, "was_shown": "yes"}))
    with clock_at(world.now + timedelta(minutes=6)):
        assert asks_for_code(browser.get(notes))


def test_what_goes_on_from_an_earlier_time_is_not_lost_by_keying_in(world: World) -> None:
    given = given_before(world, "bod.body-map")
    browser = world.browser("Ivo")
    first = tells(world, given, days_ago=5).headers["Location"]
    browser.post(first, {"mark.map.hands": "good", "reader": "self", "was_shown": "yes"})
    second = tells(world, given, days_ago=1).headers["Location"]
    assert 'name="mark.map.hands" value="good" checked' in on_page(browser.get(second))


@pytest.mark.parametrize("days_ago", [-1, 12])
def test_day_to_come_or_before_it_was_given_is_refused(
    world: World, thoughts: Assignment, days_ago: int
) -> None:
    assert "Please choose a day from" in on_page(tells(world, thoughts, days_ago=days_ago))
    assert not Practice.objects.filter(assignment=thoughts).exists()


def test_pain_on_paper_holds_like_any_other(world: World) -> None:
    given = given_before(world, "bod.pelvic-release")
    notes = tells(world, given).headers["Location"]
    world.browser("Ivo").post(notes, {"rating.pain": "7", "reader": "clinician", "was_shown": "yes"})
    assert Hold.objects.filter(assignment=given, cause="pain_rule", lifted_at=None).exists()


def test_touch_together_is_told_on_its_evenings_page_and_nowhere_else(stage: Stage) -> None:
    with clock_at(OPENED):
        page = stage.browser("Ben").get(page_of(stage.given, "on-paper/"))
    assert page.status_code in {200, 404} and b"Done on paper" not in page.content


def test_what_one_tells_of_paper_is_on_nobody_elses_pages(world: World, codes: None) -> None:
    given, hana = world.given("Gus"), world.browser("Hana")
    world.says("Gus", Answer.READY, given)
    urls = ("/c/", "/c/together/", page_of(given), "/c/mine/")
    told = {"day": str(world.now.date()), "outcome": "finished"}
    with clock_at(world.now):
        before = [seen(hana.get(url)) for url in urls]
        answer = opened(world).post(page_of(given, "on-paper/"), told)
        assert "/notes/" in answer.headers["Location"]
        assert [seen(hana.get(url)) for url in urls] == before
