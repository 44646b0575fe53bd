"""Nobody treated together with others answers before the honest page, and no protecting word waits for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

import pytest

from tests.core.properties import finds_fault
from tests.homework.evenings import Night, night
from tests.people import World, rolled_back, with_people
from tests.web.client.agreeing import Pair
from tests.web.client.phones import clock_at
from tests.web.doors import Door, doors, forms, what_is_sent, with_act
from tests.web.opened import open_private
from unhurried.consent.models import PauseAcceptance, PauseNotKept
from unhurried.homework.models import Readiness
from unhurried.people.models import Client

pytestmark = with_people

TAKES_ANSWERS: Final = {
    "client:answer",
    "client:evening_answer",
    "client:accept_pause",
    "client:pause_happened",
    "client:answer_wanted",
}
HONEST: Final = "Before you answer</h1>"


@dataclass(frozen=True, kw_only=True)
class Evening:
    """Gus and Hana on an evening with a step on offer and a pause that was not kept; Gus has read nothing."""

    one: Night
    sent: Mapping[str, Mapping[str, str]]

    def url(self, door: Door) -> str:
        values = {"assignment_id": self.one.given.pk, "occasion_id": self.one.occasion.pk}
        return door.url(values[door.secret] if door.secret else None)

    def browser(self) -> Any:
        browser = self.one.world.browser("Gus")
        open_private([browser.session.session_key], at=self.one.world.now)
        return browser

    def posts(self, url: str, fields: Mapping[str, str], browser: Any = None) -> Any:
        with clock_at(self.one.world.now):
            return (browser or self.browser()).post(url, with_act(fields, 10**12))

    def answers_taken_at(self, door: Door) -> bool:
        with rolled_back():
            before = stored()
            self.posts(self.url(door), self.sent.get(door.name) or what_is_sent(door, self.one.world))
            return stored() != before


def stored() -> list[Any]:
    """Every answer there is, whatever was asked."""
    noted, said = PauseNotKept.objects.count(), PauseNotKept.objects.filter(wanted__isnull=False).count()
    return [Readiness.objects.count(), PauseAcceptance.objects.count(), noted, said]


def reads(world: World, name: str, *, has_read: bool) -> None:
    Client.objects.filter(pk=world.client(name).pk).update(honesty_read_at=world.now if has_read else None)


@pytest.fixture
def evening(pair: Pair) -> Evening:
    noted, one = pair.notes(), night(pair.world, said=False)
    reads(pair.world, "Gus", has_read=False)
    pause = {"pause": str(pair.pause.pk)}
    return Evening(
        one=one,
        sent={
            "client:answer": {"answer": "ready", "about": "this"},
            "client:evening_answer": {"answer": "lighter"},
            "client:accept_pause": pause,
            "client:pause_happened": pause | {"day": str(one.world.now.date())},
            "client:answer_wanted": {"noted": str(noted.pk), "answer": "yes"},
        },
    )


def taken(evening: Evening) -> set[str]:
    """The addresses of a client's that keep an answer, of all that can be sent something."""
    known = {door.name for door in forms()}
    swept = [
        door
        for door in doors()
        if door.area == "client"
        and (door.name in known or door.name.startswith("client:planted"))
        and door.secret in (None, "assignment_id", "occasion_id")
    ]
    return {door.name for door in swept if evening.answers_taken_at(door)}


def test_no_address_takes_an_answer_before_the_page_was_read(evening: Evening, settings: Any) -> None:
    assert taken(evening) == set()
    settings.ROOT_URLCONF = "tests.web.client.planted_unread"
    assert taken(evening) == {"client:planted_quick"}, "an unguarded one would be noticed"


def test_and_each_of_them_does_afterwards(evening: Evening) -> None:
    reads(evening.one.world, "Gus", has_read=True)
    assert taken(evening) == TAKES_ANSWERS


@pytest.mark.parametrize("name", sorted(TAKES_ANSWERS))
def test_what_was_chosen_goes_on_with_the_reading(evening: Evening, name: str) -> None:
    door = next(one for one in doors() if one.name == name)
    url, browser = evening.url(door), evening.browser()
    page = evening.posts(url, evening.sent[name], browser)
    assert page.status_code == 200
    assert "What you chose is kept here" in page.content.decode()
    before, hidden = stored(), hidden_in(page.content.decode())
    assert {key: hidden[key] for key in evening.sent[name]} == evening.sent[name]
    evening.posts(url, {**hidden, "has_read": "on"}, browser)
    assert stored() != before
    assert evening.one.world.client("Gus").honesty_read_at == evening.one.world.now


def hidden_in(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', unescape(page))
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize("name", sorted(TAKES_ANSWERS))
def test_whoever_thinks_again_is_back_at_the_question_and_nothing_was_said(
    evening: Evening, name: str
) -> None:
    door = next(one for one in doors() if one.name == name)
    before, browser = stored(), evening.browser()
    back = evening.posts(evening.url(door), {**evening.sent[name], "has_read": "back"}, browser)
    with clock_at(evening.one.world.now):
        page = browser.get(back.headers["Location"])
    assert (page.status_code, stored()) == (200, before)
    assert "what can be guessed" in page.content.decode()


def prove_no_page_tells_whether_it_was_read(evening: Evening) -> None:
    """Whoever holds the phone would know that there was no answer yet, or that there was one."""
    client, shown = evening.one.world.client("Gus"), []
    for read_at in (None, evening.one.world.now):
        Client.objects.filter(pk=client.pk).update(honesty_read_at=read_at)
        with clock_at(evening.one.world.now):
            page = evening.browser().get(f"/c/a/{evening.one.given.pk}/").content.decode()
        shown.append(page[page.index("<main") : page.index("</main>")])
    words = [re.sub(r'name="(act|csrfmiddlewaretoken)" value="[^"]+"', "", one) for one in shown]
    assert "what can be guessed" in words[0]
    assert words[0] == words[1]


def test_no_page_tells_whether_it_was_read(evening: Evening) -> None:
    prove_no_page_tells_whether_it_was_read(evening)


def test_page_that_asks_only_whoever_has_not_read_is_found(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "unhurried.web.client.views.offers.reading_for",
        lambda request, viewer: viewer.honesty_read_at is None,
    )
    finds_fault(prove_no_page_tells_whether_it_was_read, evening)


@pytest.mark.parametrize(("name", "answer"), [("answer", "not_yet"), ("evening_answer", "not_yet")])
def test_not_yet_waits_for_nothing(evening: Evening, name: str, answer: str) -> None:
    door = next(one for one in doors() if one.name == f"client:{name}")
    before = stored()
    page = evening.posts(evening.url(door), {"answer": answer, "about": "this"})
    assert (page.status_code, stored() != before) == (302, True)


def test_a_no_afterwards_waits_for_nothing(evening: Evening) -> None:
    before = stored()
    sent = {**evening.sent["client:answer_wanted"], "answer": "no"}
    assert evening.posts("/c/agreement/answer/", sent).status_code == 302
    assert stored() != before


def test_the_code_is_written_into_no_page_and_asked_for_again(evening: Evening) -> None:
    url = f"/c/a/{evening.one.given.pk}/answer/"
    locked = evening.one.world.browser("Gus")
    page = evening.posts(url, {"answer": "ready", "about": "this", "code": "2468"}, locked).content.decode()
    assert "2468" not in page
    assert 'name="code"' in page


def test_private_talk_asks_for_it_too_and_somebody_alone_is_never_asked(world: World) -> None:
    reads(world, "Gus", has_read=False)
    breath, own = world.given("Gus"), world.given("Ivo")
    assert (
        HONEST in world.browser("Gus").post(f"/c/a/{breath.pk}/answer/", {"answer": "ready"}).content.decode()
    )
    assert world.browser("Ivo").post(f"/c/a/{own.pk}/answer/", {"answer": "ready"}).status_code == 302
    links = [
        "before-you-answer" in world.browser(name).get(f"/c/a/{given.pk}/").content.decode()
        for name, given in (("Gus", breath), ("Ivo", own))
    ]
    assert links == [True, False]


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [
        ("/c/agreement/", "/c/agreement/"),
        ("https://example.org/c/", "/c/"),
        ("/clinician/", "/c/"),
        ("", "/c/"),
    ],
)
def test_reading_leads_back_to_where_one_came_from(world: World, said: str, leads_to: str) -> None:
    page = world.browser("Gus").post(f"/c/before-you-answer/?from={said}")
    assert page.headers["Location"] == leads_to
