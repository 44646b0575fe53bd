"""Read and think it over: something is chosen from the leaflets, the clinic's list or one's own shelf."""

import re
from html import unescape
from typing import Any

import pytest

from tests.people import World, with_people
from unhurried.config.demo import stage as on
from unhurried.core.readiness import Answer
from unhurried.homework.models import Note, Practice
from unhurried.people import services
from unhurried.people.queries import reading_entries_for
from unhurried.web.client import step_words

pytestmark = with_people
CHOSEN, OWN = "choose.chosen", "choose.of_my_own"


class Reading:
    """Ivo, in the first step of the exercise, in his own browser."""

    def __init__(self, world: World, version: str = "full") -> None:
        self.world, stage, ivo = world, world.stage("Ivo"), world.client("Ivo")
        words = "A few pages."
        given = on.given(stage, ivo, "edu.reading", days_ago=1, words=words, version=version)
        on.said(stage, ivo, given, Answer.READY, days_ago=0.5)
        self.browser = world.browser("Ivo")
        self.url = self.browser.post(f"/c/a/{given.pk}/begin/").headers["Location"].replace("before/", "")
        self.practice = Practice.objects.get(assignment=given)

    def page(self) -> str:
        answer = self.browser.get(self.url)
        assert answer.status_code == 200
        return " ".join(unescape(answer.content.decode()).split())

    def goes_on(self, place: int, **said: Any) -> None:
        answer = self.browser.post(self.url, {"place": str(place), "go": "on", **said})
        assert answer.status_code == 302, unescape(answer.content.decode())

    def kept(self) -> dict[str, str]:
        rows = Note.objects.filter(practice=self.practice)
        return {row.key: self.world.keys.open(row, "text") for row in rows}


def test_leaflets_and_the_clinic_s_list_can_be_chosen_from(world: World) -> None:
    page = Reading(world).page()
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', page)
    assert [heading for heading, _ones in groups] == ["Leaflets", "From your clinic"]
    assert [len(re.findall("<option", ones)) for _heading, ones in groups] == [12, 3]
    assert "Something of my own" in page


def test_what_was_chosen_is_at_hand_when_it_is_read_and_kept_as_words(world: World) -> None:
    reading = Reading(world)
    reading.goes_on(0, **{CHOSEN: "The hammock"})
    reading.goes_on(1, **{"before.belief": "It has to be tight."})
    assert '<a href="/c/leaflets/the-hammock/">' in reading.page()
    assert reading.kept() == {CHOSEN: "The hammock", "before.belief": "It has to be tight."}


def test_paper_has_a_name_alone_and_one_s_own_needs_nothing(world: World) -> None:
    reading = Reading(world)
    reading.goes_on(0, **{CHOSEN: "Small words for no, T. Alder"})
    reading.goes_on(1)
    assert "<p>Small words for no, T. Alder</p>" in reading.page()
    own = Reading(world)
    own.goes_on(0, **{OWN: "Gran's book"})
    own.goes_on(1)
    assert own.kept() == {OWN: "Gran's book"}
    assert '<a href="/c/leaflets/">' in own.page(), "the way to all there is"


def test_what_left_the_list_meanwhile_stays_chosen(world: World) -> None:
    reading = Reading(world)
    reading.goes_on(0, **{CHOSEN: "Small words for no, T. Alder"})
    (entry,) = [one for one in reading_entries_for(world.manager("Jo")) if one.title == "Small words for no"]
    services.remove_reading_entry(world.act("Jo"), entry=entry)
    reading.browser.post(reading.url, {"place": "1", "go": "back"})
    assert '<option value="Small words for no, T. Alder" selected>' in reading.page()
    reading.goes_on(0, **{CHOSEN: "Small words for no, T. Alder"})
    assert reading.kept()[CHOSEN] == "Small words for no, T. Alder"


def test_it_is_kept_when_it_is_stopped_or_saved_in_between(world: World) -> None:
    reading = Reading(world)
    said = {"place": "0", CHOSEN: "The hammock"}
    assert reading.browser.post(f"{reading.url}draft/", said).status_code == 204
    assert reading.kept() == {CHOSEN: "The hammock"}
    reading.browser.post(f"{reading.url}stop/", {"place": "0", CHOSEN: "Not a switch"})
    assert reading.kept() == {CHOSEN: "Not a switch"}


def test_whole_practice_asks_three_questions_and_for_one_thing_to_try(world: World) -> None:
    reading = Reading(world)
    for place, said in enumerate(
        [
            {CHOSEN: "The hammock"},
            {"before.belief": "A"},
            {},
            {"questions.new_to_me": "B", "questions.not_my_life": "C", "questions.would_ask": "D"},
            {"belief_now.belief_now": "E"},
            {"try_one.one_thing": "F"},
            {},
        ]
    ):
        reading.goes_on(place, **said)
    assert list(dict(sorted(reading.kept().items(), key=lambda one: one[1])).values()) == [
        *"ABCDEF",
        "The hammock",
    ]
    assert Practice.objects.get(pk=reading.practice.pk).outcome == "finished"


def test_smallest_version_leads_to_the_leaflets(world: World) -> None:
    assert '<a href="/c/leaflets/">' in Reading(world, version="smallest").page()


def test_planted_form_without_the_list_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(step_words, "to_choose_from", lambda viewer, step: [])
    assert "<optgroup" not in Reading(world).page()
