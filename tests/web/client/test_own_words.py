"""What somebody wrote for themselves alone on the way: found again, changed, and taken away for good."""

from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache

from tests.homework.samples import give
from tests.people import World, with_people
from tests.web.client.private_area import asks_for_code, choose_codes
from unhurried.core.readiness import Answer
from unhurried.core.vocabulary import Audience
from unhurried.homework import services
from unhurried.homework.models import Note, Practice
from unhurried.people.models import AuditEntry

pytestmark = with_people
MARKED = {"mark.map.hands": "good", "mark.map.face": "not_now"}


def writes(world: World, name: str, exercise: str, audience: Audience, words: dict[str, str]) -> Practice:
    given = give(world, name, exercise, client=world.client(name))
    world.says(name, Answer.READY, given)
    practice = world.begins(name, given)
    written = {key: services.Written(text=text, audience=audience) for key, text in words.items()}
    services.finish_practice(
        world.act(name), client=world.client(name), practice=practice, written=written, keyring=world.keys
    )
    return practice


@pytest.fixture
def practice(world: World) -> Practice:
    return writes(world, "Ivo", "bod.body-map", Audience.SELF, MARKED)


def kept(world: World, practice: Practice) -> dict[str, str]:
    return {row.key: world.keys.open(row, "text") for row in Note.objects.filter(practice=practice)}


def on_page(page: Any) -> str:
    return " ".join(unescape(page.content.decode()).split())


def test_looking_back_leads_to_changing_the_map(world: World, practice: Practice) -> None:
    browser, words = world.browser("Ivo"), f"/c/p/{practice.pk}/words/"
    for page in (f"/c/p/{practice.pk}/look/", f"/c/a/{practice.assignment_id}/written/"):
        assert on_page(browser.get(page)).count(f'href="{words}#mark"') == 1
    assert 'name="mark.map.hands" value="good" checked' in on_page(browser.get(words))
    before = Note.objects.get(practice=practice, key="mark.map.face").written_at
    browser.post(words, {"of_step": "mark", "mark.map.hands": "", "mark.map.face": "not_now"})
    assert kept(world, practice) == {"mark.map.face": "not_now"}
    assert Note.objects.get(practice=practice).written_at == before, "what stayed is not written anew"


def test_what_is_taken_away_is_gone_from_every_time_and_leaves_no_words_in_the_record(
    world: World, practice: Practice
) -> None:
    again = world.begins("Ivo", practice.assignment)
    world.browser("Ivo").post(f"/c/p/{again.pk}/words/", {"of_step": "mark", "mark.map.hands": "neutral"})
    assert (kept(world, practice), kept(world, again)) == (
        {"mark.map.face": "not_now"},
        {"mark.map.hands": "neutral"},
    )
    page = world.browser("Ivo").post(f"/c/p/{again.pk}/words/away/", {"of_step": "mark"}, follow=True)
    assert "Those words are gone from here." in on_page(page)
    assert not Note.objects.filter(author=world.client("Ivo"), key__startswith="mark.").exists()
    entry = AuditEntry.objects.filter(verb="remove_own_words").get()
    assert entry.object_id == again.pk


def test_what_the_clinician_reads_stays_and_says_so(world: World) -> None:
    words = {"situation.situation": "A slammed door."}
    practice = writes(world, "Ivo", "cbt.thought-record", Audience.CLINICIAN, words)
    page = on_page(world.browser("Ivo").get(f"/c/p/{practice.pk}/look/"))
    assert "stays in the record that your clinician keeps" in page and "/words/" not in page
    world.browser("Ivo").post(f"/c/p/{practice.pk}/words/away/", {"of_step": "situation"})
    assert kept(world, practice) == words


def test_removal_that_forgets_who_reads_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: it takes whatever stands there."""
    taken = SimpleNamespace(SELF=Audience.CLINICIAN)
    monkeypatch.setattr("unhurried.homework.services.own_words.Audience", taken)
    practice = writes(world, "Ivo", "cbt.thought-record", Audience.CLINICIAN, {"situation.situation": "A."})
    world.browser("Ivo").post(f"/c/p/{practice.pk}/words/away/", {"of_step": "situation"})
    assert kept(world, practice) == {}


def test_in_company_both_pages_are_behind_the_code_and_nobody_elses(world: World) -> None:
    cache.clear()
    choose_codes(world)
    practice = writes(world, "Gus", "bod.body-map", Audience.SELF, MARKED)
    url = f"/c/p/{practice.pk}/words/"
    for answer in (
        world.browser("Gus").get(url),
        world.browser("Gus").post(f"{url}away/", {"of_step": "mark"}),
    ):
        assert asks_for_code(answer)
    assert world.browser("Hana").get(url).status_code == 404
    assert kept(world, practice) == MARKED
