"""Finding something in the library, on a page of its own and while choosing what to give."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.people import with_people
from tests.promises.stage import Draws, Stage, clock_at, draws, hours, set_up
from tests.web.clinician.test_room import switches
from tests.web.clinician.together import browser_of
from unhurried.core.exercises import Exercise
from unhurried.core.finding import Sought
from unhurried.homework.queries import clinician as queries
from unhurried.web.clinician.library_words import MODALITY_WORDS

pytestmark = with_people
AT = hours(20)
NOTHING = "Nothing was found."


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def page(stage: Stage, address: str = "/clinician/library/", browser: Browser | None = None, **q: Any) -> str:
    with clock_at(AT):
        found = (browser or browser_of(stage)).get(address, q)
    assert found.status_code == 200
    return " ".join(unescape(found.content.decode()).split())


def ids(text: str) -> list[str]:
    """The exercises that have a line, in its order."""
    return re.findall(r'<th scope="row"><a href="[^"]*/([a-z]+\.[a-z0-9-]+)/', text)


def shelf() -> dict[str, Exercise]:
    return {exercise.id: exercise for _item, exercise in queries.exercise_items()}


def by_kind() -> list[str]:
    """As they stand without words to look for: under the first kind of each."""
    kinds = list(MODALITY_WORDS)
    return sorted(shelf(), key=lambda name: kinds.index(shelf()[name].modalities[0]))


def test_without_words_they_stand_under_kinds_and_with_them_the_nearest_comes_first(stage: Stage) -> None:
    heads = re.compile(r'<th class="group" scope="rowgroup" colspan="5">([^<]+)</th>')
    used = {exercise.modalities[0] for exercise in shelf().values()}
    assert heads.findall(page(stage)) == [words for kind, words in MODALITY_WORDS.items() if kind in used]
    assert heads.findall(page(stage, q="breath")) == []
    assert by_kind() != list(shelf()), "planted: the order of the shelf is another one"


def test_what_fits_whole_comes_before_what_fits_only_smaller(stage: Stage) -> None:
    found = queries.found_among(queries.shelf_of(stage.clinician), Sought(minutes=20))
    whole = [exercise.dosage.minutes[1] <= 20 for _item, exercise in found]
    assert whole == sorted(whole, reverse=True)
    assert {True, False} == set(whole), "planted: some fit only smaller"
    assert "What fits whole comes first." in page(stage)


def test_library_begins_with_all_of_it_and_each_line_says_what_one_has_to_know(stage: Stage) -> None:
    text = page(stage)
    assert ids(text) == by_kind()
    hands = shelf()["sf.0-hands"]
    line = text[text.index(hands.says("title")) :]
    line = line[: line.index("</tr>")]
    told = (hands.says("purpose"), "2 to 6 people", "L2", "Specific suggestions")
    assert [words for words in told if words not in line] == []


def test_words_are_found_whatever_their_case_and_the_title_comes_first(stage: Stage) -> None:
    title = shelf()["min.breath"].says("title")
    found = ids(page(stage, q=title.upper()))
    assert found[0] == "min.breath"
    assert ids(page(stage, q="breathe")) != ids(page(stage)), "planted: not everything is found"


@pytest.mark.parametrize(
    ("typed", "exercise", "pathway"),
    [
        ("dilators", "gppp.ladder", "p4-gppp"),
        ("dyspareunia", "bod.pelvic-release", "p4-gppp"),
        ("painful penetration", "gppp.with-partner", "p4-gppp"),
        ("GPPPD", "gppp.ladder", "p4-gppp"),
        ("Stop–start", "ejc.pause-practice", "p6-early-ejaculation"),
        ("premature ejaculation", "ejc.pause-together", "p6-early-ejaculation"),
        ("libido", "com.desire-map", "p2-desire-discrepancy"),
        ("masturbation", "org.self-discovery", "p9-solo"),
        ("vibrator", "bod.new-sensations", "p5-orgasm-difficulties"),
        ("Kegel", "bod.pelvic-release", "p4-gppp"),
        ("vulva", "bod.mirror", "p4-gppp"),
    ],
)
def test_clinicians_own_words_find_exercises_and_pathways(
    stage: Stage, typed: str, exercise: str, pathway: str
) -> None:
    text = page(stage, q=typed)
    found = re.findall(r'<th scope="row"><a href="/clinician/library/pathway/([a-z0-9-]+)/', text)
    assert (exercise in ids(text), pathway in found) == (True, True)
    assert len(found) < len(queries.pathway_items()), "planted: not every pathway is found"


def test_where_no_pathway_is_found_the_page_says_so(stage: Stage) -> None:
    none = "No pathway has all of these words, or is for what you look for."
    assert (none in page(stage, q="privacy"), none in page(stage)) == (True, False)
    assert "bod.body-map" in ids(page(stage, q="privacy"))


def test_what_was_typed_stays_and_nothing_is_said_plainly(stage: Stage) -> None:
    text = page(stage, q="zebra crossing", scope="IT")
    assert 'value="zebra crossing"' in text
    assert '<option value="IT" selected>' in text
    assert (NOTHING in text, ids(text)) == (True, [])
    assert NOTHING not in page(stage, q="breath")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("concern", "pain"),
        ("modality", "play"),
        ("people", "1"),
        ("minutes", "5"),
        ("level", "S1"),
        ("scope", "P"),
    ],
)
def test_each_filter_leaves_something_and_not_everything(stage: Stage, name: str, value: str) -> None:
    """What each keeps is `tests/core/test_finding.py`; here, that the page asks it."""
    found, everything = set(ids(page(stage, **{name: value}))), set(shelf())
    assert found < everything
    assert found
    assert set(ids(page(stage, **{name: "no such thing"}))) == everything


def test_concerns_are_no_reading_beside_a_client(stage: Stage) -> None:
    room = browser_of(stage)
    assert 'name="concern"' in page(stage, browser=room)
    assert "Concerns" in page(stage, "/clinician/library/min.breath/", room)
    switches(room, "on")
    assert 'name="concern"' not in page(stage, browser=room)
    assert "Concerns" not in page(stage, "/clinician/library/min.breath/", room)
    assert ids(page(stage, browser=room, concern="pain")) == by_kind()


def give_page(stage: Stage, name: str = "Ana") -> str:
    return f"/clinician/people/{stage.clients[name].pk}/give/"


def test_choosing_for_people_leads_to_giving_it_to_them(stage: Stage) -> None:
    with_all = {"with": stage.relationship.pk}
    text = page(stage, give_page(stage), **with_all, q="hands")
    assert f'{give_page(stage)}sf.0-hands/?with={stage.relationship.pk}"' in text
    assert f'name="with" value="{stage.relationship.pk}"' in text
    assert give_page(stage) + "?with=" in page(stage, f"/clinician/people/{stage.clients['Ana'].pk}/")


def test_what_is_for_other_numbers_of_people_is_not_offered(stage: Stage) -> None:
    three = {name for name, one in shelf().items() if one.min_people > 2}
    assert set(ids(page(stage, give_page(stage)))) == set(shelf()) - three
    ivo = set_up(("Ivo",))
    assert set(ids(page(ivo, give_page(ivo, "Ivo")))) == {
        name for name, one in shelf().items() if one.min_people == 1
    }


def test_in_the_room_only_what_is_for_all_of_them_is_offered(stage: Stage) -> None:
    room = browser_of(stage)
    switches(room, "on")
    found = ids(page(stage, give_page(stage), room, **{"with": stage.relationship.pk}))
    assert [name for name in found if shelf()[name].max_people == 1] == []
    assert "sf.0-hands" in found


def asked_with(stage: Stage, browser: Browser, address: str, **q: Any) -> int:
    with (
        clock_at(AT),
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert browser.get(address, q).status_code == 200
    return len(records) + len(keys)


@pytest.mark.parametrize("is_giving", [False, True])
def test_as_many_queries_for_one_line_as_for_all(stage: Stage, is_giving: bool) -> None:
    browser, address = browser_of(stage), give_page(stage) if is_giving else "/clinician/library/"
    asked_with(stage, browser, address, q="e")
    every = asked_with(stage, browser, address, q="e")
    assert asked_with(stage, browser, address, q="hands", people="2") == every
    assert asked_with(stage, browser, address, q="zebra") == every
