"""Somebody in several relationships at once: each under its own names, and none lost because of another."""

import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext

from tests.people import World, pages_follow, with_people
from tests.web.clinician.test_room import OFF, switches
from tests.web.clinician.together import left_in_room_mode
from unhurried.homework import services as homework
from unhurried.homework.models import Assignment, Plan
from unhurried.homework.queries import clinician as queries
from unhurried.people import services
from unhurried.people.models import Appointment, Relationship
from unhurried.people.queries import appointments_for_client, asked_to_join, relationships_of
from unhurried.web.clinician import room

pytestmark = with_people
TALK, P1, P9 = "com.first-talk", "p1-communication-first", "p9-solo"


def together(world: World, *names: str) -> Relationship:
    """Cleo brings them together, and each has said yes."""
    pk = services.bring_together(
        world.act("Cleo"),
        clinician=world.clinician("Cleo"),
        people=[world.client(name) for name in names],
        time_zone="Europe/London",
        opened_on=world.now.date(),
        goal="",
        keyring=world.keys,
    )
    for name in names:
        link = asked_to_join(world.client(name), now=world.now)
        assert link is not None
        homework.join_together(world.act(name), client=world.client(name), link=link, keyring=world.keys)
    return Relationship.objects.get(pk=pk)


def own(world: World, name: str) -> Relationship:
    """What they take part in before anything else begins."""
    return relationships_of(world.client(name), now=world.now)[-1]


def plans(world: World, relationship: Relationship, pathway: str, goal: str = "") -> Plan:
    found, episode = queries.pathway_item(pathway), relationship.episodes.get()
    assert found is not None
    pk = homework.start_plan(
        world.act("Cleo"), episode=episode, pathway=found[0], goal=goal, keyring=world.keys
    )
    return Plan.objects.select_related("episode", "relationship").get(pk=pk)


def url(world: World, name: str, page: str = "", of: Relationship | None = None) -> str:
    about = f"?with={of.pk}" if of else ""
    return f"/clinician/people/{world.client(name).pk}/{page}{about}"


def read(found: Any) -> str:
    assert found.status_code == 200
    return " ".join(unescape(found.content.decode()).split())


def headings(page: str) -> list[str]:
    main = page[page.index("<main") : page.index("<aside") if "<aside" in page else None]
    return [re.sub("<[^>]+>", "", one).strip() for one in re.findall("<h2[^>]*>(.*?)</h2>", main)]


# The person's page


def test_each_stands_under_the_names_of_those_it_is_with(world: World) -> None:
    both = together(world, "Dov", "Ivo")
    said = read(world.browser("Cleo").get(url(world, "Ivo")))
    assert [one for one in headings(said) if "Ivo" in one] == ["Ivo alone", "Dov and Ivo"]
    said = read(world.browser("Cleo").get(url(world, "Ivo", of=both)))
    assert [one for one in headings(said) if "Ivo" in one] == ["Dov and Ivo", "Ivo alone"]


def test_one_without_a_plan_offers_a_pathway_for_exactly_it(world: World) -> None:
    both, browser = together(world, "Dov", "Ivo"), world.browser("Cleo")
    way = url(world, "Dov", "plan/", of=both)
    shown = [
        read(browser.get(url(world, "Dov"))),
        read(browser.get(f"/clinician/relationships/{both.pk}/")),
    ]
    assert [f'href="{way}"' in one for one in shown] == [True, True]
    offered = set(re.findall(r"/plan/([^/\"]+)/\?with=", read(browser.get(way))))
    fitting = {one.id for _item, one in queries.pathway_items() if one.min_people <= 2 <= one.max_people}
    assert offered == fitting


@pytest.mark.parametrize(("names", "expected"), [(("Ivo",), "com.i-statements"), (("Dov", "Ivo"), TALK)])
def test_next_to_give_is_for_as_many_as_they_are(world: World, names: tuple[str, ...], expected: str) -> None:
    """The pathway begins with a talk: whoever is treated alone is led past it, to their own sentences."""
    of = together(world, *names) if len(names) > 1 else own(world, "Ivo")
    Plan.objects.filter(relationship=of, ended_at=None).update(ended_at=world.now)
    plans(world, of, "p3-erectile-difficulties")
    said = read(world.browser("Cleo").get(url(world, "Ivo", of=of)))
    ways = re.findall(r'href="[^"]*/give/([^/"]+)/[^"]*"[^>]*>Give next', said)
    assert ways and set(ways) == {expected}


def test_nothing_of_another_plan_ends_or_is_lost_when_one_begins(world: World) -> None:
    both, browser = together(world, "Dov", "Ivo"), world.browser("Cleo")
    before = read(browser.get(url(world, "Ivo")))
    given = set(re.findall(r"/clinician/given/[^/]+/", before))
    under_way = set(Plan.objects.filter(ended_at=None).values_list("pk", flat=True))
    sent = browser.post(url(world, "Ivo", f"plan/{P1}/", of=both), {"goal": "To begin."})
    assert sent.headers["Location"] == url(world, "Ivo", of=both)
    assert set(Plan.objects.filter(ended_at=None).values_list("pk", flat=True)) > under_way
    after = read(browser.get(url(world, "Ivo", of=both)))
    assert given and given <= set(re.findall(r"/clinician/given/[^/]+/", after))
    goals = re.findall('<blockquote class="said">(.*?)</blockquote>', before)
    assert ["To begin.", *goals] == re.findall('<blockquote class="said">(.*?)</blockquote>', after)


def test_plan_of_the_newest_alone_would_be_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the page knows one of them."""
    both = together(world, "Dov", "Ivo")
    plans(world, both, P1, "To begin.")
    real = queries.courses_under
    monkeypatch.setattr(queries, "courses_under", lambda *asked: real(*asked)[:1])
    said = read(world.browser("Cleo").get(url(world, "Ivo")))
    assert [one for one in headings(said) if "Ivo" in one] == ["Dov and Ivo"]


def test_whoever_they_are_with_stands_by_name_in_the_list(world: World) -> None:
    together(world, "Ana", "Ivo")
    said = read(world.browser("Cleo").get(url(world, "Ana")))
    links = re.findall(r'/clinician/relationships/[^/]+/"><span>(.*?) <span', said)
    assert sorted(links) == ["Ana and Ben", "Ana and Ivo"]


def test_nobody_elses_relationship_opens_anything(world: World) -> None:
    """Theirs with another clinician, another person's in the same care, and no relationship at all."""
    browser = world.browser("Cleo")
    pages = ("", "plan/", f"plan/{P9}/", "give/min.breath/", "appointment/")
    strangers = [str(own(world, name).pk) for name in ("Gus", "Dov")] + [str(UUID(int=0)), "x", ""]
    codes = {
        browser.get(f"{url(world, 'Ivo', page)}?with={one}").status_code
        for page in pages
        for one in strangers
    }
    assert codes == {404}
    before = Plan.objects.count(), Assignment.objects.count(), Appointment.objects.count()
    for page in pages[1:]:
        browser.post(f"{url(world, 'Ivo', page)}?with={strangers[1]}", {"goal": ""})
    assert (Plan.objects.count(), Assignment.objects.count(), Appointment.objects.count()) == before


def test_somebody_who_left_is_said_to_be_with_them_no_longer(world: World) -> None:
    both = together(world, "Dov", "Ivo")
    seat = both.participations.get(client=world.client("Dov"))
    seat.ended_at = seat.left_at = world.now
    seat.save()
    pages_follow()
    said = read(world.browser("Cleo").get(url(world, "Dov", of=both)))
    assert "Dov, no longer with Ivo" in headings(said)


def asked_for(world: World, where: str) -> int:
    browser = world.browser("Cleo")
    browser.get(where)
    with (
        CaptureQueriesContext(connections["default"]) as records,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        assert browser.get(where).status_code == 200
    return sum("SAVEPOINT" not in one["sql"] for one in [*records, *keys])


def test_records_are_asked_as_often_for_three_as_for_two(world: World) -> None:
    plans(world, together(world, "Dov", "Ivo"), P1, "To begin.")
    with_two = asked_for(world, url(world, "Ivo"))
    plans(world, together(world, "Ana", "Ivo"), P1, "To begin.")
    assert asked_for(world, url(world, "Ivo")) == with_two


# Giving and beginning


def test_what_fits_elsewhere_leads_there(world: World) -> None:
    both, browser = together(world, "Dov", "Ivo"), world.browser("Cleo")
    said = read(browser.get(url(world, "Dov", f"give/{TALK}/")))
    assert "It is written for another number of people." in said
    assert f'href="{url(world, "Dov", "plan/", of=both)}"' in said
    sent = browser.get(url(world, "Dov", f"give/{TALK}/", of=both))
    assert sent.headers["Location"] == url(world, "Dov", "plan/", of=both)
    plans(world, both, P1)
    said = read(browser.get(url(world, "Dov", f"give/{TALK}/", of=both)))
    assert '<p class="eyebrow">Dov and Ivo</p>' in said
    assert "It is written for another number of people." not in said


def test_plan_of_the_same_people_ends_only_when_it_is_said(world: World) -> None:
    browser, where = world.browser("Cleo"), url(world, "Ivo", f"plan/{P9}/")
    under_way = Plan.objects.get(relationship=own(world, "Ivo"), ended_at=None)
    assert "is under way here, and ends when this one begins" in read(browser.get(where))
    said = read(browser.post(where, {"goal": "Something else."}))
    assert "Say that it is to end" in said and "Something else.</textarea>" in said
    assert Plan.objects.get(relationship=own(world, "Ivo"), ended_at=None) == under_way
    given = re.findall(r"/clinician/given/[^/]+/", read(browser.get(url(world, "Ivo"))))
    assert browser.post(where, {"goal": "Something else.", "ends_another": "on"}).status_code == 302
    assert Plan.objects.get(relationship=own(world, "Ivo"), ended_at=None) != under_way
    after = read(browser.get(url(world, "Ivo")))
    assert given and set(given) <= set(re.findall(r"/clinician/given/[^/]+/", after))


def test_beginning_twice_by_a_double_click_begins_once(world: World) -> None:
    both, browser = together(world, "Dov", "Ivo"), world.browser("Cleo")
    fields = {"goal": "", "act": str(UUID(int=7)), "sequence": str(10**13)}
    codes = [browser.post(url(world, "Ivo", f"plan/{P1}/", of=both), fields).status_code for _time in (1, 2)]
    assert (codes, Plan.objects.filter(relationship=both).count()) == ([302, 302], 1)


def test_answer_leads_back_to_those_it_is_about(world: World) -> None:
    of, given = own(world, "Ivo"), world.given("Ivo")
    plans(world, together(world, "Dov", "Ivo"), P1)
    browser = world.browser("Cleo")
    where = f"/clinician/given/{given.pk}/"
    assert f'href="{url(world, "Ivo", of=of)}"' in read(browser.get(where))
    sent = browser.post(where, {"next_step": "talk", "words": ""})
    assert sent.headers["Location"] == url(world, "Ivo", of=of)


# Appointments


def chosen_from(page: str) -> dict[str, str]:
    found = re.findall(r'name="who" value="([^"]+)".*?<span>(.*?) ?(?:<span|</span>)', page)
    return {words.strip(): value for value, words in found}


WHEN = {"day": "2030-05-05", "at": "10:00", "minutes": "50", "place": "room", "repeats": "once"}


def test_who_comes_is_chosen_by_name(world: World) -> None:
    both, browser = together(world, "Ana", "Ivo"), world.browser("Cleo")
    choices = chosen_from(read(browser.get(url(world, "Ana", "appointment/"))))
    assert set(choices) == {"Ana alone", "Ana and Ben", "Ana and Ivo"}
    for words, of in (("Ana and Ivo", both), ("Ana and Ben", own(world, "Ben"))):
        browser.post(url(world, "Ana", "appointment/"), WHEN | {"who": choices[words]})
        made = Appointment.objects.get(starts_at__year=2030)
        assert (made.client, made.episode.relationship) == (None, of)
        made.delete()


def test_time_with_one_alone_is_nobody_elses_whatever_else_there_is(world: World) -> None:
    of, before = own(world, "Ivo"), appointments_for_client(world.client("Dov"), now=world.now)[-1:]
    together(world, "Ivo", "Dov")
    browser = world.browser("Cleo")
    browser.post(url(world, "Ivo", "appointment/"), WHEN | {"who": "alone"})
    made = Appointment.objects.get(starts_at__year=2030)
    assert (made.client, made.episode.relationship) == (world.client("Ivo"), of)
    assert [appointments_for_client(world.client(name), now=world.now)[-1:] for name in ("Ivo", "Dov")] == [
        [made],
        before,
    ]


# In the room


PAGES = ("", "plan/", f"plan/{P1}/", "give/min.breath/", "give/com.weekly-check-in/", "appointment/")


def left(browser: Browser, world: World, name: str, of: Relationship) -> list[list[str]]:
    pages = [browser.get(url(world, name, page, of=of)) for page in PAGES]
    pages.append(browser.get(f"/clinician/relationships/{of.pk}/"))
    assert {one.status_code for one in pages} == {200}
    return [left_in_room_mode(one.content.decode()) for one in pages]


@pytest.mark.parametrize("is_on", [True, False])
def test_room_learns_nothing_of_what_else_there_is(world: World, is_on: bool) -> None:
    """As the key leaves a page that lies there, and as it is asked for anew."""
    of, browser = own(world, "Ben"), world.browser("Cleo")
    plans(world, of, P1, "Slowly.")
    switches(browser, "on" if is_on else "off")
    before = left(browser, world, "Ana", of)
    elsewhere = together(world, "Ana", "Ivo")
    assert left(browser, world, "Ana", of) == before
    plans(world, elsewhere, P1, "To begin.")
    gives_elsewhere(world, elsewhere)
    world.browser("Cleo").post(url(world, "Ana", "appointment/"), WHEN | {"who": str(elsewhere.pk)})
    assert left(browser, world, "Ana", of) == before


def gives_elsewhere(world: World, of: Relationship) -> None:
    """To both, and to Ana alone."""
    for who in ("all", str(world.client("Ana").pk)):
        page = url(world, "Ana", "give/min.breath/", of=of)
        browser = world.browser("Cleo")
        fields = {"whom": who, "communication": "words", "version": "full", "weeks": "2"}
        words = dict.fromkeys(
            ("purpose", "why_it_helps", "when_where", "obstacles", "smallest_version", "stopping"), "So."
        )
        assert browser.post(page, fields | words).status_code == 302


def test_sections_without_their_mark_would_be_noticed(world: World) -> None:
    """The planted fault."""
    of, browser = own(world, "Ben"), world.browser("Cleo")
    together(world, "Ana", "Ivo")
    page = browser.get(url(world, "Ana", of=of)).content.decode()
    assert "Ivo" not in " ".join(left_in_room_mode(page))
    plain = page.replace('<section class="private">', "<section>")
    assert "Ana and Ivo" in " ".join(left_in_room_mode(plain))


def test_others_are_not_even_on_the_page_in_the_room(world: World) -> None:
    of, browser = own(world, "Ben"), world.browser("Cleo")
    together(world, "Ana", "Ivo")
    switches(browser, "on")
    said = read(browser.get(url(world, "Ana", of=of)))
    assert [one for one in headings(said) if "Ana" in one] == ["Ana and Ben"]


@pytest.mark.parametrize("has_another", [False, True])
def test_in_the_room_a_page_says_whom_it_is_about_or_stays_away(world: World, has_another: bool) -> None:
    """Whatever else there is: which of them comes first is not for whoever sits beside the screen."""
    browser = world.browser("Cleo")
    if has_another:
        plans(world, together(world, "Ana", "Ivo"), P1, "To begin.")
    switches(browser, "on")
    assert [OFF in read(browser.get(url(world, "Ana", page))) for page in PAGES] == [True] * len(PAGES)


def test_page_about_the_plan_begun_last_would_be_noticed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: beside Ben the screen shows what Ana does with Ivo."""
    browser = world.browser("Cleo")
    plans(world, together(world, "Ana", "Ivo"), P1, "To begin.")
    switches(browser, "on")
    monkeypatch.setattr(room, "takes_off_screen", lambda request: False)
    assert "Ana and Ivo" in read(browser.get(url(world, "Ana")))


@pytest.mark.parametrize("page", ["", "plan/", "give/com.weekly-check-in/", "appointment/"])
def test_room_mode_stays_with_those_whom_the_page_is_about(world: World, page: str) -> None:
    browser, of = world.browser("Cleo"), own(world, "Ben")
    plans(world, of, P1)
    said = read(browser.get(url(world, "Ana", page)))
    assert set(re.findall('name="back" value="([^"]+)"', said)) == {url(world, "Ana", page, of=of)}
    landed = switches(browser, "on", url(world, "Ana", page, of=of))
    assert OFF not in read(browser.get(landed.headers["Location"]))
