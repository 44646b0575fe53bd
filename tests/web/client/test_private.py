"""What is said in the private area looks, from everywhere else, as if nothing had been said."""

import re
from datetime import timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseRedirect

from tests.people import World, rolled_back, with_people
from tests.web.client.private_area import (
    choose_codes,
    clock_at,
    evening,
    opened,
    said_on,
    seen,
)
from tests.web.doors import doors, guarded_doors, things_behind
from unhurried.consent.models import Concern
from unhurried.core.readiness import Answer
from unhurried.homework.models import AfterAnswer, Practice
from unhurried.people.models import Participation
from unhurried.web.client import unlocking
from unhurried.web.client.views import private

pytestmark = with_people


@pytest.fixture(autouse=True)
def codes_are_chosen(world: World) -> None:
    cache.clear()
    choose_codes(world)


def pages_before_the_code(world: World, name: str = "Gus") -> dict[str, Any]:
    """Every page that opens to this person, the private area shut."""
    browser = world.browser(name)
    own = [
        door.url(thing.value)
        for door in guarded_doors()
        for thing in things_behind(door, world)
        if name in thing.owners
    ]
    urls = [*own, *(door.url() for door in doors() if not door.secret and door.area != "demo")]
    return {url: seen(browser.get(url)) for url in urls}


def pages_that_tell(world: World) -> list[str]:
    """Pages that differ by what Gus answered a while ago."""
    found = []
    for answer in (Answer.READY, Answer.NOT_YET):
        with rolled_back(), clock_at(world.now):
            world.says("Gus", answer, world.given("Gus"), at=world.now - timedelta(minutes=10))
            found.append(pages_before_the_code(world))
    return [url for url in found[0] if found[0][url] != found[1][url]]


def test_answers_appear_behind_the_code_alone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pages_that_tell(world) == []
    monkeypatch.setattr(unlocking, "either_code_asked", lambda request, viewer: None)
    assert pages_that_tell(world) == ["/c/private/answers/"], "an area without a lock would be noticed"


@pytest.mark.parametrize(
    ("days_ago", "answer", "words"),
    [(1, Answer.READY, "Ready"), (13, Answer.LIGHTER, "A lighter version"), (14, Answer.READY, None)],
)
def test_own_answers_are_shown_while_they_stand(
    world: World, days_ago: int, answer: Answer, words: str | None
) -> None:
    hana = world.given("Hana")
    world.says("Hana", answer, hana, at=world.now - timedelta(days=days_ago))
    page = said_on(opened(world, "Hana").get("/c/private/answers/"))
    assert re.findall(r"<strong>([^<]+)</strong>\n", page) == ([words] if words else [])


def test_last_answer_is_the_one_that_stands(world: World) -> None:
    for answer in (Answer.NOT_YET, Answer.LIGHTER):
        world.says("Hana", answer, world.given("Hana"))
    page = said_on(opened(world, "Hana").get("/c/private/answers/"))
    assert re.findall(r"<strong>([^<]+)</strong>\n", page) == ["A lighter version"]


@pytest.fixture
def last_evening(world: World) -> Practice:
    return evening(world, ended_at=world.now - timedelta(days=1))


@pytest.mark.parametrize(
    ("hours_later", "is_asked"), [(2, False), (11, False), (13, True), (27 * 24, True), (29 * 24, False)]
)
def test_questions_open_on_the_next_day_for_four_weeks(
    world: World, hours_later: int, is_asked: bool
) -> None:
    gus = world.client("Gus")
    noon = world.now.astimezone(ZoneInfo(gus.time_zone)).replace(hour=12)
    given = evening(world, ended_at=noon)
    found = private.queries.evenings_to_answer_for(gus, now=noon + timedelta(hours=hours_later))
    assert found == ([given] if is_asked else [])


def test_evening_that_nobody_ended_is_asked_about_too(world: World) -> None:
    given = evening(world, ended_at=None)
    later = world.now + timedelta(days=2)
    assert private.queries.evenings_to_answer_for(world.client("Gus"), now=later) == [given]


def test_somebody_who_left_is_asked_about_what_came_before(world: World, last_evening: Practice) -> None:
    seat = Participation.objects.filter(client=world.client("Gus"))
    for since, expected in ((last_evening.begun_at, []), (world.now, [last_evening])):
        seat.update(ended_at=since)
        assert private.queries.evenings_to_answer_for(world.client("Gus"), now=world.now) == expected


def test_evening_of_others_cannot_be_answered(world: World, last_evening: Practice) -> None:
    evening(world, ended_at=world.now - timedelta(days=2))
    ivos = world.practices("Ivo")[0]
    before = list(AfterAnswer.objects.values())
    page = opened(world).post("/c/private/after/", {"practice": str(ivos.pk), "felt_pressed": "9"})
    assert (page.status_code, list(AfterAnswer.objects.values())) == (200, before)


def asked_on(page: Any) -> str:
    """The questions and what is marked in them."""
    found = re.search(r"<fieldset.*</fieldset>", page.content.decode(), re.DOTALL)
    assert found is not None
    return found.group()


def test_after_answers_are_kept_and_not_shown_again(world: World, last_evening: Practice) -> None:
    browser = opened(world)
    before = asked_on(browser.get("/c/private/after/"))
    said = {
        "practice": str(last_evening.pk),
        "felt_pressed": "7",
        "limits_kept": "no",
        "wanted": "rather_not",
    }
    browser.post("/c/private/after/", said)
    row = AfterAnswer.objects.get(client=world.client("Gus"))
    kept = [world.keys.open(row, name) for name in ("felt_pressed", "limits_kept", "wanted")]
    assert kept == ["7", "no", "rather_not"]
    assert asked_on(browser.get("/c/private/after/")) == before


AFTER = [
    {"felt_pressed": "9", "limits_kept": "no", "wanted": "no"},
    {"felt_pressed": "0", "limits_kept": "yes", "wanted": "yes"},
    {"felt_pressed": "", "limits_kept": "unsure", "wanted": "rather_not"},
    {},
]
CONCERNS = [
    {"wish": "keep_the_same", "words": ""},
    {"wish": "quiet_tonight", "words": "Not tonight."},
    {"wish": "you_decide", "words": "I am afraid."},
]


def what_follows(world: World, url: str, sent: dict[str, str]) -> Any:
    with rolled_back(), clock_at(world.now):
        browser = opened(world)
        answer = browser.post(url, sent)
        pages = [
            answer,
            *(browser.get(page) for page in (answer.headers["Location"], url, "/c/private/", "/c/")),
        ]
        return [seen(page) for page in pages]


def is_one_page(world: World, last_evening: Practice) -> bool:
    """After-answers, a concern and asking to speak first: each is followed by the same, and by one page."""
    about = {"practice": str(last_evening.pk)}
    followed = [
        *([what_follows(world, "/c/private/after/", about | said) for said in AFTER]),
        *([what_follows(world, "/c/private/line/", said) for said in CONCERNS]),
        what_follows(world, "/c/private/alone/", {}),
    ]
    by_url = followed[:4], followed[4:7], followed[7:]
    one_address = all(pages[0] == followed[0][0] and pages[1] == followed[0][1] for pages in followed)
    return one_address and all(pages == same[0] for same in by_url for pages in same)


def test_everything_said_is_followed_by_the_same_page(
    world: World, last_evening: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_one_page(world, last_evening)
    numbers = count()
    monkeypatch.setattr(private, "redirect", lambda name: HttpResponseRedirect(f"/c/?{next(numbers)}"))
    assert not is_one_page(world, last_evening), "an address that tells would be noticed"


def test_page_that_tells_of_a_concern_is_noticed(
    world: World, last_evening: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def telling(request: Any, template: str, context: Any) -> HttpResponse:
        return HttpResponse(f"{template} {Concern.objects.filter(wish='you_decide').count()}")

    monkeypatch.setattr(private, "render", telling)
    assert not is_one_page(world, last_evening)
