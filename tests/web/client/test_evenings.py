"""The pages of an evening, before it and as it begins: equal bytes in every world until the begin."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from tests.core.properties import finds_fault
from tests.homework.causes import CAUSES, hana_left, let_go, not_yet_tonight
from tests.homework.evenings import BOTH, READY, Night, night, willing
from tests.people import World, rolled_back, with_people
from tests.web.client.phones import Phone, clock_at, heading, seen, uncounted
from tests.web.opened import open_private
from unhurried.core.evenings import SETTLING, Hour
from unhurried.core.readiness import ReadinessKind
from unhurried.homework import services as homework
from unhurried.homework.models import Practice, Readiness
from unhurried.homework.queries.client import TimeTogether
from unhurried.people import services as people

pytestmark = with_people
BEFORE: Final = (timedelta(minutes=-40), timedelta(0), timedelta(seconds=89), SETTLING, timedelta(minutes=9))
"""Around the time itself: ahead of it, settling from the first second to the last, and Tonight."""


def in_world(one: Night, cause: Callable[[Night], None] | None) -> None:
    one.says("Gus", READY)
    if cause:
        cause(one)
    else:
        one.says("Hana", READY)


def differing(world: World, look: Callable[[Night], Any], *causes: str) -> list[str]:
    """The worlds whose pages are not those of the willing one; the same rows, so that ids are the same."""
    one, found = night(world), {}
    for name, cause in {"willing": None, **CAUSES}.items():
        if not causes or name in {"willing", *causes}:
            with rolled_back():
                in_world(one, cause)
                found[name] = look(one)
    return [name for name, pages in found.items() if pages != found["willing"]]


def pages_before(one: Night) -> list[tuple[int, str, bytes]]:
    gus = Phone(one, "Gus")
    return [seen(gus.opens(at=one.occasion.starts_at + since)) for since in BEFORE]


def test_pages_are_the_same_in_every_world_until_the_begin(world: World) -> None:
    assert differing(world, pages_before) == []


def test_settling_that_is_not_fixed_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it would be built in good faith: once everybody has answered, there is nothing to wait for."""

    def hurried(time: TimeTogether, now: datetime) -> Hour:
        has_said = Readiness.objects.filter(kind="day", client=world.client("Hana")).exists()
        return Hour.TONIGHT if has_said and fixed(time, now) is Hour.SETTLING else fixed(time, now)

    fixed = TimeTogether.hour
    monkeypatch.setattr(TimeTogether, "hour", hurried)
    assert differing(world, pages_before, "nothing_said", "not_yet_tonight") == ["nothing_said"]


def test_begin_comes_out_the_same_whatever_stands_in_the_way(world: World) -> None:
    """Every world but the willing one, and each of those in equal words at an equal address."""
    one, found = night(world), []
    for cause in CAUSES.values():
        with rolled_back():
            in_world(one, cause)
            found.append(Phone(one, "Gus").begins())
    assert found == [found[0]] * len(CAUSES)
    assert b"Time together, without touch" in found[0][1][2]


def test_begin_with_other_words_for_a_cause_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(act: Any, *, occasion: Any, **facts: Any) -> Any:
        occasion.refresh_from_db()
        if occasion.let_go_at:
            raise homework.NotTheTime
        return begin(act, occasion=occasion, **facts)

    begin = homework.begin_evening
    monkeypatch.setattr(homework, "begin_evening", refusing)
    one, found = night(world), []
    for cause in (not_yet_tonight, let_go):
        with rolled_back():
            in_world(one, cause)
            found.append(Phone(one, "Gus").begins())
    assert found[0] != found[1]


def test_settling_is_one_screen_for_a_minute_and_a_half(world: World) -> None:
    one = willing(world)
    starts_at, hana = one.occasion.starts_at, Phone(one, "Hana")
    headings = [heading(hana.opens(at=starts_at + timedelta(seconds=count))) for count in (-1, 0, 89, 90)]
    assert headings == ["A few slow minutes", "Arriving", "Arriving", "Tonight"]
    assert 'data-again-in="90"' in hana.opens(at=starts_at).content.decode()


def ways_out(page: str) -> set[str]:
    """Where the links of a screen lead, the quick way out and help aside."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return set(re.findall(r'href="([^"]+)"', main))


def test_settling_has_a_quiet_way_out_that_keeps_nothing(world: World) -> None:
    one = willing(world)
    hana, at = Phone(one, "Hana"), one.occasion.starts_at + timedelta(seconds=20)
    said = Readiness.objects.count()
    page = hana.opens(at=at).content.decode()
    assert ways_out(page) == {"/c/", f"/c/evening/{one.occasion.pk}/"}
    with clock_at(at):
        assert heading(hana.browser.get("/c/")) == "Today"
    assert heading(hana.opens(at=at + timedelta(seconds=9))) == "Arriving", "and there is a way back"
    assert Readiness.objects.count() == said
    assert not Practice.objects.filter(occasion=one.occasion).exists()


def test_begin_during_settling_leads_back(world: World) -> None:
    one = willing(world)
    page = Phone(one, "Gus").sends("begin/", {"way": "one_phone"}, at=one.begins_at - timedelta(seconds=1))
    assert page.headers["Location"] == f"/c/evening/{one.occasion.pk}/"
    assert not Practice.objects.filter(occasion=one.occasion).exists()


def test_guide_is_served_in_a_begun_practice_and_nowhere_before(world: World) -> None:
    one = willing(world)
    gus = Phone(one, "Gus")
    pages = [gus.opens(at=one.occasion.starts_at + since).content for since in BEFORE]
    pages += [
        gus.opens(
            page,
            at=one.begins_at,
        ).content
        for page in ("now/", "card/", "kept/")
    ]
    assert not any(b"stop word" in page for page in pages)
    _, now = gus.begins()
    assert b"stop word" in now[2]


# The private question


def answers(world: World, name: str = "Hana") -> list[str]:
    rows = Readiness.objects.filter(client=world.client(name), kind=ReadinessKind.DAY)
    return [world.keys.open(row, "answer") for row in rows]


def with_code(one: Night) -> None:
    account = one.world.account("Hana")
    act = one.act("Hana", one.world.now)
    key = one.world.browser("Hana").session.session_key
    people.set_private_code(act, account=account, password="a quiet door", session_key=str(key))


def test_every_answer_leads_to_one_address_and_changes_no_page(world: World) -> None:
    one = night(world)
    with_code(one)
    hana, at, found = Phone(one, "Hana"), one.world.now, set[Any]()
    before = seen(hana.opens(at=at))
    for answer in ("ready", "lighter", "not_yet"):
        page = hana.sends("answer/", {"answer": answer, "code": "a quiet door"}, at=at)
        found |= {seen(page), seen(hana.opens("kept/", at=at))}
        assert uncounted(seen(hana.opens(at=at))) == uncounted(before)
    assert len(found) == 2
    assert answers(world) == ["ready", "lighter", "not_yet"]


def test_not_yet_asks_for_nothing_and_a_way_towards_open_does(world: World) -> None:
    one = night(world)
    with_code(one)
    hana, at = Phone(one, "Hana"), one.world.now
    for answer in ("ready", "lighter"):
        assert hana.sends("answer/", {"answer": answer, "code": "another door"}, at=at).status_code == 422
        assert hana.sends("answer/", {"answer": answer}, at=at).status_code == 422
    assert answers(world) == []
    assert hana.sends("answer/", {"answer": "not_yet"}, at=at).status_code == 302
    assert answers(world) == ["not_yet"]


def test_whoever_had_something_says_not_yet_and_only_that_is_kept(world: World) -> None:
    one = night(world)
    with_code(one)
    hana, at = Phone(one, "Hana"), one.world.now
    page = unescape(hana.opens(at=at).content.decode())
    prove_having_had_something_is_a_not_yet_without_a_code(page)
    ready = page.replace('name="answer" value="not_yet"', 'name="answer" value="ready"')
    finds_fault(prove_having_had_something_is_a_not_yet_without_a_code, ready)


def prove_having_had_something_is_a_not_yet_without_a_code(page: str) -> None:
    before_the_code = page[: page.index('name="code"')]
    said = before_the_code[: before_the_code.index("I have had something to drink or take")]
    assert said.rsplit('name="answer" value="', 1)[1].startswith('not_yet"')
    assert 'value="ready"' not in before_the_code


def test_answer_says_its_day_by_the_clock_they_share(world: World) -> None:
    one = night(world, in_minutes=60 * 30)
    hana, day = Phone(one, "Hana"), one.occasion.starts_at
    page = hana.sends("answer/", {"answer": "not_yet"}, at=day - timedelta(hours=26))
    assert (page.status_code, answers(world)) == (302, [])
    assert "in private" in hana.opens(at=day - timedelta(hours=26)).content.decode()
    hana.sends("answer/", {"answer": "not_yet"}, at=day)
    row = Readiness.objects.get(client=world.client("Hana"), kind="day")
    assert row.day == day.astimezone(ZoneInfo(one.given.relationship.time_zone)).date()


# Who finds it, and until when


def test_nobody_else_opens_it(world: World) -> None:
    one = willing(world)
    Phone(one, "Gus").begins()
    pages = ("", "now/", "card/", "landing/", "steadying/", "kept/")
    for name in ("Ivo", "Ana", "Eli"):
        found = [Phone(one, name).opens(page, at=one.begins_at).status_code for page in pages]
        assert found == [404] * len(pages), name


def test_practice_alone_has_no_door_to_an_evening(world: World) -> None:
    """By that way somebody could go from step to step past every limit."""
    one = willing(world)
    practice, gus = one.begin(), world.browser("Gus")
    with clock_at(one.begins_at):
        for page in ("", "before/", "landing/"):
            assert gus.get(f"/c/p/{practice.pk}/{page}").status_code == 404
        for page in ("", "draft/", "stop/"):
            assert gus.post(f"/c/p/{practice.pk}/{page}", {"place": "0", "go": "on"}).status_code == 404
        assert gus.get(f"/c/p/{practice.pk}/notes/").status_code == 200
    assert one.again(practice).step == 0


def test_no_page_leads_from_an_evening_to_a_door_it_does_not_have(world: World) -> None:
    one = willing(world)
    practice, home = one.begin(), f"/c/evening/{one.occasion.pk}/"
    homework.finish_evening(world.act("Gus", at=one.begins_at), practice=practice)
    pages = ("/c/", "/c/mine/", "/c/together/", f"/c/a/{one.given.pk}/", f"/c/p/{practice.pk}/look/")
    for name in BOTH:
        with clock_at(one.begins_at):
            browser = world.browser(name)
            open_private([browser.session.session_key], at=one.begins_at)
            read = [browser.get(page).content.decode() for page in (*pages, home, f"{home}steadying/")]
        assert doors_shown(read, practice) == {"look", "notes"}, name


def test_page_that_leads_to_a_door_that_is_not_there_is_found(world: World) -> None:
    practice = willing(world).begin()
    page = f'<a href="/c/p/{practice.pk}/before/">Go on</a> <form action="/c/p/{practice.pk}/">'
    assert doors_shown([page], practice) == {"before", ""}


def doors_shown(pages: list[str], practice: Practice) -> set[str]:
    return set(re.findall(f'="/c/p/{practice.pk}/([a-z]*)', "".join(pages)))


def test_part_that_was_ended_changes_nobodys_page(world: World) -> None:
    one = willing(world)
    before = {name: seen(Phone(one, name).opens(at=one.world.now)) for name in BOTH}
    hana_left(one)
    after = {name: seen(Phone(one, name).opens(at=one.world.now)) for name in BOTH}
    assert after["Gus"] == before["Gus"]
    assert uncounted(after["Hana"]) == uncounted(before["Hana"])


def test_what_was_let_go_is_gone_from_the_posting_on(world: World) -> None:
    one = willing(world)
    before = {name: seen(Phone(one, name).opens(at=one.world.now)) for name in BOTH}
    let_go(one)
    after = {name: seen(Phone(one, name).opens(at=one.world.now)) for name in BOTH}
    assert after["Gus"] == before["Gus"]
    assert uncounted(after["Hana"]) == uncounted(before["Hana"])
    later = {heading(Phone(one, name).opens(at=one.world.now + timedelta(days=1))) for name in BOTH}
    assert later == {"A time together"}


def test_time_for_no_exercise_is_being_together(world: World) -> None:
    one = willing(world)
    type(one.occasion).objects.filter(pk=one.occasion.pk).update(assignment=None)
    page = Phone(one, "Gus").opens(at=one.begins_at).content.decode()
    assert "something of your own" in page
    assert "begin/" not in page
