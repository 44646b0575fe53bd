"""What is there for each person always: from the plan's first day, and whatever anybody answers."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from tests.homework.samples import give
from tests.people import World, with_people
from tests.promises.stage import Draws, Stage, draws, hours, set_up
from tests.web.opened import open_private
from unhurried.core.exercises import Exercise
from unhurried.core.readiness import Answer
from unhurried.core.vocabulary import Level
from unhurried.homework import services
from unhurried.homework.library_items import exercise_by_digest, pathway_by_digest
from unhurried.homework.models import Assignment, Plan, Practice
from unhurried.homework.queries import client as for_clients
from unhurried.homework.queries import clinician as for_clinicians
from unhurried.homework.services import companions
from unhurried.people import services as people

pytestmark = with_people
AT = hours(20)


@pytest.fixture
def stage() -> Iterator[Stage]:
    with draws(Draws()):
        yield set_up()


def always(stage: Stage, name: str) -> list[str]:
    found = for_clients.always_for(stage.clients[name], now=AT)
    return [exercise.id for _given, exercise in found]


def plan_of(stage: Stage) -> Plan:
    return Plan.objects.select_related("episode", "pathway").get(relationship=stage.relationship)


def wanted(stage: Stage) -> list[str]:
    """Counted from the content: level 0, one person."""
    shelf = {exercise.id: exercise for _item, exercise in for_clinicians.exercise_items()}
    named = (shelf[name] for name in pathway_by_digest(plan_of(stage).pathway_id).companions)
    return [one.id for one in named if one.max_people == 1 and one.phases[0].level is Level.L0]


def missing(stage: Stage) -> set[str]:
    return {name for name in stage.clients if always(stage, name) != wanted(stage)}


def test_each_has_every_one_of_them_from_the_first_day(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = set_up()
    assert wanted(stage)
    assert missing(stage) == set()
    first = {
        row.assigned_at for row in Assignment.objects.filter(settled_at__isnull=False, client__isnull=False)
    }
    assert first >= {plan_of(stage).started_at}
    monkeypatch.setattr(companions, "_companions_of", lambda plan: ())
    assert missing(set_up()) == {"Ana", "Ben"}, "a plan that gives none would be noticed"


@pytest.mark.parametrize("said", [None, *Answer])
def test_whatever_the_other_says_it_begins_at_once_and_without_an_answer(
    stage: Stage, said: Answer | None
) -> None:
    if said:
        stage.says("Ben", said, hours(2))
    given, exercise = for_clients.always_for(stage.clients["Ana"], now=AT)[0]
    pk = services.begin_practice(
        stage.act(stage.clients["Ana"], AT), client=stage.clients["Ana"], assignment=given, keyring=stage.keys
    )
    assert Practice.objects.get(pk=pk).assignment == given
    assert exercise.is_for_one_at_any_time


def test_own_not_yet_still_holds_it(stage: Stage) -> None:
    ana = stage.clients["Ana"]
    given, _exercise = for_clients.always_for(ana, now=AT)[0]
    stage.given = given
    stage.says("Ana", Answer.NOT_YET, hours(3))
    with pytest.raises(services.NotJustNow):
        services.begin_practice(stage.act(ana, AT), client=ana, assignment=given, keyring=stage.keys)


def test_they_are_each_persons_own(stage: Stage) -> None:
    ana, ben = (stage.clients[name] for name in ("Ana", "Ben"))
    own = {given.pk for given, _exercise in for_clients.always_for(ana, now=AT)}
    others = {given.pk for given, _exercise in for_clients.always_for(ben, now=AT)}
    assert own and others
    assert own & others == set()
    assert all(for_clients.assignment_for(ben, pk, now=AT) is None for pk in own)


def test_another_plan_gives_nothing_twice(stage: Stage) -> None:
    before = always(stage, "Ana")
    plan = plan_of(stage)
    services.start_plan(
        stage.act(stage.clinician, AT),
        episode=plan.episode,
        pathway=plan.pathway,
        goal="",
        ends_another=True,
        keyring=stage.keys,
    )
    assert always(stage, "Ana") == before


def test_whoever_joins_later_has_them_too(stage: Stage) -> None:
    new = people.NewClient(name="Noor", region="England", is_adult_attested=True)
    act = stage.act(stage.clinician, AT)
    words = {"relationship": stage.relationship, "clinician": stage.clinician, "keyring": stage.keys}
    pk = services.join_relationship(act, new=new, **words)
    rows = Assignment.objects.filter(client=pk).order_by("position")
    assert [exercise_by_digest(row.exercise_id).id for row in rows] == wanted(stage)


# Given again


def titles_seen(world: World, name: str) -> list[str]:
    """Every exercise named on Today, and on the page of what is one's own."""
    browser = world.browser(name)
    open_private([browser.session.session_key], at=world.now)
    pages = [unescape(browser.get(page).content.decode()) for page in ("/c/", "/c/own/")]
    return [title for page in pages for title in re.findall(r'<a href="/c/a/[^>]+>([^<]+)</a>', page)]


def test_what_is_there_already_and_is_given_again_is_there_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = exercise_by_digest(give(world, "Gus", "min.grounding-kit").exercise_id).says("title")
    assert titles_seen(world, "Gus").count(kit) == 1
    whole = for_clients.always_for
    monkeypatch.setattr(for_clients, "always_for", lambda viewer, *, beside=(), now: whole(viewer, now=now))
    assert titles_seen(world, "Gus").count(kit) == 2, "a list that does not look beside it would be noticed"


def test_it_is_always_there_again_once_what_was_given_is_let_go(world: World) -> None:
    given = give(world, "Gus", "min.grounding-kit")
    before = titles_seen(world, "Gus")
    Assignment.objects.filter(pk=given.pk).update(let_go_at=world.now)
    assert sorted(titles_seen(world, "Gus")) == sorted(before)


# On the pages.


@pytest.mark.parametrize("name", ["Gus", "Hana", "Ivo"])
def test_everybody_finds_them_where_their_own_things_are(world: World, name: str) -> None:
    browser = world.browser(name)
    open_private([browser.session.session_key], at=world.now)
    page = unescape(browser.get("/c/" if name == "Ivo" else "/c/own/").content.decode())
    section = page[
        page.index("Always there for you") : page.index("</section>", page.index("Always there for you"))
    ]
    found = for_clients.always_for(world.client(name), now=world.now)
    assert found
    assert re.findall(r'<a href="/c/a/[^>]+>([^<]+)</a>', section) == [one.says("title") for _, one in found]


def is_told_apart(own: list[Exercise], together: list[Exercise]) -> bool:
    return all(one.min_people == 1 for one in own) and all(one.min_people > 1 for one in together)


def test_together_and_alone_are_told_apart(stage: Stage) -> None:
    cards = for_clients.cards_for(stage.clients["Ana"], now=AT)
    own = [card.exercise for card in cards if card.is_own]
    joint = [card.exercise for card in cards if not card.is_own]
    assert own and joint
    assert is_told_apart(own, joint)
    assert not is_told_apart([*own, *joint], []), "one list for both would be noticed"
